#!/usr/bin/env bash
# The peer: PostgreSQL 15 with the tables and functions of bench/postgresql, in a folder of its own, on a Unix
# socket only, with its default durability. As root it runs as the user postgres, which must be able to reach
# the folder.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: bench/postgresql.sh start FOLDER            makes a cluster and starts it
       bench/postgresql.sh fill FOLDER N HOURS     N bookings over HOURS: databases "exclude" and "lock"
       bench/postgresql.sh load FOLDER SCENARIO CLIENTS CALLS
                                                   exclude, lock or free: one line of JSON
       bench/postgresql.sh stop FOLDER             stops it by the process id that it wrote
TEXT
}

[[ $# -ge 2 ]] || { usage >&2; exit 2; }
command=$1 folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
programs=/usr/lib/postgresql/15/bin
# Seconds after the last answer whose CPU still counts, as load_client has them.
settle=2.5

as_postgres() {
  if [[ $(id -u) == 0 ]]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}
sql() { as_postgres "$programs/psql" -h "$folder" -X -q -v ON_ERROR_STOP=1 "$@"; }
pid() { head -n 1 "$folder/data/postmaster.pid"; }

# cpu PID: seconds of the server: its process, what its ended children used, its living children.
cpu() {
  local server=$1 child ticks
  ticks=$(getconf CLK_TCK)
  {
    sed 's/.*) //' "/proc/$server/stat" | awk '{ print $12 + $13 + $14 + $15 }'
    for child in $(pgrep -P "$server"); do
      { sed 's/.*) //' "/proc/$child/stat" | awk '{ print $12 + $13 }'; } 2>/dev/null || true
    done
  } | awk -v ticks="$ticks" '{ sum += $1 } END { printf "%.2f\n", sum / ticks }'
}

start() {
  mkdir -p "$folder"
  [[ $(id -u) != 0 ]] || chown postgres "$folder"
  as_postgres "$programs/initdb" -D "$folder/data" -E UTF8 --locale=C --auth=trust >/dev/null
  as_postgres tee -a "$folder/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
shared_buffers = ${PEER_SHARED_BUFFERS:-4GB}
max_wal_size = 16GB
checkpoint_timeout = 30min
synchronous_commit = on
fsync = on
full_page_writes = on
jit = off
timezone = 'UTC'
max_connections = 100
CONF
  as_postgres "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null
}

fill() {
  local bookings=$1 hours=$2
  sql -d postgres -c 'CREATE DATABASE exclude'
  sql -d exclude -f - <"$here/postgresql/schema.sql"
  sql -d exclude -v "n=$bookings" -v "hours=$hours" -f - <"$here/postgresql/fill.sql" >&2
  sql -d postgres -c 'CREATE DATABASE lock TEMPLATE exclude'
  sql -d lock -f - <"$here/postgresql/lock.sql"
  echo "$hours" >"$folder/hours"
}

# script SCENARIO: the file for pgbench.
script() {
  local hours
  hours=$(<"$folder/hours")
  case $1 in
    exclude) sed "s/FN/book_ins/; s/SPAN/$((hours * 12 - 1))/" "$here/postgresql/book.pgb" ;;
    lock) sed "s/FN/book_lock/; s/SPAN/$((hours * 12 - 1))/" "$here/postgresql/book.pgb" ;;
    free) sed "s/DAYS/$((hours / 24 > 7 ? hours / 24 - 7 : 0))/" "$here/postgresql/free.pgb" ;;
  esac
}

count() { sql -d "$1" -At -c 'SELECT count(*) FROM bookings'; }

load() {
  local scenario=$1 clients=$2 calls=$3 database=$1 server before after used_before used_after logs out
  [[ $scenario != free ]] || database=lock
  server=$(pid)
  logs=$(mktemp -d "$folder/pgbench.XXXXXX")
  [[ $(id -u) != 0 ]] || chown postgres "$logs"
  script "$scenario" >"$logs/script"
  chmod a+r "$logs/script"
  before=$(count "$database")
  used_before=$(cpu "$server")
  out=$(as_postgres "$programs/pgbench" -h "$folder" -n -M prepared -c "$clients" -j 1 \
    -t $((calls / clients)) -f "$logs/script" -l --log-prefix="$logs/log" "$database" 2>&1)
  sleep "$settle"
  used_after=$(cpu "$server")
  after=$(count "$database")
  cat "$logs"/log.* | awk '{ print $3 }' | sort -n >"$logs/sorted"
  awk -v scenario="$scenario" -v clients="$clients" -v used="$used_before $used_after" \
    -v made=$((after - before)) -v rate="$(awk '/^tps = / { print $3 }' <<<"$out")" '
    { took[NR] = $1 }
    END {
      split(used, cpu, " ")
      printf "{\"scenario\": \"%s\", \"clients\": %d, \"items\": %d, \"per_s\": %.1f, ", scenario, clients, NR, rate
      printf "\"cpu_us\": %.3f, \"p50_us\": %d, ", (cpu[2] - cpu[1]) * 1e6 / NR, took[int(NR * 0.5) + 1]
      printf "\"p99_us\": %d, \"refused\": %.4f}\n", took[int(NR * 0.99) + 1], scenario == "free" ? 0 : 1 - made / NR
    }' "$logs/sorted"
  rm -rf "$logs"
}

stop() {
  local server
  server=$(pid)
  kill -INT "$server"  # fast: clients are cut off, what is durable stays
  while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
}

case $command in
  start) start ;;
  fill) fill "$3" "$4" ;;
  load) load "$3" "$4" "$5" ;;
  stop) stop ;;
  *) usage >&2; exit 2 ;;
esac
