#include "engine/model/quota.h"

namespace mutua::model {

Day FirstDayOf(Quota::Window window, Day day) {
  switch (window) {
    case Quota::Window::kWeek:
      return day.Monday();
    case Quota::Window::kMonth:
      return day.FirstOfMonth();
    case Quota::Window::kYear:
      return day.FirstOfYear();
    default:
      MUTUA_CHECK(window == Quota::Window::kDay);
      return day;
  }
}

// No month is longer than 31 days, no year than 366: so many later the next one has begun.
Day NextFirstDay(Quota::Window window, Day first) {
  switch (window) {
    case Quota::Window::kWeek:
      return first + 7;
    case Quota::Window::kMonth:
      return (first + 31).FirstOfMonth();
    case Quota::Window::kYear:
      return (first + 366).FirstOfYear();
    default:
      MUTUA_CHECK(window == Quota::Window::kDay);
      return first + 1;
  }
}

Instant EndOfPeriod(const ZoneTable& zone, Quota::Window window, Day first) {
  return zone.StartOf(NextFirstDay(window, first));
}

// No clock is a day behind UTC.
bool IsOver(Quota::Window window, Day first, Instant at) {
  return EndOfPeriod(ZoneTable(), window, first) + Duration::Days(1) <= at;
}

Period PeriodAt(const ZoneTable& zone, Quota::Window window, Instant at) {
  Period period{FirstDayOf(window, zone.DayAt(at)), {}};
  period.end = EndOfPeriod(zone, window, period.first);
  // Clocks that went back over midnight show the day before again.
  while (period.end <= at) {
    period.first = NextFirstDay(window, period.first);
    period.end = EndOfPeriod(zone, window, period.first);
  }
  return period;
}

Spread::Spread(const ZoneTable& zone, Interval interval)
    : zone_(zone), interval_(interval), day_(zone.DayAt(interval.start())) {
  within_a_day_ = interval.end() <= zone.StartOf(day_ + 1);
}

}  // namespace mutua::model
