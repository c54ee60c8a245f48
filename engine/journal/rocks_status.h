// RocksDB's statuses as ours: what was attempted, on what, and RocksDB's own words.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace rocksdb {
class Status;
}

namespace mutua::journal {

// Corruption is DATA_LOSS, a full disk RESOURCE_EXHAUSTED, the rest UNAVAILABLE. `attempt` reads
// like "read the commits of /srv/mutua". OK for OK.
absl::Status FromRocks(const rocksdb::Status& status, const std::string& attempt);

}  // namespace mutua::journal
