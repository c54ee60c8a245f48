#include "engine/journal/memory_journal.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/journal/contract.h"

namespace mutua::journal {

MemoryJournal::MemoryJournal(StoreId store_id, uint32_t schema_version)
    : store_id_(store_id), schema_version_(schema_version) {
  checkpoint_.digest = OriginDigest(store_id);
  head_.digest = checkpoint_.digest;
}

void MemoryJournal::FailAfter(uint64_t after, Failure failure) {
  const std::lock_guard lock(mutex_);
  failure_ = failure;
  failure_after_ = after;
}

std::unique_ptr<MemoryJournal> MemoryJournal::Restart(bool keep_records) {
  const std::lock_guard lock(mutex_);
  auto next = std::make_unique<MemoryJournal>(store_id_, schema_version_);
  next->checkpoint_ = checkpoint_;
  next->head_ = head_;
  next->commits_ = commits_;
  next->sides_ = sides_;
  next->records_ = keep_records ? records_ : flushed_;
  next->flushed_ = next->records_;
  if (unknown_) next->Keep(*unknown_);
  if (stopped_.ok()) stopped_ = StoppedStatus("restarted elsewhere");
  return next;
}

Head MemoryJournal::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

Checkpoint MemoryJournal::checkpoint() const {
  const std::lock_guard lock(mutex_);
  return checkpoint_;
}

// True once, when the failure asked for is due; `records` says which kind of call asks.
bool MemoryJournal::FailsNow(bool records) {
  if (!failure_ || (*failure_ == Failure::kRecordsFail) != records) return false;
  if (failure_after_ > 0) {
    --failure_after_;
    return false;
  }
  return true;
}

absl::Status MemoryJournal::Stop(const std::string& cause) {
  stopped_ = StoppedStatus(cause);
  return stopped_;
}

Head MemoryJournal::Keep(const Commit& commit) {
  const Position position = Next(head_.position);
  head_ = {position, ChainDigest(head_.digest, position, commit.at, commit.events)};
  commits_.emplace(position, Kept{commit.at, head_.digest, commit.events});
  for (const SideRecord& side : commit.sides) {
    if (side.value) {
      sides_.insert_or_assign(side.key, *side.value);
    } else {
      sides_.erase(side.key);
    }
  }
  return head_;
}

absl::StatusOr<Head> MemoryJournal::Append(const Commit& commit) {
  const std::lock_guard lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  if (absl::Status status = CheckCommit(commit); !status.ok()) return status;
  if (FailsNow(/*records=*/false)) {
    const Failure failure = *std::exchange(failure_, std::nullopt);
    if (failure == Failure::kDiskFull) {
      return absl::ResourceExhaustedError("journal: the disk is nearly full, nothing was written");
    }
    if (failure == Failure::kUnknownKept) unknown_ = commit;
    return Stop("a sync failed, as the test asked");
  }
  return Keep(commit);
}

absl::Status MemoryJournal::Read(Position from, const CommitReader& reader) const {
  if (!from.IsSet()) from = Position(1);
  std::unique_lock lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  if (from <= checkpoint_.position) return ExpiredStatus(from, Next(checkpoint_.position));
  if (from > head_.position) return absl::OkStatus();
  const Position last = head_.position;
  Digest previous = checkpoint_.digest;
  if (from > Next(checkpoint_.position)) previous = commits_.at(Position(from.value() - 1)).digest;
  for (Position position = from; position <= last; position = Next(position)) {
    const auto found = commits_.find(position);
    // Dropped while the reader was at work, without the lock.
    if (found == commits_.end()) return ExpiredStatus(position, Next(checkpoint_.position));
    const Kept kept = found->second;
    lock.unlock();
    if (ChainDigest(previous, position, kept.at, kept.events) != kept.digest) {
      return BrokenChainStatus(position);
    }
    if (!reader({position, kept.at, kept.digest, kept.events})) return absl::OkStatus();
    previous = kept.digest;
    lock.lock();
  }
  return absl::OkStatus();
}

absl::Status MemoryJournal::SaveRecords(Position through,
                                        const std::vector<RecordChange>& changes) {
  const std::lock_guard lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  MUTUA_CHECK(through >= records_.through && through <= head_.position);
  if (absl::Status status = CheckRecords(changes); !status.ok()) return status;
  if (FailsNow(/*records=*/true)) {
    failure_.reset();
    return Stop("writing records failed, as the test asked");
  }
  for (const RecordChange& change : changes) {
    Table& table = change.space == RecordSpace::kLive ? records_.live : records_.past;
    if (change.value) {
      table.insert_or_assign(change.key, *change.value);
    } else {
      table.erase(change.key);
    }
  }
  records_.through = through;
  return absl::OkStatus();
}

absl::Status MemoryJournal::FlushRecords() {
  const std::lock_guard lock(mutex_);
  if (stopped_.ok()) flushed_ = records_;
  return stopped_;
}

const MemoryJournal::Table& MemoryJournal::In(RecordSpace space) const {
  return space == RecordSpace::kLive ? records_.live : records_.past;
}

// Copies first, so that the reader may call the journal.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> MemoryJournal::Copy(
    const Table& table, std::string_view prefix, Position* through) const {
  std::vector<std::pair<std::string, std::string>> found;
  const std::lock_guard lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  for (auto at = table.lower_bound(prefix); at != table.end(); ++at) {
    if (!std::string_view(at->first).starts_with(prefix)) break;
    found.push_back(*at);
  }
  if (through != nullptr) *through = records_.through;
  return found;
}

