#include "engine/pipeline/engine.h"

#include <atomic>
#include <thread>

#include "engine/base/limits.h"
#include "engine/store/record.h"
#include "tests/unit/pipeline/running.h"

namespace mutua::pipeline {
namespace {

using testing::By;
using testing::DigestAt;
using testing::kMonday;
using testing::Lab;
using testing::Running;

TEST_CASE("P6 current: a booking is in the replica before it is acknowledged") {
  Running lab;
  const Answer answer = lab.Book(lab.ada, Lab::Hours(1, 2));
  REQUIRE(answer.status.ok());
  REQUIRE(answer.decision.accepted());
  CHECK(lab.engine->replica().head().position >= answer.position);
  CHECK(lab.Bookings() == 1);
}

TEST_CASE("P2 single: of 64 threads that ask for one interval exactly one gets it") {
  Running lab;
  std::atomic<int> won = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back([&, i] {
      const Answer answer = lab.Book(i % 2 == 0 ? lab.ada : lab.bea, Lab::Hours(1, 2));
      if (answer.decision.accepted())
        ++won;
      else if (answer.refusal)
        ++refused;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(won == 1);
  CHECK(lab.Bookings() == 1);
  // Of one caller a minute's worth of refusals is kept in the history, the rest only answered.
  CHECK(refused <= 2 * static_cast<int>(kRefusalsKeptAMinute));
  CHECK(refused >= static_cast<int>(kRefusalsKeptAMinute));
}

TEST_CASE("P9 repeatable: after a restart the state is the same, whatever records were saved") {
  for (const bool keep_records : {false, true}) {
    Running lab;
    for (int i = 0; i < 20; ++i) lab.Book(lab.ada, Lab::Hours(2 * i, 2 * i + 1));
    const auto answer = lab.Do(Lab::As(lab.ada), core::Cancel{BookingId(3)});
    REQUIRE(answer.decision.accepted());
    CHECK(lab.engine->Stop().ok());
    const store::StateDigest before = lab.Digest();
    const journal::Head head = lab.engine->replica().head();
    lab.engine.reset();
    lab.journal = lab.journal->Restart(keep_records);
    // The new start adds one commit of its own; before it the state must be the same.
    core::State restored;
    auto through = store::Restore(*lab.journal, &restored);
    REQUIRE(through.ok());
    CHECK(through->value() <= head.position.value());
    lab.Start();
    CHECK(lab.Bookings() == 20);
    CHECK(lab.engine->replica().head().position.value() == head.position.value() + 1);
    CHECK(lab.Digest() != before);  // serving started again: the counters say so
    CHECK(lab.Book(lab.bea, Lab::Hours(4, 5)).decision.accepted());  // the cancelled one's time
    CHECK_FALSE(lab.Book(lab.bea, Lab::Hours(6, 7)).decision.accepted());
  }
}

TEST_CASE("P10 loud: after a failed sync nothing is acknowledged and the process is told to go") {
  Running lab;
  lab.journal->FailAfter(0, journal::MemoryJournal::Failure::kUnknownLost);
  const Answer unknown = lab.Book(lab.ada, Lab::Hours(1, 2));
  CHECK(absl::IsUnknown(unknown.status));
  CHECK(lab.failures == 1);
  CHECK(lab.Bookings() == 0);
  CHECK_FALSE(lab.Book(lab.ada, Lab::Hours(3, 4)).status.ok());
  CHECK_FALSE(lab.engine->Stop().ok());
}

TEST_CASE("a full disk refuses, undoes the group, and serving goes on") {
  Running lab;
  lab.journal->FailAfter(0, journal::MemoryJournal::Failure::kDiskFull);
  CHECK(absl::IsResourceExhausted(lab.Book(lab.ada, Lab::Hours(1, 2)).status));
  CHECK(lab.Bookings() == 0);
  CHECK(lab.failures == 0);
  CHECK(lab.Book(lab.bea, Lab::Hours(1, 2)).decision.accepted());
}

TEST_CASE("P7 bounded: nothing is decided after its deadline, and a full queue says so") {
  Running lab;
  std::vector<Request> late(1);
  late[0].command = By(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(1, 2)));
  const auto past = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  CHECK(absl::IsDeadlineExceeded(lab.engine->Decide(std::move(late), past).front().status));
  CHECK(lab.Bookings() == 0);
  std::vector<Request> many(10000);
  CHECK(absl::IsResourceExhausted(lab.engine->Decide(std::move(many)).front().status));
  CHECK(lab.engine->statistics().turned_away == 1);
}

TEST_CASE("timers fire without a command, and the feed tells of them in order") {
  Running lab;
  core::Book hold = Lab::On(lab.laser, Lab::Hours(1, 2));
  hold.hold_until = kMonday + Duration::Minutes(5);
  const Answer answer = lab.Do(Lab::As(lab.ada), hold);
  REQUIRE(answer.decision.accepted());
  std::atomic<uint64_t> told = 0;
  const uint64_t subscription =
      lab.engine->feed().Subscribe([&](Position position) { told = position.value(); });
  lab.clock.Set(kMonday + Duration::Minutes(6));
  const Position next(answer.position.value() + 1);
  std::atomic<int> reached = -1;
  lab.engine->replica().WhenAt(next, std::chrono::steady_clock::now() + std::chrono::seconds(20),
                               [&](bool there) { reached = there ? 1 : 0; });
  while (reached < 0) std::this_thread::yield();
  CHECK(reached == 1);
  const auto commits = lab.engine->feed().After(answer.position, 10);
  REQUIRE(commits.ok());
  REQUIRE_FALSE(commits->empty());
  CHECK(commits->front()->head.position == next);
  REQUIRE(std::holds_alternative<core::BookingEnded>(commits->front()->events.front()));
  // From before the ring, out of the journal: the same commits, gapless.
  const auto all = lab.engine->feed().After(Position(0), 1000);
  REQUIRE(all.ok());
  for (size_t i = 0; i < all->size(); ++i) CHECK((*all)[i]->head.position.value() == i + 1);
  lab.engine->feed().Unsubscribe(subscription);
}

TEST_CASE(
    "requests of one call see each other, and a later one can name an earlier one's booking") {
  Running lab;
  std::vector<Request> requests(2);
  requests[0].command = By(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(1, 2)));
  requests[1].command = By(Lab::As(lab.ada), core::Cancel{});
  requests[1].complete = [](const std::vector<Answer>& before, core::Command* command) {
    std::get<core::Cancel>(command->body).booking = BookingId(before[0].decision.subject.id);
  };
  const std::vector<Answer> answers = lab.engine->Decide(std::move(requests));
  CHECK(answers[0].decision.accepted());
  CHECK(answers[1].decision.accepted());
  CHECK(answers[0].position == answers[1].position);
}

TEST_CASE("a text is kept beside an accepted command and not beside a refused one") {
  Running lab;
  std::vector<Request> requests(2);
  for (Request& request : requests) {
    request.command = By(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(1, 2)));
    request.texts.push_back({'t', "sealed"});
  }
  const std::vector<Answer> answers = lab.engine->Decide(std::move(requests));
  REQUIRE(answers[0].decision.accepted());
  CHECK_FALSE(answers[1].decision.accepted());
  int texts = 0;
  CHECK(lab.journal
            ->ForEachSide("t",
                          [&](auto, auto) {
                            ++texts;
                            return absl::OkStatus();
                          })
            .ok());
  CHECK(texts == 1);
}

TEST_CASE("a text about one part of a decision lies under the id that the part was given") {
  Running lab;
  const auto acme = lab.engine->replica().Read([](const core::State& state, const auto&) {
    return CompanyId(*state.FindHandle(core::Subject::Kind::kCompany, "acme"));
  });
  core::DefineLab define;
  define.definitions = {core::DefineMember{{MemberId(), acme, {}}},
                        core::DefineMember{{MemberId(), acme, {}}}};
  std::vector<Request> requests(1);
  requests[0].command = By(lab.manager, define);
  requests[0].texts = {{'t', "the first", 1}, {'t', "the second", 2}};
  const Answer answer = lab.engine->Decide(std::move(requests)).front();
  REQUIRE(answer.decision.parts.size() == 2);
  for (size_t i = 0; i < 2; ++i) {
    const auto text = lab.journal->ReadSide("t" + store::EncodeKey(answer.decision.parts[i]));
    REQUIRE(text.ok());
    CHECK(*text == (i == 0 ? "the first" : "the second"));
  }
}

TEST_CASE("history that has expired is dropped while it serves, and a restart needs none of it") {
  Running lab;
  REQUIRE(lab.engine->Stop().ok());
  lab.keep_history = Duration::Days(400);
  lab.Start();
  REQUIRE(lab.Book(lab.ada, Lab::Hours(1, 2)).decision.accepted());
  CHECK(lab.journal->oldest() == Position(1));
  const Position before = lab.journal->head().position;
  lab.clock.Set(kMonday + Duration::Days(402));
  // The writer looks at the history after the group of the first, before the group of the second.
  for (int day = 1; day <= 2; ++day) {
    const Instant start = kMonday + Duration::Days(402 + day);
    REQUIRE(lab.Book(lab.ada, Interval(start, start + Duration::Hours(1))).decision.accepted());
  }
  CHECK(lab.journal->oldest() > before);
  CHECK(lab.journal->Read(before, [](auto&) { return true; }).code() ==
        absl::StatusCode::kOutOfRange);
  const auto old = lab.engine->feed().After(Position(0), 10);
  CHECK(old.status().code() == absl::StatusCode::kOutOfRange);
  const store::StateDigest digest = lab.Digest();
  REQUIRE(lab.engine->Stop().ok());
  lab.journal = lab.journal->Restart();
  lab.Start();
  CHECK(lab.Bookings() == 2);
  CHECK(lab.journal->oldest() > before);
  CHECK(lab.failures == 0);
  CHECK(lab.Digest() != digest);  // it serves again: that alone differs
}

TEST_CASE("P9 repeatable: a state restored beside is the one of its position, while it serves") {
  Running lab;
  REQUIRE(lab.Book(lab.ada, Lab::Hours(1, 2)).decision.accepted());
  // What is saved, and what only the commits have.
  lab.engine.reset();
  lab.Start();
  int hour = 3;
  for (int times = 0; times < 20; ++times) {
    std::thread booking([&] {
      for (int i = 0; i < 15; ++i, ++hour) {
        CHECK(lab.Book(lab.bea, Lab::Hours(hour, hour + 1)).decision.accepted());
      }
    });
    const Position before = lab.engine->replica().head().position;
    const auto beside = lab.engine->RestoreBeside();
    booking.join();
    REQUIRE(beside.ok());
    CHECK(beside->head.position >= before);
    CHECK(store::DigestOf(*beside->state) == DigestAt(*lab.journal, beside->head.position));
  }
  const auto last = lab.engine->RestoreBeside();
  REQUIRE(last.ok());
  CHECK(last->head == lab.engine->replica().head());
  CHECK(store::DigestOf(*last->state) == lab.Digest());
}

}  // namespace
}  // namespace mutua::pipeline
