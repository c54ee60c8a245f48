// A civil day as a number: what a wall clock's date is, counted from 1970-01-01. Where many are
// compared or worked out. CivilDay keeps year, month and day, and each sum of it costs hundreds of
// instructions; it is what records hold and people read.
//
// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years are
// counted from March, so that the leap day comes last, in eras of 400 years.
#pragma once

#include <compare>
#include <cstdint>

#include "engine/base/time.h"

namespace mutua {

// The date of the day so many days after 1970-01-01.
struct Date {
  int64_t year;
  int32_t month;        // from 1
  int32_t day;          // of the month, from 1
  int32_t day_of_year;  // from 0

  static constexpr Date Of(int64_t days) {
    constexpr int64_t kFromYear0ToEpoch = 719468;  // 0000-03-01 to 1970-01-01
    constexpr int64_t kEraDays = 146097;           // 400 years
    const int64_t shifted = days + kFromYear0ToEpoch;
    const int64_t era = (shifted >= 0 ? shifted : shifted - (kEraDays - 1)) / kEraDays;
    const auto in_era = static_cast<uint32_t>(shifted - era * kEraDays);
    const uint32_t year_in_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    const uint32_t from_march = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
    const uint32_t month_from_march = (5 * from_march + 2) / 153;
    const uint32_t day = from_march - (153 * month_from_march + 2) / 5 + 1;
    const bool in_next = month_from_march >= 10;  // January and February
    const int64_t year = year_in_era + era * 400 + (in_next ? 1 : 0);
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    const uint32_t day_of_year = in_next ? from_march - 306 : from_march + 59 + (leap ? 1 : 0);
    return {year, static_cast<int32_t>(in_next ? month_from_march - 9 : month_from_march + 3),
            static_cast<int32_t>(day), static_cast<int32_t>(day_of_year)};
  }
};

class Day {
 public:
  constexpr Day() = default;  // 1970-01-01
  constexpr explicit Day(int32_t number) : number_(number) {}
  explicit Day(CivilDay day) : number_(static_cast<int32_t>(day - CivilDay())) {}

  constexpr int32_t number() const { return number_; }
  CivilDay civil() const { return CivilDay() + number_; }
  constexpr auto operator<=>(const Day&) const = default;
  constexpr Day operator+(int32_t days) const { return Day(number_ + days); }
  constexpr Day operator-(int32_t days) const { return Day(number_ - days); }

  // The Monday of its week, of ISO 8601; the first of its month, and of its year.
  constexpr Day Monday() const {
    const int32_t from_monday = (number_ + 3) % 7;  // 1970-01-01 was a Thursday
    return *this - (from_monday >= 0 ? from_monday : from_monday + 7);
  }
  constexpr Day FirstOfMonth() const { return *this - (Date::Of(number_).day - 1); }
  constexpr Day FirstOfYear() const { return *this - Date::Of(number_).day_of_year; }

 private:
  int32_t number_ = 0;
};

}  // namespace mutua
