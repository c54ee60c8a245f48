// The queue of timers against an ordered set that holds them all: same earliest, whatever comes.
#include "engine/core/timer_queue.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <utility>

#include "engine/core/bag.h"

namespace mutua::core {
namespace {

// The records that the queue asks, and what it must be equal to.
class Records {
 public:
  void Put(TimerKind kind, uint64_t id, Instant due) {
    Erase(kind, id);
    due_[{kind, id}] = due;
    in_order_.insert({due, kind, id});
    queue_.Insert({due, kind, id}, Asks());
  }

  void Erase(TimerKind kind, uint64_t id) {
    const auto known = due_.find({kind, id});
    if (known == due_.end()) return;
    const Timer timer{known->second, kind, id};
    queue_.Erase(timer, Asks());
    in_order_.erase(timer);
    due_.erase(known);
  }

  void CheckNext() const {
    REQUIRE(queue_.Next().has_value() == !in_order_.empty());
    if (!in_order_.empty()) REQUIRE(*queue_.Next() == *in_order_.begin());
  }

  Timer Earliest() const { return *in_order_.begin(); }
  size_t size() const { return in_order_.size(); }

 private:
  struct Ask {
    const Records* records;
    std::optional<Instant> operator()(TimerKind kind, uint64_t id) const {
      const auto known = records->due_.find({kind, id});
      return known == records->due_.end() ? std::nullopt : std::optional(known->second);
    }
  };
  // One for the whole life: the queue borrows it only during a call.
  const Ask& Asks() const { return ask_; }

  Ask ask_{this};
  std::map<std::pair<TimerKind, uint64_t>, Instant> due_;
  std::set<Timer> in_order_;
  TimerQueue queue_;
};

Instant At(int64_t seconds) { return Instant::FromUnix(1767225600 + seconds); }

TEST_CASE("an empty queue has nothing due") { CHECK_FALSE(TimerQueue().Next().has_value()); }

TEST_CASE("timers come out by due, kind and id, over days") {
  Records records;
  records.Put(TimerKind::kEnds, 2, At(86400 * 40));
  records.Put(TimerKind::kEnds, 1, At(86400 * 40));
  records.Put(TimerKind::kNoShow, 9, At(86400 * 40));
  records.Put(TimerKind::kEnds, 3, At(10));
  records.CheckNext();
  for (const uint64_t id : {3u, 9u, 1u, 2u}) {
    CHECK(records.Earliest().id == id);
    records.Erase(records.Earliest().kind, id);
    records.CheckNext();
  }
}

TEST_CASE("a timer that leaves and comes back to the same later day is there once") {
  Records records;
  records.Put(TimerKind::kEnds, 1, At(10));
  for (int i = 0; i < 100; ++i) records.Put(TimerKind::kEnds, 2, At(86400 * 9 + i % 3));
  records.Erase(TimerKind::kEnds, 1);
  records.CheckNext();
  records.Erase(TimerKind::kEnds, 2);
  records.CheckNext();
}

TEST_CASE("random timers of one hour to two years are in the order of a set") {
  for (const int64_t reach : {int64_t{3600}, int64_t{86400} * 20, int64_t{86400} * 730}) {
    std::mt19937_64 dice(42);
    Records records;
    int64_t now = 0;
    for (int step = 0; step < 60'000; ++step) {
      const auto kind = static_cast<TimerKind>(1 + dice() % 5);
      const uint64_t id = 1 + dice() % 6000;
      switch (dice() % 8) {
        case 0:
          records.Erase(kind, id);
          break;
        case 1:
          if (records.size() == 0) break;
          now = std::max(now, records.Earliest().due.unix_seconds() - 1767225600);
          records.Erase(records.Earliest().kind, records.Earliest().id);
          break;
        default:
          records.Put(kind, id,
                      At(now + static_cast<int64_t>(dice() % static_cast<uint64_t>(reach))));
      }
      records.CheckNext();
    }
    while (records.size() > 0) {
      records.Erase(records.Earliest().kind, records.Earliest().id);
      records.CheckNext();
    }
  }
}

TEST_CASE("a bag forgets what left, and keeps its memory to what stays") {
  Bag<int> bag;
  std::set<int> living;
  const auto lives = [&](int value) { return living.contains(value); };
  for (int i = 0; i < 1000; ++i) {
    living.insert(i);
    bag.Add(i, lives);
    if (i % 2 == 0) {
      bag.Leave();
      living.erase(i);
    }
  }
  CHECK(bag.size() == 500);
  const std::vector<int> found = bag.Living(lives);
  CHECK(std::vector<int>(living.begin(), living.end()) == found);
}

}  // namespace
}  // namespace mutua::core
