// Calendars: a row per way in which two intervals can lie, and a seeded property against a count by
// the second.
#include "engine/model/calendar.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <random>
#include <vector>

namespace mutua::model {
namespace {

Interval Of(int64_t from, int64_t to) { return {Instant::FromUnix(from), Instant::FromUnix(to)}; }

TEST_CASE("an interval is free unless something lies over it, and back to back is fine") {
  struct Row {
    const char* what;
    Interval asked;
    bool free;
  };
  const std::vector<Row> rows = {
      {"before, not touching", Of(100, 900), true},
      {"back to back before", Of(100, 1000), true},
      {"between two, filling the gap", Of(2000, 3000), true},
      {"back to back after the last", Of(4000, 5000), true},
      {"one second over the start", Of(100, 1001), false},
      {"one second over the end", Of(1999, 2500), false},
      {"inside", Of(1200, 1300), false},
      {"equal", Of(1000, 2000), false},
      {"around", Of(900, 2100), false},
      {"over the gap and both", Of(1500, 3500), false},
      {"over the start of the second", Of(2500, 3001), false},
  };
  Calendar calendar;
  calendar.Insert({Of(1000, 2000), BookingId(1), 1});
  calendar.Insert({Of(3000, 4000), BookingId(2), 1});
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(calendar.IsFree(row.asked) == row.free);
    CHECK((calendar.PeakUse(row.asked) == 0) == row.free);
  }
}

TEST_CASE("a booking does not stand in its own way") {
  Calendar calendar;
  calendar.Insert({Of(1000, 2000), BookingId(1), 2});
  calendar.Insert({Of(1500, 2500), BookingId(2), 3});
  CHECK(calendar.PeakUse(Of(0, 3000)) == 5);
  CHECK(calendar.PeakUse(Of(0, 3000), BookingId(1)) == 3);
  CHECK(calendar.PeakUse(Of(0, 3000), BookingId(2)) == 2);
  CHECK_FALSE(calendar.IsFree(Of(1000, 1400)));
  CHECK(calendar.IsFree(Of(1000, 1400), BookingId(1)));
}

TEST_CASE("the peak is what is used at one instant, not the sum of what overlaps") {
  Calendar calendar;
  calendar.Insert({Of(1000, 2000), BookingId(1), 4});
  calendar.Insert({Of(2000, 3000), BookingId(2), 5});  // begins as the first ends
  calendar.Insert({Of(2500, 2600), BookingId(3), 1});
  CHECK(calendar.PeakUse(Of(0, 5000)) == 6);
  CHECK(calendar.PeakUse(Of(0, 2500)) == 5);
  CHECK(calendar.PeakUse(Of(0, 2000)) == 4);
}

TEST_CASE("a long entry that began far before is found behind many short ones") {
  Calendar calendar;
  calendar.Insert({Of(0, 100'000), BookingId(1), 1});
  for (int64_t i = 1; i <= 50; ++i) {
    calendar.Insert({Of(i * 100, i * 100 + 50), BookingId(static_cast<uint64_t>(i) + 1), 1});
  }
  CHECK(calendar.PeakUse(Of(90'000, 90'001)) == 1);
  CHECK(calendar.PeakUse(Of(5010, 5011)) == 2);
  CHECK_FALSE(calendar.IsFree(Of(99'999, 200'000)));
  CHECK(calendar.IsFree(Of(100'000, 200'000)));
}

TEST_CASE("idle time is counted from the neighbour before to the neighbour after") {
  Calendar calendar;
  calendar.Insert({Of(1000, 2000), BookingId(1), 1});
  calendar.Insert({Of(3000, 4000), BookingId(2), 1});
  struct Row {
    const char* what;
    Interval asked;
    int64_t earliest;
    BookingId except;
    Duration expected;
  };
  const auto to_latest = [](int64_t from) { return kLatest - Instant::FromUnix(from); };
  const std::vector<Row> rows = {
      {"between two", Of(2200, 2800), 0, {}, Duration::Seconds(1000)},
      {"an exact fit", Of(2000, 3000), 0, {}, Duration::Seconds(1000)},
      {"before the first: from the earliest", Of(700, 900), 500, {}, Duration::Seconds(500)},
      {"an earliest in between is nearer", Of(2200, 2800), 2100, {}, Duration::Seconds(900)},
      {"an earliest after the start does not count",
       Of(2200, 2800),
       2500,
       {},
       Duration::Seconds(800)},
      {"after the last: to the end of time", Of(5000, 6000), 0, {}, to_latest(4000)},
      {"over a booking", Of(1500, 2500), 0, {}, Duration()},
      {"over one that does not count", Of(1500, 2500), 0, BookingId(1), Duration::Seconds(3000)},
      {"before one that does not count", Of(2200, 2800), 0, BookingId(2), to_latest(2000)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(calendar.IdleAround(row.asked, Instant::FromUnix(row.earliest), row.except) ==
          row.expected);
  }
  // With entries over each other what ends last is not what begins last.
  calendar.Insert({Of(500, 2150), BookingId(3), 1});
  CHECK(calendar.IdleAround(Of(2200, 2800), Instant::FromUnix(0)) == Duration::Seconds(850));
}

// What is used at each second, counted one by one.
class NaiveCalendar {
 public:
  static constexpr int64_t kSeconds = 400;
  void Insert(const Calendar::Entry& entry) { entries_.insert_or_assign(entry.booking, entry); }
  void Remove(BookingId booking) { entries_.erase(booking); }
  uint32_t PeakUse(Interval interval, BookingId except) const {
    std::array<uint32_t, kSeconds> used{};
    for (const auto& [id, entry] : entries_) {
      if (id == except) continue;
      for (int64_t t = entry.occupied.start().unix_seconds();
           t < entry.occupied.end().unix_seconds(); ++t) {
        used[static_cast<size_t>(t)] += entry.units;
      }
    }
    uint32_t peak = 0;
    for (int64_t t = interval.start().unix_seconds(); t < interval.end().unix_seconds(); ++t) {
      peak = std::max(peak, used[static_cast<size_t>(t)]);
    }
    return peak;
  }
  const std::map<BookingId, Calendar::Entry>& entries() const { return entries_; }

 private:
  std::map<BookingId, Calendar::Entry> entries_;
};

Interval AnyInterval(std::mt19937& random, int64_t longest) {
  const int64_t length = 1 + static_cast<int64_t>(random()) % longest;
  const int64_t start = static_cast<int64_t>(random()) % (NaiveCalendar::kSeconds - length);
  return Of(start, start + length);
}

void CheckAgainstNaive(uint32_t seed, bool disjoint) {
  CAPTURE(seed);
  std::mt19937 random(seed);
  Calendar calendar;
  NaiveCalendar naive;
  constexpr uint64_t kSteps = 600;
  for (uint64_t step = 1; step <= kSteps; ++step) {
    const Calendar::Entry entry{AnyInterval(random, random() % 8 == 0 ? 200 : 20), BookingId(step),
                                1 + static_cast<uint32_t>(random() % 3)};
    const bool grows = random() % 8 < (step < kSteps / 2 ? 6 : 2);
    if (grows && (!disjoint || naive.PeakUse(entry.occupied, BookingId()) == 0)) {
      calendar.Insert(entry);
      naive.Insert(entry);
    } else if (!naive.entries().empty()) {
      auto victim = naive.entries().begin();
      std::advance(victim, static_cast<int64_t>(random() % naive.entries().size()));
      calendar.Remove(victim->second.occupied.start(), victim->first);
      naive.Remove(victim->first);
    }
    REQUIRE(calendar.size() == naive.entries().size());
    const Interval asked = AnyInterval(random, 60);
    const BookingId except = random() % 2 == 0 ? BookingId(1 + random() % step) : BookingId();
    REQUIRE(calendar.PeakUse(asked, except) == naive.PeakUse(asked, except));
    REQUIRE(calendar.IsFree(asked, except) == (naive.PeakUse(asked, except) == 0));
  }
}

TEST_CASE("a calendar agrees with a count by the second, whatever is put in and taken out") {
  for (uint32_t seed = 1; seed <= 15; ++seed) {
    CheckAgainstNaive(seed, false);
    CheckAgainstNaive(seed, true);
  }
}

// Entries of 5 s, one in each ten: the n-th begins at 10 n.
void CheckManyRuns(const Calendar& calendar, const std::map<int64_t, BookingId>& plain, int64_t at) {
  REQUIRE(calendar.size() == plain.size());
  std::vector<BookingId> found, expected;
  calendar.ForEachOverlap(Of(at, at + 900), [&](const Calendar::Entry& entry) {
    found.push_back(entry.booking);
    return true;
  });
  for (const auto& [start, id] : plain) {
    if (start < at + 900 && at < start + 5) expected.push_back(id);
  }
  REQUIRE(found == expected);
  const auto after = plain.lower_bound(at);
  const int64_t before = after == plain.begin() ? 0 : std::prev(after)->first + 5;
  const bool free = before <= at && (after == plain.end() || at + 1 <= after->first);
  REQUIRE(calendar.IsFree(Of(at, at + 1)) == free);
  const Instant until =
      after == plain.end() ? kLatest : Instant::FromUnix(after->first);
  REQUIRE(calendar.IdleAround(Of(at, at + 1), Instant()) ==
          (free ? until - Instant::FromUnix(before) : Duration()));
}

TEST_CASE("a calendar of a thousand entries is ordered, in whatever order they come and go") {
  constexpr int64_t kMost = 1000;
  std::mt19937 random(5);
  for (const bool in_order : {false, true}) {
    Calendar calendar;
    std::map<int64_t, BookingId> plain;
    for (uint64_t step = 1; step <= 6000; ++step) {
      const bool grows = random() % 8 < (step < 3000 ? 7 : 1);
      const auto any = static_cast<int64_t>(random()) % kMost;
      const int64_t start = 10 * (in_order && grows ? static_cast<int64_t>(step) % kMost : any);
      const auto known = plain.find(start);
      if (grows && known == plain.end()) {
        calendar.Insert({Of(start, start + 5), BookingId(step), 1});
        plain.emplace(start, BookingId(step));
      } else if (!grows && known != plain.end()) {
        calendar.Remove(Instant::FromUnix(start), known->second);
        plain.erase(known);
      }
      if (step % 8 == 0) CheckManyRuns(calendar, plain, static_cast<int64_t>(random()) % 10'000);
    }
    while (!plain.empty()) {
      calendar.Remove(Instant::FromUnix(plain.begin()->first), plain.begin()->second);
      plain.erase(plain.begin());
    }
    CHECK(calendar.size() == 0);
    CHECK(calendar.IsFree(Of(0, 10'000)));
  }
}

}  // namespace
}  // namespace mutua::model
