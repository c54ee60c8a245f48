// The journal of a daemon: commits, records and side records in one RocksDB store, and the witness
// beside it. Opened by OpenRocksJournal (open.h), which decides whether what is on disk may be gone
// on with.
//
// An acknowledgement costs two syncs, one after the other: RocksDB's write-ahead log, then the
// witness. Records are written without the log: after a crash they are those of the last flush, at
// its marker. Destroying it flushes the records, unless it has stopped.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/journal/journal.h"
#include "engine/journal/rocks_store.h"

namespace mutua::journal {

class StoreLock;
class Witness;

class RocksJournal : public Journal {
 public:
  // What an open store consists of; checked by the opener to belong together.
  struct Parts {
    std::unique_ptr<StoreLock> lock;
    std::unique_ptr<RocksStore> store;
    std::unique_ptr<Witness> witness;
    rocksdb::Env* env = nullptr;  // borrowed
    StoreMeta meta;
    Head head;
    uint64_t disk_reserve_bytes = 0;
  };
  explicit RocksJournal(Parts parts);
  ~RocksJournal() override;

  StoreId store_id() const override { return parts_.meta.store_id; }
  uint32_t schema_version() const override { return parts_.meta.schema; }
  Head head() const override;
  Checkpoint checkpoint() const override;
  absl::StatusOr<Head> Append(const Commit& commit) override;
  absl::Status Read(Position from, const CommitReader& reader) const override;
  absl::Status SaveRecords(Position through, const std::vector<RecordChange>& changes) override;
  absl::Status FlushRecords() override;
  absl::StatusOr<Position> LoadRecords(const RecordReader& reader) const override;
  absl::StatusOr<std::optional<std::string>> ReadRecord(RecordSpace space,
                                                        std::string_view key) const override;
  absl::Status ForEachRecord(RecordSpace space, std::string_view prefix,
                             const RecordReader& reader) const override;
  absl::StatusOr<std::optional<std::string>> ReadSide(std::string_view key) const override;
  absl::Status ForEachSide(std::string_view prefix, const RecordReader& reader) const override;
  absl::Status DropHistoryBefore(Position oldest_kept, std::string payload) override;
  absl::Status Reclaim() override;
  absl::Status Backup(const std::string& to_folder) const override;

 private:
  absl::Status Stopped() const;
  absl::Status Stop(const absl::Status& cause);
  absl::Status WriteCommit(const Commit& commit, const Head& next);
  absl::Status WriteCheckpoint(const Checkpoint& checkpoint);
  absl::Status ReclaimCommits(Position dropped);
  absl::Status ReclaimSides(const std::optional<std::vector<std::string>>& keys);
  void RememberDeleted(const std::vector<SideRecord>& sides);

  const Parts parts_;
  std::atomic<bool> is_stopped_ = false;
  Position through_;  // the writer's
  mutable std::mutex mutex_;
  Head head_;               // guarded by mutex_
  Checkpoint checkpoint_;   // guarded by mutex_
  std::string stop_cause_;  // guarded by mutex_
  // Keys of side records deleted since the last Reclaim; nothing: unknown, before the first one or
  // when they are too many. Guarded by mutex_.
  std::optional<std::vector<std::string>> deleted_sides_;
  mutable std::mutex backup_mutex_;  // one at a time
};

}  // namespace mutua::journal
