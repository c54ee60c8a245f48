// The newest of the finished backups in a folder: for those who watch that there is one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace mutua::journal {

struct FoundBackup {
  std::string folder;
  int64_t finished_unix = 0;  // seconds: when its list was written, which is done last
};

// Looks one level below `folder`; a folder without a list is no finished backup. Nullopt: there is
// none, or the folder cannot be read.
std::optional<FoundBackup> NewestBackup(const std::string& folder);

}  // namespace mutua::journal
