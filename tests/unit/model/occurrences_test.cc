// Series in zones where clocks change: what is skipped, what comes twice, what a civil length
// means, and that nothing after a change is shifted by it.
#include "engine/model/occurrences.h"

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
using Reason = SkippedStart::Reason;

constexpr Interval kEver(kEarliest, Instant::FromUnix(4102444800));

CivilSecond Civil(const std::string& text) {
  CivilSecond parsed;
  REQUIRE(absl::ParseCivilTime(text, &parsed));
  return parsed;
}

std::string Utc(Instant at) {
  const CivilSecond shown = CivilSecond(1970, 1, 1) + at.unix_seconds();
  return absl::StrFormat("%04d-%02d-%02d %02d:%02d", shown.year(), shown.month(), shown.day(),
                         shown.hour(), shown.minute());
}

std::string Text(const std::vector<Occurrence>& occurrences) {
  std::string text;
  for (const Occurrence& one : occurrences) {
    absl::StrAppendFormat(&text, "%s%s +%dm", text.empty() ? "" : ", ", Utc(one.interval.start()),
                          one.interval.length().seconds() / 60);
  }
  return text;
}

std::string Text(const std::vector<SkippedStart>& skipped) {
  std::string text;
  for (const SkippedStart& skip : skipped) {
    absl::StrAppendFormat(&text, "%s%s%s", text.empty() ? "" : ", ",
                          absl::FormatCivilTime(skip.start),
                          skip.reason == Reason::SKIPPED_BY_ZONE ? "" : " out of range");
  }
  return text;
}

SeriesTimes Series(const std::string& first, OccurrenceLength length, const std::string& rule) {
  return {.first = Civil(first),
          .length = length,
          .rule = ParseRecurrence(rule).value(),
          .added = {},
          .excluded = {}};
}

const OccurrenceLength kHour = OccurrenceLength::Civil(Duration::Hours(1));

TEST_CASE("A series through a change of clocks skips what does not exist and shifts nothing") {
  struct Row {
    ZoneTable zone;
    const char* first;
    const char* rule;
    const char* occurrences;  // in UTC
    const char* skipped;
  };
  // clang-format off
  const Row rows[] = {
      {Paris(), "2026-03-15T02:30:00", "FREQ=WEEKLY;COUNT=5",
       "2026-03-15 01:30 +60m, 2026-03-22 01:30 +60m, 2026-04-05 00:30 +60m, 2026-04-12 00:30 +60m",
       "2026-03-29T02:30:00"},
      {Paris(), "2026-10-18T02:30:00", "FREQ=WEEKLY;COUNT=3",
       "2026-10-18 00:30 +60m, 2026-10-25 00:30 +120m, 2026-11-01 01:30 +60m", ""},
      {Paris(), "2026-03-28T09:00:00", "FREQ=DAILY;COUNT=3",
       "2026-03-28 08:00 +60m, 2026-03-29 07:00 +60m, 2026-03-30 07:00 +60m", ""},
      {NewYork(), "2026-03-07T02:00:00", "FREQ=DAILY;COUNT=3",
       "2026-03-07 07:00 +60m, 2026-03-09 06:00 +60m", "2026-03-08T02:00:00"},
      {NewYork(), "2026-10-31T01:30:00", "FREQ=DAILY;COUNT=3",
       "2026-10-31 05:30 +60m, 2026-11-01 05:30 +120m, 2026-11-02 06:30 +60m", ""},
      {LordHowe(), "2026-10-03T02:15:00", "FREQ=DAILY;COUNT=3",
       "2026-10-02 15:45 +60m, 2026-10-04 15:15 +60m", "2026-10-04T02:15:00"},
      {LordHowe(), "2026-04-04T01:45:00", "FREQ=DAILY;COUNT=3",
       "2026-04-03 14:45 +60m, 2026-04-04 14:45 +90m, 2026-04-05 15:15 +60m", ""},
      {Kathmandu(), "2026-12-31T23:30:00", "FREQ=DAILY;COUNT=2",
       "2026-12-31 17:45 +60m, 2027-01-01 17:45 +60m", ""},
      {Santiago(), "2026-09-05T00:00:00", "FREQ=DAILY;COUNT=3",
       "2026-09-05 04:00 +60m, 2026-09-07 03:00 +60m", "2026-09-06T00:00:00"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.zone.name());
    CAPTURE(row.first);
    const auto found = OccurrencesIn(Series(row.first, kHour, row.rule), row.zone, kEver, 100);
    REQUIRE(found.ok());
    CHECK(Text(found->occurrences) == row.occurrences);
    CHECK(Text(found->skipped) == row.skipped);
    CHECK_FALSE(found->truncated);
  }
}

