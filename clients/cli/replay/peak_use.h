// The most that are there at once, by a sweep over every one: slow, and right on its own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/time.h"

namespace mutua::cli::replay {

// `held`: a map from whatever to the interval in which it is there.
template <class Held>
int64_t PeakUse(const Held& held, Interval interval) {
  std::vector<std::pair<Instant, int64_t>> steps;
  for (const auto& [name, in] : held) {
    if (!in.Overlaps(interval)) continue;
    steps.emplace_back(std::max(in.start(), interval.start()), 1);
    steps.emplace_back(in.end(), -1);
  }
  // Half-open: at one instant those that leave go before those that come.
  std::sort(steps.begin(), steps.end());
  int64_t used = 0;
  int64_t peak = 0;
  for (const auto& [at, step] : steps) {
    used += step;
    peak = std::max(peak, used);
  }
  return peak;
}

}  // namespace mutua::cli::replay
