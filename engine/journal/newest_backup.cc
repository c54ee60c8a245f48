#include "engine/journal/newest_backup.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "engine/journal/rocks_store.h"

namespace mutua::journal {

std::optional<FoundBackup> NewestBackup(const std::string& folder) {
  std::optional<FoundBackup> newest;
  std::error_code error;
  std::filesystem::directory_iterator at(folder, error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    const std::string one = at->path().string();
    struct stat list {};
    // A backup is whole once its list is there.
    if (stat(BackupListPath(one).c_str(), &list) != 0 || !S_ISREG(list.st_mode)) continue;
    if (!newest || list.st_mtim.tv_sec > newest->finished_unix) {
      newest = FoundBackup{.folder = one, .finished_unix = list.st_mtim.tv_sec};
    }
  }
  return newest;
}

}  // namespace mutua::journal
