#!/usr/bin/env bash
# Hostile clients while others book: what the others' p99 becomes, against a quiet time just before, and how long the
# daemon lets the offenders be. The daemon has one core; the offenders and the others share the other, where offenders
# are the ones who give way. In the end the daemon is killed, and what a new one has must be what was acknowledged.
#
#   BENCH_SECONDS=12                  for which others book, quiet or not
#   BENCH_COUNTS="1000 50 50 100 100 2000 10000"   sockets of each attack, in the order below; of resets, a second
#   BENCH_PACE=50                     bookings a second on either port
#   BENCH_ROUNDS=3                    rounds; each figure is the median
#   BENCH_AT_ONCE=1                   all attacks at the same time, once
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=${MUTUA_ROOT:-$(dirname "$here")}
mutuad=${MUTUAD:-$root/build/release/mutuad}
programs=$(dirname "$mutuad")/bench
seconds=${BENCH_SECONDS:-12} pace=${BENCH_PACE:-50} rounds=${BENCH_ROUNDS:-3}
attacks=(slow-http headers-http headers-grpc unread-http unread-grpc resets-tcp resets-grpc)
read -ra counts <<<"${BENCH_COUNTS:-1000 50 50 100 100 2000 10000}"
resources=200 members=1000
# The unit's MemoryMax in MiB, beyond which the system would end the daemon.
ceiling=$(($(sed -n 's/^MemoryMax=\([0-9]*\)G$/\1/p' "$root/engine/daemon/install/mutuad.service") * 1024))

folder=$(mktemp -d "${TMPDIR:-/tmp}/mutua_hostile.XXXXXX")
daemon=
trap '[[ -z $daemon ]] || kill -KILL "$daemon" 2>/dev/null || true; rm -rf "$folder"' EXIT

source "$here/no_secret.sh"
say() { printf '%s\n' "$*" >&2; }

start() {
  : >"$folder/log"  # of the one before
  taskset -c 0 "$mutuad" --data "$folder/store" --listen 127.0.0.1:0 --http 127.0.0.1:0 >"$folder/log" 2>&1 &
  daemon=$!
  until grep -q event=serving "$folder/log"; do
    kill -0 "$daemon" || { cat "$folder/log" >&2; exit 1; }
    read -rt 0.05 <> <(:) || true
  done
  grpc=$(sed -n 's/.*grpc_port=\([0-9]*\).*/\1/p' "$folder/log")
  http=$(sed -n 's/.*http_port=\([0-9]*\).*/\1/p' "$folder/log")
}
on_other_core() { taskset -c $(($(nproc) - 1)) "$@"; }
# book PORT TARGET [OPTION...]: each caller has hours of its own.
first=0
book() {
  local port=$1 target=$2
  on_other_core "$programs/steady_client" --target "$target" --token "$token" --resources $resources \
    --members $members --booked "$folder/booked.$port" --first "$first" --pace "$pace" --seconds "$seconds" \
    >"$folder/$port.saw"
}
# both: on the two ports at the same time; a wrong answer on either ends the bench.
both() {
  local other
  book grpc "127.0.0.1:$grpc" &
  other=$!
  first=$((first + 100000))
  book http "http:127.0.0.1:$http"
  wait "$other"
  first=$((first + 100000))
}
# note NAME OFFENDERS: what both saw, and what became of the offenders.
note() {
  printf '{"run": "%s", "grpc": %s, "http": %s, "offenders": %s}\n' "$1" "$(<"$folder/grpc.saw")" \
    "$(<"$folder/http.saw")" "$2" | tee -a "$folder/runs" >&2
}

mkdir "$folder/store"
token=$("$programs/bench_lab" "$folder/store" $resources $members)
start
# attack NUMBER: one of the list, for a little longer than others book.
attack() {
  on_other_core nice -n 10 "$programs/hostile_client" "${attacks[$1]}" --grpc "$grpc" --http "$http" --token "$token" \
    --count "${counts[$1]}" --seconds "$((seconds + 2))" >"$folder/${attacks[$1]}.saw"
}
# under NUMBER...: what the others see under these attacks, which are under way by then.
under() {
  local at offenders=()
  for at in "$@"; do
    attack "$at" &
    offenders+=($!)
  done
  read -rt 1 <> <(:) || true
  both
  wait "${offenders[@]}"
  kill -0 "$daemon" || { cat "$folder/log" >&2; exit 1; }
  for at in "$@"; do note "${attacks[at]}" "$(<"$folder/${attacks[at]}.saw")"; done
}
quiet() {
  both
  note quiet null
}

if [[ -n ${BENCH_AT_ONCE:-} ]]; then
  seconds=2 quiet
  under "${!attacks[@]}"
else
  for ((i = 1; i <= rounds; ++i)); do
    say "Round $i of $rounds"
    for at in "${!attacks[@]}"; do
      quiet
      under "$at"
    done
  done
fi
memory=$(awk '/^VmHWM:/ {print int($2 / 1024)}' "/proc/$daemon/status")
kill -KILL "$daemon"
wait "$daemon" 2>/dev/null || true
no_secret "$token" "$folder/log"
start
cat "$folder"/booked.* >"$folder/booked"
on_other_core "$programs/steady_client" --check --target "127.0.0.1:$grpc" --token "$token" --resources $resources \
  --booked "$folder/booked" >&2
kill -TERM "$daemon"
wait "$daemon"
no_secret "$token" "$folder/log"
daemon=
python3 "$here/hostile.py" "$folder/runs" "$memory" "$ceiling"
