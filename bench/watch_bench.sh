#!/usr/bin/env bash
# Pages over HTTP: 500 streams of 500 sign-ins, then of one, and 5 commits a second, from sending the booking to each
# stream's frame; and the day board of 200 resources. The daemon has one core and the clients the other.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
streams=${BENCH_STREAMS:-500} commits=${BENCH_COMMITS:-100} fill=${BENCH_FILL:-1600}
folder=$(mktemp -d)
daemon=
trap '[[ -z $daemon ]] || kill "$daemon"; wait; rm -rf "$folder"' EXIT

taskset -c 0 "$MUTUAD" --data "$folder/store" --listen 127.0.0.1:0 --http 127.0.0.1:0 >"$folder/out" 2>"$folder/log" &
daemon=$!
until grep -qs event=serving "$folder/log"; do
  kill -0 "$daemon" || { cat "$folder/log" >&2; exit 1; }
  read -rt 0.1 <> <(:) || true
done
grpc=$(sed -n 's/.*grpc_port=\([0-9]*\).*/\1/p' "$folder/log")
http=$(sed -n 's/.*http_port=\([0-9]*\).*/\1/p' "$folder/log")
export MUTUA_ADDRESS=127.0.0.1:$grpc MUTUA_TOKEN
MUTUA_TOKEN=$(awk '/^manager token: / {print $3}' "$folder/out")
{
  printf 'sites:\n  - {site: hall, display_name: Hall, zone: Europe/Paris}\n'
  printf 'pools:\n  - {pool: all, display_name: All, rules: {horizon: 60d}}\nresources:\n'
  for i in {0..199}; do
    printf '  - {resource: r-%d, display_name: R %d, kind: machine, pool: all, site: hall}\n' "$i" "$i"
  done
  printf 'companies:\n'
  for i in {0..19}; do printf '  - {company: c-%d, display_name: C %d, kind: employer}\n' "$i" "$i"; done
  printf 'members:\n'
  for ((i = 0; i < streams; ++i)); do
    printf '  - {member: m-%d, display_name: M %d, company: c-%d}\n' "$i" "$i" $((i % 20))
  done
} >"$folder/lab.yaml"
"$MUTUA" apply "$folder/lab.yaml" >"$folder/applied" || { cat "$folder/applied" >&2; exit 1; }
for ((i = 0; i < streams; ++i)); do
  "$MUTUA" token create --role member --member "m-$i" 2>/dev/null
done >"$folder/tokens"
head -1 "$folder/tokens" >"$folder/token"

# figure NAME VALUE TARGET
figure() {
  awk -v name="$1" -v value="$2" -v target="$3" 'BEGIN {
    printf "{\"bench\": \"watch\", \"name\": \"%s\", \"value\": %s, \"unit\": \"ms\", \"target\": \"<= %s\", \"reached\": %s}\n",
      name, value, target, value + 0 <= target + 0 ? "true" : "false"}'
}
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

client=$(dirname "$MUTUAD")/bench/watch_client
# watched TOKENS FILL FIRST NAME
watched() {
  taskset -c 1 "$client" "$http" "$1" "$streams" "$commits" 5 "$2" "$3" >"$folder/took"
  awk '{printf "p50 %s ms, p99 %s ms, most %s ms\n", $1, $2, $3}' "$folder/took"
  figure "p99 from sending a booking to its frame, $streams streams of $4, 5 commits/s" \
    "$(awk '{print $2}' "$folder/took")" 50
}
watched "$folder/tokens" "$fill" 0 "as many sign-ins"
watched "$folder/token" 1 $((fill + commits)) "one sign-in"

day=$(date -u -d tomorrow +%Y-%m-%d)
board="{\"pageSize\":200,\"window\":{\"start\":{\"instant\":\"${day}T00:00:00Z\"},\"length\":\"86400s\"}}"
for ((i = 0; i < 50; ++i)); do
  taskset -c 1 curl -sS -o "$folder/board" -w '%{time_total}\n' -H "Authorization: Bearer $(<"$folder/token")" \
    -H 'Content-Type: application/json' -d "$board" "http://127.0.0.1:$http/mutua.v1.AvailabilityService/GetBoard"
done | awk '{print $1 * 1000}' >"$folder/boards"
grep -q '"resource":"r-199"' "$folder/board" || { echo "the board is not whole: $(head -c 300 "$folder/board")" >&2; exit 1; }
figure "a day board of 200 resources over HTTP, in JSON" "$(median <"$folder/boards")" 150
