// The rules of a resource, all of them, and the quotas that count it, on one claim. Pure and const: deciding, alternatives, free
// time and previews ask the same function, so none of them can disagree.
#pragma once

#include <span>

#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// One resource over one interval, for somebody.
struct Ask {
  ResourceId resource{};
  uint32_t units = 1;
  Interval interval{kEarliest, kLatest};
  MemberId member{};
  CompanyId company{};
  BookingId instead_of{};  // judged as if this booking were not there: a move
  // Borders of the occupied interval, at least: a kit has the widest of its resources for all of
  // them.
  Duration setup{};
  Duration cleanup{};
  bool walk_up = false;          // starts now: no lead time, and the start is off the grid
  bool agreed = false;           // its notice (lead time, horizon) was judged when it was made
  bool cannot_wait = false;      // begins now, for somebody who cannot approve it
  bool override_policy = false;  // read by Place alone: what policy forbids may be placed
  bool may_be_past = false;      // a record of what was: an import, a late check-in
  // What is claimed beside this resource: quotas count a kit as a whole. Borrowed.
  std::span<const model::Claim> beside{};
  bool by_lab = false;  // the lab moves it: it is charged as before
  // Given out by this round, at the full price: neither its windows nor those of access forbid it.
  RoundId round{};
  bool quotas_apart = false;  // the caller judges the quotas of the whole kit (quota.h)
};

// What quotas count of it with this kit: a change is charged as the booking would be then. The kit is
// borrowed.
Claimed ClaimedFor(const State& state, const Ask& ask, const model::Kit& kit, Instant at);

// Adds every rule that the claim breaks, with its numbers; adds nothing when it would be accepted.
// Precondition: the resource is known.
void Judge(const State& state, const Ask& ask, Instant at, Refusal* refusal);

// Whether nothing is broken.
bool WouldAccept(const State& state, const Ask& ask, Instant at);

// The occupied interval that a booking of `interval` would have under the resource's rules now; of an
// ask, with the borders that it asks for at least.
Interval OccupiedBy(const State& state, ResourceId resource, Interval interval);
Interval OccupiedBy(const State& state, const Ask& ask);

// How far `at` is past the last step of the grid, which counts from the civil midnight.
Duration PastGrid(const model::ZoneTable& zone, Instant at, Duration granularity);

}  // namespace mutua::core
