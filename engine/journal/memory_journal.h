// A journal without a disk, for tests and simulation. It keeps the whole contract of journal.h, and
// can be told to fail and to lose what a crash may lose. Thread-safe as journal.h says.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/journal/journal.h"

namespace mutua::journal {

class MemoryJournal : public Journal {
 public:
  // What a failed Append leaves behind.
  enum class Failure : uint8_t {
    kDiskFull,     // RESOURCE_EXHAUSTED: nothing written, the journal goes on
    kUnknownLost,  // UNKNOWN, stopped; the commit is not there after a restart
    kUnknownKept,  // UNKNOWN, stopped; the commit is there after a restart
    kRecordsFail,  // the next SaveRecords fails instead: UNKNOWN, stopped
  };

  explicit MemoryJournal(StoreId store_id = {}, uint32_t schema_version = 1);

  // The append (or SaveRecords) after `after` further successful ones fails so, once.
  void FailAfter(uint64_t after, Failure failure);

  // A crash and a restart: what was acknowledged, and the records as of the last FlushRecords (or,
  // if `keep_records`, as of the last SaveRecords: either may happen). The old journal is left
  // stopped.
  std::unique_ptr<MemoryJournal> Restart(bool keep_records = false);

  StoreId store_id() const override { return store_id_; }
  uint32_t schema_version() const override { return schema_version_; }
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
  using Table = std::map<std::string, std::string, std::less<>>;
  struct Kept {
    Instant at;
    Digest digest{};
    std::string events;
  };
  struct Records {
    Position through;
    Table live;
    Table past;
  };

  bool FailsNow(bool records);
  Head Keep(const Commit& commit);
  absl::Status Stop(const std::string& cause);
  const Table& In(RecordSpace space) const;
  // `through`, where it is asked for: the marker of the same moment.
  absl::Status Give(const Table& table, std::string_view prefix, const RecordReader& reader,
                    Position* through = nullptr) const;
  absl::StatusOr<std::vector<std::pair<std::string, std::string>>> Copy(const Table& table,
                                                                        std::string_view prefix,
                                                                        Position* through) const;

  const StoreId store_id_;
  const uint32_t schema_version_;
  mutable std::mutex mutex_;
  absl::Status stopped_;
  Checkpoint checkpoint_;
  Head head_;
  std::map<Position, Kept> commits_;
  Table sides_;
  Records records_;
  Records flushed_;
  std::optional<Commit> unknown_;  // of kUnknownKept: there after a restart, not before
  std::optional<Failure> failure_;
  uint64_t failure_after_ = 0;
};

}  // namespace mutua::journal
