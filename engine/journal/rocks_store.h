// The RocksDB store of a journal, open for reading or for writing: its column families, its options
// with their bounds, and the reads that the journal, verify, salvage and restore share. Internal to
// this folder. Thread-safe as RocksDB is. Reads give what is in the store, acknowledged or not: the
// caller bounds them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/journal/journal.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Env;
class FileSystem;
class Snapshot;
class Iterator;
}  // namespace rocksdb

namespace mutua::journal {

// Where things are in the folder of a store.
std::string RocksPath(const std::string& folder);
std::string WitnessPath(const std::string& folder);
std::string LockPath(const std::string& folder);
// Only a backup has this file; a daemon refuses to start on it.
std::string BackupListPath(const std::string& folder);

enum class Family : uint8_t { kMeta, kCommits, kLive, kPast, kSides };
inline constexpr std::size_t kFamilies = 5;
Family FamilyOf(RecordSpace space);
std::string_view NameOf(Family family);

// Keys of kMeta.
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kSchemaKey = "schema";
inline constexpr std::string_view kStoreKey = "store";
inline constexpr std::string_view kCheckpointKey = "checkpoint";
inline constexpr std::string_view kThroughKey = "through";

struct StoreMeta {
  uint32_t format = 0;
  uint32_t schema = 0;
  StoreId store_id{};
  Checkpoint checkpoint;
  Position through;
};

class RocksStore {
 public:
  enum class Mode : uint8_t {
    kReadOnly,  // writes nothing, not even a log
    kSalvage,   // the same, but skips damaged records of the write-ahead log and missing files
    kWrite,     // RocksDB recovers: call only after the witness agrees
    kCreate,    // kWrite, and creates what is missing
  };

  // `env` is borrowed and outlives the store. DATA_LOSS if RocksDB cannot open what is there.
  static absl::StatusOr<std::unique_ptr<RocksStore>> Open(const std::string& folder, Mode mode,
                                                          rocksdb::Env* env);
  ~RocksStore();

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Family family) const;
  std::vector<rocksdb::ColumnFamilyHandle*> families() const;
  const std::string& folder() const { return folder_; }

  // `as_of`: as they were then; null: as they are.
  absl::StatusOr<std::optional<std::string>> Get(Family family, std::string_view key,
                                                 const rocksdb::Snapshot* as_of = nullptr) const;
  absl::Status ForEach(Family family, std::string_view prefix, const RecordReader& reader,
                       const rocksdb::Snapshot* as_of = nullptr) const;

  // nullopt: the creation of the store was never finished. DATA_LOSS: some of it is missing or
  // broken.
  absl::StatusOr<std::optional<StoreMeta>> ReadMeta() const;

  // The last commit in the store, or the checkpoint if there is none behind it.
  absl::StatusOr<Head> LastCommit(const Checkpoint& checkpoint) const;

  // The digest at `position`, which is the checkpoint or a commit; DATA_LOSS if it is not there.
  absl::StatusOr<Digest> DigestAt(Position position, const Checkpoint& checkpoint) const;

  // Gives the commits [from, last], verifying that they are gapless and chain from `previous`.
  absl::Status ReadCommits(Position from, Position last, Digest previous,
                           const CommitReader& reader) const;

  // Checks from the list of files alone, without reading them, that the commits after the
  // checkpoint and up to the end of the last file lie in files; returns that end (the checkpoint if
  // there is no file): what follows must come from the write-ahead log. DATA_LOSS names the
  // positions missing.
  absl::StatusOr<Position> CheckFilesOfCommits(Position checkpoint) const;

  // The highest position that a file claims to hold, from the list of files alone; 0 if there is
  // none.
  Position LastInFiles() const;

  // Whether any file holds a commit at or before `position`, deleted or not.
  bool HoldsCommitUpTo(Position position) const;

  // The first and the last key of each file of the family that holds a deletion.
  absl::StatusOr<std::vector<std::pair<std::string, std::string>>> RangesWithDeletions(
      Family family) const;

 private:
  RocksStore(std::string folder, std::unique_ptr<rocksdb::Env> env, std::unique_ptr<rocksdb::DB> db,
             std::vector<rocksdb::ColumnFamilyHandle*> handles);
  std::vector<std::pair<uint64_t, uint64_t>> SpansOfFiles() const;

  const std::string folder_;
  const std::unique_ptr<rocksdb::Env> env_;  // outlives what follows
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

// The folder holds records of RocksDB, even if it cannot be opened.
bool HoldsData(const std::string& rocks_path);

}  // namespace mutua::journal
