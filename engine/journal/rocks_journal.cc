#include "engine/journal/rocks_journal.h"

#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/snapshot.h>
#include <rocksdb/write_batch.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/journal/backup.h"
#include "engine/journal/contract.h"
#include "engine/journal/disk_space.h"
#include "engine/journal/format.h"
#include "engine/journal/lock.h"
#include "engine/journal/rocks_status.h"
#include "engine/journal/witness.h"

namespace mutua::journal {
namespace {

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

// The value of a commit without copying its events once more: header and events, as RocksDB takes
// parts.
rocksdb::Status PutCommit(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family,
                          const Commit& commit, const Head& next) {
  const std::string key = CommitKey(next.position);
  const CommitHeader header = EncodeCommitHeader(next.digest, commit.at);
  const rocksdb::Slice keys[] = {ToSlice(key)};
  const rocksdb::Slice values[] = {{header.data(), header.size()}, ToSlice(commit.events)};
  return batch.Put(family, rocksdb::SliceParts(keys, 1), rocksdb::SliceParts(values, 2));
}

rocksdb::Status PutOrDelete(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family,
                            const std::string& key, const std::optional<std::string>& value) {
  return value ? batch.Put(family, key, *value) : batch.Delete(family, key);
}

// More than these, and it is cheaper to look at the files.
constexpr std::size_t kDeletedKeysMost = 64;

// Compacts whatever the range touches, the lowest level included, and lets automatic compactions of
// the rest go on meanwhile.
rocksdb::CompactRangeOptions DownToTheLast() {
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  options.exclusive_manual_compaction = false;
  return options;
}

}  // namespace

RocksJournal::RocksJournal(Parts parts)
    : parts_(std::move(parts)),
      through_(parts_.meta.through),
      head_(parts_.head),
      checkpoint_(parts_.meta.checkpoint) {}

RocksJournal::~RocksJournal() {
  // What is not flushed is replayed: a failure here loses nothing.
  if (!is_stopped_) FlushRecords().IgnoreError();
}

Head RocksJournal::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

Checkpoint RocksJournal::checkpoint() const {
  const std::lock_guard lock(mutex_);
  return checkpoint_;
}

absl::Status RocksJournal::Stopped() const {
  if (!is_stopped_) return absl::OkStatus();
  const std::lock_guard lock(mutex_);
  return StoppedStatus(stop_cause_);
}

absl::Status RocksJournal::Stop(const absl::Status& cause) {
  {
    const std::lock_guard lock(mutex_);
    stop_cause_ = std::string(cause.message());
  }
  is_stopped_ = true;
  return Stopped();
}

absl::Status RocksJournal::WriteCommit(const Commit& commit, const Head& next) {
  rocksdb::WriteBatch batch(commit.events.size() + 128);
  rocksdb::Status status = PutCommit(batch, parts_.store->family(Family::kCommits), commit, next);
  for (const SideRecord& side : commit.sides) {
    if (!status.ok()) break;
    status = PutOrDelete(batch, parts_.store->family(Family::kSides), side.key, side.value);
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  if (status.ok()) status = parts_.store->db().Write(options, &batch);
  return FromRocks(status, absl::StrCat("write the commit at position ", next.position.value()));
}

absl::StatusOr<Head> RocksJournal::Append(const Commit& commit) {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  if (absl::Status status = CheckCommit(commit); !status.ok()) return status;
  if (absl::Status status =
          CheckDiskSpace(*parts_.env, parts_.store->folder(), parts_.disk_reserve_bytes);
      !status.ok()) {
    return status;
  }
  const Position position = Next(head_.position);
  const Head next = {position, ChainDigest(head_.digest, position, commit.at, commit.events)};
  if (absl::Status status = WriteCommit(commit, next); !status.ok()) return Stop(status);
  if (absl::Status status = parts_.witness->Record(next); !status.ok()) return Stop(status);
  const std::lock_guard lock(mutex_);
  head_ = next;
  RememberDeleted(commit.sides);
  return next;
}

absl::Status RocksJournal::Read(Position from, const CommitReader& reader) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  if (!from.IsSet()) from = Position(1);
  const Head last = head();
  const Checkpoint begin = checkpoint();
  if (from <= begin.position) return ExpiredStatus(from, Next(begin.position));
  if (from > last.position) return absl::OkStatus();
  const auto previous = parts_.store->DigestAt(Position(from.value() - 1), begin);
  absl::Status status = previous.status();
  if (status.ok()) status = parts_.store->ReadCommits(from, last.position, *previous, reader);
  // Retention may have overtaken the reader: then what is missing is expired, not lost.
  if (absl::IsDataLoss(status) && from <= checkpoint().position) {
    return ExpiredStatus(from, oldest());
  }
  return status;
}

absl::Status RocksJournal::SaveRecords(Position through, const std::vector<RecordChange>& changes) {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  MUTUA_CHECK(through >= through_ && through <= head_.position);
  if (absl::Status status = CheckRecords(changes); !status.ok()) return status;
  rocksdb::WriteBatch batch;
  rocksdb::Status status = batch.Put(parts_.store->family(Family::kMeta), ToSlice(kThroughKey),
                                     EncodeU64(through.value()));
  for (const RecordChange& change : changes) {
    if (!status.ok()) break;
    status =
        PutOrDelete(batch, parts_.store->family(FamilyOf(change.space)), change.key, change.value);
  }
  rocksdb::WriteOptions options;
  options.disableWAL = true;  // replayed from the commits
  if (status.ok()) status = parts_.store->db().Write(options, &batch);
  if (!status.ok()) return Stop(FromRocks(status, "write records"));
  through_ = through;
  return absl::OkStatus();
}

absl::Status RocksJournal::FlushRecords() {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  const rocksdb::Status status =
      parts_.store->db().Flush(rocksdb::FlushOptions(), parts_.store->families());
  if (!status.ok()) return Stop(FromRocks(status, "flush the records"));
  return absl::OkStatus();
}

absl::StatusOr<Position> RocksJournal::LoadRecords(const RecordReader& reader) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  // The marker and the records of one moment: the writer may save others meanwhile.
  rocksdb::ManagedSnapshot moment(&parts_.store->db());
  const auto through = parts_.store->Get(Family::kMeta, kThroughKey, moment.snapshot());
  if (!through.ok()) return through.status();
  const auto position = DecodeU64(through->value_or(""));
  if (!position) return absl::DataLossError("journal: the marker of the records is broken");
  const absl::Status status = parts_.store->ForEach(Family::kLive, "", reader, moment.snapshot());
  if (!status.ok()) return status;
  return Position(*position);
}

