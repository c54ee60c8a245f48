// Time zones for tests, built from their published rules (not from this machine's tables), so that
// the tests of model/ are the same everywhere. Years 2000 to 2099.
#pragma once

#include <string>
#include <vector>

#include "engine/model/zone.h"

namespace mutua::model::testing {

inline CivilDay NthSunday(int64_t year, int month, int n) {
  const CivilDay first(year, month, 1);
  return absl::NextWeekday(first - 1, absl::Weekday::sunday) + 7 * (n - 1);
}

inline CivilDay LastSunday(int64_t year, int month) {
  return absl::PrevWeekday(CivilDay(absl::CivilMonth(year, month) + 1), absl::Weekday::sunday);
}

// `local` read at `offset_seconds` from UTC.
inline Instant At(CivilSecond local, int32_t offset_seconds = 0) {
  return Instant::FromUnix(local - CivilSecond(1970, 1, 1) - offset_seconds);
}

inline CivilSecond OnDay(CivilDay day, int hour, int minute = 0) {
  return CivilSecond(day) + hour * 3600 + minute * 60;
}

inline ZoneTable Built(std::string name, int32_t first, std::vector<ZoneTransition> transitions) {
  return ZoneTable::Make(std::move(name), first, std::move(transitions),
                         At(CivilSecond(2100, 1, 1)))
      .value();
}

// Summer time of the European Union, 01:00 UTC on the last Sundays of March and October.
inline ZoneTable EuropeanZone(std::string name, int32_t standard) {
  std::vector<ZoneTransition> changes;
  for (int64_t year = 2000; year < 2100; ++year) {
    changes.push_back({At(OnDay(LastSunday(year, 3), 1)), standard + 3600});
    changes.push_back({At(OnDay(LastSunday(year, 10), 1)), standard});
  }
  return Built(std::move(name), standard, std::move(changes));
}

inline ZoneTable Paris() { return EuropeanZone("Europe/Paris", 3600); }

// Second Sunday of March to first Sunday of November, 02:00 local (since 2007; before that, for the
// examples of RFC 5545, first Sunday of April to last Sunday of October).
inline ZoneTable NewYork() {
  std::vector<ZoneTransition> changes;
  for (int64_t year = 1990; year < 2100; ++year) {
    const CivilDay spring = year < 2007 ? NthSunday(year, 4, 1) : NthSunday(year, 3, 2);
    const CivilDay autumn = year < 2007 ? LastSunday(year, 10) : NthSunday(year, 11, 1);
    changes.push_back({At(OnDay(spring, 2), -5 * 3600), -4 * 3600});
    changes.push_back({At(OnDay(autumn, 2), -4 * 3600), -5 * 3600});
  }
  return Built("America/New_York", -5 * 3600, std::move(changes));
}

// Half an hour, first Sundays of April and October, 02:00 local (since 2008).
inline ZoneTable LordHowe() {
  std::vector<ZoneTransition> changes;
  for (int64_t year = 2008; year < 2100; ++year) {
    changes.push_back({At(OnDay(NthSunday(year, 4, 1), 2), 11 * 3600), 37800});
    changes.push_back({At(OnDay(NthSunday(year, 10, 1), 2), 37800), 11 * 3600});
  }
  return Built("Australia/Lord_Howe", 11 * 3600, std::move(changes));
}

inline ZoneTable Kathmandu() { return Built("Asia/Kathmandu", 20700, {}); }

// Chile as of 2023: on the Sunday after September 1 midnight does not exist, clocks go on to 01:00;
// on the Sunday after April 1 they go back from 24:00 to 23:00 of the day before.
inline ZoneTable Santiago() {
  const auto first_sunday_from_2nd = [](int64_t year, int month) {
    return CivilSecond(absl::NextWeekday(CivilDay(year, month, 1), absl::Weekday::sunday));
  };
  std::vector<ZoneTransition> changes;
  for (int64_t year = 2023; year < 2100; ++year) {
    changes.push_back({At(first_sunday_from_2nd(year, 4), -3 * 3600), -4 * 3600});
    changes.push_back({At(first_sunday_from_2nd(year, 9), -4 * 3600), -3 * 3600});
  }
  return Built("America/Santiago", -3 * 3600, std::move(changes));
}

}  // namespace mutua::model::testing
