# Sourced by the benches that load a daemon.

# no_secret SECRET LOG: ends the bench when a daemon that has ended said SECRET in its LOG.
no_secret() {
  [[ -n $1 ]] && grep -q event=serving "$2" || { echo "$2: not the log of a daemon that served" >&2; exit 1; }
  if grep -qF -- "$1" "$2"; then
    echo "$2: the token is in the log" >&2
    exit 1
  fi
}
