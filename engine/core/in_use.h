// Who still needs what is to be retired: a record is not retired under those that hold on to it.
// Counted by a walk, since definitions are rare.
#pragma once

#include "engine/core/state.h"

namespace mutua::core {

// Bookings that still occupy the resource after `at`, and offers and holds.
int64_t StillUsed(const State& state, ResourceId id, Instant at);
// Resources of it that are not retired.
int64_t StillUsed(const State& state, SiteId id, Instant at);
int64_t StillUsed(const State& state, PoolId id, Instant at);
// Pools and resources, not retired, whose own rules ask for it.
int64_t StillUsed(const State& state, CertificationId id, Instant at);
// Its members that are not retired: they, and what they booked, go or move first.
int64_t StillUsed(const State& state, CompanyId id, Instant at);
// What a member booked stands, and what was recorded about them stays.
int64_t StillUsed(const State& state, MemberId id, Instant at);

}  // namespace mutua::core
