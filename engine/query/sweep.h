// Sweeps that several questions share: when a calendar is full, which outages stand, what two lists
// of intervals have in common.
#pragma once

#include <vector>

#include "engine/core/state.h"

namespace mutua::query {

// Like an Interval, but may reach before kEarliest: a border of what is looked at, not a time
// given.
struct Range {
  Instant from;
  Instant to;
};

// Appends the ranges within which `units` more do not fit, ascending and disjoint, of what overlaps
// `window` (not cut to it); entries of `except` do not count.
void FullRanges(const model::Calendar& calendar, Interval window, uint32_t units, uint32_t capacity,
                BookingId except, std::vector<Range>* full);

// Outages that stand and overlap the window, ascending by id.
std::vector<const model::Outage*> OutagesIn(const core::State& state, Interval window);
bool Touches(const model::Outage& outage, const model::Resource& resource);

// Of two ascending, disjoint lists.
std::vector<Interval> Intersection(const std::vector<Interval>& a, const std::vector<Interval>& b);

}  // namespace mutua::query
