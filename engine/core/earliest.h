// The earliest start: when could a booking of a given length begin on all that is wanted? It asks
// the judge about one start at a time, and from what the judge says leaps to the next that could be
// accepted: the end of a booking or an outage, the next opening, the next step of the grid.
//
// Promises: what it finds, the judge accepts; it finds the earliest such start unless the ceiling
// of trials cut it off; the work is bounded by that ceiling.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/judge.h"

namespace mutua::core {

struct Search {
  model::Wants wants;  // known, as CheckWants has them
  Duration length;
  MemberId member{};
  CompanyId company{};
  std::vector<Interval> avoided;  // times that are not to be touched
  // As if nothing were booked and no outage declared: could it ever be?
  bool on_empty_calendars = false;
};

// How many starts may still be judged; zero when a search was cut off.
struct Trials {
  size_t left = 0;
  // When the first of the starts opens that were passed over because the horizon or shares forbid
  // them until then.
  Instant opens = kLatest;
};

// What a search came to.
struct Found {
  std::optional<Instant> start;
  // There is none, nor any that is later: too few that could serve a want reach beyond the horizon.
  bool at_horizon = false;
};

// The earliest start in `window` at which all that is wanted would be accepted at `at`; none if
// there is none, or none was found with the trials given. What is wanted of one pool is placed on
// different resources, each of which has its own horizon; a resource that is wanted by name and as
// any of its pool is left to Place to sort out.
Found EarliestStart(const State& state, const Search& search, Interval window, Instant at,
                    Trials* trials);

// Why nothing in `window` could ever be accepted: what the judge says at its first start, without
// what may pass (bookings, outages, the horizon, the gap). Empty if that start could be accepted.
Refusal WhyNever(const State& state, const Search& search, Interval window, Instant at);

}  // namespace mutua::core
