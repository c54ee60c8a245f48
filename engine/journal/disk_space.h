// Room on the disk of a store, asked for before it is needed: what RocksDB does when a write finds
// none is not always an error (it may abort). Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace rocksdb {
class Env;
}

namespace mutua::journal {

// RESOURCE_EXHAUSTED: fewer than `least` bytes are free where `folder` is. Where it cannot be
// asked, the write itself will tell.
absl::Status CheckDiskSpace(rocksdb::Env& env, const std::string& folder, uint64_t least);

// What opening the store for writing needs: the log is read back into files of its size at most,
// and some files of RocksDB's own are begun anew.
uint64_t BytesToOpen(const std::string& rocks_folder);

}  // namespace mutua::journal
