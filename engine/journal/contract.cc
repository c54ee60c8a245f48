#include "engine/journal/contract.h"

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"

namespace mutua::journal {
namespace {

absl::Status CheckKey(const std::string& key) {
  if (!key.empty() && key.size() <= kRecordKeyBytesMax) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("journal: a record key must have 1 to ",
                                                 kRecordKeyBytesMax, " bytes, this one has ",
                                                 key.size()));
}

}  // namespace

absl::Status CheckCommit(const Commit& commit) {
  const std::size_t size = EncodedSize(commit);
  if (size > kCommitBytesMax) {
    return absl::ResourceExhaustedError(
        absl::StrCat("journal: the commit has ", size, " bytes, the most is ", kCommitBytesMax));
  }
  for (const SideRecord& side : commit.sides) {
    if (absl::Status status = CheckKey(side.key); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckRecords(const std::vector<RecordChange>& changes) {
  for (const RecordChange& change : changes) {
    if (absl::Status status = CheckKey(change.key); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckDrop(Position oldest_kept, Position oldest, Position through) {
  if (oldest_kept >= oldest && oldest_kept <= Next(through)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("journal: history can be dropped before a position from ", oldest.value(),
                   " to ", Next(through).value(),
                   " (the records hold what was before), not before ", oldest_kept.value()));
}

absl::Status StoppedStatus(const std::string& cause) {
  return absl::UnknownError(absl::StrCat("journal: stopped, the process must exit: ", cause));
}

absl::Status ExpiredStatus(Position from, Position oldest) {
  return absl::OutOfRangeError(absl::StrCat("HISTORY_EXPIRED: position ", from.value(),
                                            " is before the oldest kept, ", oldest.value()));
}

absl::Status BrokenChainStatus(Position position) {
  return absl::DataLossError(absl::StrCat("journal: the commit at position ", position.value(),
                                          " does not continue the chain of digests"));
}

}  // namespace mutua::journal
