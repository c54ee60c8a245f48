// Quiet hours: by when a clock that stands still in them has run out, by the walls of Paris, where
// clocks change on 2026-03-29 and 2026-10-25.
#include "engine/model/quiet_hours.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/unit/model/zones_by_rule.h"

namespace mutua::model {
namespace {

using testing::At;

constexpr QuietHours kNight{22 * 60, 7 * 60};

CivilSecond Wall(int month, int day, int hour = 0, int minute = 0, int second = 0) {
  return CivilSecond(2026, month, day, hour, minute, second);
}
constexpr int32_t kWinter = 3600;  // offsets of Paris
constexpr int32_t kSummer = 7200;

TEST_CASE("a clock stands still in quiet hours, and what is left runs on behind them") {
  struct Row {
    const char* what;
    QuietHours quiet;
    CivilSecond from;
    int64_t minutes;
    CivilSecond until;
  };
  const Row rows[] = {
      {"none set", {}, Wall(3, 2, 21, 30), 120, Wall(3, 2, 23, 30)},
      {"over before they begin", kNight, Wall(3, 2, 19, 59), 120, Wall(3, 2, 21, 59)},
      {"just as they begin", kNight, Wall(3, 2, 20, 0), 120, Wall(3, 2, 22, 0)},
      {"a minute later", kNight, Wall(3, 2, 20, 1), 120, Wall(3, 3, 7, 1)},
      {"half an hour before", kNight, Wall(3, 2, 21, 30), 120, Wall(3, 3, 8, 30)},
      {"begins in them", kNight, Wall(3, 2, 23, 10), 120, Wall(3, 3, 9, 0)},
      {"begins after midnight", kNight, Wall(3, 3, 2, 0), 15, Wall(3, 3, 7, 15)},
      {"begins as they end", kNight, Wall(3, 3, 7, 0), 15, Wall(3, 3, 7, 15)},
      {"within a day", {12 * 60, 14 * 60}, Wall(3, 2, 11, 30), 60, Wall(3, 2, 14, 30)},
      {"until midnight", {12 * 60, 0}, Wall(3, 2, 11, 30), 60, Wall(3, 3, 0, 30)},
      {"from midnight", {0, 60}, Wall(3, 2, 23, 30), 60, Wall(3, 3, 1, 30)},
      {"for longer than a day", kNight, Wall(3, 2, 21, 0), 17 * 60, Wall(3, 4, 8, 0)},
      {"seconds count", kNight, Wall(3, 2, 21, 59, 50), 1, Wall(3, 3, 7, 0, 50)},
  };
  const ZoneTable paris = testing::Paris();
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Instant until =
        RunsOutAt(row.quiet, paris, At(row.from, kWinter), Duration::Minutes(row.minutes));
    CHECK(until == At(row.until, kWinter));
  }
}

TEST_CASE("what clocks show is quiet when they are changed, too") {
  const ZoneTable paris = testing::Paris();
  const auto two_hours = [&](QuietHours quiet, Instant from) {
    return RunsOutAt(quiet, paris, from, Duration::Hours(2));
  };
  SUBCASE("in spring a night is an hour shorter") {
    CHECK(two_hours(kNight, At(Wall(3, 28, 21, 30), kWinter)) == At(Wall(3, 29, 8, 30), kSummer));
  }
  SUBCASE("in autumn it is an hour longer") {
    CHECK(two_hours(kNight, At(Wall(10, 24, 21, 30), kSummer)) == At(Wall(10, 25, 8, 30), kWinter));
  }
  SUBCASE("an end that clocks skip is where they go on") {
    CHECK(two_hours({20 * 60, 2 * 60 + 30}, At(Wall(3, 28, 23, 0), kWinter)) ==
          At(Wall(3, 29, 5, 0), kSummer));
  }
  SUBCASE("hours that clocks skip as a whole are not there") {
    CHECK(two_hours({2 * 60, 3 * 60}, At(Wall(3, 29, 1, 30), kWinter)) ==
          At(Wall(3, 29, 4, 30), kSummer));
  }
  SUBCASE("an end that comes twice is one both times") {
    // Half an hour from the first 02:30, and the rest from the second.
    CHECK(two_hours({20 * 60, 2 * 60 + 30}, At(Wall(10, 25, 0, 0), kSummer)) ==
          At(Wall(10, 25, 4, 0), kWinter));
  }
  SUBCASE("a beginning that comes twice is one both times") {
    // Half an hour before the first 02:30, half an hour before the second, and an hour from 10:00.
    CHECK(two_hours({2 * 60 + 30, 10 * 60}, At(Wall(10, 25, 2, 0), kSummer)) ==
          At(Wall(10, 25, 11, 0), kWinter));
  }
}

TEST_CASE("a clock runs out when it has counted its minutes one by one") {
  std::mt19937 random(20261124);
  const auto below = [&](uint32_t most) { return static_cast<uint16_t>(random() % most); };
  for (const ZoneTable& zone :
       {testing::Paris(), testing::LordHowe(), testing::Santiago(), testing::Kathmandu()}) {
    CAPTURE(zone.name());
    for (int i = 0; i < 300; ++i) {
      // Around a change of clocks where there is one.
      const auto& changes = zone.transitions();
      const Instant near = changes.empty() ? At(Wall(3, 2)) : changes[random() % 100 + 20].at;
      const Instant from = near - Duration::Minutes(below(3000));
      const uint16_t begins = below(1440);
      const QuietHours quiet{begins, static_cast<uint16_t>((begins + below(961)) % 1440)};
      const Duration length = Duration::Minutes(below(1000));
      CAPTURE(quiet.from);
      CAPTURE(quiet.until);
      CAPTURE(from.unix_seconds());
      Instant until = from;
      for (Duration left = length; left > Duration(); until = until + Duration::Minutes(1)) {
        const CivilSecond shown = zone.ToCivil(until);
        const int minute = static_cast<int>(shown.hour()) * 60 + shown.minute();
        const bool in = quiet.from <= quiet.until ? quiet.from <= minute && minute < quiet.until
                                                  : quiet.from <= minute || minute < quiet.until;
        if (!in) left = left - Duration::Minutes(1);
      }
      CHECK(RunsOutAt(quiet, zone, from, length) == until);
    }
  }
}

}  // namespace
}  // namespace mutua::model
