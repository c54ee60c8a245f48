// The queue before the writer, with a clock that the test sets: what waits too long is turned away
// before it waits.
#include "engine/pipeline/intake.h"

#include <doctest/doctest.h>

namespace mutua::pipeline {
namespace {

using std::chrono::milliseconds;

constexpr size_t kGroup = 10;

// Milliseconds on a clock that stands still but for At.
class Queue {
 public:
  explicit Queue(milliseconds wait_max, size_t depth_max = 1000)
      : intake_({.depth_max = depth_max, .group_max = kGroup, .wait_max = wait_max},
                [this] { return now_; }) {}

  void At(int now) { now_ = Deadline(milliseconds(now)); }
  // From now on the member with that number; before, the engine itself.
  void Asks(uint32_t member) { member_ = MemberId(member); }
  bool Put(size_t commands = 1, Deadline deadline = kNoDeadline) {
    std::vector<Request> requests(commands);
    for (Request& request : requests) request.command.caller.member = member_;
    return intake_.Put({std::move(requests), deadline, {}}).ok();
  }
  // How many calls of one command there is room for.
  int Fill() {
    int taken_in = 0;
    while (Put()) ++taken_in;
    return taken_in;
  }
  size_t Take() {
    size_t commands = 0;
    for (const Call& call : intake_.Take(Deadline::min())) commands += call.requests.size();
    return commands;
  }
  // One group after the other takes so long, from now on.
  void Work(int groups, int each) {
    for (int i = 0; i < groups; ++i) {
      REQUIRE((Put() || intake_.depth() > 0));
      Take();
      now_ += milliseconds(each);
    }
    Take();
  }
  Intake& intake() { return intake_; }
  Deadline In(int ms) const { return now_ + milliseconds(ms); }

 private:
  Deadline now_ = Deadline(milliseconds(0));
  MemberId member_{};
  Intake intake_;
};

TEST_CASE("P7 bounded: what is taken in waits no longer than it may, however slow a group is") {
  struct Row {
    int group_takes;
    int room;  // commands
  };
  // Wait of 100 ms, groups of 10, answers leave while the next group is decided.
  const std::vector<Row> rows = {
      {1, 990}, {2, 490}, {10, 90}, {20, 40}, {50, 10}, {100, 10}, {5000, 10},
  };
  for (const Row& row : rows) {
    CAPTURE(row.group_takes);
    Queue queue(milliseconds(100));
    queue.Work(40, row.group_takes);
    CHECK(queue.Fill() == row.room);
  }
}

TEST_CASE("What is taken in while a group is under way waits for the rest of it, too") {
  Queue queue(milliseconds(100));
  queue.Work(40, 20);
  REQUIRE(queue.Put());
  REQUIRE(queue.Take() == 1);
  // Five groups end within 100 ms: one is under way, and while the last one is, answers leave.
  CHECK(queue.Fill() == 30);
}

TEST_CASE("A group that hangs is noticed before it ends, and the next group still fills up") {
  Queue queue(milliseconds(100));
  queue.Work(40, 1);
  REQUIRE(queue.Put());
  REQUIRE(queue.Take() == 1);
  REQUIRE(queue.Put(300));
  CHECK(queue.Put());
  queue.At(1000);
  CHECK_FALSE(queue.Put());
  while (queue.Take() > 0) {
  }
  for (size_t i = 0; i < kGroup; ++i) CHECK(queue.Put());
}

TEST_CASE("One slow group turns nobody away once it is over") {
  Queue queue(milliseconds(1000));
  queue.Work(40, 1);
  queue.Work(1, 200);
  CHECK(queue.Fill() >= 100);
}

TEST_CASE("Who would be answered too late is turned away, and one with more time is not") {
  Queue queue(milliseconds(1000));
  queue.Work(40, 50);
  for (size_t i = 0; i < 3 * kGroup; ++i) REQUIRE(queue.Put());
  CHECK_FALSE(queue.Put(1, queue.In(240)));
  CHECK(absl::IsResourceExhausted(queue.intake().RoomFor({}, queue.In(240))));
  CHECK(queue.intake().RoomFor({}, queue.In(260)).ok());
  CHECK(queue.Put(1, queue.In(260)));
}

TEST_CASE("What goes with the next group is taken in whatever the groups before took") {
  Queue queue(milliseconds(100));
  queue.Work(40, 60'000);
  CHECK(queue.Put(500));
  CHECK_FALSE(queue.Put());
  CHECK(queue.Take() == 500);
  CHECK(queue.Put(1, queue.In(1)));
}

TEST_CASE("P7 bounded: who asks without end has no more of the queue than is left for others") {
  Queue queue(milliseconds(0), /*depth_max=*/400);
  queue.Asks(1);
  CHECK(queue.Fill() == 200);
  queue.Asks(2);
  CHECK(queue.Fill() == 100);
  queue.Asks(3);
  CHECK(queue.Put(50));
  queue.Asks(1);
  CHECK_FALSE(queue.Put());
  // What was decided is no longer counted.
  while (queue.Take() > 0) {
  }
  CHECK(queue.Fill() == 200);
}

TEST_CASE("P7 bounded: nor more of the time, however slow a group is, but for a group's worth") {
  // Wait of 100 ms, groups of 10 that take 10 ms: 90 commands for everybody together.
  Queue queue(milliseconds(100));
  queue.Work(40, 10);
  queue.Asks(1);
  CHECK(queue.Fill() == 50);
  queue.Asks(2);
  CHECK(queue.Put(10));
  CHECK(queue.Fill() == 10);
  queue.Asks(3);
  CHECK(queue.Fill() == 10);
  queue.Asks(4);
  CHECK(queue.Fill() == 10);
  // Where a group alone takes too long, the next one is for whoever comes.
  Queue slow(milliseconds(100));
  slow.Work(40, 5000);
  slow.Asks(1);
  CHECK(slow.Fill() == 10);
}

TEST_CASE("Without a bound on time only the number of commands counts") {
  Queue queue(milliseconds(0), /*depth_max=*/77);
  queue.Work(40, 60'000);
  CHECK(queue.Fill() == 77);
  queue.intake().Close();
  CHECK(absl::IsUnavailable(queue.intake().RoomFor({}, kNoDeadline)));
}

}  // namespace
}  // namespace mutua::pipeline
