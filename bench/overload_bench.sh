#!/usr/bin/env bash
# Overload of the decide queue, in an open loop: the journal is slowed until some 2,000 bookings a second are all
# that can be decided, and three times that is offered; the daemon has one core and the load the other. In rounds
# that take turns: with the bound on the time in the queue and without it (the bound on commands alone), by callers
# who wait for ever and by callers who wait a second; and with a journal as fast as it is, where the processor is what
# there is too little of. After each the daemon is killed, and what a new one has must be what was acknowledged: all
# of it, and nothing that was refused.
#
#   BENCH_SLOW_MS=128                 what a commit takes longer
#   BENCH_SECONDS="5 10 10 8"         quiet, peak, overload, after
#   BENCH_ROUNDS=3                    rounds; each figure is the median
#   BENCH_BARE=1                      mutuad as it is on the slow journal, and nothing beside it
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=${MUTUA_ROOT:-$(dirname "$here")}
mutuad=${MUTUAD:-$root/build/release/mutuad}
programs=$(dirname "$mutuad")/bench
slow_ms=${BENCH_SLOW_MS:-128} rounds=${BENCH_ROUNDS:-3}
read -r quiet peak overload after <<<"${BENCH_SECONDS:-5 10 10 8}"
resources=200 members=1000
# The unit's MemoryMax in MiB, beyond which the system would end the daemon.
ceiling=$(($(sed -n 's/^MemoryMax=\([0-9]*\)G$/\1/p' "$root/engine/daemon/install/mutuad.service") * 1024))

folder=$(mktemp -d "${TMPDIR:-/tmp}/mutua_overload.XXXXXX")
daemon=
trap '[[ -z $daemon ]] || kill -KILL "$daemon" 2>/dev/null || true; rm -rf "$folder"' EXIT

source "$here/no_secret.sh"
say() { printf '%s\n' "$*" >&2; }

# start NAME DELAY [OPTION...]: a daemon on the store of that name; `daemon` is its process.
start() {
  local name=$1 delay=$2
  shift 2
  : >"$folder/log"  # of the one before
  SLOW_SYNC_MS=$delay LD_PRELOAD=$programs/slow_sync.so taskset -c 0 "$mutuad" --data "$folder/$name" \
    --listen "unix:$folder/socket" --http none "$@" >"$folder/log" 2>&1 &
  daemon=$!
  until grep -q event=serving "$folder/log"; do
    kill -0 "$daemon" || { cat "$folder/log" >&2; exit 1; }
    read -rt 0.05 <> <(:) || true
  done
}
client() {
  taskset -c $(($(nproc) - 1)) "$programs/overload_client" --target "unix:$folder/socket" --token "$token" --resources $resources \
    --members $members --booked "$folder/booked" "$@"
}

# round NAME DELAY PATIENCE [OPTION...]: one measured run, noted under NAME; callers wait for so many seconds.
round() {
  local name=$1 delay=$2 patience=$3 saw memory kept
  shift 3
  rm -rf "$folder/store" "$folder/booked"
  mkdir "$folder/store"
  token=$("$programs/bench_lab" "$folder/store" $resources $members)
  start store "$delay" "$@"
  saw=$(client --quiet "$quiet" --peak "$peak" --overload "$overload" --after "$after" \
    --patience "$patience")
  memory=$(awk '/^VmHWM:/ {print int($2 / 1024)}' "/proc/$daemon/status")
  kill -KILL "$daemon"
  wait "$daemon" 2>/dev/null || true
  no_secret "$token" "$folder/log"
  start store 0 "$@"
  kept=$(client --check)
  kill -TERM "$daemon"
  wait "$daemon"
  no_secret "$token" "$folder/log"
  daemon=
  printf '{"run": "%s", "memory_mib": %s, "saw": %s, "kept": %s}\n' "$name" "$memory" "$saw" "$kept" |
    tee -a "$folder/runs" >&2
}

for ((i = 1; i <= rounds; ++i)); do
  say "Round $i of $rounds"
  round bounded "$slow_ms" 0
  round "bounded patience" "$slow_ms" 1
  [[ -z ${BENCH_BARE:-} ]] || continue
  round unbounded "$slow_ms" 0 --queue-wait 0
  round "unbounded patience" "$slow_ms" 1 --queue-wait 0
  round "bounded processor" 0 0
done
python3 "$here/overload.py" "$folder/runs" "$ceiling"
