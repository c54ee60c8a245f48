// Series edited: one, this and following, all; moved, resized, given other resources, cancelled.
#include <doctest/doctest.h>

#include "tests/unit/core/series_lab.h"

namespace mutua::core::testing {
namespace {

using model::SeriesMode;

const CivilSecond kTen(2026, 1, 12, 10, 0, 0);  // a Monday
constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 86400;

MoveSeries Shift(SeriesId id, Scope scope, uint32_t from, int64_t seconds) {
  MoveSeries move;
  move.series = id;
  move.scope = scope;
  move.from_occurrence = from;
  move.shift_civil_seconds = seconds;
  return move;
}

CancelSeries Drop(SeriesId id, Scope scope, uint32_t from = 1) {
  return CancelSeries{id, 0, scope, from};
}

BookSeries Daily(const SeriesLab& lab, int count, SeriesMode mode = SeriesMode::kAllOrNothing) {
  return SeriesLab::Hourly(lab.laser, absl::StrFormat("FREQ=DAILY;COUNT=%d", count), kTen, mode);
}

TEST_CASE("a move reaches what its scope says, and what was edited before keeps its edit") {
  struct Row {
    Scope scope;
    uint32_t from;
    const char* old_series;
    const char* new_series;  // after a split
  };
  // Of four, the third was moved to 15:00 before.
  const Row rows[] = {
      {Scope::kOne, 2,
       "1 01-12 10:00 laser, 2 01-13 11:00 laser edited, "
       "3 01-14 15:00 laser edited, 4 01-15 10:00 laser",
       ""},
      {Scope::kOne, 3,
       "1 01-12 10:00 laser, 2 01-13 10:00 laser, 3 01-14 16:00 laser edited, "
       "4 01-15 10:00 laser",
       ""},
      {Scope::kFollowing, 2, "1 01-12 10:00 laser",
       "2 01-13 11:00 laser, 3 01-14 15:00 laser edited, 4 01-15 11:00 laser"},
      {Scope::kFollowing, 1,
       "1 01-12 11:00 laser, 2 01-13 11:00 laser, "
       "3 01-14 15:00 laser edited, 4 01-15 11:00 laser",
       ""},
      {Scope::kAll, 3,
       "1 01-12 11:00 laser, 2 01-13 11:00 laser, 3 01-14 15:00 laser edited, "
       "4 01-15 11:00 laser",
       ""},
  };
  for (const Row& row : rows) {
    SeriesLab lab;
    const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 4));
    REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, 3, 5 * kHour)).accepted());
    const Decision decision = lab.Do(Lab::As(lab.ada), Shift(id, row.scope, row.from, kHour));
    REQUIRE(decision.accepted());
    CHECK(lab.Line(id) == row.old_series);
    const SeriesId other(decision.subject.id);
    CHECK((other == id) == (row.new_series == std::string()));
    if (other != id) CHECK(lab.Line(other) == row.new_series);
  }
}

TEST_CASE("a split leaves two series, each with its range of numbers") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 5));
  const Decision decision = lab.Do(Lab::As(lab.ada), Shift(id, Scope::kFollowing, 4, kHour));
  REQUIRE(decision.accepted());
  const model::Series& before = *lab.state.Find(id);
  const model::Series& after = *lab.state.Find(SeriesId(decision.subject.id));
  CHECK(before.first == 1);
  CHECK(before.occurrences == 3);
  CHECK(before.version == 2);
  CHECK(after.first == 4);
  CHECK(after.occurrences == 5);
  CHECK(after.split_from == id);
  CHECK(after.shift_civil_seconds == kHour);
  CHECK(StartsOf(lab.state, after)[3] == kTen + 3 * kDay + kHour);
  // Neither reaches into the other.
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, 4, kHour))) ==
        std::vector<Rule>{Rule::kUnknown});
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Shift(after.id, Scope::kOne, 3, kHour))) ==
        std::vector<Rule>{Rule::kUnknown});
  REQUIRE(lab.Do(Lab::As(lab.ada), Drop(after.id, Scope::kAll)).accepted());
  CHECK(lab.Show(id).size() == 3);
}

