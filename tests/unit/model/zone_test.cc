// Zones as values: conversions both ways, readings that do not exist or exist twice, days of 23 and
// 25 hours, by row tables in the zones where clocks do odd things.
#include "engine/model/zone.h"

#include <doctest/doctest.h>

#include <string>

#include "absl/strings/str_format.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::model {
namespace {

using testing::At;
using testing::Kathmandu;
using testing::LordHowe;
using testing::NewYork;
using testing::Paris;
using testing::Santiago;
using Kind = Resolution::Kind;

std::string Utc(Instant at) {
  return absl::FormatCivilTime(CivilSecond(1970, 1, 1) + at.unix_seconds());
}

CivilSecond Civil(const std::string& text) {
  CivilSecond parsed;
  REQUIRE(absl::ParseCivilTime(text, &parsed));
  return parsed;
}

TEST_CASE("An instant is shown as the zone's clocks show it, on both sides of a change") {
  struct Row {
    ZoneTable zone;
    const char* utc;
    const char* local;
  };
  // clang-format off
  const Row rows[] = {
      {Paris(),       "2026-03-29T00:59:59", "2026-03-29T01:59:59"},
      {Paris(),       "2026-03-29T01:00:00", "2026-03-29T03:00:00"},
      {Paris(),       "2026-10-25T00:59:59", "2026-10-25T02:59:59"},
      {Paris(),       "2026-10-25T01:00:00", "2026-10-25T02:00:00"},
      {Paris(),       "1999-12-31T23:00:00", "2000-01-01T00:00:00"},
      {NewYork(),     "2026-03-08T07:00:00", "2026-03-08T03:00:00"},
      {NewYork(),     "2026-11-01T06:00:00", "2026-11-01T01:00:00"},
      {LordHowe(),    "2026-04-04T14:59:59", "2026-04-05T01:59:59"},
      {LordHowe(),    "2026-04-04T15:00:00", "2026-04-05T01:30:00"},
      {LordHowe(),    "2026-10-03T15:30:00", "2026-10-04T02:30:00"},
      {Kathmandu(),   "2026-12-31T18:15:00", "2027-01-01T00:00:00"},
      {ZoneTable(),   "2026-02-28T23:59:59", "2026-02-28T23:59:59"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.zone.name());
    CAPTURE(row.utc);
    CHECK(absl::FormatCivilTime(row.zone.ToCivil(At(Civil(row.utc)))) == row.local);
  }
}

TEST_CASE("A reading is unique, skipped or repeated, with the instants it could mean") {
  struct Row {
    ZoneTable zone;
    const char* local;
    Kind kind;
    const char* pre;
    const char* post;
  };
  // clang-format off
  const Row rows[] = {
      {Paris(),     "2026-03-29T01:59:59", Kind::UNIQUE,   "2026-03-29T00:59:59", "2026-03-29T00:59:59"},
      {Paris(),     "2026-03-29T02:00:00", Kind::SKIPPED,  "2026-03-29T01:00:00", "2026-03-29T00:00:00"},
      {Paris(),     "2026-03-29T02:30:00", Kind::SKIPPED,  "2026-03-29T01:30:00", "2026-03-29T00:30:00"},
      {Paris(),     "2026-03-29T02:59:59", Kind::SKIPPED,  "2026-03-29T01:59:59", "2026-03-29T00:59:59"},
      {Paris(),     "2026-03-29T03:00:00", Kind::UNIQUE,   "2026-03-29T01:00:00", "2026-03-29T01:00:00"},
      {Paris(),     "2026-10-25T01:59:59", Kind::UNIQUE,   "2026-10-24T23:59:59", "2026-10-24T23:59:59"},
      {Paris(),     "2026-10-25T02:00:00", Kind::REPEATED, "2026-10-25T00:00:00", "2026-10-25T01:00:00"},
      {Paris(),     "2026-10-25T02:59:59", Kind::REPEATED, "2026-10-25T00:59:59", "2026-10-25T01:59:59"},
      {Paris(),     "2026-10-25T03:00:00", Kind::UNIQUE,   "2026-10-25T02:00:00", "2026-10-25T02:00:00"},
      {NewYork(),   "2026-03-08T02:30:00", Kind::SKIPPED,  "2026-03-08T07:30:00", "2026-03-08T06:30:00"},
      {NewYork(),   "2026-11-01T01:30:00", Kind::REPEATED, "2026-11-01T05:30:00", "2026-11-01T06:30:00"},
      {LordHowe(),  "2026-04-05T01:29:59", Kind::UNIQUE,   "2026-04-04T14:29:59", "2026-04-04T14:29:59"},
      {LordHowe(),  "2026-04-05T01:45:00", Kind::REPEATED, "2026-04-04T14:45:00", "2026-04-04T15:15:00"},
      {LordHowe(),  "2026-10-04T02:15:00", Kind::SKIPPED,  "2026-10-03T15:45:00", "2026-10-03T15:15:00"},
      {LordHowe(),  "2026-10-04T02:30:00", Kind::UNIQUE,   "2026-10-03T15:30:00", "2026-10-03T15:30:00"},
      {Kathmandu(), "2026-01-01T00:00:00", Kind::UNIQUE,   "2025-12-31T18:15:00", "2025-12-31T18:15:00"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.zone.name());
    CAPTURE(row.local);
    const Resolution found = row.zone.Resolve(Civil(row.local));
    CHECK(found.kind == row.kind);
    CHECK(Utc(found.pre) == row.pre);
    CHECK(Utc(found.post) == row.post);
    if (row.kind == Kind::SKIPPED) {
      CHECK(found.post < found.transition);
      CHECK(found.transition <= found.pre);
    } else if (row.kind == Kind::REPEATED) {
      CHECK(found.pre < found.transition);
      CHECK(found.transition <= found.post);
    }
  }
}

TEST_CASE("A civil day is as long as the zone's clocks make it") {
  struct Row {
    ZoneTable zone;
    CivilDay day;
    const char* start;
    int minutes;
  };
  // clang-format off
  const Row rows[] = {
      {Paris(),     CivilDay(2026, 3, 28), "2026-03-27T23:00:00", 24 * 60},
      {Paris(),     CivilDay(2026, 3, 29), "2026-03-28T23:00:00", 23 * 60},
      {Paris(),     CivilDay(2026, 10, 25), "2026-10-24T22:00:00", 25 * 60},
      {Paris(),     CivilDay(2026, 12, 31), "2026-12-30T23:00:00", 24 * 60},
      {NewYork(),   CivilDay(2026, 3, 8), "2026-03-08T05:00:00", 23 * 60},
      {NewYork(),   CivilDay(2026, 11, 1), "2026-11-01T04:00:00", 25 * 60},
      {LordHowe(),  CivilDay(2026, 4, 5), "2026-04-04T13:00:00", 24 * 60 + 30},
      {LordHowe(),  CivilDay(2026, 10, 4), "2026-10-03T13:30:00", 24 * 60 - 30},
      {Kathmandu(), CivilDay(2024, 2, 29), "2024-02-28T18:15:00", 24 * 60},
      {Santiago(),  CivilDay(2026, 9, 6), "2026-09-06T04:00:00", 23 * 60},  // begins at 01:00
      {Santiago(),  CivilDay(2026, 9, 5), "2026-09-05T04:00:00", 24 * 60},
      {Santiago(),  CivilDay(2026, 4, 4), "2026-04-04T03:00:00", 25 * 60},  // 23:00 comes twice
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.zone.name());
    CAPTURE(absl::FormatCivilTime(row.day));
    const std::optional<Interval> bounds = row.zone.DayBounds(row.day);
    REQUIRE(bounds.has_value());
    CHECK(Utc(bounds->start()) == row.start);
    CHECK(bounds->length() == Duration::Minutes(row.minutes));
  }
}

