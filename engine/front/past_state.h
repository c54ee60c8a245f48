// The state as it was after an earlier commit, or at an earlier moment, made of the history.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "engine/core/state.h"
#include "engine/front/exchange.h"

namespace mutua::front {

struct PastState {
  std::unique_ptr<core::State> state;
  Position position;  // of its last commit
};

// Applies every commit up to `position` that was made at `latest` or before: long work, so not on a
// thread that serves. OUT_OF_RANGE when the first commits are not kept any more; DEADLINE_EXCEEDED
// when nobody waits for the exchange any more.
absl::StatusOr<PastState> StateAt(const Exchange& exchange, Position position,
                                  Instant latest = kLatest);

}  // namespace mutua::front