TEST_CASE("A civil length keeps its civil end over a change, an exact one its seconds") {
  struct Row {
    ZoneTable zone;
    const char* start;
    OccurrenceLength length;
    const char* occurrence;
  };
  const auto civil = [](int minutes) {
    return OccurrenceLength::Civil(Duration::Minutes(minutes));
  };
  const auto exact = [](int minutes) {
    return OccurrenceLength::Exact(Duration::Minutes(minutes));
  };
  // clang-format off
  const Row rows[] = {
      {Paris(),    "2026-03-27T22:00:00", civil(240), "2026-03-27 21:00 +240m"},
      {Paris(),    "2026-03-28T22:00:00", civil(240), "2026-03-28 21:00 +240m"},  // 02:00 is the jump
      {Paris(),    "2026-03-28T22:00:00", civil(300), "2026-03-28 21:00 +240m"},  // 03:00 is it too
      {Paris(),    "2026-03-28T22:00:00", civil(270), "2026-03-28 21:00 +240m"},  // 02:30 does not exist
      {Paris(),    "2026-03-28T22:00:00", exact(240), "2026-03-28 21:00 +240m"},
      {Paris(),    "2026-10-24T22:00:00", civil(240), "2026-10-24 20:00 +240m"},  // the first 02:00
      {Paris(),    "2026-10-24T22:00:00", civil(300), "2026-10-24 20:00 +360m"},
      {Paris(),    "2026-10-24T22:00:00", exact(300), "2026-10-24 20:00 +300m"},
      {Paris(),    "2026-10-25T02:15:00", civil(30),  "2026-10-25 00:15 +30m"},
      {LordHowe(), "2026-10-04T01:00:00", civil(120), "2026-10-03 14:30 +90m"},
      {LordHowe(), "2026-04-05T01:00:00", civil(120), "2026-04-04 14:00 +150m"},
      {Paris(),    "2026-03-29T10:00:00", OccurrenceLength::Days(1), "2026-03-28 23:00 +1380m"},
      {Paris(),    "2026-10-25T00:00:00", OccurrenceLength::Days(1), "2026-10-24 22:00 +1500m"},
      {Paris(),    "2026-10-24T00:00:00", OccurrenceLength::Days(3), "2026-10-23 22:00 +4380m"},
      {Santiago(), "2026-09-06T00:00:00", OccurrenceLength::Days(1), "2026-09-06 04:00 +1380m"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.zone.name());
    CAPTURE(row.start);
    const Occurrences placed = Place({Civil(row.start)}, row.length, row.zone);
    CHECK(Text(placed.occurrences) == row.occurrence);
    CHECK(placed.skipped.empty());
  }
}

TEST_CASE("Back to back in civil time never overlaps as instants, in any zone, all year") {
  for (const ZoneTable& zone : {Paris(), NewYork(), LordHowe(), Kathmandu(), Santiago()}) {
    CAPTURE(zone.name());
    std::vector<CivilSecond> starts;
    for (CivilSecond at(2026, 1, 1); at < CivilSecond(2027, 1, 1); at += 20 * 60)
      starts.push_back(at);
    const Occurrences placed = Place(starts, OccurrenceLength::Civil(Duration::Minutes(20)), zone);
    REQUIRE(placed.occurrences.size() + placed.skipped.size() == starts.size());
    for (size_t i = 1; i < placed.occurrences.size(); ++i) {
      REQUIRE(placed.occurrences[i - 1].interval.end() <= placed.occurrences[i].interval.start());
    }
  }
}

TEST_CASE("What no table covers is named, and never guessed") {
  const Occurrences placed = Place({CivilSecond(1969, 12, 31, 23, 0, 0),
                                    CivilSecond(2099, 12, 31, 23, 30, 0), CivilSecond(2150, 1, 1)},
                                   kHour, Paris());
  CHECK(Text(placed.occurrences) == "2099-12-31 22:30 +60m");
  CHECK(Text(placed.skipped) ==
        "1969-12-31T23:00:00 out of range, 2150-01-01T00:00:00 out of range");
}

