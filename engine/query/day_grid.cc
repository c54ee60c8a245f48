#include "engine/query/day_grid.h"

#include <algorithm>

namespace mutua::query {
namespace {

Duration PastMultiple(Instant t, Instant midnight, Duration granularity) {
  return Duration::Seconds((t - midnight).seconds() % granularity.seconds());
}

}  // namespace

DayGrid::DayGrid(const model::ZoneTable& zone, Interval window) : window_(window) {
  const auto& transitions = zone.transitions();
  auto next = std::upper_bound(
      transitions.begin(), transitions.end(), window.start(),
      [](Instant t, const model::ZoneTransition& transition) { return t < transition.at; });
  for (Instant t = window.start(); t <= window.end();) {
    const CivilSecond local = zone.ToCivil(t);
    const Duration since = Duration::Seconds(local - CivilSecond(CivilDay(local)));
    stretches_.push_back({t, t - since});
    t = t + (Duration::Days(1) - since);
    if (next != transitions.end() && next->at <= t) {
      t = next->at;
      ++next;
    }
  }
}

size_t DayGrid::StretchOf(Instant t) const {
  MUTUA_CHECK(window_.start() <= t && t <= window_.end());
  const auto after = std::upper_bound(
      stretches_.begin(), stretches_.end(), t,
      [](Instant wanted, const Stretch& stretch) { return wanted < stretch.from; });
  return static_cast<size_t>(after - stretches_.begin()) - 1;
}

Instant DayGrid::AtOrAfter(Instant t, Duration granularity) const {
  for (size_t i = StretchOf(t); i < stretches_.size(); ++i) {
    t = std::max(t, stretches_[i].from);
    const Duration past = PastMultiple(t, stretches_[i].midnight, granularity);
    if (past.IsZero()) return t;
    const Instant point = t + (granularity - past);
    const bool inside = i + 1 == stretches_.size() || point < stretches_[i + 1].from;
    if (inside) return std::min(point, window_.end());
  }
  return window_.end();
}

Instant DayGrid::AtOrBefore(Instant t, Duration granularity) const {
  for (size_t i = StretchOf(t) + 1; i-- > 0;) {
    const Instant point = t - PastMultiple(t, stretches_[i].midnight, granularity);
    if (point >= stretches_[i].from) return point;
    t = stretches_[i].from - Duration::Seconds(1);
  }
  return window_.start();
}

}  // namespace mutua::query