TEST_CASE("a series moves by its own step, to and fro") {
  for (const int64_t shift : {kDay, -kDay, 2 * kDay, kHour / 2, -kHour / 2}) {
    SeriesLab lab;
    const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 100));
    const Decision moved = lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, shift));
    CHECK(RulesOf(moved) == std::vector<Rule>());
    const model::Booking& last = lab[lab.Occurrence(id, 100)];
    CHECK(lab.Zone().ToCivil(last.interval.start()) == kTen + 99 * kDay + shift);
    CHECK(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, -shift)).accepted());
    CHECK(lab.state.Find(id)->shift_civil_seconds == 0);
    CHECK(lab.state.CalendarOf(lab.laser).size() == 100);
  }
}

TEST_CASE("back to back occurrences grow only where there is room, and shrink always") {
  SeriesLab lab;
  BookSeries command = SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=2;BYHOUR=10,11,12", kTen);
  command.rule = "FREQ=DAILY;COUNT=3;BYHOUR=10,11,12";
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  MoveSeries move = Shift(id, Scope::kAll, 1, 0);
  move.civil_seconds = 2 * kHour;
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), move)) ==
        std::vector<Rule>{Rule::kOverlap, Rule::kOverlap});
  move.civil_seconds = kHour / 2;
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab[lab.Occurrence(id, 2)].interval.length() == Duration::Minutes(30));
  CHECK(lab.state.Find(id)->civil_seconds == kHour / 2);
  move.civil_seconds = kHour;
  CHECK(lab.Do(Lab::As(lab.ada), move).accepted());
}

TEST_CASE("a move is all or nothing, unless the series takes what it gets") {
  struct Row {
    SeriesMode mode;
    const char* expected;
  };
  const Row rows[] = {
      {SeriesMode::kAllOrNothing, "1 01-12 10:00 laser, 2 01-13 10:00 laser, 3 01-14 10:00 laser"},
      {SeriesMode::kBestEffort,
       "1 01-12 12:00 laser, 2 01-13 10:00 laser missing 01-13 12:00 rule "
       "22, 3 01-14 12:00 laser"},
  };
  for (const Row& row : rows) {
    SeriesLab lab;
    const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3, row.mode));
    const BookingId in_the_way = lab.Taken(lab.bea, lab.laser, kTen + kDay + 2 * kHour);
    const Changeable before = Records(lab.state);
    const Decision decision = lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, 2 * kHour));
    CHECK(lab.Line(id) == row.expected);
    CHECK(decision.accepted() == (row.mode == SeriesMode::kBestEffort));
    if (!decision.accepted()) {
      REQUIRE(decision.refusal.reasons().size() == 1);
      CHECK(decision.refusal.reasons().front().occurrence == 2);
      CHECK(Records(lab.state) == before);
      continue;
    }
    // It belongs to the series as before: a refill moves it, and so does the next move of all.
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{in_the_way}).accepted());
    REQUIRE(lab.Do(Lab::As(lab.ada), RefillSeries{id}).accepted());
    CHECK(lab.Line(id) == "1 01-12 12:00 laser, 2 01-13 12:00 laser, 3 01-14 12:00 laser");
  }
}

TEST_CASE("one that stayed behind follows the next move of all to where it belongs") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 2, SeriesMode::kBestEffort));
  lab.Taken(lab.bea, lab.laser, kTen + kDay + 2 * kHour);
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, 2 * kHour)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, kHour)).accepted());
  CHECK(lab.Line(id) == "1 01-12 13:00 laser, 2 01-13 13:00 laser");
}

TEST_CASE("one that stayed behind and was cancelled by itself is not brought back by a refill") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 2, SeriesMode::kBestEffort));
  const BookingId in_the_way = lab.Taken(lab.bea, lab.laser, kTen + kDay + 2 * kHour);
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, 2 * kHour)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{lab.Occurrence(id, 2)}).accepted());
  REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{in_the_way}).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), RefillSeries{id})) ==
        std::vector<Rule>{Rule::kNothingToDo});
  CHECK(lab.Line(id).starts_with("1 01-12 12:00 laser"));
}

