// The parts of the contract that both journals check in the same words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "engine/journal/journal.h"

namespace mutua::journal {

// INVALID_ARGUMENT or RESOURCE_EXHAUSTED as Journal::Append says; OK if it may be written.
absl::Status CheckCommit(const Commit& commit);

// INVALID_ARGUMENT for an empty or too long key.
absl::Status CheckRecords(const std::vector<RecordChange>& changes);

// INVALID_ARGUMENT as Journal::DropHistoryBefore says. `through` is the marker of the records.
absl::Status CheckDrop(Position oldest_kept, Position oldest, Position through);

// What every call of a stopped journal answers.
absl::Status StoppedStatus(const std::string& cause);

// HISTORY_EXPIRED.
absl::Status ExpiredStatus(Position from, Position oldest);

// DATA_LOSS: the commit at `position` does not continue the chain.
absl::Status BrokenChainStatus(Position position);

}  // namespace mutua::journal
