// Free time: when could resources be booked, for somebody, within a window? The answer is what the
// judge would accept (core/judge.h), found by one sweep over each calendar instead of by asking.
//
// Promises: every booking that lies in an interval given, begins by its `last_start`, keeps grid
// and lengths, and begins and ends in open hours where `overnight` says so, would be accepted; and
// every booking that would be accepted and lies in the window lies in one of the intervals.
// (Bookings of at least the length asked for; as asked at `at`, not as a walk-up.) Reads only.
#pragma once

#include <vector>

#include "engine/core/judge.h"

namespace mutua::query {

struct FreeTimeQuestion {
  std::vector<ResourceId> resources;  // known
  Interval window{kEarliest, kLatest};
  Duration at_least{};  // zero: the resource's shortest
  uint32_t units = 1;
  MemberId member{};  // for whom; known, or nobody
  CompanyId company{};
  BookingId instead_of{};  // as if this booking were not there
};

struct FreeInterval {
  Interval interval;       // from grid point to grid point
  Instant last_start;      // later starts are beyond the horizon or a certification
  bool overnight = false;  // closed hours inside: may run through them, not begin or end in them
  bool operator==(const FreeInterval&) const = default;
};

struct FreeTime {
  ResourceId resource{};
  std::vector<FreeInterval> free{};  // maximal, disjoint, ascending
  bool cut = false;                  // there are more than kFreeIntervalsMost
  core::Refusal never{};  // why nothing in the window is free, where a rule alone says so
};

// One answer a resource, in the order asked.
std::vector<FreeTime> FindFreeTime(const core::State& state, const FreeTimeQuestion& question,
                                   Instant at);

// The intervals of at least `at_least` through which the same `count` resources, or more, are free.
// Maximal, ascending by start; they may overlap each other.
std::vector<Interval> FreeTogether(const std::vector<FreeTime>& free, size_t count,
                                   Duration at_least);

}  // namespace mutua::query
