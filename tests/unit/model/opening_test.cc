// Opening hours: a week, exceptions, hours past midnight, and days of 23 and 25 hours. Instants are
// given by the clock of Paris; clocks change on 2026-03-29 and 2026-10-25.
#include "engine/model/opening.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "tests/unit/model/zones_by_rule.h"

namespace mutua::model {
namespace {

using testing::Paris;

// `hour` may pass 24: of the next day.
Instant Clock(CivilDay day, int hour, int minute = 0) {
  static const ZoneTable kParis = Paris();
  return kParis.FirstAtOrAfter(testing::OnDay(day, hour, minute));
}
Interval Day(CivilDay day) { return {Clock(day, 0), Clock(day + 1, 0)}; }

const CivilDay kMonday(2026, 3, 2);
const CivilDay kSpring(2026, 3, 29);  // a Sunday
const CivilDay kAutumn(2026, 10, 25);

Opening Daily(std::vector<MinuteRange> hours) {
  Opening opening;
  for (auto& day : opening.weekly) day = hours;
  return opening;
}

TEST_CASE("open time is the week's hours, with the exceptions of its days") {
  Opening office;
  for (size_t day = 0; day < 5; ++day) office.weekly[day] = {{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};
  office.exceptions = {{kMonday + 1, {}}, {kMonday + 5, {{600, 720}}}};
  const Opening evening = Daily({{18 * 60, 26 * 60}});
  const Opening always = AlwaysOpen();
  const Opening halves = Daily({{0, 720}, {720, 1440}});
  struct Row {
    const char* what;
    Opening opening;
    Interval window;
    std::vector<Interval> expected;
  };
  const std::vector<Row> rows = {
      {"a working day, with its break",
       office,
       Day(kMonday),
       {{Clock(kMonday, 9), Clock(kMonday, 12)}, {Clock(kMonday, 13), Clock(kMonday, 18)}}},
      {"a closure", office, Day(kMonday + 1), {}},
      {"a Saturday with special hours",
       office,
       Day(kMonday + 5),
       {{Clock(kMonday + 5, 10), Clock(kMonday + 5, 12)}}},
      {"a Sunday", office, Day(kMonday + 6), {}},
      {"cut to the window",
       office,
       {Clock(kMonday, 11), Clock(kMonday, 14)},
       {{Clock(kMonday, 11), Clock(kMonday, 12)}, {Clock(kMonday, 13), Clock(kMonday, 14)}}},
      {"past midnight: what the day before leaves, and what begins",
       evening,
       Day(kMonday),
       {{Clock(kMonday, 0), Clock(kMonday, 2)}, {Clock(kMonday, 18), Clock(kMonday + 1, 0)}}},
      {"past midnight in one piece",
       evening,
       {Clock(kMonday, 12), Clock(kMonday + 1, 12)},
       {{Clock(kMonday, 18), Clock(kMonday, 26)}}},
      {"always: the window", always, Day(kMonday), {Day(kMonday)}},
      {"from midnight to midnight, day after day, is one piece",
       halves,
       {Clock(kMonday, 3), Clock(kMonday + 3, 5)},
       {{Clock(kMonday, 3), Clock(kMonday + 3, 5)}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(OpenIntervals(row.opening, Paris(), row.window) == row.expected);
  }
}

TEST_CASE("on days on which clocks change hours are what the wall clock shows") {
  const auto seconds_open = [](const Opening& opening, CivilDay day) {
    int64_t seconds = 0;
    for (const Interval open : OpenIntervals(opening, Paris(), Day(day))) {
      seconds += open.length().seconds();
    }
    return seconds;
  };
  struct Row {
    const char* what;
    std::vector<MinuteRange> hours;
    CivilDay day;
    int64_t expected_minutes;
  };
  const std::vector<Row> rows = {
      {"an ordinary day", {{0, 1440}}, kMonday, 24 * 60},
      {"a day of 23 hours", {{0, 1440}}, kSpring, 23 * 60},
      {"a day of 25 hours", {{0, 1440}}, kAutumn, 25 * 60},
      {"the hours after the change are as ever", {{540, 1080}}, kSpring, 9 * 60},
      {"over the hour that is skipped", {{60, 240}}, kSpring, 2 * 60},
      {"over the hour that comes twice", {{60, 240}}, kAutumn, 4 * 60},
      {"from within the skipped hour: from the jump on", {{150, 240}}, kSpring, 60},
      {"to within the skipped hour: up to the jump", {{60, 150}}, kSpring, 60},
      {"only the skipped hour: not at all", {{120, 180}}, kSpring, 0},
      {"from within the doubled hour: from its first time", {{150, 240}}, kAutumn, 150},
      {"to within the doubled hour: to its second time", {{60, 150}}, kAutumn, 150},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(seconds_open(Daily(row.hours), row.day) == row.expected_minutes * 60);
  }
}

TEST_CASE("throughout means without a break, and both ends may be all that is asked") {
  const Opening office = Daily({{540, 1080}});
  struct Row {
    const char* what;
    Interval asked;
    bool throughout;
    bool at_both_ends;
  };
  const std::vector<Row> rows = {
      {"inside", {Clock(kMonday, 10), Clock(kMonday, 12)}, true, true},
      {"all of it", {Clock(kMonday, 9), Clock(kMonday, 18)}, true, true},
      {"a second too early",
       {Clock(kMonday, 9) - Duration::Seconds(1), Clock(kMonday, 12)},
       false,
       false},
      {"a second too late",
       {Clock(kMonday, 10), Clock(kMonday, 18) + Duration::Seconds(1)},
       false,
       false},
      {"through the night", {Clock(kMonday, 17), Clock(kMonday + 1, 10)}, false, true},
      {"until it opens", {Clock(kMonday, 17), Clock(kMonday + 1, 9)}, false, false},
      {"from when it closes", {Clock(kMonday, 18), Clock(kMonday + 1, 10)}, false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(IsOpenThroughout(office, Paris(), row.asked) == row.throughout);
    CHECK(IsOpenAtBothEnds(office, Paris(), row.asked) == row.at_both_ends);
  }
}

TEST_CASE("open time agrees with the wall clock, asked minute by minute") {
  std::mt19937 random(11);
  const ZoneTable zone = Paris();
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    Opening opening;
    for (auto& day : opening.weekly) {
      const auto from = static_cast<uint16_t>(random() % 1200);
      day = {{from, static_cast<uint16_t>(from + 1 + random() % 700)}};
    }
    // Away from the changes, where a border inside a doubled hour is a policy, not a reading.
    const Interval window(Clock(kMonday + static_cast<int>(random() % 14), 7),
                          Clock(kMonday + 16, 5));
    const std::vector<Interval> open = OpenIntervals(opening, zone, window);
    for (Instant t = window.start(); t < window.end(); t = t + Duration::Minutes(1)) {
      const CivilSecond local = zone.ToCivil(t);
      const CivilDay day(local);
      const auto minute = static_cast<int>((local - CivilSecond(day)) / 60);
      const auto has = [&](CivilDay of, int at) {
        const MinuteRange hours = opening.weekly[static_cast<size_t>(absl::GetWeekday(of))][0];
        return hours.from <= at && at < hours.to;
      };
      const bool expected = has(day, minute) || has(day - 1, minute + 1440);
      const bool found = std::any_of(open.begin(), open.end(),
                                     [&](const Interval& one) { return one.Contains(t); });
      REQUIRE(found == expected);
    }
  }
}

}  // namespace
}  // namespace mutua::model
