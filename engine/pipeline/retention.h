// Which part of the history has expired by policy, found without reading it: the instants of
// commits never go back, so a few are looked up. The writer's.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "engine/base/time.h"
#include "engine/journal/journal.h"

namespace mutua::pipeline {

// The oldest commit to keep when commits older than `keep` at `now` go; nothing when that is not
// worth a step: history goes a day at a time. A step drops `most` commits at most, and none behind
// `through`, the position that the saved records hold the effect of. Errors: the journal's.
absl::StatusOr<std::optional<Position>> OldestToKeep(const journal::Journal& journal, Duration keep,
                                                     Instant now, Position through, uint64_t most);

}  // namespace mutua::pipeline
