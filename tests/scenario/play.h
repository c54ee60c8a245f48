// Plays a page: what is done on it, one step after the other, and what is answered.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/scenario/day.h"

namespace mutua::scenario {

// The answers, one list a step. A step that the engine refuses is answered like any other. Errors:
// InvalidArgument, the page is not understood ("FILE:LINE: what"); FailedPrecondition, its lab is
// refused.
absl::StatusOr<std::vector<std::vector<std::string>>> Play(const Day& day);

}  // namespace mutua::scenario
