#include "engine/pipeline/retention.h"

#include <doctest/doctest.h>

#include "engine/journal/memory_journal.h"

namespace mutua::pipeline {
namespace {

constexpr Instant kFirstDay = Instant::FromUnix(1'800'000'000);
constexpr uint64_t kNoLimit = 1'000'000;

Instant Day(int64_t n) { return kFirstDay + Duration::Days(n); }

// A commit a day at positions 1 to `days`, the records of all of them saved.
std::unique_ptr<journal::MemoryJournal> DailyHistory(int64_t days) {
  auto journal = std::make_unique<journal::MemoryJournal>();
  for (int64_t n = 1; n <= days; ++n) {
    REQUIRE(journal->Append({Day(n), "events", {}}).ok());
  }
  REQUIRE(journal->SaveRecords(journal->head().position, {}).ok());
  return journal;
}

uint64_t Oldest(const journal::Journal& journal, Duration keep, Instant now, Position through,
                uint64_t most = kNoLimit) {
  const auto oldest = OldestToKeep(journal, keep, now, through, most);
  REQUIRE(oldest.ok());
  return oldest->value_or(Position(0)).value();
}

TEST_CASE("history goes a day at a time, and what is young enough stays") {
  const auto journal = DailyHistory(10);
  struct Case {
    int64_t keep_days;
    int64_t now_day;
    uint64_t oldest;  // 0: nothing goes
  };
  for (const Case& c : {Case{5, 6, 0},     // the first is exactly as old as may be
                        Case{5, 7, 3},     // a day more: two go at once
                        Case{5, 12, 8},    //
                        Case{100, 12, 0},  //
                        Case{5, 500, 11},  // all of it: the head as well
                        Case{1, 3, 3}}) {
    CAPTURE(c.keep_days);
    CAPTURE(c.now_day);
    CHECK(Oldest(*journal, Duration::Days(c.keep_days), Day(c.now_day), Position(10)) == c.oldest);
  }
}

TEST_CASE("nothing behind the saved records goes, and a step is bounded") {
  const auto journal = DailyHistory(10);
  const Duration keep = Duration::Days(1);
  CHECK(Oldest(*journal, keep, Day(500), Position(6)) == 7);
  CHECK(Oldest(*journal, keep, Day(500), Position(0)) == 0);
  CHECK(Oldest(*journal, keep, Day(500), Position(10), 3) == 4);
  REQUIRE(journal->DropHistoryBefore(Position(4), "").ok());
  CHECK(Oldest(*journal, keep, Day(500), Position(10), 3) == 7);
  REQUIRE(journal->DropHistoryBefore(Position(11), "").ok());
  CHECK(Oldest(*journal, keep, Day(500), Position(10)) == 0);
}

}  // namespace
}  // namespace mutua::pipeline
