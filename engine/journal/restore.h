// Makes a store of a backup, in another folder.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "engine/journal/chain.h"

namespace mutua::journal {

// What a finished backup says of itself; its files are not looked at.
struct BackupContents {
  StoreId backup_of{};
  Head head;
  uint64_t bytes = 0;  // of all its files
};
// FAILED_PRECONDITION: `backup` is not a backup. DATA_LOSS: its list is damaged.
absl::StatusOr<BackupContents> ReadBackup(const std::string& backup);

struct Restored {
  StoreId backup_of{};
  StoreId store_id{};  // new: what was read from the old store after the backup is not in this one
  Head head;
};

// Checks every file of the backup against its list, copies it, gives the store a new id and a
// witness. FAILED_PRECONDITION: `to_folder` is not empty, or `backup` is not a backup. DATA_LOSS:
// it is damaged. After an error `to_folder` holds no store that a daemon would start on.
absl::StatusOr<Restored> Restore(const std::string& backup, const std::string& to_folder);

}  // namespace mutua::journal
