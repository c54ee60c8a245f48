#include "engine/journal/salvage.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>
#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/journal/backup.h"
#include "engine/journal/format.h"
#include "engine/journal/lock.h"
#include "engine/journal/rocks_options.h"
#include "engine/journal/rocks_status.h"
#include "engine/journal/scan.h"
#include "engine/journal/table_files.h"
#include "engine/journal/witness.h"

namespace mutua::journal {
namespace {

namespace fs = std::filesystem;

// Batches of about this size keep memory bounded.
constexpr std::size_t kBatchBytes = std::size_t{1} << 20;

// What of the found store goes on in the new one.
struct Plan {
  Checkpoint checkpoint;
  Position through;
  Span history;  // empty if to < from
  bool keep_records = true;
};

const Span* SpanWith(const std::vector<Span>& spans, Position position) {
  for (const Span& span : spans) {
    if (span.from <= position && position <= span.to) return &span;
  }
  return nullptr;
}

Plan MakePlan(const Verification& found, const Checkpoint& checkpoint, const StoreId& id) {
  Plan plan;
  plan.through = found.through;
  // Damaged records can be rebuilt if no history was ever dropped and its beginning is intact.
  if (!found.records_whole && !checkpoint.position.IsSet() &&
      SpanWith(found.intact, Position(1)) != nullptr) {
    plan.keep_records = false;
    plan.through = Position(0);
  }
  const Span* span = SpanWith(found.intact, plan.through);
  if (span == nullptr) span = SpanWith(found.intact, Next(plan.through));
  plan.history = span != nullptr ? *span : Span{Next(plan.through), plan.through};
  if (plan.history.from == Next(checkpoint.position)) {
    plan.checkpoint = checkpoint;
    if (found.store_id == StoreId{}) plan.checkpoint.digest = OriginDigest(id);
  } else {
    plan.checkpoint.position = Position(plan.history.from.value() - 1);
    plan.checkpoint.digest = OriginDigest(id);
  }
  return plan;
}

// Collects puts into the new store, and writes them in batches.
class Writer {
 public:
  explicit Writer(RocksStore& store) : store_(store) {}

  absl::Status Put(Family family, std::string_view key, std::string_view value) {
    const rocksdb::Status status =
        batch_.Put(store_.family(family), rocksdb::Slice(key.data(), key.size()),
                   rocksdb::Slice(value.data(), value.size()));
    if (!status.ok()) return FromRocks(status, "collect what is intact");
    return batch_.GetDataSize() < kBatchBytes ? absl::OkStatus() : Flush();
  }
  absl::Status Flush() {
    const rocksdb::Status status = store_.db().Write(rocksdb::WriteOptions(), &batch_);
    batch_.Clear();
    return FromRocks(status, absl::StrCat("write what is intact to ", store_.folder()));
  }

 private:
  RocksStore& store_;
  rocksdb::WriteBatch batch_;
};

std::string EncodeDetached(const StoredCommit& commit) {
  const CommitHeader header = EncodeCommitHeader(commit.digest, commit.at);
  const std::size_t size = header.size() + commit.events.size();
  std::string frame = CommitKey(commit.position) + EncodeU32(static_cast<uint32_t>(size));
  frame.append(header.data(), header.size());
  frame.append(commit.events);
  return frame;
}

// Commits of the plan go into the new store, chained anew where the chain begins anew; the others
// into the file of detached ones.
absl::Status CopyCommits(const RocksStore& from, const Checkpoint& checkpoint, const Plan& plan,
                         const std::string& to_folder, Writer& writer, Salvaged& salvaged) {
  salvaged.head = {plan.checkpoint.position, plan.checkpoint.digest};
  std::ofstream detached;
  absl::Status status;
  ScanCommits(from, checkpoint, salvaged.found.last.position, [&](const StoredCommit& commit) {
    if (commit.position < plan.history.from || commit.position > plan.history.to) {
      if (!detached.is_open()) detached.open(to_folder + "/detached", std::ios::binary);
      detached << EncodeDetached(commit);
      ++salvaged.detached;
      return true;
    }
    salvaged.head = {commit.position,
                     ChainDigest(salvaged.head.digest, commit.position, commit.at, commit.events)};
    const CommitHeader header = EncodeCommitHeader(salvaged.head.digest, commit.at);
    std::string value(header.data(), header.size());
    value.append(commit.events);
    status = writer.Put(Family::kCommits, CommitKey(commit.position), value);
    return status.ok();
  });
  detached.flush();
  if (!status.ok()) return status;
  if (detached) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot write the detached commits in ", to_folder));
}

absl::Status CopyRecords(const RocksStore& from, const Plan& plan, Writer& writer) {
  for (const Family family : {Family::kLive, Family::kPast, Family::kSides}) {
    if (family != Family::kSides && !plan.keep_records) continue;
    const auto holes = ScanRecords(
        from, family, [&](auto key, auto value) { return writer.Put(family, key, value); });
    if (!holes.ok()) return holes.status();
  }
  return absl::OkStatus();
}

absl::Status WriteMeta(const Plan& plan, const Salvaged& salvaged, Writer& writer) {
  const std::string id(salvaged.store_id.begin(), salvaged.store_id.end());
  const std::pair<std::string_view, std::string> pairs[] = {
      {kFormatKey, EncodeU32(kFormatVersion)},
      {kSchemaKey, EncodeU32(salvaged.found.schema_version)},
      {kStoreKey, id},
      {kCheckpointKey, EncodeCheckpoint(plan.checkpoint)},
      {kThroughKey, EncodeU64(plan.through.value())}};
  for (const auto& [key, value] : pairs) {
    if (absl::Status s = writer.Put(Family::kMeta, key, value); !s.ok()) return s;
  }
  return writer.Flush();
}

std::string Report(const Salvaged& salvaged, const std::string& folder) {
  std::string text =
      absl::StrCat("Salvaged from ", folder, "\n\n", Describe(salvaged.found), "\nnew store ",
                   ToHex(salvaged.store_id), "\nhistory from ", salvaged.first.value(), " to ",
                   salvaged.head.position.value(), "\n");
  if (salvaged.chain_renewed) {
    absl::StrAppend(&text, "commits before this history are lost: its digests begin anew\n");
  }
  if (salvaged.records_dropped) {
    absl::StrAppend(&text,
                    "records were damaged: the first start rebuilds them from the history\n");
  }
  if (salvaged.detached > 0) {
    absl::StrAppend(
        &text, salvaged.detached,
        " intact commits stand apart from this history: they are in the file detached\n");
  }
  return text;
}

// RocksDB's own repair, on a copy below `to_folder`; what it makes is looked at as any store is.
absl::Status RepairCopy(const std::string& folder, const std::string& copy) {
  std::error_code error;
  fs::create_directories(copy, error);
  fs::copy(RocksPath(folder), RocksPath(copy), fs::copy_options::recursive, error);
  if (!error && fs::exists(WitnessPath(folder)))
    fs::copy(WitnessPath(folder), WitnessPath(copy), error);
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot copy ", folder, ": ", error.message()));
  }
  MendTableFiles(RocksPath(copy));
  const std::vector<rocksdb::ColumnFamilyOptions> options = MakeFamilyOptions();
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    families.emplace_back(std::string(NameOf(static_cast<Family>(i))), options[i]);
  }
  const rocksdb::DBOptions db = MakeDbOptions(RocksStore::Mode::kSalvage, rocksdb::Env::Default());
  const rocksdb::Status repaired = rocksdb::RepairDB(RocksPath(copy), db, families);
  if (!repaired.ok()) return FromRocks(repaired, absl::StrCat("repair a copy of ", folder));
  // A repair forgets the families that had no file.
  return RocksStore::Open(copy, RocksStore::Mode::kCreate, rocksdb::Env::Default()).status();
}

