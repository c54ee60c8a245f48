// How much time a pool has: open by its site's hours and its own, less outages. Pure.
#pragma once

#include <cstdint>

#include "engine/core/state.h"

namespace mutua::core {

// Unit-seconds within the interval in which the pool's resources in service could be used.
int64_t OpenSecondsOf(const State& state, PoolId pool, Interval interval);

// Those of them that nobody has booked. Clean-up and set-up are taken, not free. Work: the bookings of
// the pool within the interval.
int64_t FreeSecondsOf(const State& state, PoolId pool, Interval interval);

}  // namespace mutua::core
