// Repacking: when a pool is full at a time, bookings that were made as "any of the pool", whose
// owners let them be moved and that start more than kRepackNotice ahead, move to equal resources at
// the same time, until there is room (DESIGN.md 5.1).
//
// Promises: nothing moves without permission or against a rule; at most kRepackChain moves make one
// room; the work is bounded by kRepackTrials; when no room can be made, nothing has moved. Owners
// learn of it from the event (BookingChanged, kRepacked).
#pragma once

#include <optional>

#include "engine/core/draft.h"
#include "engine/core/judge.h"

namespace mutua::core {

// How often a booking may still be tried elsewhere: shared by all that one command wants.
struct RepackTrials {
  size_t left = kRepackTrials;
};

// Makes room for `ask` (its resource is ignored) on a resource of `pool` that is not in `kit`, and
// returns that resource: it would be accepted there now. Nothing is moved onto resources of `kit`.
std::optional<ResourceId> MakeRoom(Draft& draft, PoolId pool, const Ask& ask, const model::Kit& kit,
                                   Instant at, RepackTrials* trials);

}  // namespace mutua::core
