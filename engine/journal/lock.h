// One process at a time on a store: an advisory lock on a file in its folder, which names its
// holder.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace mutua::journal {

// Held until destruction, or until the process ends, however it ends.
class StoreLock {
 public:
  // For writing: creates the file and names this process in it. FAILED_PRECONDITION, saying who
  // holds it.
  static absl::StatusOr<std::unique_ptr<StoreLock>> Take(const std::string& path);
  // For offline reading: writes nothing. No file means nobody ever wrote here: null, not an error.
  static absl::StatusOr<std::unique_ptr<StoreLock>> TakeForReading(const std::string& path);
  ~StoreLock();

 private:
  explicit StoreLock(int descriptor) : descriptor_(descriptor) {}
  const int descriptor_;
};

}  // namespace mutua::journal