TEST_CASE("what has started, was checked in or was cancelled is never touched") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 5));
  lab.Advance(lab.Civil(kTen));
  REQUIRE(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kOne, 4)).accepted());
  lab.Advance(lab.Civil(kTen + kDay - 600));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{lab.Occurrence(id, 2), std::nullopt}).accepted());
  const BookingId second = lab.Occurrence(id, 2);
  const BookingId fourth = lab.Occurrence(id, 4);
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, 3 * kHour)).accepted());
  CHECK(lab.Line(id) == "2 01-13 10:00 laser running, 3 01-14 13:00 laser, 5 01-16 13:00 laser");
  CHECK(lab[fourth].state == model::BookingState::kCancelled);
  for (const uint32_t number : {1u, 2u, 4u}) {
    CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, number, kHour))) ==
          std::vector<Rule>{Rule::kStateForbids});
    CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kOne, number))) ==
          std::vector<Rule>{Rule::kStateForbids});
  }
  REQUIRE(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kAll)).accepted());
  CHECK(lab.Line(id) == "2 01-13 10:00 laser running");
  CHECK(lab[second].state == model::BookingState::kCheckedIn);
}

TEST_CASE("one that is running without check-in is past changing") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 2));
  lab.Advance(lab.Civil(kTen + 60));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, 1, kHour))) ==
        std::vector<Rule>{Rule::kInThePast});
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, kHour)).accepted());
  CHECK(lab.Line(id) == "1 01-12 10:00 laser, 2 01-13 11:00 laser");
}

TEST_CASE("one that was handed over is no longer the series' to change") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3));
  REQUIRE(lab.Do(Lab::As(lab.ada), HandOver{lab.Occurrence(id, 2), lab.alan, 0}).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, kHour)).accepted());
  CHECK(lab.Line(id) == "1 01-12 11:00 laser, 2 01-13 10:00 laser, 3 01-14 11:00 laser");
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kOne, 2))) ==
        std::vector<Rule>{Rule::kNotPermitted});
  REQUIRE(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kAll)).accepted());
  CHECK(lab.Line(id) == "2 01-13 10:00 laser");
}

TEST_CASE("other resources for all, and for one") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3));
  MoveSeries move = Shift(id, Scope::kOne, 2, 0);
  move.wants = {{lab.room, PoolId(), 1}};
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab.Line(id) == "1 01-12 10:00 laser, 2 01-13 10:00 room edited, 3 01-14 10:00 laser");
  move = Shift(id, Scope::kAll, 1, kHour);
  move.wants = {{lab.printers[0], PoolId(), 1}};
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab.Line(id) == "1 01-12 11:00 fdm-1, 2 01-13 10:00 room edited, 3 01-14 11:00 fdm-1");
  CHECK(lab.state.Find(id)->wants == move.wants);
}

TEST_CASE("a move without wants keeps the resources, and finds others for any where it must") {
  SeriesLab lab;
  BookSeries command = Daily(lab, 3);
  command.wants = {{ResourceId(), lab.fdm, 1}};
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  lab.Taken(lab.bea, lab.printers[0], kTen + kDay + 2 * kHour);
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, 2 * kHour)).accepted());
  CHECK(lab.Line(id).starts_with("1 01-12 12:00 fdm-1, 2 01-13 12:00 fdm-"));
  CHECK(lab[lab.Occurrence(id, 2)].kit.front().resource != lab.printers[0]);
  for (const uint32_t number : {1u, 2u, 3u}) {
    CHECK(lab[lab.Occurrence(id, number)].kit.front().any_of == lab.fdm);
  }
}

TEST_CASE("a substitute gives way to what was wanted when the series moves to where that is free") {
  SeriesLab lab;
  lab.Taken(lab.bea, lab.printers[1], kTen + kDay);
  BookSeries command = Daily(lab, 2, SeriesMode::kSubstitutes);
  command.wants = {{lab.printers[1], PoolId(), 1}};
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  CHECK(lab.Line(id) == "1 01-12 10:00 fdm-2, 2 01-13 10:00 fdm-1");
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, kHour)).accepted());
  CHECK(lab.Line(id) == "1 01-12 11:00 fdm-2, 2 01-13 11:00 fdm-2");
}

