// Peak, normal and off-peak time, and what it costs: on the clocks, over their changes, in
// integers.
#include "engine/model/price.h"

#include <doctest/doctest.h>

#include "engine/base/limits.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::model::testing {
namespace {

// Peak 09:00 to 12:00 and off-peak 20:00 to 07:00, Monday to Friday; Sunday is off-peak all day,
// but for an hour at noon that is both.
PeakHours Hours() {
  PeakHours hours;
  for (size_t day = 0; day < 5; ++day) {
    hours.peak[day] = {{540, 720}};
    hours.off_peak[day] = {{1200, 1860}};
  }
  hours.peak[6] = {{720, 780}};
  hours.off_peak[6] = {{0, 1440}};
  return hours;
}

Interval Civil(const ZoneTable& zone, CivilSecond from, CivilSecond to) {
  return Interval(zone.FirstAtOrAfter(from), zone.FirstAtOrAfter(to));
}

CivilSecond At(int year, int month, int day, int hour) {
  return CivilSecond(year, month, day, hour);
}

struct Row {
  const char* what;
  CivilSecond from, to;
  Rated expected;  // minutes: peak, normal, off-peak
};

// 2026-03-29 is the Sunday of 23 hours, 2026-10-25 that of 25.
const Row kRows[] = {
    {"within a peak hour", At(2026, 3, 17, 9), At(2026, 3, 17, 11), {120, 0, 0}},
    {"into it, at its very border", At(2026, 3, 17, 8), At(2026, 3, 17, 9), {0, 60, 0}},
    {"over both of its borders", At(2026, 3, 17, 8), At(2026, 3, 17, 13), {180, 120, 0}},
    {"from normal to off-peak", At(2026, 3, 17, 19), At(2026, 3, 17, 22), {0, 60, 120}},
    {"over midnight, of the day before", At(2026, 3, 18, 6), At(2026, 3, 18, 8), {0, 60, 60}},
    {"the morning after Friday", At(2026, 3, 21, 6), At(2026, 3, 21, 8), {0, 60, 60}},
    {"a Saturday's day", At(2026, 3, 21, 8), At(2026, 3, 21, 20), {0, 720, 0}},
    {"an hour that is both is a peak hour", At(2026, 3, 22, 11), At(2026, 3, 22, 14), {60, 0, 120}},
    {"a Sunday", At(2026, 3, 22, 0), At(2026, 3, 23, 0), {60, 0, 1380}},
    {"the Sunday of 23 hours", At(2026, 3, 29, 0), At(2026, 3, 30, 0), {60, 0, 1320}},
    {"the Sunday of 25 hours", At(2026, 10, 25, 0), At(2026, 10, 26, 0), {60, 0, 1440}},
    {"a whole week", At(2026, 3, 16, 0), At(2026, 3, 23, 0), {960, 4440, 4680}},
};

TEST_CASE("time is rated by the clocks, over midnight, weeks and changes of the clocks") {
  const ZoneTable paris = Paris();
  const PeakHours hours = Hours();
  for (const Row& row : kRows) {
    INFO(row.what);
    const Interval interval = Civil(paris, row.from, row.to);
    const Rated rated = Rate(&hours, paris, interval);
    CHECK(rated.seconds() == interval.length().seconds());
    CHECK(rated.peak / 60 == row.expected.peak);
    CHECK(rated.normal / 60 == row.expected.normal);
    CHECK(rated.off_peak / 60 == row.expected.off_peak);
  }
}

TEST_CASE("what a minute at a time costs adds up to what the whole costs") {
  const ZoneTable paris = Paris();
  const PeakHours hours = Hours();
  const Interval week = Civil(paris, At(2026, 10, 23, 18), At(2026, 10, 27, 13));
  int64_t ticks = 0;
  for (Instant at = week.start(); at < week.end(); at = at + Duration::Minutes(1)) {
    const Interval minute(at, at + Duration::Minutes(1));
    ticks += PriceOf(Rate(&hours, paris, minute), 3, 7, Cents(0)).ticks.value();
  }
  CHECK(PriceOf(Rate(&hours, paris, week), 3, 7, Cents(0)).ticks.value() == ticks);
}

TEST_CASE("a unit-hour at tariff 1 is 3,600 ticks, twice that at the peak rate and half off it") {
  struct PriceRow {
    Rated time;
    uint32_t units;
    int64_t tariff, cents_per_hour;
    int64_t ticks, cents;
  };
  const PriceRow rows[] = {
      {{0, 3600, 0}, 1, 1, 1000, 3600, 1000},  // one credit
      {{3600, 0, 0}, 1, 1, 1000, 7200, 2000},
      {{0, 0, 3600}, 1, 1, 1000, 1800, 500},
      {{0, 60, 0}, 1, 1, 100, 60, 1},  // 1.67 cents, rounded down
      {{0, 0, 60}, 1, 1, 0, 30, 0},    // a minute is whole ticks at every rate
      {{0, 0, 1}, 1, 1, 0, 0, 0},      // a second off the peak is half a tick
      {{0, 0, 3}, 1, 1, 0, 1, 0},      // rounded once, not for each second
      {{3600, 3600, 3600}, 5, 2, 7, 126000, 122},
      {{0, 3600, 0}, 4, 0, 250, 0, 1000},  // money without credits
      {{kBookingLongest.seconds(), 0, 0},
       kCapacityMost,
       kTariffMost,
       kPriceMost,
       kBookingLongest.seconds() * kCapacityMost * 2 * kTariffMost,
       kBookingLongest.seconds() / 3600 * kCapacityMost * 2 * kPriceMost},
  };
  for (const PriceRow& row : rows) {
    const Charge charge = PriceOf(row.time, row.units, row.tariff, Cents(row.cents_per_hour));
    CHECK(charge.ticks.value() == row.ticks);
    CHECK(charge.cents.value() == row.cents);
  }
}

}  // namespace
}  // namespace mutua::model::testing