absl::StatusOr<std::optional<std::string>> RocksJournal::ReadRecord(RecordSpace space,
                                                                    std::string_view key) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  return parts_.store->Get(FamilyOf(space), key);
}

absl::Status RocksJournal::ForEachRecord(RecordSpace space, std::string_view prefix,
                                         const RecordReader& reader) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  return parts_.store->ForEach(FamilyOf(space), prefix, reader);
}

absl::StatusOr<std::optional<std::string>> RocksJournal::ReadSide(std::string_view key) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  return parts_.store->Get(Family::kSides, key);
}

absl::Status RocksJournal::ForEachSide(std::string_view prefix, const RecordReader& reader) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  return parts_.store->ForEach(Family::kSides, prefix, reader);
}

absl::Status RocksJournal::WriteCheckpoint(const Checkpoint& checkpoint) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status =
      parts_.store->db().Put(options, parts_.store->family(Family::kMeta), ToSlice(kCheckpointKey),
                             EncodeCheckpoint(checkpoint));
  return FromRocks(status, "write the checkpoint");
}

absl::Status RocksJournal::DropHistoryBefore(Position oldest_kept, std::string payload) {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  if (absl::Status status = CheckDrop(oldest_kept, oldest(), through_); !status.ok()) return status;
  Checkpoint next = checkpoint();
  const Position position(oldest_kept.value() - 1);
  const auto digest = parts_.store->DigestAt(position, next);
  if (!digest.ok()) return digest.status();
  next = {position, *digest, std::move(payload)};
  // The marker must be on disk before the commits that could replay what is behind it are gone.
  if (absl::Status status = FlushRecords(); !status.ok()) return status;
  if (absl::Status status = WriteCheckpoint(next); !status.ok()) return Stop(status);
  {
    const std::lock_guard lock(mutex_);
    checkpoint_ = next;
  }
  return absl::OkStatus();
}

