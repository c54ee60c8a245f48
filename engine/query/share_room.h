// When shares leave room for a booking: what free time must leave out because a company's guarantee is
// used, because what is left is kept for others (core/fair_share.h), or for want of credits
// (core/credits.h).
#pragma once

#include <vector>

#include "engine/query/free_time.h"
#include "engine/query/sweep.h"

namespace mutua::query {

// Appends the ranges of `window` in which no booking of that length could lie. A period is left out
// from where its window of access refuses that length; what would begin in one window and end in
// another is left out, too. Work: the bookings of the pool from tomorrow to the end of each period.
void AddWithoutRoom(const core::State& state, const FreeTimeQuestion& question, ResourceId resource,
                    Duration length, Interval window, Instant at, std::vector<Range>* blocked);

}  // namespace mutua::query
