// Online backup: a copy of a store, file by file, with a list of digests written last. Internal;
// called through Journal::Backup. The layout is in FORMAT.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/journal/rocks_store.h"

namespace mutua::journal {

// The list of a backup: what it is of, and every file with its size and digest.
struct BackupList {
  struct File {
    std::string path;  // below the backup's folder
    uint64_t bytes = 0;
    Digest digest{};
  };
  StoreId store_id{};
  Head head;
  std::vector<File> files;
};

std::string EncodeBackupList(const BackupList& list);
// DATA_LOSS: cut short or altered.
absl::StatusOr<BackupList> DecodeBackupList(const std::string& text);

// Copies one file, synced, and returns its size and digest under `path`.
absl::StatusOr<BackupList::File> CopyFileSynced(const std::string& from, const std::string& to,
                                                const std::string& path);
absl::Status SyncFolder(const std::string& folder);
// FAILED_PRECONDITION unless `folder` is missing or empty; creates it.
absl::Status MakeEmptyFolder(const std::string& folder);

absl::Status WriteBackup(const RocksStore& store, rocksdb::Env* env, const std::string& to_folder);

}  // namespace mutua::journal
