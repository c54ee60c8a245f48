// The grid on which bookings begin and end: multiples of a granularity, counted from civil
// midnight, over a window that is looked at many times. The window is cut once into stretches in
// which clocks run evenly within one civil day; within a stretch a grid point is plain arithmetic.
#pragma once

#include <vector>

#include "engine/model/zone.h"

namespace mutua::query {

class DayGrid {
 public:
  // Work is proportional to the days of the window.
  DayGrid(const model::ZoneTable& zone, Interval window);

  // The first grid point at or after `t`, the last at or before it. Precondition: `t` is within the
  // window or its end. A point past the window's borders is the border itself.
  Instant AtOrAfter(Instant t, Duration granularity) const;
  Instant AtOrBefore(Instant t, Duration granularity) const;

  Interval window() const { return window_; }

 private:
  struct Stretch {
    Instant from;
    Instant midnight;  // what the clocks count from; before `from` when they changed since
  };
  size_t StretchOf(Instant t) const;

  Interval window_;
  std::vector<Stretch> stretches_;
};

}  // namespace mutua::query
