#include "engine/core/capacity.h"

#include <algorithm>
#include <vector>

#include "engine/model/opening.h"

namespace mutua::core {
namespace {

using Intervals = std::vector<Interval>;

// What lies in both; each ascending and disjoint.
Intervals Both(const Intervals& a, const Intervals& b) {
  Intervals both;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Instant from = std::max(a[i].start(), b[j].start());
    const Instant to = std::min(a[i].end(), b[j].end());
    if (from < to) both.emplace_back(from, to);
    a[i].end() < b[j].end() ? ++i : ++j;
  }
  return both;
}

void CutOut(Interval out, Intervals* from) {
  Intervals rest;
  for (const Interval one : *from) {
    if (!one.Overlaps(out)) {
      rest.push_back(one);
      continue;
    }
    if (one.start() < out.start()) rest.emplace_back(one.start(), out.start());
    if (out.end() < one.end()) rest.emplace_back(out.end(), one.end());
  }
  *from = std::move(rest);
}

Intervals UsableTime(const State& state, const model::Resource& resource, Interval within) {
  Intervals usable{within};
  const model::ZoneTable& zone = state.ZoneOf(resource.id);
  const auto narrow = [&](const model::Opening& opening) {
    if (!model::IsAlwaysOpen(opening)) {
      usable = Both(usable, model::OpenIntervals(opening, zone, within));
    }
  };
  narrow(state.Find(resource.site)->opening);
  if (const auto& own = state.RulesOf(resource.id).opening) narrow(*own);
  for (const OutageId outage : state.OutagesOver(resource.id, within)) {
    CutOut(state.Find(outage)->interval, &usable);
  }
  return usable;
}

int64_t SecondsIn(const Intervals& intervals, Interval within) {
  int64_t seconds = 0;
  for (const Interval one : intervals) {
    const Instant from = std::max(one.start(), within.start());
    const Instant to = std::min(one.end(), within.end());
    if (from < to) seconds += (to - from).seconds();
  }
  return seconds;
}

}  // namespace

int64_t OpenSecondsOf(const State& state, PoolId pool, Interval interval) {
  int64_t seconds = 0;
  for (const ResourceId id : state.ResourcesOf(pool)) {
    const model::Resource& resource = *state.Find(id);
    if (resource.retired) continue;
    seconds += SecondsIn(UsableTime(state, resource, interval), interval) * resource.capacity;
  }
  return seconds;
}

int64_t FreeSecondsOf(const State& state, PoolId pool, Interval interval) {
  int64_t seconds = 0;
  for (const ResourceId id : state.ResourcesOf(pool)) {
    const model::Resource& resource = *state.Find(id);
    if (resource.retired) continue;
    const Intervals usable = UsableTime(state, resource, interval);
    int64_t free = SecondsIn(usable, interval) * resource.capacity;
    state.CalendarOf(id).ForEachOverlap(interval, [&](const auto& entry) {
      const Instant from = std::max(entry.occupied.start(), interval.start());
      const Instant to = std::min(entry.occupied.end(), interval.end());
      free -= SecondsIn(usable, Interval(from, to)) * entry.units;
      return true;
    });
    seconds += free;
  }
  return seconds;
}

}  // namespace mutua::core