// Whole files first, then what shares a file with kept commits, one by one: a range of deletions
// would make a file that claims positions which are not in it, and RocksDB 7.8 aborts when the disk
// fails while it compacts one away. Without the log, as nothing is lost with them.
absl::Status RocksJournal::ReclaimCommits(Position dropped) {
  rocksdb::DB& db = parts_.store->db();
  rocksdb::ColumnFamilyHandle* commits = parts_.store->family(Family::kCommits);
  const std::string begin = CommitKey(Position(0));
  const std::string end = CommitKey(dropped);
  const rocksdb::Slice from(begin);
  const rocksdb::Slice to(end);
  const std::string beyond = CommitKey(Next(dropped));
  const rocksdb::Slice upper(beyond);
  rocksdb::Status status = rocksdb::DeleteFilesInRange(&db, commits, &from, &to);
  rocksdb::WriteOptions unlogged;
  unlogged.disableWAL = true;
  rocksdb::ReadOptions bounded;
  bounded.fill_cache = false;
  bounded.iterate_upper_bound = &upper;
  {
    const std::unique_ptr<rocksdb::Iterator> at(db.NewIterator(bounded, commits));
    for (at->SeekToFirst(); status.ok() && at->Valid(); at->Next()) {
      status = db.Delete(unlogged, commits, at->key());
    }
    if (status.ok()) status = at->status();
  }
  if (status.ok()) status = db.Flush(rocksdb::FlushOptions(), parts_.store->families());
  if (status.ok()) status = db.CompactRange(DownToTheLast(), commits, &from, &to);
  return FromRocks(status, "delete the dropped history");
}

void RocksJournal::RememberDeleted(const std::vector<SideRecord>& sides) {
  for (const SideRecord& side : sides) {
    if (side.value || !deleted_sides_) continue;
    if (deleted_sides_->size() == kDeletedKeysMost) {
      deleted_sides_.reset();
    } else {
      deleted_sides_->push_back(side.key);
    }
  }
}

// A deletion may lie above the bytes that it deletes: whatever holds its key is rewritten, down to
// the lowest level, where the deletion goes too. Where the keys are not known, that is whatever
// lies between the first and the last key of a file that holds a deletion.
absl::Status RocksJournal::ReclaimSides(const std::optional<std::vector<std::string>>& keys) {
  std::vector<std::pair<std::string, std::string>> ranges;
  if (keys) {
    for (const std::string& key : *keys) ranges.emplace_back(key, key);
  } else {
    auto found = parts_.store->RangesWithDeletions(Family::kSides);
    if (!found.ok()) return found.status();
    ranges = *std::move(found);
  }
  for (const auto& [first, last] : ranges) {
    const rocksdb::Slice from(first);
    const rocksdb::Slice to(last);
    const rocksdb::Status status = parts_.store->db().CompactRange(
        DownToTheLast(), parts_.store->family(Family::kSides), &from, &to);
    if (!status.ok()) return FromRocks(status, "rewrite the side records");
  }
  return absl::OkStatus();
}

absl::Status RocksJournal::Reclaim() {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  std::optional<std::vector<std::string>> sides;
  {
    const std::lock_guard lock(mutex_);
    sides = std::exchange(deleted_sides_, std::vector<std::string>());
  }
  // The write-ahead log holds what was deleted until all of it is in files.
  const rocksdb::Status flushed =
      parts_.store->db().Flush(rocksdb::FlushOptions(), parts_.store->families());
  absl::Status status = FromRocks(flushed, "flush what was deleted");
  const Position dropped = checkpoint().position;
  if (status.ok() && parts_.store->HoldsCommitUpTo(dropped)) status = ReclaimCommits(dropped);
  if (status.ok()) status = ReclaimSides(sides);
  return status.ok() ? status : Stop(status);
}

absl::Status RocksJournal::Backup(const std::string& to_folder) const {
  if (absl::Status status = Stopped(); !status.ok()) return status;
  const std::lock_guard lock(backup_mutex_);
  return WriteBackup(*parts_.store, parts_.env, to_folder);
}

}  // namespace mutua::journal
