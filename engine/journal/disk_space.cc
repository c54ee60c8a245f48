#include "engine/journal/disk_space.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <filesystem>

#include "absl/strings/str_cat.h"

namespace mutua::journal {
namespace {

// Manifest, options, a new log and the first blocks of each.
constexpr uint64_t kNewFilesBytes = uint64_t{8} << 20;

}  // namespace

absl::Status CheckDiskSpace(rocksdb::Env& env, const std::string& folder, uint64_t least) {
  uint64_t free = 0;
  const rocksdb::IOStatus status =
      env.GetFileSystem()->GetFreeSpace(folder, rocksdb::IOOptions(), &free, nullptr);
  if (!status.ok() || free >= least) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrCat("journal: the disk of ", folder,
                                                   " is nearly full: ", free, " bytes are free, ",
                                                   least, " are needed to go on safely"));
}

uint64_t BytesToOpen(const std::string& rocks_folder) {
  uint64_t bytes = kNewFilesBytes;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(rocks_folder, error)) {
    if (entry.path().extension() != ".log") continue;
    std::error_code gone;
    const uint64_t size = entry.file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace mutua::journal
