#include "engine/journal/rocks_store.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/metadata.h>
#include <rocksdb/options.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/journal/contract.h"
#include "engine/journal/format.h"
#include "engine/journal/rocks_options.h"
#include "engine/journal/rocks_status.h"
#include "engine/journal/table_files.h"

namespace mutua::journal {
namespace {

rocksdb::Slice ToSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

absl::Status MissingStatus(uint64_t from, uint64_t to) {
  return absl::DataLossError(
      absl::StrCat("journal: the commits at positions ", from, " to ", to, " are missing"));
}

absl::Status BadMeta(std::string_view key) {
  return absl::DataLossError(absl::StrCat("journal: the store's own record '", std::string(key),
                                          "' is missing or broken"));
}

}  // namespace

std::string RocksPath(const std::string& folder) { return folder + "/rocksdb"; }
std::string WitnessPath(const std::string& folder) { return folder + "/witness"; }
std::string LockPath(const std::string& folder) { return folder + "/lock"; }
std::string BackupListPath(const std::string& folder) { return folder + "/backup"; }

Family FamilyOf(RecordSpace space) {
  return space == RecordSpace::kLive ? Family::kLive : Family::kPast;
}

std::string_view NameOf(Family family) {
  static constexpr std::array<std::string_view, kFamilies> kNames = {"default", "commits", "live",
                                                                     "past", "sides"};
  return kNames[static_cast<std::size_t>(family)];
}

RocksStore::RocksStore(std::string folder, std::unique_ptr<rocksdb::Env> env,
                       std::unique_ptr<rocksdb::DB> db,
                       std::vector<rocksdb::ColumnFamilyHandle*> handles)
    : folder_(std::move(folder)),
      env_(std::move(env)),
      db_(std::move(db)),
      handles_(std::move(handles)) {}

RocksStore::~RocksStore() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  db_->Close().PermitUncheckedError();
}

absl::StatusOr<std::unique_ptr<RocksStore>> RocksStore::Open(const std::string& folder, Mode mode,
                                                             rocksdb::Env* env) {
  const std::vector<rocksdb::ColumnFamilyOptions> options = MakeFamilyOptions();
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    families.emplace_back(std::string(NameOf(static_cast<Family>(i))), options[i]);
  }
  const bool writes = mode == Mode::kWrite || mode == Mode::kCreate;
  std::unique_ptr<rocksdb::Env> checked = WithCheckedFiles(env);
  const rocksdb::DBOptions db_options = MakeDbOptions(mode, checked.get());
  const std::string path = RocksPath(folder);
  if (absl::Status s = CheckTableFiles(path); !s.ok()) return s;
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const rocksdb::Status status =
      writes ? rocksdb::DB::Open(db_options, path, families, &handles, &db)
             : rocksdb::DB::OpenForReadOnly(db_options, path, families, &handles, &db);
  if (!status.ok()) return FromRocks(status, absl::StrCat("open the store ", folder));
  return std::unique_ptr<RocksStore>(new RocksStore(
      folder, std::move(checked), std::unique_ptr<rocksdb::DB>(db), std::move(handles)));
}

rocksdb::ColumnFamilyHandle* RocksStore::family(Family family) const {
  return handles_[static_cast<std::size_t>(family)];
}

std::vector<rocksdb::ColumnFamilyHandle*> RocksStore::families() const { return handles_; }

absl::StatusOr<std::optional<std::string>> RocksStore::Get(Family in, std::string_view key,
                                                           const rocksdb::Snapshot* as_of) const {
  rocksdb::ReadOptions options;
  options.snapshot = as_of;
  std::string value;
  const rocksdb::Status status = db_->Get(options, family(in), ToSlice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) {
    return FromRocks(status, absl::StrCat("read a record (", std::string(NameOf(in)),
                                          ") of the store ", folder_));
  }
  return std::optional<std::string>(std::move(value));
}

absl::Status RocksStore::ForEach(Family in, std::string_view prefix, const RecordReader& reader,
                                 const rocksdb::Snapshot* as_of) const {
  rocksdb::ReadOptions options;
  options.snapshot = as_of;
  options.fill_cache = false;  // a scan would only evict what single reads need
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, family(in)));
  for (at->Seek(ToSlice(prefix)); at->Valid() && at->key().starts_with(ToSlice(prefix));
       at->Next()) {
    const absl::Status status = reader(ToView(at->key()), ToView(at->value()));
    if (!status.ok()) return status;
  }
  return FromRocks(at->status(), absl::StrCat("read the records (", std::string(NameOf(in)),
                                              ") of the store ", folder_));
}

absl::StatusOr<std::optional<StoreMeta>> RocksStore::ReadMeta() const {
  std::array<std::optional<std::string>, 5> values;
  static constexpr std::array<std::string_view, 5> kKeys = {kFormatKey, kSchemaKey, kStoreKey,
                                                            kCheckpointKey, kThroughKey};
  bool any = false;
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    auto value = Get(Family::kMeta, kKeys[i]);
    if (!value.ok()) return value.status();
    any = any || value->has_value();
    values[i] = *std::move(value);
  }
  if (!any) return std::optional<StoreMeta>();
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    if (!values[i]) return BadMeta(kKeys[i]);
  }
  StoreMeta meta;
  const auto format = DecodeU32(*values[0]);
  if (!format) return BadMeta(kFormatKey);
  meta.format = *format;
  if (meta.format > kFormatVersion) return std::optional(meta);  // the rest may look different
  const auto schema = DecodeU32(*values[1]);
  const auto checkpoint = DecodeCheckpoint(*values[3]);
  const auto through = DecodeU64(*values[4]);
  if (!schema) return BadMeta(kSchemaKey);
  if (values[2]->size() != meta.store_id.size()) return BadMeta(kStoreKey);
  if (!checkpoint) return BadMeta(kCheckpointKey);
  if (!through) return BadMeta(kThroughKey);
  meta.schema = *schema;
  std::copy(values[2]->begin(), values[2]->end(), meta.store_id.begin());
  meta.checkpoint = *checkpoint;
  meta.through = Position(*through);
  return std::optional(std::move(meta));
}

