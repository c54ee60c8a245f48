// Opens the store of a daemon, or refuses with one line that says what is wrong or missing: nothing
// acknowledged is ever given up silently (promises P1, P10).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/journal/journal.h"

namespace rocksdb {
class Env;
}

namespace mutua::journal {

struct OpenOptions {
  // The newest schema of records and events that the caller reads and writes. A new store gets it;
  // an older store is raised to it by being opened, so that an older program refuses the store from
  // then on.
  uint32_t schema_version = 1;
  // Append refuses while less is free: what RocksDB needs to flush its buffers and write a clean
  // end.
  uint64_t disk_reserve_bytes = uint64_t{256} << 20;
};

// Creates the store if `folder` is missing or empty. Otherwise, before anything is written: locks
// it, compares it with its witness, checks that the commits in files leave no gap, and verifies the
// digests of the commits behind the records' marker and of those in the write-ahead log; then opens
// for writing. FAILED_PRECONDITION: locked by another process (named), of a newer version (named),
// a backup, or not a store. DATA_LOSS: acknowledged commits are missing or broken; names their
// positions. Nothing is changed.
absl::StatusOr<std::unique_ptr<Journal>> OpenRocksJournal(const std::string& folder,
                                                          const OpenOptions& options);

// The same on a file system of the caller's (tests inject failures). `env` outlives the journal.
absl::StatusOr<std::unique_ptr<Journal>> OpenRocksJournal(const std::string& folder,
                                                          const OpenOptions& options,
                                                          rocksdb::Env* env);

}  // namespace mutua::journal
