#include "engine/journal/verify.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/journal/format.h"
#include "engine/journal/lock.h"
#include "engine/journal/rocks_store.h"
#include "engine/journal/scan.h"
#include "engine/journal/witness.h"

namespace mutua::journal {
namespace {

std::string Text(const absl::Status& status) { return std::string(status.message()); }

void ReadTheWitness(const std::string& folder, rocksdb::Env* env, Verification& found,
                    std::optional<WitnessRecord>& record) {
  const auto reading = ReadWitness(*env->GetFileSystem(), WitnessPath(folder));
  if (!reading.ok()) {
    found.problems.push_back(Text(reading.status()));
    return;
  }
  record = reading->record;
  // A backup has its list instead.
  if (!reading->exists && std::filesystem::exists(BackupListPath(folder))) return;
  if (!reading->exists) {
    found.problems.push_back("the witness is missing: nothing says what was acknowledged last");
  } else if (!record) {
    found.problems.push_back(
        "the witness is unreadable in both halves: nothing says what was last");
  } else if (reading->bad_sectors > 0) {
    found.problems.push_back(
        absl::StrCat("the witness has ", reading->bad_sectors, " unreadable sectors of 16"));
  }
  if (record) found.acknowledged = record->head.position;
}

// The store's own records; what cannot be read is left as it is in an empty store.
Checkpoint ReadTheMeta(const RocksStore& store, Verification& found) {
  const auto meta = store.ReadMeta();
  if (!meta.ok() || !meta->has_value()) {
    found.records_whole = false;
    found.problems.push_back(meta.ok() ? "the store's own records are missing"
                                       : Text(meta.status()));
    return {};
  }
  found.store_id = (*meta)->store_id;
  found.schema_version = (*meta)->schema;
  found.checkpoint = (*meta)->checkpoint.position;
  found.through = (*meta)->through;
  return (*meta)->checkpoint;
}

void CheckTheWitness(const RocksStore& store, const Checkpoint& checkpoint,
                     const std::optional<WitnessRecord>& witness, Verification& found) {
  if (!witness) return;
  if (witness->store_id != found.store_id) {
    found.problems.push_back(
        absl::StrCat("the witness belongs to another store, ", ToHex(witness->store_id)));
    return;
  }
  const Position acknowledged = witness->head.position;
  if (acknowledged < checkpoint.position || acknowledged > found.last.position) return;
  const auto digest = store.DigestAt(acknowledged, checkpoint);
  if (digest.ok() && *digest != witness->head.digest) {
    found.problems.push_back(absl::StrCat("the commit at position ", acknowledged.value(),
                                          " is not the one that was acknowledged"));
  }
}

void CheckCommits(const RocksStore& store, const Checkpoint& checkpoint, const CommitReader& reader,
                  Verification& found) {
  // A damaged file can hide the end, which other files and the witness then still tell.
  const auto head = store.LastCommit(checkpoint);
  const Position end = std::max(
      {checkpoint.position, found.acknowledged, head.ok() ? head->position : store.LastInFiles()});
  found.last = {checkpoint.position, checkpoint.digest};
  bool wanted = static_cast<bool>(reader);
  CommitScan scan = ScanCommits(store, checkpoint, end, [&](const StoredCommit& commit) {
    found.last = {commit.position, commit.digest};
    if (wanted) wanted = reader(commit);
    return true;
  });
  for (const Span& span : scan.intact) found.commits += span.count();
  found.intact = std::move(scan.intact);
  found.lost = std::move(scan.lost);
  for (const Span& span : found.lost) {
    found.problems.push_back(absl::StrCat("commits are missing or broken: positions ",
                                          span.from.value(), " to ", span.to.value(), " (",
                                          span.count(), ")"));
  }
}

absl::Status CheckRecords(const RocksStore& store, const RecordReader& live, Verification& found) {
  struct Counted {
    Family family;
    uint64_t* count;
  };
  for (const Counted& counted : {Counted{Family::kLive, &found.live},
                                 {Family::kPast, &found.past},
                                 {Family::kSides, &found.sides}}) {
    const auto holes = ScanRecords(store, counted.family, [&](auto key, auto value) {
      ++*counted.count;
      return live && counted.family == Family::kLive ? live(key, value) : absl::OkStatus();
    });
    if (!holes.ok()) return holes.status();
    if (!holes->empty() && counted.family != Family::kSides) found.records_whole = false;
    found.problems.insert(found.problems.end(), holes->begin(), holes->end());
  }
  if (found.through > found.last.position) {
    found.problems.push_back(absl::StrCat("the records are of position ", found.through.value(),
                                          ", the history ends at ", found.last.position.value()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Verification> Verify(const std::string& folder, const Inspectors& inspectors) {
  if (!std::filesystem::exists(RocksPath(folder)) &&
      !std::filesystem::exists(WitnessPath(folder))) {
    return absl::FailedPreconditionError(absl::StrCat("there is no store in ", folder));
  }
  const auto lock = StoreLock::TakeForReading(LockPath(folder));
  if (!lock.ok()) return lock.status();
  rocksdb::Env* env = rocksdb::Env::Default();
  Verification found;
  std::optional<WitnessRecord> witness;
  ReadTheWitness(folder, env, found, witness);
  const auto store = RocksStore::Open(folder, RocksStore::Mode::kSalvage, env);
  if (!store.ok()) {
    found.readable = false;
    found.records_whole = false;
    found.problems.push_back(Text(store.status()));
    if (found.acknowledged.IsSet()) found.lost.push_back({Position(1), found.acknowledged});
    return found;
  }
  const Checkpoint checkpoint = ReadTheMeta(**store, found);
  CheckCommits(**store, checkpoint, inspectors.commit, found);
  CheckTheWitness(**store, checkpoint, witness, found);
  const absl::Status status = CheckRecords(**store, inspectors.live, found);
  if (!status.ok()) return status;
  return found;
}

std::string Describe(const Verification& found) {
  std::string text = absl::StrCat(
      "store ", ToHex(found.store_id), ", schema version ", found.schema_version, "\nhistory from ",
      found.checkpoint.value() + 1, " to ", found.last.position.value(), ", ", found.commits,
      " commits intact; acknowledged up to ", found.acknowledged.value(), "\nhead digest ",
      ToHex(found.last.digest), "\nrecords: ", found.live, " live, ", found.past, " past, ",
      found.sides, " beside; as of position ", found.through.value(), "\n");
  if (found.IsWhole()) return text + "whole: everything that was acknowledged is there\n";
  for (const std::string& problem : found.problems)
    absl::StrAppend(&text, "damaged: ", problem, "\n");
  uint64_t lost = 0;
  for (const Span& span : found.lost) lost += span.count();
  absl::StrAppend(&text, "lost: ", lost, " commits\n");
  return text;
}

}  // namespace mutua::journal