absl::Status WriteNewStore(const RocksStore& from, const std::string& to_folder,
                           Salvaged& salvaged) {
  Checkpoint checkpoint;
  if (const auto meta = from.ReadMeta(); meta.ok() && meta->has_value()) {
    checkpoint = (*meta)->checkpoint;
  }
  const Plan plan = MakePlan(salvaged.found, checkpoint, salvaged.store_id);
  salvaged.first = plan.history.from;
  salvaged.records_dropped = !plan.keep_records;
  salvaged.chain_renewed = plan.checkpoint.digest != checkpoint.digest;
  rocksdb::Env* env = rocksdb::Env::Default();
  auto store = RocksStore::Open(to_folder, RocksStore::Mode::kCreate, env);
  if (!store.ok()) return store.status();
  Writer writer(**store);
  absl::Status status = CopyCommits(from, checkpoint, plan, to_folder, writer, salvaged);
  if (status.ok()) status = CopyRecords(from, plan, writer);
  if (status.ok()) status = WriteMeta(plan, salvaged, writer);
  if (!status.ok()) return status;
  const rocksdb::Status flushed =
      (*store)->db().Flush(rocksdb::FlushOptions(), (*store)->families());
  if (!flushed.ok()) return FromRocks(flushed, "flush the salvaged store");
  // Last: without a witness no daemon starts on what is half done.
  return Witness::Open(*env->GetFileSystem(), WitnessPath(to_folder), salvaged.store_id,
                       salvaged.head, /*last_generation=*/0)
      .status();
}

}  // namespace

absl::StatusOr<Salvaged> Salvage(const std::string& folder, const std::string& to_folder) {
  auto found = Verify(folder);
  if (!found.ok()) return found.status();
  if (absl::Status s = MakeEmptyFolder(to_folder); !s.ok()) return s;
  std::string readable = folder;
  if (!found->readable) {
    readable = to_folder + "/repaired";
    const std::vector<std::string> before = found->problems;
    if (absl::Status s = RepairCopy(folder, readable); !s.ok()) return s;
    found = Verify(readable);
    if (!found.ok()) return found.status();
    found->problems.insert(found->problems.begin(), before.begin(), before.end());
  }
  const auto lock = StoreLock::TakeForReading(LockPath(folder));
  if (!lock.ok()) return lock.status();
  Salvaged salvaged;
  salvaged.found = *std::move(found);
  randombytes_buf(salvaged.store_id.data(), salvaged.store_id.size());
  {
    const auto from =
        RocksStore::Open(readable, RocksStore::Mode::kSalvage, rocksdb::Env::Default());
    if (!from.ok()) return from.status();
    if (absl::Status s = WriteNewStore(**from, to_folder, salvaged); !s.ok()) return s;
  }
  std::error_code ignored;
  if (readable != folder) fs::remove_all(readable, ignored);
  std::ofstream report(to_folder + "/salvage.txt");
  report << Report(salvaged, folder);
  if (!report.flush()) {
    return absl::UnavailableError(absl::StrCat("cannot write ", to_folder, "/salvage.txt"));
  }
  return salvaged;
}

}  // namespace mutua::journal
