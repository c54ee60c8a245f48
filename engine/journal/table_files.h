// What is looked at in RocksDB's table files before RocksDB opens them: of all when a store is
// opened, and of each one whenever RocksDB opens it again, as it does while it runs.
//
// It reads the properties of a file before it has looked at their checksum, and takes one bit of
// them for the sign of an index by hashes, which no file of ours has: where that bit is wrong, the
// process ends in an assertion within RocksDB 7.8 (data_block_hash_index.cc), whatever was to be
// told of the file. What else may be wrong in them RocksDB says as a status.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"

namespace rocksdb {
class Env;
}

namespace mutua::journal {

// `folder`: RocksDB's own. DATA_LOSS names the first file whose sign is wrong.
absl::Status CheckTableFiles(const std::string& folder);

// `env`, which is borrowed, but that a table file whose sign is wrong is not opened: a corruption
// that names it; and that logs are read as log_files.h says.
std::unique_ptr<rocksdb::Env> WithCheckedFiles(rocksdb::Env* env);

// Puts each wrong sign right: on a copy.
void MendTableFiles(const std::string& folder);

}  // namespace mutua::journal
