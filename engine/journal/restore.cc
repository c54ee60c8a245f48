#include "engine/journal/restore.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "engine/journal/backup.h"
#include "engine/journal/rocks_status.h"
#include "engine/journal/rocks_store.h"
#include "engine/journal/witness.h"

namespace mutua::journal {
namespace {

absl::StatusOr<BackupList> ReadList(const std::string& backup) {
  std::ifstream file(BackupListPath(backup), std::ios::binary);
  if (!file) {
    return absl::FailedPreconditionError(
        absl::StrCat(backup, " is not a finished backup: it has no list of its files"));
  }
  std::ostringstream text;
  text << file.rdbuf();
  return DecodeBackupList(text.str());
}

absl::Status CopyChecked(const BackupList& list, const std::string& backup, const std::string& to) {
  std::error_code error;
  std::filesystem::create_directory(RocksPath(to), error);
  for (const BackupList::File& file : list.files) {
    const auto copy = CopyFileSynced(absl::StrCat(backup, "/", file.path),
                                     absl::StrCat(to, "/", file.path), file.path);
    if (!copy.ok()) return copy.status();
    if (copy->digest != file.digest || copy->bytes != file.bytes) {
      return absl::DataLossError(absl::StrCat("the backup ", backup, " is damaged: the file ",
                                              file.path, " is not the one that was written"));
    }
  }
  return SyncFolder(RocksPath(to));
}

absl::Status GiveNewId(RocksStore& store, const StoreId& id) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status = store.db().Put(options, store.family(Family::kMeta),
                                                rocksdb::Slice(kStoreKey.data(), kStoreKey.size()),
                                                std::string(id.begin(), id.end()));
  return FromRocks(status, absl::StrCat("write the new id of the store ", store.folder()));
}

}  // namespace

absl::StatusOr<BackupContents> ReadBackup(const std::string& backup) {
  const auto list = ReadList(backup);
  if (!list.ok()) return list.status();
  BackupContents contents{.backup_of = list->store_id, .head = list->head};
  for (const BackupList::File& file : list->files) contents.bytes += file.bytes;
  return contents;
}

absl::StatusOr<Restored> Restore(const std::string& backup, const std::string& to_folder) {
  const auto list = ReadList(backup);
  if (!list.ok()) return list.status();
  if (absl::Status s = MakeEmptyFolder(to_folder); !s.ok()) return s;
  if (absl::Status s = CopyChecked(*list, backup, to_folder); !s.ok()) return s;
  Restored restored = {.backup_of = list->store_id, .store_id = {}, .head = list->head};
  randombytes_buf(restored.store_id.data(), restored.store_id.size());
  rocksdb::Env* env = rocksdb::Env::Default();
  auto store = RocksStore::Open(to_folder, RocksStore::Mode::kWrite, env);
  if (!store.ok()) return store.status();
  const auto meta = (*store)->ReadMeta();
  if (!meta.ok()) return meta.status();
  if (!meta->has_value()) return absl::DataLossError("the backup has no records of its own");
  const auto head = (*store)->LastCommit((*meta)->checkpoint);
  if (!head.ok()) return head.status();
  if (*head != list->head) {
    return absl::DataLossError(absl::StrCat("the restored history ends at position ",
                                            head->position.value(), ", the backup's list says ",
                                            list->head.position.value()));
  }
  if (absl::Status s = GiveNewId(**store, restored.store_id); !s.ok()) return s;
  // Last: without a witness no daemon starts on what is half done.
  const auto witness = Witness::Open(*env->GetFileSystem(), WitnessPath(to_folder),
                                     restored.store_id, *head, /*last_generation=*/0);
  if (!witness.ok()) return witness.status();
  return restored;
}

}  // namespace mutua::journal
