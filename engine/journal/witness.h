// The witness: a small file of its own beside the store, with the last acknowledged position and
// digest. RocksDB cannot tell a history that ends from one that lost its end; the witness can
// (FORMAT.md). Each write goes to the half that the last one did not, and is synced before Record
// returns, so one half is whole at any moment.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/journal/format.h"

namespace rocksdb {
class FileSystem;
class FSRandomRWFile;
}  // namespace rocksdb

namespace mutua::journal {

struct WitnessReading {
  bool exists = false;
  // The last record; nullopt: no half can be read (or there is no file).
  std::optional<WitnessRecord> record;
  std::size_t bad_sectors = 0;  // of 16
};

// Reads without writing. A status only where the file is there and cannot be opened or read at all.
absl::StatusOr<WitnessReading> ReadWitness(rocksdb::FileSystem& files, const std::string& path);

// The writing side. Thread-bound: the writer's.
class Witness {
 public:
  // Writes both halves with `head` (creating the file if there is none), synced, the folder too.
  // `last_generation` is that of the reading before, so that generations only grow.
  static absl::StatusOr<std::unique_ptr<Witness>> Open(rocksdb::FileSystem& files,
                                                       const std::string& path, StoreId store_id,
                                                       Head head, uint64_t last_generation);
  ~Witness();

  // On failure the half on disk is unknown: do not call again.
  absl::Status Record(const Head& head);

 private:
  Witness(std::unique_ptr<rocksdb::FSRandomRWFile> file, std::string path, StoreId store_id,
          uint64_t generation);

  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  const std::string path_;
  const StoreId store_id_;
  uint64_t generation_;
};

}  // namespace mutua::journal
