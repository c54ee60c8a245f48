// The seam for durability: one history of commits, the records that follow from it, and the side
// records beside it. It knows no events: bytes, keys and positions are opaque. Implementations:
// MemoryJournal (tests, simulation) and RocksJournal (what a daemon runs on).
//
// Promises: positions are 1, 2, 3, ... without a gap; what Append acknowledged is never lost
// silently; no commit is given by Read, or counted in head(), before it is acknowledged.
//
// Threads: one thread, the writer, calls Append, SaveRecords, DropHistoryBefore and FlushRecords;
// every other member is thread-safe, beside the writer too.
//
// Errors of every member: once an outcome is unknown (a failed write or sync) or the store was
// found damaged while writing, the journal has stopped: each later call answers UNKNOWN with the
// first cause, and the daemon must exit. An unreadable or broken record is DATA_LOSS.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/journal/chain.h"

namespace mutua::journal {

// A start loads kLive only; kPast is what is read one record at a time.
enum class RecordSpace : uint8_t { kLive, kPast };

// nullopt deletes.
struct RecordChange {
  RecordSpace space = RecordSpace::kLive;
  std::string key;
  std::optional<std::string> value;
};

// Return false to stop reading.
using CommitReader = std::function<bool(const StoredCommit&)>;
// Both views are valid only during the call; a status that is not OK stops, and is returned.
using RecordReader = std::function<absl::Status(std::string_view key, std::string_view value)>;

class Journal {
 public:
  virtual ~Journal() = default;

  virtual StoreId store_id() const = 0;
  // Of the bytes that the layer above writes; at least what it was when the store was created.
  virtual uint32_t schema_version() const = 0;
  virtual Head head() const = 0;
  // Where the kept history begins; the oldest commit that Read can give is the next one.
  virtual Checkpoint checkpoint() const = 0;
  Position oldest() const { return Next(checkpoint().position); }

  // Makes `commit` durable at the next position, with its side records, and returns the new head
  // when they can no longer be lost. Sides do not count in the digest: their commitment is in the
  // events. RESOURCE_EXHAUSTED: over kCommitBytesMax, or the disk is nearly full. INVALID_ARGUMENT:
  // a side key is empty or over kRecordKeyBytesMax. In both cases nothing was written and the
  // journal goes on. UNKNOWN: it may or may not be there after a restart; the journal has stopped.
  virtual absl::StatusOr<Head> Append(const Commit& commit) = 0;

  // Gives the commits from `from` on, ascending, up to the head as it was at the call; position 0
  // means 1; beyond the head is no commit, not an error. Verifies the chain digest of each before
  // giving it. OUT_OF_RANGE (HISTORY_EXPIRED): before oldest().
  virtual absl::Status Read(Position from, const CommitReader& reader) const = 0;

  // Writes changed records behind the commits that caused them, as one atomic batch with the marker
  // `through`: they hold the effect of every commit up to there. Not synced: after a crash an older
  // marker may be found, with the records as they were then, and the commits behind it are
  // replayed. Precondition: through is at least the last marker and at most head().
  virtual absl::Status SaveRecords(Position through, const std::vector<RecordChange>& changes) = 0;
  // Returns when the last SaveRecords can no longer be lost, so that the next start replays
  // nothing.
  virtual absl::Status FlushRecords() = 0;

  // Gives every kLive record in ascending order of keys, and returns the marker of the last
  // SaveRecords: both as they were at the call.
  virtual absl::StatusOr<Position> LoadRecords(const RecordReader& reader) const = 0;
  virtual absl::StatusOr<std::optional<std::string>> ReadRecord(RecordSpace space,
                                                                std::string_view key) const = 0;
  // Those whose key begins with `prefix`, ascending, as they were at the call.
  virtual absl::Status ForEachRecord(RecordSpace space, std::string_view prefix,
                                     const RecordReader& reader) const = 0;

  virtual absl::StatusOr<std::optional<std::string>> ReadSide(std::string_view key) const = 0;
  virtual absl::Status ForEachSide(std::string_view prefix, const RecordReader& reader) const = 0;

  // Retention: makes `payload` the checkpoint at the position before `oldest_kept`: no reader gets
  // the commits before it any more, and Reclaim deletes them. Flushes the records first. INVALID_ARGUMENT: oldest_kept is before
  // oldest(), or beyond the commit after the marker of the records (those commits are still
  // needed).
  virtual absl::Status DropHistoryBefore(Position oldest_kept, std::string payload) = 0;

  // Returns when what was deleted before the call, commits and side records, is in no file any
  // more: an erased text has left the disk. Rewrites the files that hold any of it and no others;
  // cheap when there is nothing. One call at a time; the rest goes on beside it.
  virtual absl::Status Reclaim() = 0;

  // Copies everything to `to_folder`, which must not exist or be empty, while appends go on, then
  // reads the copy back whole. What it holds is a store as of some head during the call; restore.h
  // puts it to work. UNIMPLEMENTED where there is no disk.
  virtual absl::Status Backup(const std::string& to_folder) const = 0;
};

}  // namespace mutua::journal