TEST_CASE("Every day from 1890 to 2210 is counted right, leap years and centuries included") {
  const ZoneTable utc;
  for (CivilDay day(1890, 1, 1); day < CivilDay(2210, 1, 1); ++day) {
    const CivilSecond last = CivilSecond(day + 1) - 1;
    REQUIRE(utc.ToCivil(At(CivilSecond(day))) == CivilSecond(day));
    REQUIRE(utc.ToCivil(At(last)) == last);
  }
}

TEST_CASE("Days follow each other without a gap for ten years in every zone of the tests") {
  for (const ZoneTable& zone : {Paris(), NewYork(), LordHowe(), Kathmandu(), Santiago()}) {
    CAPTURE(zone.name());
    Instant next = zone.DayBounds(CivilDay(2024, 1, 1))->start();
    for (CivilDay day(2024, 1, 1); day < CivilDay(2034, 1, 1); ++day) {
      const std::optional<Interval> bounds = zone.DayBounds(day);
      REQUIRE(bounds.has_value());
      REQUIRE(bounds->start() == next);
      REQUIRE(CivilDay(zone.ToCivil(bounds->start())) == day);
      next = bounds->end();
    }
  }
}

TEST_CASE("Every instant of a year reads back as itself, or as one of the two its reading has") {
  for (const ZoneTable& zone : {Paris(), NewYork(), LordHowe(), Kathmandu(), Santiago()}) {
    CAPTURE(zone.name());
    const Instant end = At(CivilSecond(2027, 1, 1));
    for (Instant at = At(CivilSecond(2026, 1, 1)); at < end; at = at + Duration::Minutes(5)) {
      const Resolution back = zone.Resolve(zone.ToCivil(at));
      REQUIRE(back.kind != Kind::SKIPPED);
      REQUIRE((back.pre == at || back.post == at));
      REQUIRE((back.kind == Kind::REPEATED) == (back.pre != back.post));
    }
  }
}