TEST_CASE("UNTIL means the same last occurrence in each of its three forms") {
  struct Row {
    ZoneTable zone;
    const char* first;
    const char* until;
    const char* last;  // civil start of the last occurrence, daily
  };
  // clang-format off
  const Row rows[] = {
      {Paris(),   "2026-05-01T09:00:00", "20260510",         "2026-05-10T09:00:00"},
      {Paris(),   "2026-05-01T09:00:00", "20260510T090000",  "2026-05-10T09:00:00"},
      {Paris(),   "2026-05-01T09:00:00", "20260510T070000Z", "2026-05-10T09:00:00"},
      {Paris(),   "2026-05-01T09:00:00", "20260510T065959Z", "2026-05-09T09:00:00"},
      {NewYork(), "2026-05-01T21:00:00", "20260510T005959Z", "2026-05-08T21:00:00"},
      {NewYork(), "2026-05-01T21:00:00", "20260510T010000Z", "2026-05-09T21:00:00"},
      // 02:45 means the first one, 00:45Z: within on the second pass, and not before it.
      {Paris(),   "2026-10-20T02:45:00", "20261025T003000Z", "2026-10-24T02:45:00"},
      {Paris(),   "2026-10-20T02:45:00", "20261025T004500Z", "2026-10-25T02:45:00"},
      {Paris(),   "2026-10-20T02:45:00", "20261025T011500Z", "2026-10-25T02:45:00"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.until);
    const auto found =
        OccurrencesIn(Series(row.first, kHour, std::string("FREQ=DAILY;UNTIL=") + row.until),
                      row.zone, kEver, 100);
    REQUIRE(found.ok());
    REQUIRE_FALSE(found->occurrences.empty());
    CHECK(absl::FormatCivilTime(found->occurrences.back().start) == row.last);
  }
}

TEST_CASE("Added starts join the series once, excluded ones leave it") {
  SeriesTimes series = Series("1997-09-02T09:00:00", kHour, "FREQ=MONTHLY;COUNT=3;BYDAY=1TU");
  series.added = {CivilSecond(1997, 9, 20, 14, 0, 0), CivilSecond(1997, 10, 7, 9, 0, 0)};
  series.excluded = {CivilSecond(1997, 9, 2, 9, 0, 0), CivilSecond(1997, 9, 3, 9, 0, 0)};
  const auto found = OccurrencesIn(series, NewYork(), kEver, 100);
  REQUIRE(found.ok());
  CHECK(Text(found->occurrences) ==
        "1997-09-20 18:00 +60m, 1997-10-07 13:00 +60m, 1997-11-04 14:00 +60m");
}

TEST_CASE("Whole days ignore times of day, in the rule and in the lists") {
  SeriesTimes series = Series("2026-02-27T00:00:00", OccurrenceLength::Days(1),
                              "FREQ=DAILY;UNTIL=20260302T120000;BYHOUR=9,10");
  series.excluded = {CivilSecond(2026, 2, 28, 9, 0, 0)};
  const auto found = OccurrencesIn(series, Paris(), kEver, 100);
  REQUIRE(found.ok());
  CHECK(Text(found->occurrences) ==
        "2026-02-26 23:00 +1440m, 2026-02-28 23:00 +1440m, 2026-03-01 23:00 +1440m");
}

TEST_CASE("A window shows what overlaps it, whole, and names what clocks skipped inside it") {
  const SeriesTimes nights =
      Series("2026-03-01T22:00:00", OccurrenceLength::Civil(Duration::Hours(8)), "FREQ=DAILY");
  const ZoneTable zone = Paris();
  const auto from = [&](const char* text) { return zone.Resolve(Civil(text)).pre; };
  const auto night = OccurrencesIn(
      nights, zone, Interval(from("2026-03-10T05:59:00"), from("2026-03-10T06:00:00")), 100);
  CHECK(Text(night->occurrences) == "2026-03-09 21:00 +480m");
  const auto day = OccurrencesIn(
      nights, zone, Interval(from("2026-03-10T06:00:00"), from("2026-03-10T22:00:00")), 100);
  CHECK(day->occurrences.empty());

  const SeriesTimes gap = Series("2026-03-01T02:30:00", kHour, "FREQ=DAILY");
  const auto before = OccurrencesIn(
      gap, zone, Interval(from("2026-03-28T00:00:00"), from("2026-03-29T01:00:00")), 100);
  CHECK(before->skipped.empty());
  const auto around = OccurrencesIn(
      gap, zone, Interval(from("2026-03-29T01:00:00"), from("2026-03-29T04:00:00")), 100);
  CHECK(Text(around->skipped) == "2026-03-29T02:30:00");
  CHECK(around->occurrences.empty());
}

TEST_CASE("An endless series is cut at the limit, and says so") {
  const auto found =
      OccurrencesIn(Series("2026-01-01T09:00:00", kHour, "FREQ=DAILY"), Paris(), kEver, 50);
  REQUIRE(found.ok());
  CHECK(found->occurrences.size() == 50);
  CHECK(found->truncated);
}

}  // namespace
}  // namespace mutua::model