absl::StatusOr<Head> RocksStore::LastCommit(const Checkpoint& checkpoint) const {
  const std::unique_ptr<rocksdb::Iterator> at(
      db_->NewIterator(rocksdb::ReadOptions(), family(Family::kCommits)));
  at->SeekToLast();
  if (!at->status().ok()) {
    return FromRocks(at->status(), absl::StrCat("read the last commit of the store ", folder_));
  }
  if (!at->Valid()) return Head{checkpoint.position, checkpoint.digest};
  const auto commit = DecodeCommit(ToView(at->key()), ToView(at->value()));
  if (!commit) return absl::DataLossError("journal: the last commit is not readable");
  if (commit->position <= checkpoint.position) return Head{checkpoint.position, checkpoint.digest};
  return Head{commit->position, commit->digest};
}

absl::StatusOr<Digest> RocksStore::DigestAt(Position position, const Checkpoint& checkpoint) const {
  if (position == checkpoint.position) return checkpoint.digest;
  const std::string key = CommitKey(position);
  const auto value = Get(Family::kCommits, key);
  if (!value.ok()) return value.status();
  if (!value->has_value()) return MissingStatus(position.value(), position.value());
  const auto commit = DecodeCommit(key, **value);
  if (!commit) return BrokenChainStatus(position);
  return commit->digest;
}

absl::Status RocksStore::ReadCommits(Position from, Position last, Digest previous,
                                     const CommitReader& reader) const {
  if (from > last) return absl::OkStatus();
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, family(Family::kCommits)));
  const std::string first = CommitKey(from);
  at->Seek(first);
  for (Position expected = from; expected <= last; expected = Next(expected), at->Next()) {
    if (!at->Valid()) {
      if (at->status().ok()) return MissingStatus(expected.value(), last.value());
      return FromRocks(at->status(), absl::StrCat("read the commit at position ", expected.value(),
                                                  " of the store ", folder_));
    }
    const auto commit = DecodeCommit(ToView(at->key()), ToView(at->value()));
    if (!commit) return BrokenChainStatus(expected);
    if (commit->position != expected) {
      return MissingStatus(expected.value(), commit->position.value() - 1);
    }
    if (ChainDigest(previous, expected, commit->at, commit->events) != commit->digest) {
      return BrokenChainStatus(expected);
    }
    if (!reader(*commit)) return absl::OkStatus();
    previous = commit->digest;
  }
  return absl::OkStatus();
}

// First and last position of every file of commits, ascending.
std::vector<std::pair<uint64_t, uint64_t>> RocksStore::SpansOfFiles() const {
  rocksdb::ColumnFamilyMetaData meta;
  db_->GetColumnFamilyMetaData(family(Family::kCommits), &meta);
  std::vector<std::pair<uint64_t, uint64_t>> spans;
  for (const rocksdb::LevelMetaData& level : meta.levels) {
    for (const rocksdb::SstFileMetaData& file : level.files) {
      spans.emplace_back(DecodeU64(file.smallestkey).value_or(0),
                         DecodeU64(file.largestkey).value_or(0));
    }
  }
  std::sort(spans.begin(), spans.end());
  return spans;
}

absl::StatusOr<Position> RocksStore::CheckFilesOfCommits(Position checkpoint) const {
  uint64_t covered = checkpoint.value();
  for (const auto& [first, last] : SpansOfFiles()) {
    if (first > covered + 1) return MissingStatus(covered + 1, first - 1);
    covered = std::max(covered, last);
  }
  return Position(covered);
}

Position RocksStore::LastInFiles() const {
  uint64_t highest = 0;
  for (const auto& [first, last] : SpansOfFiles()) highest = std::max(highest, last);
  return Position(highest);
}

bool RocksStore::HoldsCommitUpTo(Position position) const {
  const auto spans = SpansOfFiles();
  return !spans.empty() && spans.front().first <= position.value();
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> RocksStore::RangesWithDeletions(
    Family of) const {
  rocksdb::TablePropertiesCollection tables;
  const rocksdb::Status read = db_->GetPropertiesOfAllTables(family(of), &tables);
  if (!read.ok()) return FromRocks(read, absl::StrCat("read the files of the store ", folder_));
  rocksdb::ColumnFamilyMetaData meta;
  db_->GetColumnFamilyMetaData(family(of), &meta);
  std::vector<std::pair<std::string, std::string>> ranges;
  for (const rocksdb::LevelMetaData& level : meta.levels) {
    for (const rocksdb::SstFileMetaData& file : level.files) {
      const auto table = tables.find(file.db_path + file.name);
      // A file that came between the two questions holds what was deleted since the call.
      if (table == tables.end() || table->second->num_deletions == 0) continue;
      ranges.emplace_back(file.smallestkey, file.largestkey);
    }
  }
  return ranges;
}

bool HoldsData(const std::string& rocks_path) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(rocks_path, error)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".sst") return true;
    std::error_code ignored;
    if (extension == ".log" && entry.file_size(ignored) > 0) return true;
  }
  return false;
}

}  // namespace mutua::journal
