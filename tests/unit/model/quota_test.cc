#include "engine/model/quota.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/model/zones_by_rule.h"

namespace mutua::model::testing {
namespace {

using Window = Quota::Window;

Instant In(const ZoneTable& zone, CivilSecond local) { return zone.FirstAtOrAfter(local); }

// "first seconds" of each period that the interval touches.
std::string SpreadOf(const ZoneTable& zone, Window window, CivilSecond from, CivilSecond to) {
  std::string text;
  const Interval interval(In(zone, from), In(zone, to));
  const Spread spread(zone, interval);
  spread.ForEach(window, [&](Day first, int64_t seconds) {
    if (!text.empty()) text += ", ";
    text += absl::FormatCivilTime(first.civil()) + " " + std::to_string(seconds / 60);
  });
  return text;
}

TEST_CASE("minutes lie in the day, week, month and year that the site's clocks show") {
  struct Row {
    const char* what;
    const ZoneTable zone;
    Window window;
    CivilSecond from, to;
    const char* expected;  // first day and minutes of each period
  };
  const Row rows[] = {
      {"within a day", Paris(), Window::kDay, CivilSecond(2026, 3, 16, 9),
       CivilSecond(2026, 3, 16, 11), "2026-03-16 120"},
      {"to midnight", Paris(), Window::kDay, CivilSecond(2026, 3, 16, 22), CivilSecond(2026, 3, 17),
       "2026-03-16 120"},
      {"from midnight", Paris(), Window::kDay, CivilSecond(2026, 3, 17),
       CivilSecond(2026, 3, 17, 1), "2026-03-17 60"},
      {"across midnight", Paris(), Window::kDay, CivilSecond(2026, 3, 16, 23),
       CivilSecond(2026, 3, 17, 2), "2026-03-16 60, 2026-03-17 120"},
      {"a day of 23 hours", Paris(), Window::kDay, CivilSecond(2026, 3, 29),
       CivilSecond(2026, 3, 30), "2026-03-29 1380"},
      {"a day of 25 hours", Paris(), Window::kDay, CivilSecond(2026, 10, 25),
       CivilSecond(2026, 10, 26), "2026-10-25 1500"},
      {"around a day of 23 hours", Paris(), Window::kDay, CivilSecond(2026, 3, 28, 12),
       CivilSecond(2026, 3, 30, 12), "2026-03-28 720, 2026-03-29 1380, 2026-03-30 720"},
      {"New York's day of 23 hours", NewYork(), Window::kDay, CivilSecond(2026, 3, 8),
       CivilSecond(2026, 3, 9), "2026-03-08 1380"},
      {"Lord Howe's day of 23 hours and a half", LordHowe(), Window::kDay, CivilSecond(2026, 10, 4),
       CivilSecond(2026, 10, 5), "2026-10-04 1410"},
      {"Lord Howe's day of 24 hours and a half", LordHowe(), Window::kDay, CivilSecond(2026, 4, 5),
       CivilSecond(2026, 4, 6), "2026-04-05 1470"},
      {"Kathmandu's midnight is at a quarter past", Kathmandu(), Window::kDay,
       CivilSecond(2026, 3, 16, 23, 45), CivilSecond(2026, 3, 17, 0, 15),
       "2026-03-16 15, 2026-03-17 15"},
      {"Sunday to Monday", Paris(), Window::kWeek, CivilSecond(2026, 3, 15, 23),
       CivilSecond(2026, 3, 16, 1), "2026-03-09 60, 2026-03-16 60"},
      {"a week of 167 hours", Paris(), Window::kWeek, CivilSecond(2026, 3, 23),
       CivilSecond(2026, 3, 30), "2026-03-23 10020"},
      {"week 53 of 2026 ends in January", Paris(), Window::kWeek, CivilSecond(2027, 1, 3, 23),
       CivilSecond(2027, 1, 4, 1), "2026-12-28 60, 2027-01-04 60"},
      {"New Year's night in one week", Paris(), Window::kWeek, CivilSecond(2026, 12, 31, 22),
       CivilSecond(2027, 1, 1, 2), "2026-12-28 240"},
      {"the end of a month", Paris(), Window::kMonth, CivilSecond(2026, 3, 31, 23),
       CivilSecond(2026, 4, 1, 2), "2026-03-01 60, 2026-04-01 120"},
      {"February of a leap year", Paris(), Window::kMonth, CivilSecond(2028, 2, 29, 12),
       CivilSecond(2028, 3, 1, 12), "2028-02-01 720, 2028-03-01 720"},
      {"March with its clock change", Paris(), Window::kMonth, CivilSecond(2026, 3, 1),
       CivilSecond(2026, 4, 1), "2026-03-01 44580"},
      {"the end of a year", NewYork(), Window::kYear, CivilSecond(2026, 12, 31, 23),
       CivilSecond(2027, 1, 1, 1), "2026-01-01 60, 2027-01-01 60"},
      {"New Year's night in two months", NewYork(), Window::kMonth, CivilSecond(2026, 12, 31, 23),
       CivilSecond(2027, 1, 1, 1), "2026-12-01 60, 2027-01-01 60"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(SpreadOf(row.zone, row.window, row.from, row.to) == row.expected);
  }
}

// Clocks at 00:01 back to 23:01 of the day before, as in Newfoundland until 2011.
ZoneTable BackOverMidnight() {
  return Built("back over midnight", 3600, {{At(CivilSecond(2026, 11, 1, 0, 1), 3600), 0}});
}

TEST_CASE("where clocks go back over midnight each instant lies in exactly one day") {
  const ZoneTable zone = BackOverMidnight();
  const Instant midnight = At(CivilSecond(2026, 11, 1), 3600);  // shown for the first time
  CHECK(PeriodAt(zone, Window::kDay, midnight - Duration::Seconds(1)).first ==
        Day(CivilDay(2026, 10, 31)));
  CHECK(PeriodAt(zone, Window::kDay, midnight).first == Day(CivilDay(2026, 11, 1)));
  // Half past eleven again: the clocks show the day before, which is over.
  const Instant again = midnight + Duration::Minutes(30);
  CHECK(CivilDay(zone.ToCivil(again)) == CivilDay(2026, 10, 31));
  CHECK(PeriodAt(zone, Window::kDay, again).first == Day(CivilDay(2026, 11, 1)));
  int64_t seconds = 0;
  Spread(zone, Interval(midnight - Duration::Hours(3), midnight + Duration::Hours(3)))
      .ForEach(Window::kDay, [&](Day, int64_t in_day) { seconds += in_day; });
  CHECK(seconds == Duration::Hours(6).seconds());
}

TEST_CASE("a period renews when the next begins on the site's clocks") {
  CHECK(EndOfPeriod(Paris(), Window::kMonth, Day(CivilDay(2026, 3, 1))) ==
        At(CivilSecond(2026, 4, 1), 7200));
  CHECK(EndOfPeriod(Paris(), Window::kWeek, Day(CivilDay(2026, 3, 23))) ==
        At(CivilSecond(2026, 3, 30), 7200));
  CHECK(EndOfPeriod(Kathmandu(), Window::kYear, Day(CivilDay(2026, 1, 1))) ==
        At(CivilSecond(2027, 1, 1), 5 * 3600 + 45 * 60));
}

}  // namespace
}  // namespace mutua::model::testing
