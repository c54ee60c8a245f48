#include "engine/query/rates.h"

#include <algorithm>
#include <utility>

#include "engine/core/material.h"

namespace mutua::query {
namespace {

// Walks along intervals that are ascending and disjoint.
class Along {
 public:
  explicit Along(std::vector<Interval> intervals) : intervals_(std::move(intervals)) {}

  // Whether `at` lies in one of them; never asked of an earlier instant than before.
  bool Has(Instant at) {
    while (next_ < intervals_.size() && intervals_[next_].end() <= at) ++next_;
    return next_ < intervals_.size() && intervals_[next_].start() <= at;
  }
  // When that changes; kLatest: never.
  Instant ChangesAfter(Instant at) {
    const bool in = Has(at);
    if (next_ == intervals_.size()) return kLatest;
    return in ? intervals_[next_].end() : intervals_[next_].start();
  }

 private:
  std::vector<Interval> intervals_;
  size_t next_ = 0;
};

model::Rated AnHour(bool peak, bool off_peak) {
  constexpr int64_t kHour = 3600;
  if (peak) return {.peak = kHour};
  return off_peak ? model::Rated{.off_peak = kHour} : model::Rated{.normal = kHour};
}

}  // namespace

std::vector<RateStretch> RatesIn(const core::State& state, ResourceId resource, uint32_t units,
                                 Interval window, size_t most, Instant grab_until) {
  const model::EffectiveRules& rules = state.RulesOf(resource);
  if (core::IsMaterial(*state.Find(resource))) {  // a piece, whenever it is fetched
    return {{window, model::PriceOf(AnHour(false, false), units, rules.tariff, rules.price)}};
  }
  if (grab_until > window.start()) {
    const Instant to = std::min(grab_until, window.end());
    std::vector<RateStretch> stretches{
        {Interval(window.start(), to),
         model::GrabPriceOf(Duration::Hours(1), units, rules.tariff, rules.price)}};
    if (to == window.end() || most < 2) return stretches;
    for (const RateStretch& later :
         RatesIn(state, resource, units, Interval(to, window.end()), most - 1)) {
      stretches.push_back(later);
    }
    return stretches;
  }
  const auto an_hour = [&](bool peak, bool off_peak) {
    return model::PriceOf(AnHour(peak, off_peak), units, rules.tariff, rules.price);
  };
  if (!rules.peak_hours) return {{window, an_hour(false, false)}};
  const model::ZoneTable& zone = state.ZoneOf(resource);
  Along peak(OpenIntervals({rules.peak_hours->peak, {}}, zone, window));
  Along off_peak(OpenIntervals({rules.peak_hours->off_peak, {}}, zone, window));
  std::vector<RateStretch> stretches;
  for (Instant at = window.start(); at < window.end();) {
    const Instant next = std::min({window.end(), peak.ChangesAfter(at), off_peak.ChangesAfter(at)});
    const Charge hour = an_hour(peak.Has(at), off_peak.Has(at));
    if (!stretches.empty() && stretches.back().hour == hour) {
      stretches.back().interval = Interval(stretches.back().interval.start(), next);
    } else if (stretches.size() == most) {
      break;
    } else {
      stretches.push_back({Interval(at, next), hour});
    }
    at = next;
  }
  return stretches;
}

}  // namespace mutua::query
