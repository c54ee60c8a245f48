#include "engine/journal/rocks_status.h"

#include <rocksdb/status.h>

#include "absl/strings/str_cat.h"

namespace mutua::journal {

absl::Status FromRocks(const rocksdb::Status& status, const std::string& attempt) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = absl::StrCat("journal: cannot ", attempt, ": ", status.ToString());
  if (status.IsCorruption()) return absl::DataLossError(message);
  if (status.IsNoSpace()) return absl::ResourceExhaustedError(message);
  return absl::UnavailableError(message);
}

}  // namespace mutua::journal
