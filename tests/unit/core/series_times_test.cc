// Series where clocks change: what the rule says in civil time, and which instants that is.
#include <doctest/doctest.h>

#include "tests/unit/core/series_lab.h"

namespace mutua::core::testing {
namespace {

using model::SeriesMode;

// One occurrence, as hours and minutes of UTC: "1 00:30-01:30".
std::vector<std::string> InUtc(const SeriesLab& lab, SeriesId id) {
  std::vector<std::string> lines;
  for (const BookingId booking_id : lab.state.BookingsOf(id)) {
    const model::Booking& booking = *lab.state.Find(booking_id);
    const auto clock = [](Instant at) {
      const int64_t second = at.unix_seconds() % 86400;
      return absl::StrFormat("%02d:%02d", second / 3600, second / 60 % 60);
    };
    lines.push_back(absl::StrFormat("%d %s-%s", booking.occurrence, clock(booking.interval.start()),
                                    clock(booking.interval.end())));
  }
  return lines;
}

TEST_CASE("daily series over every kind of clock change") {
  using model::testing::Kathmandu;
  using model::testing::LordHowe;
  using model::testing::NewYork;
  using model::testing::Paris;
  struct Row {
    model::ZoneTable zone;
    CivilSecond start;
    int64_t seconds;
    std::vector<std::string> expected;
    std::vector<uint32_t> skipped;
  };
  const Row rows[] = {
      // Paris, 2026-03-29: 02:00 becomes 03:00.
      {Paris(), CivilSecond(2026, 3, 28, 2, 30, 0), 1800, {"1 01:30-02:00", "3 00:30-01:00"}, {2}},
      {Paris(),
       CivilSecond(2026, 3, 28, 3, 0, 0),
       3600,
       {"1 02:00-03:00", "2 01:00-02:00", "3 01:00-02:00"},
       {}},
      {Paris(),
       CivilSecond(2026, 3, 28, 22, 0, 0),
       8 * 3600,
       {"1 21:00-04:00", "2 20:00-04:00", "3 20:00-04:00"},
       {}},
      // An end that does not exist is the jump over it.
      {Paris(),
       CivilSecond(2026, 3, 28, 1, 0, 0),
       5400,
       {"1 00:00-01:30", "2 00:00-01:00", "3 23:00-00:30"},
       {}},
      // Paris, 2026-10-25: 03:00 becomes 02:00; the first 02:30 counts.
      {Paris(),
       CivilSecond(2026, 10, 24, 2, 30, 0),
       1800,
       {"1 00:30-01:00", "2 00:30-02:00", "3 01:30-02:00"},
       {}},
      {Paris(),
       CivilSecond(2026, 10, 24, 1, 30, 0),
       3600,
       {"1 23:30-00:30", "2 23:30-00:30", "3 00:30-01:30"},
       {}},
      // New York, 2026-03-08 and 2026-11-01, at 02:00.
      {NewYork(), CivilSecond(2026, 3, 7, 2, 0, 0), 3600, {"1 07:00-08:00", "3 06:00-07:00"}, {2}},
      {NewYork(),
       CivilSecond(2026, 10, 31, 1, 30, 0),
       1800,
       {"1 05:30-06:00", "2 05:30-07:00", "3 06:30-07:00"},
       {}},
      // Lord Howe changes by half an hour: 2026-10-04 02:00 becomes 02:30, 2026-04-05 02:00 01:30.
      {LordHowe(),
       CivilSecond(2026, 10, 3, 2, 0, 0),
       3600,
       {"1 15:30-16:30", "3 15:00-16:00"},
       {2}},
      {LordHowe(),
       CivilSecond(2026, 10, 3, 2, 30, 0),
       3600,
       {"1 16:00-17:00", "2 15:30-16:30", "3 15:30-16:30"},
       {}},
      {LordHowe(),
       CivilSecond(2026, 4, 4, 1, 45, 0),
       900,
       {"1 14:45-15:00", "2 14:45-15:30", "3 15:15-15:30"},
       {}},
      // Kathmandu never changes, five hours and three quarters ahead.
      {Kathmandu(),
       CivilSecond(2026, 3, 28, 2, 30, 0),
       3600,
       {"1 20:45-21:45", "2 20:45-21:45", "3 20:45-21:45"},
       {}},
  };
  for (const Row& row : rows) {
    for (const SeriesMode mode : {SeriesMode::kAllOrNothing, SeriesMode::kBestEffort}) {
      SeriesLab lab(row.zone);
      BookSeries command = SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=3", row.start, mode);
      command.civil_seconds = row.seconds;
      const SeriesId id = lab.BookedSeries(lab.ada, command);
      CAPTURE(row.zone.name());
      CAPTURE(lab.Line(id));
      CHECK(InUtc(lab, id) == row.expected);
      std::vector<uint32_t> skipped;
      for (const model::Series::Missing& missing : lab.state.Find(id)->missing) {
        CHECK(missing.rule == static_cast<uint16_t>(Rule::kSkippedTime));
        skipped.push_back(missing.occurrence);
      }
      CHECK(skipped == row.skipped);
    }
  }
}

TEST_CASE("a series that has no time but skipped ones is refused") {
  SeriesLab lab;
  const CivilSecond gap(2026, 3, 29, 2, 30, 0);
  const Decision decision =
      lab.Do(Lab::As(lab.ada), SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=1", gap));
  REQUIRE(RulesOf(decision) == std::vector<Rule>{Rule::kSkippedTime});
  CHECK(decision.refusal.reasons().front().occurrence == 1);
  CHECK(decision.refusal.reasons().front().limit == lab.Civil(gap).unix_seconds());
}

TEST_CASE("a move keeps civil times over a clock change, and leaves alone what would be skipped") {
  SeriesLab lab;
  const CivilSecond saturday(2026, 3, 28, 1, 30, 0);
  BookSeries command = SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=3", saturday);
  command.civil_seconds = 1800;
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  MoveSeries move;
  move.series = id;
  move.shift_civil_seconds = 3600;
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab.Show(id) ==
        Lines({"1 03-28 02:30 laser", "2 03-29 01:30 laser missing 03-29 02:30 rule 26",
               "3 03-30 02:30 laser"}));
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab.Show(id) ==
        Lines({"1 03-28 03:30 laser", "2 03-29 03:30 laser", "3 03-30 03:30 laser"}));
  CHECK(InUtc(lab, id) ==
        std::vector<std::string>{"1 02:30-03:00", "2 01:30-02:00", "3 01:30-02:00"});
}

TEST_CASE("weeks, months and years end where the calendar says") {
  struct Row {
    const char* rule;
    CivilSecond start;
    std::vector<CivilDay> days;
  };
  const Row rows[] = {
      {"FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1",
       CivilSecond(2026, 1, 31, 10, 0, 0),
       {CivilDay(2026, 1, 31), CivilDay(2026, 2, 28), CivilDay(2026, 3, 31)}},
      {"FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31",
       CivilSecond(2026, 1, 31, 10, 0, 0),
       {CivilDay(2026, 1, 31), CivilDay(2026, 3, 31), CivilDay(2026, 5, 31)}},
      {"FREQ=YEARLY;COUNT=2;BYMONTH=2;BYMONTHDAY=29",
       CivilSecond(2028, 2, 29, 10, 0, 0),
       {CivilDay(2028, 2, 29), CivilDay(2032, 2, 29)}},
      {"FREQ=WEEKLY;COUNT=3;BYDAY=MO,SU;WKST=MO",
       CivilSecond(2026, 12, 27, 10, 0, 0),
       {CivilDay(2026, 12, 27), CivilDay(2026, 12, 28), CivilDay(2027, 1, 3)}},
  };
  for (const Row& row : rows) {
    SeriesLab lab;
    const SeriesId id =
        lab.BookedSeries(lab.ada, SeriesLab::Hourly(lab.laser, row.rule, row.start));
    std::vector<CivilDay> days;
    for (const BookingId booking : lab.state.BookingsOf(id)) {
      days.emplace_back(lab.Zone().ToCivil(lab[booking].interval.start()));
    }
    CHECK(days == row.days);
  }
}

}  // namespace
}  // namespace mutua::core::testing
