// What an hour of a resource costs, stretch by stretch: what somebody sees before choosing a time.
//
// Promises: what a booking within the stretches costs in ticks is the sum of its seconds times the
// rate of each, and in cents that sum rounded down, but for what an hour's own cents were rounded.
// Reads only.
#pragma once

#include <vector>

#include "engine/core/state.h"

namespace mutua::query {

struct RateStretch {
  Interval interval;
  Charge hour;  // of an hour, for all the units
  bool operator==(const RateStretch&) const = default;
};

// The stretches of `window`, ascending and without gaps; neighbours cost differently. No more than
// `most`: the rest is left out. Until `grab_until` what ends by then is grabbed, and costs a quarter;
// what ends later costs its whole length as from then on. Precondition: the resource is known. Work:
// the days of the window.
std::vector<RateStretch> RatesIn(const core::State& state, ResourceId resource, uint32_t units,
                                 Interval window, size_t most, Instant grab_until = kEarliest);

}  // namespace mutua::query
