// Days as numbers beside Abseil's civil days, each in the years that the engine knows and some of
// those around them.
#include "engine/base/day.h"

#include <doctest/doctest.h>

namespace mutua {
namespace {

TEST_CASE("a day's number, date, week, month and year are those of its civil day") {
  for (CivilDay civil(1899, 12, 25); civil < CivilDay(2205, 1, 10); ++civil) {
    const Day day(civil);
    REQUIRE(day.civil() == civil);
    REQUIRE(Day((day + 40).civil()) - 40 == day);
    const Date date = Date::Of(day.number());
    REQUIRE(date.year == civil.year());
    REQUIRE(date.month == civil.month());
    REQUIRE(date.day == civil.day());
    REQUIRE(date.day_of_year == absl::GetYearDay(civil) - 1);
    REQUIRE(day.Monday().civil() == absl::PrevWeekday(civil + 1, absl::Weekday::monday));
    REQUIRE(day.FirstOfMonth().civil() == CivilDay(absl::CivilMonth(civil)));
    REQUIRE(day.FirstOfYear().civil() == CivilDay(absl::CivilYear(civil)));
  }
}

TEST_CASE("dates of far years are right as well") {
  CHECK(Date::Of(-719528).year == 0);  // 0000-01-01, a leap year
  CHECK(Date::Of(-719528).day_of_year == 0);
  CHECK(Date::Of(-719469).month == 2);
  CHECK(Date::Of(-719469).day == 29);
  CHECK(Date::Of(2932896).year == 9999);  // 9999-12-31
  CHECK(Date::Of(2932896).day_of_year == 364);
}

}  // namespace
}  // namespace mutua
