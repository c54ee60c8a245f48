// Time that misbehaves: the clock jumps by a second to a day, both ways, passes the end of 32-bit
// time, and steps while groups are decided. No booking moves by itself, and `at` never decreases
// (DESIGN.md 3).
#include <atomic>
#include <map>
#include <random>
#include <thread>
#include <vector>

#include "tests/unit/pipeline/running.h"

namespace mutua::pipeline {
namespace {

using testing::DigestAt;
using testing::Lab;
using testing::Running;

using Intervals = std::map<uint64_t, Interval>;

Intervals IntervalsOf(const Running& lab) {
  return lab.engine->replica().Read([](const core::State& state, const auto&) {
    Intervals intervals;
    state.ForEach<model::Booking>([&](const model::Booking& booking) {
      intervals.emplace(booking.id.value(), booking.interval);
    });
    return intervals;
  });
}

void CheckNothingMoved(const Running& lab, const Intervals& before) {
  const Intervals after = IntervalsOf(lab);
  for (const auto& [id, interval] : before) {
    CAPTURE(id);
    REQUIRE(after.contains(id));
    CHECK(after.at(id) == interval);
  }
}

// Every commit is at the time of the one before, or later; and its events give the state that is
// shown.
void CheckHistory(const Running& lab) {
  Instant last;
  REQUIRE(lab.journal
              ->Read(Position(1),
                     [&](const journal::StoredCommit& commit) {
                       CHECK(commit.at >= last);
                       last = commit.at;
                       return true;
                     })
              .ok());
  CHECK(DigestAt(*lab.journal, lab.journal->head().position) == lab.Digest());
}

// A lab in which one may book for a year ahead.
struct PatientLab : Running {
  PatientLab() {
    model::Pool pool = engine->replica().Read([](const core::State& state, const auto&) {
      std::vector<model::Pool> pools;
      state.ForEach<model::Pool>([&](const model::Pool& one) { pools.push_back(one); });
      return pools.front();
    });
    pool.rules.horizon = Duration::Days(365);
    REQUIRE(Do(manager, core::DefinePool{.pool = pool}).decision.accepted());
  }
};

// On a day so far ahead that no jump of these tests reaches it; each number is an hour of its own.
Interval FarHour(Instant from, int number) {
  const Instant start = from + Duration::Days(40) + Duration::Hours(number);
  return Interval(start, start + Duration::Hours(1));
}

void RestartOn(Running& lab) {
  REQUIRE(lab.engine->Stop().ok());
  lab.engine.reset();
  lab.journal = lab.journal->Restart();
  lab.Start();
}

TEST_CASE("P5 ordered: the clock jumps by a second to a day, both ways, and no booking moves") {
  PatientLab lab;
  int hour = 0;
  Instant seen = testing::kMonday;
  for (const int64_t jump : {1, 60, 3600, 86400, 7 * 86400}) {
    for (const int64_t seconds : {jump, -jump, -jump, 2 * jump}) {
      CAPTURE(seconds);
      const Intervals before = IntervalsOf(lab);
      lab.clock.Set(lab.clock.Now() + Duration::Seconds(seconds));
      const Answer answer = lab.Book(lab.ada, FarHour(testing::kMonday, hour++));
      REQUIRE(answer.status.ok());
      CHECK(answer.decision.accepted());
      CheckNothingMoved(lab, before);
      // What it tells as now is never before what it told.
      CHECK(lab.engine->Now() >= seen);
      seen = lab.engine->Now();
      // A start in the past of the last one goes on where that was.
      if (seconds < 0) RestartOn(lab);
      CheckNothingMoved(lab, before);
    }
  }
  CheckHistory(lab);
}

TEST_CASE("what ended while the clock was ahead has ended, and what was booked then is there") {
  Running lab;
  const Answer near = lab.Book(lab.ada, Lab::Hours(1, 2));
  REQUIRE(near.decision.accepted());
  lab.clock.Set(testing::kMonday + Duration::Days(1));
  REQUIRE(lab.Book(lab.bea, Lab::Hours(30, 31)).decision.accepted());
  const Intervals before = IntervalsOf(lab);
  lab.clock.Set(testing::kMonday);
  // Time that has passed for the history is past.
  CHECK_FALSE(lab.Book(lab.bea, Lab::Hours(3, 4)).decision.accepted());
  REQUIRE(lab.Book(lab.bea, Lab::Hours(32, 33)).decision.accepted());
  CheckNothingMoved(lab, before);
  CheckHistory(lab);
}

TEST_CASE("the end of 32-bit time in 2038 is a second like others") {
  const int64_t end = INT64_C(1) << 31;
  // It is 03:14:08, off the grid that bookings begin on: what lies across it begins at three.
  const Instant three = Instant::FromUnix(end - end % 3600);
  const Interval across(three, three + Duration::Hours(1));
  PatientLab lab;
  // A day before, the bookings lie across it; then the clock crosses it second by second.
  lab.clock.Set(Instant::FromUnix(end - 86400));
  REQUIRE(lab.Book(lab.ada, across).decision.accepted());
  CHECK_FALSE(lab.Book(lab.bea, across).decision.accepted());
  REQUIRE(lab.Book(lab.bea, Interval(across.end(), across.end() + Duration::Hours(1)))
              .decision.accepted());
  const Intervals before = IntervalsOf(lab);
  for (const int64_t second : {-1, 0, 1, 2}) {
    lab.clock.Set(Instant::FromUnix(end + second));
    CHECK(lab.Book(lab.ada, FarHour(three, static_cast<int>(second) + 2)).decision.accepted());
    CheckNothingMoved(lab, before);
  }
  RestartOn(lab);
  CheckNothingMoved(lab, before);
  CHECK(lab.engine->Now() >= Instant::FromUnix(end + 2));
  CheckHistory(lab);
}

TEST_CASE(
    "the clock steps while groups are decided: each call has one time, no commit an earlier") {
  constexpr int kThreads = 4;
  constexpr int kEach = 100;
  PatientLab lab;
  std::atomic<bool> ended = false;
  std::thread stepping([&] {
    std::minstd_rand random(7);
    while (!ended) {
      const auto off = static_cast<int64_t>(random() % (2 * 86400)) - 86400;
      lab.clock.Set(testing::kMonday + Duration::Days(2) + Duration::Seconds(off));
      std::this_thread::yield();
    }
  });
  std::vector<std::thread> booking;
  for (int thread = 0; thread < kThreads; ++thread) {
    booking.emplace_back([&, thread] {
      Position last;
      for (int n = 0; n < kEach; ++n) {
        const Answer answer = lab.Book(lab.ada, FarHour(testing::kMonday, thread * kEach + n));
        CHECK(answer.status.ok());
        CHECK(answer.decision.accepted());
        CHECK(answer.position > last);
        last = answer.position;
      }
    });
  }
  for (std::thread& thread : booking) thread.join();
  ended = true;
  stepping.join();
  const Intervals before = IntervalsOf(lab);
  CHECK(before.size() == kThreads * kEach);
  CheckHistory(lab);
  lab.clock.Set(testing::kMonday);
  RestartOn(lab);
  CheckNothingMoved(lab, before);
  CheckHistory(lab);
}

}  // namespace
}  // namespace mutua::pipeline
