#include "engine/model/opening.h"

#include <algorithm>

namespace mutua::model {
namespace {

constexpr uint16_t kMinutesADay = 1440;

const std::vector<MinuteRange>& HoursOf(const Opening& opening, CivilDay day) {
  const auto exception = std::lower_bound(
      opening.exceptions.begin(), opening.exceptions.end(), day,
      [](const DayException& candidate, CivilDay wanted) { return candidate.day < wanted; });
  if (exception != opening.exceptions.end() && exception->day == day) return exception->hours;
  return opening.weekly[static_cast<size_t>(absl::GetWeekday(day))];
}

// The instant at which the wall clock shows `minutes` after midnight of `day`. A border inside a
// gap is the transition itself; a border that comes twice is the first time where opening begins
// and the second where it ends, so that no open minute is lost.
Instant Border(const ZoneTable& zone, CivilDay day, uint16_t minutes, bool opens) {
  const Resolution resolution = zone.Resolve(CivilSecond(day) + int64_t{minutes} * 60);
  if (resolution.kind == Resolution::Kind::SKIPPED) return resolution.transition;
  return opens ? resolution.pre : resolution.post;
}

void Append(std::vector<Interval>& open, Instant from, Instant to, Interval window) {
  from = std::max(from, window.start());
  to = std::min(to, window.end());
  if (!(from < to)) return;
  if (!open.empty() && from <= open.back().end()) {
    open.back() = Interval(open.back().start(), std::max(open.back().end(), to));
  } else {
    open.emplace_back(from, to);
  }
}

}  // namespace

Opening AlwaysOpen() {
  Opening opening;
  for (auto& day : opening.weekly) day = {MinuteRange{}};
  return opening;
}

bool IsAlwaysOpen(const Opening& opening) {
  if (!opening.exceptions.empty()) return false;
  return std::all_of(opening.weekly.begin(), opening.weekly.end(), [](const auto& day) {
    return day.size() == 1 && day[0] == MinuteRange{0, kMinutesADay};
  });
}

std::vector<Interval> OpenIntervals(const Opening& opening, const ZoneTable& zone,
                                    Interval window) {
  if (IsAlwaysOpen(opening)) return {window};
  std::vector<Interval> open;
  // A range may reach into the next day, so the day before the window counts too.
  const CivilDay first = CivilDay(zone.ToCivil(window.start())) - 1;
  const CivilDay last = CivilDay(zone.ToCivil(window.end()));
  for (CivilDay day = first; day <= last; ++day) {
    for (const MinuteRange& range : HoursOf(opening, day)) {
      Append(open, Border(zone, day, range.from, true), Border(zone, day, range.to, false), window);
    }
  }
  return open;
}

bool IsOpenThroughout(const Opening& opening, const ZoneTable& zone, Interval interval) {
  const std::vector<Interval> open = OpenIntervals(opening, zone, interval);
  return open.size() == 1 && open.front() == interval;
}

bool IsOpenAtBothEnds(const Opening& opening, const ZoneTable& zone, Interval interval) {
  const Duration second = Duration::Seconds(1);
  return IsOpenThroughout(opening, zone, Interval(interval.start(), interval.start() + second)) &&
         IsOpenThroughout(opening, zone, Interval(interval.end() - second, interval.end()));
}

}  // namespace mutua::model
