#!/usr/bin/env bash
# Mutua beside PostgreSQL 15 and beside a bare gRPC echo: in one run, on one machine and one disk, with the same
# load, in rounds that take turns, so that what else the machine does falls on all of them. Every server is
# started here, in a temporary folder, on Unix sockets, and ended by its process id.
#
#   BENCH_BOOKINGS=100000   bookings there already, over 1,000 resources; the horizon shrinks with them, so that a
#                           tenth of the load conflicts (default 1,000,000 over two years)
#   BENCH_ROUNDS=3          rounds; each figure is the median
#   BENCH_SCALE=1           calls of a run, as a multiple
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=${MUTUA_ROOT:-$(dirname "$here")}
mutuad=${MUTUAD:-$root/build/release/mutuad}
programs=$(dirname "$mutuad")/bench
bookings=${BENCH_BOOKINGS:-1000000} rounds=${BENCH_ROUNDS:-3} scale=${BENCH_SCALE:-1}
resources=1000 members=20000
hours=$((bookings * 17520 / 1000000))

folder=$(mktemp -d "${TMPDIR:-/tmp}/mutua_compare.XXXXXX")
chmod a+rx "$folder"  # PostgreSQL runs as another user than root
mutuad_pid='' echo_pid='' peer_runs=false

# end PID: asks a process of ours to stop, and waits for it.
end() {
  [[ -n $1 ]] || return 0
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}
clean_up() {
  end "$mutuad_pid"
  end "$echo_pid"
  ! $peer_runs || "$here/postgresql.sh" stop "$folder/pg" || true
  rm -rf "$folder"
}
trap clean_up EXIT

say() { printf '%s\n' "$*" >&2; }

# await TEXT FILE PID: until the process has written it.
await() {
  until grep -q "$1" "$2" 2>/dev/null; do
    kill -0 "$3" 2>/dev/null || { cat "$2" >&2; exit 1; }
    sleep 0.05
  done
}

start_peer() {
  "$here/postgresql.sh" start "$folder/pg"
  peer_runs=true
  "$here/postgresql.sh" fill "$folder/pg" "$bookings" "$hours"
}

start_mutuad() {
  mkdir "$folder/data"
  token=$("$programs/bench_lab" "$folder/data" "$resources" "$members")
  "$mutuad" --data "$folder/data" --listen "unix:$folder/mutuad" --http none >"$folder/mutuad.out" 2>&1 &
  mutuad_pid=$!
  await event=serving "$folder/mutuad.out" "$mutuad_pid"
}

# load NAME SERVER PID SCENARIO CLIENTS CALLS [OPTION...]: one measured run of ours, noted under NAME.
seed=0
load() {
  local name=$1 server=$2 pid=$3 scenario=$4 clients=$5 calls=$6
  shift 6
  seed=$((seed + 1))
  "$programs/load_client" --target "unix:$folder/$server" --token "$token" --pid "$pid" --seed $seed \
    --scenario "$scenario" --clients "$clients" --calls "$calls" --resources $resources --members $members \
    --hours "$hours" "$@" | note "$name"
}
# peer NAME SCENARIO CLIENTS CALLS
peer() { "$here/postgresql.sh" load "$folder/pg" "$2" "$3" "$4" | note "$1"; }
note() {
  local line
  line=$(cat)
  say "$1 $line"
  printf '{"run": "%s", "saw": %s}\n' "$1" "$line" >>"$folder/runs"
}
# bytes_of NAME: of the answers in the last run of that name.
bytes_of() { grep "\"run\": \"$1\"" "$folder/runs" | tail -n 1 | sed 's/.*"response_bytes": \([0-9]*\).*/\1/'; }

round() {
  peer exclude-64 exclude 64 $((9600 * scale))
  load mutua-64 mutuad "$mutuad_pid" book 64 $((19200 * scale))
  peer lock-64 lock 64 $((9600 * scale))
  load echo-64 echo "$echo_pid" book 64 $((38400 * scale))
  peer exclude-8 exclude 8 $((4800 * scale))
  load mutua-8 mutuad "$mutuad_pid" book 8 $((9600 * scale))
  peer lock-8 lock 8 $((4800 * scale))
  peer exclude-1 exclude 1 $((2000 * scale))
  load mutua-1 mutuad "$mutuad_pid" book 1 $((2000 * scale))
  peer lock-1 lock 1 $((2000 * scale))
  load echo-1 echo "$echo_pid" book 1 $((4000 * scale))
  peer free-100 free 1 $((400 * scale))
  load mutua-free-100 mutuad "$mutuad_pid" free 1 $((4000 * scale)) --asked 100
  load mutua-free-10 mutuad "$mutuad_pid" free 64 $((19200 * scale)) --asked 10
  load echo-free-10 echo "$echo_pid" free 64 $((38400 * scale)) --asked 10
  load mutua-batch mutuad "$mutuad_pid" batch 4 $((40 * scale)) --items 500
}

say "Filling both with $bookings bookings over $hours h"
start_peer
start_mutuad
load mutua-fill mutuad "$mutuad_pid" fill 4 0 --items 500 --cells $((bookings / resources))
say "Warming up"
load warm-book mutuad "$mutuad_pid" book 64 2000
load warm-free mutuad "$mutuad_pid" free 64 2000 --asked 10
peer warm-exclude exclude 8 800
peer warm-lock lock 8 800
"$programs/echo_server" "unix:$folder/echo" "$(bytes_of warm-book)" "$(bytes_of warm-free)" \
  >"$folder/echo.out" 2>&1 &
echo_pid=$!
await serving "$folder/echo.out" "$echo_pid"
for ((i = 1; i <= rounds; ++i)); do
  say "Round $i of $rounds"
  round
done
if [[ -n ${BENCH_PERF:-} ]]; then
  # What the server does while it books; kept beside the figures.
  perf record -q -F 499 -g -p "$mutuad_pid" -o "$BENCH_PERF" -- sleep 6 >/dev/null 2>&1 &
  perf_pid=$!
  load profiled mutuad "$mutuad_pid" book 64 $((60000 * scale))
  wait "$perf_pid" || true
fi
python3 "$here/compare.py" "$folder/runs"
