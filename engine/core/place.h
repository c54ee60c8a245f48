// Placing: wants become a kit. A named resource is judged; "any of the pool" is placed on the
// resource that leaves the least idle time around it, and when nothing fits as it stands, bookings
// that may move are repacked in the same commit (DESIGN.md 5.1).
#pragma once

#include <optional>
#include <vector>

#include "engine/core/draft.h"
#include "engine/core/judge.h"
#include "engine/core/repack.h"

namespace mutua::core {

// Finds a resource for each of `wants` (a want of a pool for n units takes n resources). `ask` says
// everything but the resource and the units. Fills `kit`, or adds to `refusal` every rule broken:
// of a named resource its own, of a pool what all its resources break alike, else kPoolFull. Emits
// events only for what a repack moved. Preconditions: the wants' ids are known; none is wanted
// twice.
//
// With ask.override_policy a pool's resource that breaks nothing but policy is taken if no other
// is: its reasons are added for the caller to set aside.
void Place(Draft& draft, const model::Wants& wants, const Ask& ask, Instant at, model::Kit* kit,
           Refusal* refusal);
// The same for a command that places more than once: `trials` is what it has left for repacking.
void Place(Draft& draft, const model::Wants& wants, const Ask& ask, Instant at,
           RepackTrials* trials, model::Kit* kit, Refusal* refusal);

// The resource of `pool`, not one of `shunned`, on which the ask would be accepted with the least
// idle time left around it; the lowest id among equals. ask.resource is ignored.
std::optional<ResourceId> BestFit(const State& state, PoolId pool, const Ask& ask,
                                  const std::vector<ResourceId>& shunned, Instant at);

// Checks that what is wanted exists, once each, kMost at most, and that pools wanted as "any" allow
// stand-ins.
void CheckWants(const State& state, const model::Wants& wants, Refusal* refusal);

// Widens the borders of `ask` to the widest that its wants can need, since all resources of a kit
// are occupied for the same time.
void WidenBorders(const State& state, const model::Wants& wants, Ask* ask);

}  // namespace mutua::core
