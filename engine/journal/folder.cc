#include "engine/journal/folder.h"

#include <rocksdb/file_system.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"

namespace mutua::journal {
namespace {

namespace fs = std::filesystem;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

absl::Status Failed(const char* attempt, const fs::path& folder, const std::string& why) {
  return absl::UnavailableError(
      absl::StrCat("cannot ", attempt, " the folder ", folder.string(), ": ", why));
}

IOStatus Sync(rocksdb::FileSystem& files, const fs::path& folder) {
  std::unique_ptr<rocksdb::FSDirectory> open;
  IOStatus status = files.NewDirectory(folder.string(), IOOptions(), &open, nullptr);
  return status.ok() ? open->Fsync(IOOptions(), nullptr) : status;
}

}  // namespace

absl::Status MakeFolder(rocksdb::FileSystem& files, const std::string& folder) {
  std::error_code error;
  fs::path at = fs::absolute(folder, error).lexically_normal();
  if (!at.has_filename()) at = at.parent_path();
  std::vector<fs::path> missing;
  for (; !error && !fs::exists(at, error) && at.has_relative_path(); at = at.parent_path()) {
    missing.push_back(at);
  }
  if (error) return Failed("look at", at, error.message());
  for (auto next = missing.rbegin(); next != missing.rend(); ++next) {
    IOStatus status = files.CreateDirIfMissing(next->string(), IOOptions(), nullptr);
    if (!status.ok()) return Failed("create", *next, status.ToString());
    status = Sync(files, next->parent_path());
    if (!status.ok()) return Failed("sync", next->parent_path(), status.ToString());
  }
  if (fs::is_directory(folder, error)) return absl::OkStatus();
  return Failed("create", folder, "something else has that name");
}

}  // namespace mutua::journal
