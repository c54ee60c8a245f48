#!/usr/bin/env bash
# The law of the house as a test: who may include and link whom in engine/. Before it judges the real tree it
# judges planted ones: every breach below must be found, and a lawful tree must pass, or the test fails.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

# breaches ROOT: every breach in ROOT/engine, one a line.
breaches() (
  cd "$1"
  find engine -mindepth 2 \( -name '*.cc' -o -name '*.h' -o -name CMakeLists.txt \) -print0 |
    sort -z | xargs -0 awk -f "$here/layering.awk"
)

planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT

# plant FILE LINE: a tree of one file with one line.
plant() {
  rm -rf "$planted/engine"
  mkdir -p "$planted/$(dirname "$1")"
  printf '%s\n' "$2" >"$planted/$1"
}

failures=0
must_break() {
  plant "$1" "$2"
  [[ $(breaches "$planted" | wc -l) == 1 ]] || { echo "not found once: $1: $2"; failures=1; }
}
must_pass() {
  plant "$1" "$2"
  [[ -z $(breaches "$planted") ]] || { echo "wrongly found: $(breaches "$planted")"; failures=1; }
}

must_break engine/core/state.h '#include "engine/store/codec.h"'
must_break engine/core/state.h '#include "engine/journal/journal.h"'
must_break engine/base/ids.h '#include "engine/model/party.h"'
must_break engine/journal/journal.h '#include "engine/core/event.h"'
must_break engine/query/board.cc '#include "engine/pipeline/intake.h"'
must_break engine/front/http.cc '#include "engine/daemon/config.h"'
must_break engine/front/http.cc '#include "tests/sim/lab.h"'
must_break engine/store/codec.h '#include "mutua/store/v1/record.pb.h"'
must_break engine/pipeline/watch.cc '#include <google/protobuf/message.h>'
must_break engine/query/board.cc '#include <grpcpp/server.h>'
must_break engine/access/tokens.cc '#include <boost/asio.hpp>'
must_break engine/journal/journal.h '#include <rocksdb/db.h>'
must_break engine/store/keys.cc '#include <rocksdb/db.h>'
must_break engine/core/decide.cc '#include <mutex>'
must_break engine/core/decide.cc '#include <random>'
must_break engine/model/calendar.cc '#include <fstream>'
must_break engine/core/decide.cc 'auto now = std::chrono::system_clock::now();'
must_break engine/base/time.h 'inline Instant Now() { return From(absl::Now()); }'
must_break engine/core/decide.cc 'const auto seed = time(nullptr);'
must_break engine/core/decide.cc 'return rand() % 2;'
must_break engine/core/fair.cc 'double share = 0;'
must_break engine/core/CMakeLists.txt 'mutua_library(core DEPS model store)'
must_break engine/query/CMakeLists.txt 'target_link_libraries(mutua_query PUBLIC mutua_pipeline)'
must_break engine/store/CMakeLists.txt 'mutua_library(store DEPS core LINK RocksDB::rocksdb-shared)'
must_break engine/core/CMakeLists.txt 'mutua_library(core DEPS model LINK mutua_proto_store)'
must_break engine/query/CMakeLists.txt 'mutua_library(query DEPS store LINK gRPC::grpc++)'

must_pass engine/core/decide.cc '#include "engine/model/calendar.h"  // not "engine/store/codec.h"'
must_pass engine/core/decide.cc 'Explain("a double booking, at any time(0)");  // absl::Now() is never asked'
must_pass engine/core/decide.cc 'return booking.time(0) < end_time(0);'
must_pass engine/store/codec.cc '#include "mutua/store/v1/record.pb.h"'
must_pass engine/journal/rocks.cc '#include <rocksdb/db.h>'
must_pass engine/front/bookings.cc '#include "mutua/v1/bookings.grpc.pb.h"'
must_pass engine/daemon/main.cc '#include "engine/store/codec.h"'
must_pass engine/store/CMakeLists.txt 'mutua_library(store DEPS core journal LINK mutua_proto_store)'
[[ $failures == 0 ]] || exit 1

found=$(breaches "$root")
if [[ -n $found ]]; then
  printf '%s\n' "$found"
  exit 1
fi
echo "engine/ keeps the law: $(find "$root/engine" -name '*.cc' -o -name '*.h' | wc -l) files"
