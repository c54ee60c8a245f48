# Sourced by engine/run, tests/run and bench/run: installs what is missing and builds a preset, without a
# question and, when nothing is missing, without the network. Needs bash, apt and either root or sudo.

mutua_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$mutua_root" || exit 1

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }

# packages_of GROUP...: the packages of these groups, once each, as "name" or "name [command]".
packages_of() {
  awk -v wanted=" $* " '
    /^# [a-z]+:/ { group = substr($2, 1, length($2) - 1); next }
    /^#/ || NF == 0 { next }
    index(wanted, " " group " ") && !seen[$1]++ { print }
  ' "$mutua_root/engine/packages.txt"
}

# missing_packages GROUP...: those that are neither installed nor superfluous.
missing_packages() {
  local wanted installed name command
  wanted=$(packages_of "$@")
  [[ -n $wanted ]] || return 0
  # dpkg-query fails when it does not know a package at all, which is one of the answers looked for.
  installed=$(awk '{print $1}' <<<"$wanted" |
    { xargs dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null || true; } |
    awk '$1 == "ii" {print $2}')
  while read -r name command; do
    grep -qxF "$name" <<<"$installed" && continue
    command=${command//[\[\]]/}
    [[ -n $command ]] && command -v "$command" >/dev/null && continue
    printf '%s\n' "$name"
  done <<<"$wanted"
}

# as_root COMMAND...: a password is asked for only when somebody sits at a terminal.
as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    if [[ -t 0 ]]; then sudo "$@"; else sudo -n "$@"; fi
  else
    return 126
  fi
}

# install_packages GROUP...: installs what is missing of these groups, and says what it does.
install_packages() {
  local missing log
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} == 0 ]] && return 0
  command -v apt-get >/dev/null ||
    fail "these packages are missing and there is no apt-get to install them: ${missing[*]}"
  [[ $(id -u) == 0 ]] || command -v sudo >/dev/null ||
    fail "neither root nor sudo: have an administrator run: apt-get install ${missing[*]}"
  say "Installing ${#missing[@]} packages: ${missing[*]}"
  mkdir -p build
  log=build/install.log
  # The lock may be held by another installation on the same machine: wait for it.
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  if ! { as_root "${apt[@]}" update &&
    as_root "${apt[@]}" install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    fail "installing failed (whole output: $log)"
  fi
}

# build_preset PRESET [TARGET...]: configures and builds build/PRESET with every core.
build_preset() {
  local preset=$1
  shift
  mkdir -p build
  cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 || {
    cat "build/$preset.configure.log" >&2
    fail "configuring the preset $preset failed"
  }
  say "Building the preset $preset"
  cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"} >&2 ||
    fail "building the preset $preset failed"
}
