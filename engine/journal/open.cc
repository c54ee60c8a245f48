#include "engine/journal/open.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>
#include <sodium.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/journal/disk_space.h"
#include "engine/journal/folder.h"
#include "engine/journal/format.h"
#include "engine/journal/lock.h"
#include "engine/journal/rocks_journal.h"
#include "engine/journal/rocks_status.h"
#include "engine/journal/rocks_store.h"
#include "engine/journal/witness.h"

namespace mutua::journal {
namespace {

using Mode = RocksStore::Mode;

constexpr const char kWayOut[] =
    "; nothing was changed; 'mutua verify' says what is left, 'mutua verify --salvage' saves it";

absl::Status Refuse(const std::string& folder, const std::string& why) {
  return absl::DataLossError(absl::StrCat("the store ", folder, " is not started: ", why, kWayOut));
}

absl::Status NewerStatus(const std::string& folder, const char* what, uint32_t found,
                         uint32_t known) {
  return absl::FailedPreconditionError(
      absl::StrCat("the store ", folder, " has ", what, " version ", found,
                   ", this program knows up to ", known, ": start it with a newer program"));
}

std::string Positions(uint64_t from, uint64_t to) {
  if (from == to) return absl::StrCat("position ", from);
  return absl::StrCat("positions ", from, " to ", to);
}

// What is on disk, read without writing, before anything is decided.
struct Found {
  WitnessReading witness;
  bool created = false;  // false: there is no store, or its creation was never finished
  StoreMeta meta;
  Head head;
};

absl::Status CheckNothingAcknowledged(const std::string& folder, const WitnessReading& witness) {
  if (!witness.record || !witness.record->head.position.IsSet()) return absl::OkStatus();
  return Refuse(folder, absl::StrCat("acknowledged commits are missing: ",
                                     Positions(1, witness.record->head.position.value())));
}

// A folder without a store that can be opened: new, or its creation never finished, or damaged.
absl::Status CheckMayCreate(const std::string& folder, const WitnessReading& witness) {
  if (absl::Status s = CheckNothingAcknowledged(folder, witness); !s.ok()) return s;
  if (witness.exists) return Refuse(folder, "there is a witness but no store");
  if (HoldsData(RocksPath(folder))) return Refuse(folder, "the store cannot be read");
  return absl::OkStatus();
}

absl::Status CheckAgainstWitness(const std::string& folder, const RocksStore& store,
                                 const Found& found) {
  const uint64_t head = found.head.position.value();
  if (!found.witness.record) {
    if (head == 0) return absl::OkStatus();
    const char* what = found.witness.exists ? "is unreadable in both halves" : "is missing";
    return Refuse(folder, absl::StrCat("the witness ", what, ", so nothing says that position ",
                                       head, " is the last one acknowledged"));
  }
  const WitnessRecord& witness = *found.witness.record;
  if (witness.store_id != found.meta.store_id) {
    return Refuse(folder,
                  absl::StrCat("its witness belongs to another store, ", ToHex(witness.store_id)));
  }
  const uint64_t acknowledged = witness.head.position.value();
  if (head < acknowledged) {
    return Refuse(folder, absl::StrCat("acknowledged commits are missing: ",
                                       Positions(head + 1, acknowledged), " (", acknowledged - head,
                                       " of ", acknowledged, ")"));
  }
  // An older half, where the newer one is bad, may stand before the checkpoint.
  if (witness.head.position < found.meta.checkpoint.position) return absl::OkStatus();
  const auto digest = store.DigestAt(witness.head.position, found.meta.checkpoint);
  if (!digest.ok()) return Refuse(folder, std::string(digest.status().message()));
  if (*digest != witness.head.digest) {
    return Refuse(folder, absl::StrCat("the commit at position ", acknowledged,
                                       " is not the one that was acknowledged"));
  }
  return absl::OkStatus();
}

// Gaps by the list of files; digests only of what a start replays or the log gave back.
absl::Status CheckHistory(const std::string& folder, const RocksStore& store, const Found& found) {
  const auto files_end = store.CheckFilesOfCommits(found.meta.checkpoint.position);
  if (!files_end.ok()) return Refuse(folder, std::string(files_end.status().message()));
  Position before = std::min({found.meta.through, *files_end, found.head.position});
  if (found.witness.record) before = std::min(before, found.witness.record->head.position);
  before = std::max(before, found.meta.checkpoint.position);
  if (found.meta.through > found.head.position) {
    return Refuse(folder, absl::StrCat("its records are of position ", found.meta.through.value(),
                                       ", its history ends at ", found.head.position.value()));
  }
  const auto previous = store.DigestAt(before, found.meta.checkpoint);
  absl::Status status = previous.status();
  if (status.ok()) {
    status = store.ReadCommits(Next(before), found.head.position, *previous,
                               [](const StoredCommit&) { return true; });
  }
  if (!status.ok()) return Refuse(folder, std::string(status.message()));
  return absl::OkStatus();
}

absl::StatusOr<Found> Inspect(const std::string& folder, const OpenOptions& options,
                              rocksdb::Env* env) {
  Found found;
  auto witness = ReadWitness(*env->GetFileSystem(), WitnessPath(folder));
  if (!witness.ok()) return witness.status();
  found.witness = *witness;
  if (found.witness.record && found.witness.record->format > kFormatVersion) {
    return NewerStatus(folder, "format", found.witness.record->format, kFormatVersion);
  }
  if (!std::filesystem::exists(RocksPath(folder) + "/CURRENT")) {
    if (absl::Status status = CheckMayCreate(folder, found.witness); !status.ok()) return status;
    return found;
  }
  auto store = RocksStore::Open(folder, Mode::kReadOnly, env);
  if (!store.ok()) {
    if (!found.witness.exists && !HoldsData(RocksPath(folder))) return found;
    return Refuse(folder, std::string(store.status().message()));
  }
  auto meta = (*store)->ReadMeta();
  if (!meta.ok()) return Refuse(folder, std::string(meta.status().message()));
  if (!meta->has_value()) {
    auto head = (*store)->LastCommit(Checkpoint());
    if (head.ok() && !head->position.IsSet()) {
      if (absl::Status s = CheckNothingAcknowledged(folder, found.witness); !s.ok()) return s;
    }
    if (!head.ok() || head->position.IsSet() || found.witness.exists) {
      return Refuse(folder, "its own records (format, store id, checkpoint) are missing");
    }
    return found;
  }
  found.meta = **std::move(meta);
  if (found.meta.format > kFormatVersion) {
    return NewerStatus(folder, "format", found.meta.format, kFormatVersion);
  }
  if (found.meta.schema > options.schema_version) {
    return NewerStatus(folder, "schema", found.meta.schema, options.schema_version);
  }
  auto head = (*store)->LastCommit(found.meta.checkpoint);
  if (!head.ok()) return Refuse(folder, std::string(head.status().message()));
  found.head = *head;
  found.created = true;
  if (absl::Status s = CheckAgainstWitness(folder, **store, found); !s.ok()) return s;
  if (absl::Status s = CheckHistory(folder, **store, found); !s.ok()) return s;
  return found;
}

absl::Status PutMeta(RocksStore& store,
                     const std::vector<std::pair<std::string_view, std::string>>& pairs) {
  rocksdb::WriteBatch batch;
  rocksdb::Status status;
  for (const auto& [key, value] : pairs) {
    if (!status.ok()) break;
    status = batch.Put(store.family(Family::kMeta), rocksdb::Slice(key.data(), key.size()), value);
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  if (status.ok()) status = store.db().Write(options, &batch);
  return FromRocks(status, absl::StrCat("write the store's own records in ", store.folder()));
}

absl::Status WriteNewMeta(RocksStore& store, uint32_t schema_version) {
  StoreId id;
  randombytes_buf(id.data(), id.size());
  const Checkpoint origin = {.position = Position(0), .digest = OriginDigest(id), .payload = ""};
  absl::Status status = PutMeta(store, {{kFormatKey, EncodeU32(kFormatVersion)},
                                        {kSchemaKey, EncodeU32(schema_version)},
                                        {kStoreKey, std::string(id.begin(), id.end())},
                                        {kCheckpointKey, EncodeCheckpoint(origin)},
                                        {kThroughKey, EncodeU64(0)}});
  if (!status.ok()) return status;
  // Out of the log, so that a store that loses its log still knows which store it is.
  return FromRocks(store.db().Flush(rocksdb::FlushOptions(), store.families()),
                   absl::StrCat("flush the store's own records in ", store.folder()));
}

// A new store is never put among files of others: whoever named the wrong folder is told.
absl::Status CheckIsOurs(const std::string& folder) {
  if (std::filesystem::exists(BackupListPath(folder))) {
    return absl::FailedPreconditionError(absl::StrCat(
        folder, " is a backup: 'mutua restore' makes a store of it in another folder"));
  }
  std::string foreign;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name == "rocksdb" || name == "witness" || name == "lock") return absl::OkStatus();
    // A fresh file system has lost+found.
    if (name != "lost+found") foreign = entry.path().string();
  }
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot list ", folder, ": ", error.message()));
  }
  if (foreign.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the folder ", folder, " is not a store and not empty: it holds ", foreign));
}

// The second half of an open: everything was found in order, so it may be written to.
absl::StatusOr<std::unique_ptr<Journal>> OpenForWriting(const std::string& folder,
                                                        const OpenOptions& options,
                                                        rocksdb::Env* env, const Found& found,
                                                        std::unique_ptr<StoreLock> lock) {
  auto store = RocksStore::Open(folder, found.created ? Mode::kWrite : Mode::kCreate, env);
  if (!store.ok()) return store.status();
  if (!found.created) {
    if (absl::Status s = WriteNewMeta(**store, options.schema_version); !s.ok()) return s;
  } else if (found.meta.schema < options.schema_version) {
    absl::Status s = PutMeta(**store, {{kSchemaKey, EncodeU32(options.schema_version)}});
    if (!s.ok()) return s;
  }
  auto meta = (*store)->ReadMeta();
  if (!meta.ok()) return meta.status();
  if (!meta->has_value()) return absl::DataLossError("the store's own records vanished");
  auto head = (*store)->LastCommit((*meta)->checkpoint);
  if (!head.ok()) return head.status();
  if (found.created && *head != found.head) {
    return Refuse(folder,
                  absl::StrCat("recovery ended at position ", head->position.value(),
                               ", the inspection before it at ", found.head.position.value()));
  }
  const uint64_t generation = found.witness.record ? found.witness.record->generation : 0;
  auto witness = Witness::Open(*env->GetFileSystem(), WitnessPath(folder), (*meta)->store_id, *head,
                               generation);
  if (!witness.ok()) return witness.status();
  return std::make_unique<RocksJournal>(
      RocksJournal::Parts{.lock = std::move(lock),
                          .store = *std::move(store),
                          .witness = *std::move(witness),
                          .env = env,
                          .meta = **std::move(meta),
                          .head = *head,
                          .disk_reserve_bytes = options.disk_reserve_bytes});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Journal>> OpenRocksJournal(const std::string& folder,
                                                          const OpenOptions& options,
                                                          rocksdb::Env* env) {
  if (absl::Status s = MakeFolder(*env->GetFileSystem(), folder); !s.ok()) return s;
  if (absl::Status status = CheckIsOurs(folder); !status.ok()) return status;
  auto lock = StoreLock::Take(LockPath(folder));
  if (!lock.ok()) return lock.status();
  auto found = Inspect(folder, options, env);
  if (!found.ok()) return found.status();
  if (absl::Status s = CheckDiskSpace(*env, folder, BytesToOpen(RocksPath(folder))); !s.ok())
    return s;
  return OpenForWriting(folder, options, env, *found, *std::move(lock));
}

absl::StatusOr<std::unique_ptr<Journal>> OpenRocksJournal(const std::string& folder,
                                                          const OpenOptions& options) {
  return OpenRocksJournal(folder, options, rocksdb::Env::Default());
}

}  // namespace mutua::journal
