#include "engine/model/quota.h"

namespace mutua::model {

CivilDay FirstDayOf(Quota::Window window, CivilDay day) {
  switch (window) {
    case Quota::Window::kWeek:
      return day - static_cast<int>(absl::GetWeekday(day));  // Monday is 0
    case Quota::Window::kMonth:
      return CivilDay(day.year(), day.month(), 1);
    case Quota::Window::kYear:
      return CivilDay(day.year(), 1, 1);
    default:
      MUTUA_CHECK(window == Quota::Window::kDay);
      return day;
  }
}

CivilDay NextFirstDay(Quota::Window window, CivilDay first) {
  switch (window) {
    case Quota::Window::kWeek:
      return first + 7;
    case Quota::Window::kMonth:
      return CivilDay(first.year(), first.month() + 1, 1);
    case Quota::Window::kYear:
      return CivilDay(first.year() + 1, 1, 1);
    default:
      MUTUA_CHECK(window == Quota::Window::kDay);
      return first + 1;
  }
}

Instant EndOfPeriod(const ZoneTable& zone, Quota::Window window, CivilDay first) {
  return zone.FirstAtOrAfter(CivilSecond(NextFirstDay(window, first)));
}

Period PeriodAt(const ZoneTable& zone, Quota::Window window, Instant at) {
  Period period{FirstDayOf(window, CivilDay(zone.ToCivil(at))), {}};
  period.end = EndOfPeriod(zone, window, period.first);
  // Clocks that went back over midnight show the day before again.
  while (period.end <= at) {
    period.first = NextFirstDay(window, period.first);
    period.end = EndOfPeriod(zone, window, period.first);
  }
  return period;
}

Spread::Spread(const ZoneTable& zone, Interval interval)
    : zone_(zone), interval_(interval), day_(zone.ToCivil(interval.start())) {
  within_a_day_ = interval.end() <= EndOfPeriod(zone, Quota::Window::kDay, day_);
}

}  // namespace mutua::model