TEST_CASE("a missing occurrence can be given a time of its own") {
  SeriesLab lab;
  lab.Taken(lab.bea, lab.laser, kTen + kDay);
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3, SeriesMode::kBestEffort));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, 2, kHour / 2))) ==
        std::vector<Rule>{Rule::kOverlap});
  REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, 2, kHour)).accepted());
  CHECK(lab.Line(id) == "1 01-12 10:00 laser, 2 01-13 11:00 laser edited, 3 01-14 10:00 laser");
  CHECK(lab.state.Find(id)->missing.empty());
}

TEST_CASE("the missing move along with their series") {
  SeriesLab lab;
  lab.Taken(lab.bea, lab.laser, kTen + kDay);
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3, SeriesMode::kBestEffort));
  const Decision split = lab.Do(Lab::As(lab.ada), Shift(id, Scope::kFollowing, 2, kHour));
  REQUIRE(split.accepted());
  const SeriesId after(split.subject.id);
  CHECK(lab.Line(id) == "1 01-12 10:00 laser");
  CHECK(lab.Line(after) == "2 missing 01-13 11:00 rule 22, 3 01-14 11:00 laser");
  REQUIRE(lab.Do(Lab::As(lab.ada), RefillSeries{after}).accepted());
  CHECK(lab.Line(after) == "2 01-13 11:00 laser, 3 01-14 11:00 laser");
}

TEST_CASE("one that cannot move goes along in a split, where it was") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3, SeriesMode::kBestEffort));
  lab.Taken(lab.bea, lab.laser, kTen + kDay + kHour);
  const Decision split = lab.Do(Lab::As(lab.ada), Shift(id, Scope::kFollowing, 2, kHour));
  REQUIRE(split.accepted());
  CHECK(lab.Line(id) == "1 01-12 10:00 laser");
  CHECK(lab.Line(SeriesId(split.subject.id)) ==
        "2 01-13 10:00 laser missing 01-13 11:00 rule 22, 3 01-14 11:00 laser");
}

TEST_CASE("what a cancelled occurrence frees goes to whoever waits for it") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 2));
  FileWish wish;
  wish.wants = {{lab.laser, PoolId(), 1}};
  wish.windows = {Interval(lab.Civil(kTen), lab.Civil(kTen + kHour))};
  wish.length = Duration::Hours(1);
  wish.book_at_once = true;
  REQUIRE(lab.Do(Lab::As(lab.bea), wish).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kOne, 1)).accepted());
  const std::vector<BookingId> promoted = lab.state.BookingsOf(lab.bea);
  REQUIRE(promoted.size() == 1);
  CHECK(lab[promoted.front()].interval.start() == lab.Civil(kTen));
}

TEST_CASE("cancelling reaches what its scope says, and none of it comes back") {
  struct Row {
    Scope scope;
    uint32_t from;
    const char* expected;
  };
  // Of four, the second is missing and the third was edited.
  const Row rows[] = {
      {Scope::kOne, 1,
       "2 missing 01-13 10:00 rule 22, 3 01-14 15:00 laser edited, "
       "4 01-15 10:00 laser"},
      {Scope::kOne, 2, "1 01-12 10:00 laser, 3 01-14 15:00 laser edited, 4 01-15 10:00 laser"},
      {Scope::kFollowing, 2, "1 01-12 10:00 laser"},
      {Scope::kAll, 4, ""},
  };
  for (const Row& row : rows) {
    SeriesLab lab;
    const BookingId in_the_way = lab.Taken(lab.bea, lab.laser, kTen + kDay);
    const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 4, SeriesMode::kBestEffort));
    REQUIRE(lab.Do(Lab::As(lab.ada), Shift(id, Scope::kOne, 3, 5 * kHour)).accepted());
    REQUIRE(lab.Do(Lab::As(lab.ada), Drop(id, row.scope, row.from)).accepted());
    CHECK(lab.Line(id) == row.expected);
    CHECK(lab.state.Find(id)->ended == (row.scope == Scope::kAll));
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{in_the_way}).accepted());
    lab.Do(Lab::As(lab.ada), RefillSeries{id});
    lab.Do(Lab::As(lab.ada), Shift(id, Scope::kAll, 1, kHour));
    CHECK(lab.Show(id).size() == (row.scope == Scope::kOne ? 3u : row.from == 2 ? 1u : 0u));
  }
}

