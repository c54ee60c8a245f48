// Folders that outlive a power cut: a folder's name is on disk once the folder around it was
// synced.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace rocksdb {
class FileSystem;
}

namespace mutua::journal {

// Makes `folder`, and what is missing above it, before anything is put into it; each name is
// synced. What is there already stays as it is. UNAVAILABLE names what could not be made or synced.
absl::Status MakeFolder(rocksdb::FileSystem& files, const std::string& folder);

}  // namespace mutua::journal
