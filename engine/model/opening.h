// When a site or a resource is open: a week of hours, and exceptions by civil day (closures,
// special hours). Pure values; a zone table turns them into instants, so 23- and 25-hour days come
// out right.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/base/time.h"
#include "engine/model/zone.h"

namespace mutua::model {

// Minutes after the civil day's midnight, [from, to). `to` may pass 1440: open 18:00 to 02:00 is
// {1080, 1560} of the day on which it begins. Invariant (checked at the edge): from < to <= 2880.
struct MinuteRange {
  uint16_t from = 0;
  uint16_t to = 1440;
  bool operator==(const MinuteRange&) const = default;
};

// Monday first. A day without ranges is closed.
using WeeklyHours = std::array<std::vector<MinuteRange>, 7>;

// The hours of one civil day instead of the weekly ones; none: closed all day.
struct DayException {
  CivilDay day;
  std::vector<MinuteRange> hours;
  bool operator==(const DayException&) const = default;
};

struct Opening {
  WeeklyHours weekly;
  std::vector<DayException> exceptions;  // ascending by day, one a day
  bool operator==(const Opening&) const = default;
};

Opening AlwaysOpen();
bool IsAlwaysOpen(const Opening& opening);

// The open time within `window`, ascending, disjoint and merged where ranges touch. Work is
// proportional to the days of the window.
std::vector<Interval> OpenIntervals(const Opening& opening, const ZoneTable& zone, Interval window);

// Whether the whole of `interval` is open time.
bool IsOpenThroughout(const Opening& opening, const ZoneTable& zone, Interval interval);

// Whether the first and the last second of `interval` are open time: what a job that may run
// unattended overnight needs.
bool IsOpenAtBothEnds(const Opening& opening, const ZoneTable& zone, Interval interval);

}  // namespace mutua::model