TEST_CASE("A day that the zone left out has no bounds") {
  // Samoa crossed the date line: 2011-12-30 did not take place there.
  const ZoneTable apia = testing::Built("Pacific/Apia", -10 * 3600,
                                        {{At(CivilSecond(2011, 12, 30, 10, 0, 0)), 14 * 3600}});
  CHECK_FALSE(apia.DayBounds(CivilDay(2011, 12, 30)).has_value());
  CHECK(apia.DayBounds(CivilDay(2011, 12, 29))->end() ==
        apia.DayBounds(CivilDay(2011, 12, 31))->start());
  CHECK(apia.Resolve(CivilSecond(2011, 12, 30, 12, 0, 0)).kind == Kind::SKIPPED);
}

TEST_CASE("Tables that make no sense are refused by name and index") {
  const Instant noon = At(CivilSecond(2026, 6, 1, 12, 0, 0));
  struct Row {
    int32_t first;
    std::vector<ZoneTransition> transitions;
    const char* says;
  };
  const Row rows[] = {
      {90000, {}, "zone X: first offset 90000 s is more than 24 hours"},
      {0, {{noon, -90000}}, "zone X: transition 0: offset -90000 s is more than 24 hours"},
      {0, {{noon, 3600}, {noon, 0}}, "zone X: transition 1 is not after the one before it"},
      {0, {{noon, 3600}, {noon + Duration::Minutes(60), 0}}, ""},
      {0,
       {{noon, 3600}, {noon + Duration::Minutes(59), 0}},
       "zone X: transition 1 is not after the one before it"},
      {0,
       {{noon, 0}, {noon + Duration::Minutes(30), 3600}, {noon + Duration::Minutes(40), 7200}},
       ""},
      {3600,
       {{noon, 0}, {noon + Duration::Minutes(30), 3600}},
       "zone X: transition 1 is not after the one before it"},
      {0, {{Instant::FromUnix(INT64_MAX), 0}}, "zone X: transition 0 is out of range"},
  };
  for (const Row& row : rows) {
    const auto made = ZoneTable::Make("X", row.first, row.transitions, kLatest);
    CHECK(std::string(made.status().message()) == row.says);
  }
}

TEST_CASE("A day by its number is the civil day that clocks show, and starts when it does") {
  for (const ZoneTable& zone : {Paris(), NewYork(), LordHowe(), Kathmandu(), Santiago()}) {
    for (Day day(CivilDay(2025, 12, 1)); day < Day(CivilDay(2027, 2, 1)); day = day + 1) {
      const Instant start = zone.StartOf(day);
      REQUIRE(start == zone.FirstAtOrAfter(CivilSecond(day.civil())));
      for (const Instant at : {start - Duration::Seconds(1), start, start + Duration::Hours(3)}) {
        REQUIRE(zone.DayAt(at).civil() == CivilDay(zone.ToCivil(at)));
      }
    }
  }
}

TEST_CASE("Tables are equal exactly if all they state is equal") {
  CHECK(Paris() == Paris());
  CHECK_FALSE(Paris() == testing::EuropeanZone("Europe/Berlin", 3600));
  CHECK_FALSE(Paris() == testing::EuropeanZone("Europe/Paris", 0));
}

}  // namespace
}  // namespace mutua::model
