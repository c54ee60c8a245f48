// The state as it was after an earlier commit, made of the history.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "engine/core/state.h"
#include "engine/front/exchange.h"

namespace mutua::front {

// Applies every commit up to `position`, which is one of the history: long work, so not on a thread
// that serves. OUT_OF_RANGE when the first commits are not kept any more; DEADLINE_EXCEEDED when
// nobody waits for the exchange any more.
absl::StatusOr<std::unique_ptr<core::State>> StateAt(const Exchange& exchange, Position position);

}  // namespace mutua::front
