// What time costs: peak, normal and off-peak hours of a week, and the price of a part of it.
//
// Promises: integers alone. At the peak rate time costs twice, at the off-peak rate half of what it
// costs at the normal one. A price is rounded once, down to the tick or cent, for each resource of a
// booking; a whole minute is always whole ticks. Hours are those of the clocks, as long as they
// really are: on a day of 25 hours one more is charged. Pure values.
#pragma once

#include <cstdint>

#include "engine/base/quantity.h"
#include "engine/base/time.h"
#include "engine/model/opening.h"
#include "engine/model/zone.h"

namespace mutua::model {

// By the clocks, each week alike. An hour that both name is a peak hour; one that neither names is a
// normal one.
struct PeakHours {
  WeeklyHours peak;
  WeeklyHours off_peak;
  bool operator==(const PeakHours&) const = default;
};

// Seconds of an interval, by rate.
struct Rated {
  int64_t peak = 0;
  int64_t normal = 0;
  int64_t off_peak = 0;
  // Seconds at half the normal rate that cost the same.
  constexpr int64_t halves() const { return 4 * peak + 2 * normal + off_peak; }
  constexpr int64_t seconds() const { return peak + normal + off_peak; }
  bool operator==(const Rated&) const = default;
};

// `hours` may be null: every hour is normal. Work: the days of the interval.
Rated Rate(const PeakHours* hours, const ZoneTable& zone, Interval interval);

// What is grabbed costs a quarter of the normal rate, whenever it is (FAIRSHARE.md 4). Rounding,
// preconditions and units as below.
Charge GrabPriceOf(Duration time, uint32_t units, int64_t tariff, Cents price);

// Of so many units over that time, at `tariff` credits and `price` a unit-hour. Preconditions: the
// ceilings of base/limits.h, which keep it within 64 bits.
Charge PriceOf(const Rated& time, uint32_t units, int64_t tariff, Cents price);

}  // namespace mutua::model
