// Time that open rounds give out: what free time and boards must not show as free (core/round.h).
#pragma once

#include <vector>

#include "engine/query/free_time.h"
#include "engine/query/sweep.h"

namespace mutua::query {

// The windows of open rounds that the resource is in, of those that overlap `window`, ascending.
std::vector<Interval> RoundWindows(const core::State& state, ResourceId resource, Interval window);

// Appends them, less what the booking has that is asked about as if it were not there.
void AddRoundWindows(const core::State& state, const FreeTimeQuestion& question,
                     ResourceId resource, Interval window, std::vector<Range>* blocked);

}  // namespace mutua::query
