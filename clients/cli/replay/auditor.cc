#include "clients/cli/replay/auditor.h"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::cli::replay {

int64_t Auditor::PeakUse(Interval interval) const {
  // Something begins at every instant at which the count is highest: the interval's own start, or
  // one of the starts inside it.
  std::vector<Interval> over;
  for (const auto& [id, held] : held_) {
    if (held.Overlaps(interval)) over.push_back(held);
  }
  int64_t peak = 0;
  const auto count = [&](Instant t) {
    return std::count_if(over.begin(), over.end(), [&](Interval held) { return held.Contains(t); });
  };
  peak = std::max<int64_t>(peak, count(interval.start()));
  Instant last = interval.start();
  std::vector<Instant> starts;
  for (const Interval& held : over) {
    if (held.start() > interval.start()) starts.push_back(held.start());
  }
  std::sort(starts.begin(), starts.end());
  for (const Instant start : starts) {
    if (start == last) continue;
    last = start;
    peak = std::max<int64_t>(peak, count(start));
  }
  return peak;
}

void Auditor::Booked(uint32_t booking, Interval interval, bool accepted) {
  const int64_t peak = PeakUse(interval);
  if (accepted) {
    if (peak >= capacity_) {
      overbooked_.push_back(fmt::format("booking {} makes {} of {}", booking, peak + 1, capacity_));
    }
    peak_ = std::max(peak_, peak + 1);
    held_.emplace(booking, interval);
  } else {
    ++(peak >= capacity_ ? refused_full_ : refused_below_);
  }
}

}  // namespace mutua::cli::replay