TEST_CASE("commands that make no sense are refused by name, and change nothing") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3));
  MoveSeries nowhere = Shift(id, Scope::kAll, 1, 0);
  MoveSeries stale = Shift(id, Scope::kAll, 1, kHour);
  stale.version = 7;
  MoveSeries empty = Shift(id, Scope::kAll, 1, 0);
  empty.civil_seconds = 0;
  MoveSeries unknown = Shift(id, Scope::kAll, 1, 0);
  unknown.wants = {{ResourceId(99), PoolId(), 1}};
  struct Row {
    Body body;
    Rule expected;
  };
  const Row rows[] = {
      {nowhere, Rule::kNothingToDo},
      {stale, Rule::kStale},
      {empty, Rule::kBadInterval},
      {unknown, Rule::kUnknown},
      {Shift(id, Scope::kAll, 1, INT64_MAX), Rule::kBadInterval},
      {Shift(id, Scope::kAll, 1, -7258118400), Rule::kBadInterval},
      {Shift(id, Scope::kAll, 1, -30 * kDay), Rule::kInThePast},
      {Shift(id, Scope::kOne, 0, kHour), Rule::kUnknown},
      {Shift(id, Scope::kOne, 4, kHour), Rule::kUnknown},
      {Drop(id, Scope::kFollowing, 4), Rule::kUnknown},
      {CancelSeries{id, 7, Scope::kAll, 1}, Rule::kStale},
      {CancelSeries{SeriesId(99), 0, Scope::kAll, 1}, Rule::kUnknown},
      {RefillSeries{id}, Rule::kNothingToDo},
  };
  const Changeable before = Records(lab.state);
  for (const Row& row : rows) {
    const Decision decision = lab.Do(Lab::As(lab.ada), row.body);
    REQUIRE_FALSE(decision.accepted());
    CHECK(decision.refusal.reasons().front().rule == row.expected);
  }
  CHECK(Records(lab.state) == before);
}

TEST_CASE("a series leaves the live state when nothing of it lives any more") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3));
  const CivilSecond last = kTen + 2 * kDay + kHour;
  lab.Advance(lab.Civil(last) + kEndedKept - Duration::Seconds(1));
  CHECK(lab.state.Find(id) != nullptr);
  lab.Advance(lab.Civil(last) + kEndedKept);
  CHECK(lab.state.Find(id) == nullptr);
  CHECK(lab.state.BookingsOf(id).empty());
  CHECK_FALSE(lab.state.NextTimer().has_value());
}

TEST_CASE("a series whose last occurrence was moved away by itself waits for it") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 1));
  const CivilSecond later = kTen + 100 * kDay;
  Move move;
  move.booking = lab.Occurrence(id, 1);
  move.interval = Interval(lab.Civil(later), lab.Civil(later + kHour));
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab.Line(id) == "1 04-22 10:00 laser edited");
  lab.Advance(lab.Civil(later));
  CHECK(lab.state.Find(id) != nullptr);
  lab.Advance(lab.Civil(later + kHour) + kEndedKept);
  CHECK(lab.state.Find(id) == nullptr);
}

TEST_CASE("a cancelled series is ended, and stays as long as its bookings") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(lab.ada, Daily(lab, 3));
  REQUIRE(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kAll)).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Drop(id, Scope::kAll))) ==
        std::vector<Rule>{Rule::kStateForbids});
  lab.Advance(lab.at + kEndedKept);
  CHECK(lab.state.Find(id) == nullptr);
}

}  // namespace
}  // namespace mutua::core::testing
