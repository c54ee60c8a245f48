#include "engine/model/price.h"

#include <algorithm>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/limits.h"

namespace mutua::model {
namespace {

int64_t Seconds(const std::vector<Interval>& intervals) {
  int64_t seconds = 0;
  for (const Interval& interval : intervals) seconds += interval.length().seconds();
  return seconds;
}

// What lies in both; each ascending and disjoint.
int64_t SecondsInBoth(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  int64_t seconds = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Instant from = std::max(a[i].start(), b[j].start());
    const Instant to = std::min(a[i].end(), b[j].end());
    if (from < to) seconds += (to - from).seconds();
    a[i].end() < b[j].end() ? ++i : ++j;
  }
  return seconds;
}

}  // namespace

Rated Rate(const PeakHours* hours, const ZoneTable& zone, Interval interval) {
  Rated rated;
  rated.normal = interval.length().seconds();
  if (hours == nullptr) return rated;
  const std::vector<Interval> peak = OpenIntervals({hours->peak, {}}, zone, interval);
  const std::vector<Interval> off_peak = OpenIntervals({hours->off_peak, {}}, zone, interval);
  rated.peak = Seconds(peak);
  rated.off_peak = Seconds(off_peak) - SecondsInBoth(peak, off_peak);
  rated.normal -= rated.peak + rated.off_peak;
  MUTUA_CHECK(rated.normal >= 0 && rated.off_peak >= 0);
  return rated;
}

Charge GrabPriceOf(Duration time, uint32_t units, int64_t tariff, Cents price) {
  MUTUA_CHECK(tariff >= 0 && price.value() >= 0);
  const __int128 seconds = static_cast<__int128>(time.seconds()) * units;
  constexpr int64_t kQuartersAnHour = int64_t{4} * 3600;
  return {Ticks(static_cast<int64_t>(seconds * tariff / 4)),
          Cents(static_cast<int64_t>(seconds * price.value() / kQuartersAnHour))};
}

Charge PriceOf(const Rated& time, uint32_t units, int64_t tariff, Cents price) {
  MUTUA_CHECK(tariff >= 0 && price.value() >= 0);
  const __int128 halves = static_cast<__int128>(time.halves()) * units;
  constexpr int64_t kHalvesAnHour = int64_t{2} * 3600;
  return {Ticks(static_cast<int64_t>(halves * tariff / 2)),
          Cents(static_cast<int64_t>(halves * price.value() / kHalvesAnHour))};
}

}  // namespace mutua::model