absl::Status MemoryJournal::Give(const Table& table, std::string_view prefix,
                                 const RecordReader& reader, Position* through) const {
  const auto found = Copy(table, prefix, through);
  if (!found.ok()) return found.status();
  for (const auto& [key, value] : *found) {
    if (absl::Status status = reader(key, value); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<Position> MemoryJournal::LoadRecords(const RecordReader& reader) const {
  Position through;
  if (absl::Status status = Give(records_.live, "", reader, &through); !status.ok()) return status;
  return through;
}

absl::StatusOr<std::optional<std::string>> MemoryJournal::ReadRecord(RecordSpace space,
                                                                     std::string_view key) const {
  const std::lock_guard lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  const auto found = In(space).find(key);
  if (found == In(space).end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

absl::Status MemoryJournal::ForEachRecord(RecordSpace space, std::string_view prefix,
                                          const RecordReader& reader) const {
  return Give(In(space), prefix, reader);
}

absl::StatusOr<std::optional<std::string>> MemoryJournal::ReadSide(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  const auto found = sides_.find(key);
  if (found == sides_.end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

absl::Status MemoryJournal::ForEachSide(std::string_view prefix, const RecordReader& reader) const {
  return Give(sides_, prefix, reader);
}

absl::Status MemoryJournal::DropHistoryBefore(Position oldest_kept, std::string payload) {
  const std::lock_guard lock(mutex_);
  if (!stopped_.ok()) return stopped_;
  const Position oldest = Next(checkpoint_.position);
  if (absl::Status status = CheckDrop(oldest_kept, oldest, records_.through); !status.ok()) {
    return status;
  }
  flushed_ = records_;
  if (oldest_kept > oldest) {
    checkpoint_.position = Position(oldest_kept.value() - 1);
    checkpoint_.digest = commits_.at(checkpoint_.position).digest;
    commits_.erase(commits_.begin(), commits_.lower_bound(oldest_kept));
  }
  checkpoint_.payload = std::move(payload);
  return absl::OkStatus();
}

absl::Status MemoryJournal::Reclaim() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

absl::Status MemoryJournal::Backup(const std::string&) const {
  return absl::UnimplementedError("journal: a journal in memory has no backup");
}

}  // namespace mutua::journal
