// The whole engine under one seed: intake, writer, journal and replica, on a clock and a journal
// that the seed owns. Each seed draws how small the limits are and how often the journal fails, the
// power goes, the clock jumps, and answers are lost and asked for again; then a random day goes
// through. Calls go one after the other, so that a seed is the same day each time.
//
// Judged from the journal alone: the naive auditor counts every booking, a state of its own applies
// every event. What was acknowledged stays, what was turned away leaves nothing, and whatever was
// asked however often has one effect. MUTUA_SEED=n runs that seed alone.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/journal/memory_journal.h"
#include "engine/pipeline/engine.h"
#include "engine/store/digest.h"
#include "engine/store/events.h"
#include "tests/sim/auditor.h"
#include "tests/sim/commands.h"
#include "tests/sim/paris.h"
#include "tests/sim/requests.h"
#include "tests/sim/workload.h"

namespace mutua::sim {
namespace {

using journal::MemoryJournal;
using pipeline::Answer;
using pipeline::Engine;
using pipeline::Request;

constexpr int64_t kSteps = 400;  // of a seed
constexpr int64_t kStepsInAll = 60'000;
constexpr size_t kAskedAgainMost = 64;  // requests that may be asked again, of the last ones

class DrawnClock : public Clock {
 public:
  Instant Now() const override { return Instant::FromUnix(seconds_); }
  void Set(Instant at) { seconds_ = at.unix_seconds(); }

 private:
  std::atomic<int64_t> seconds_ = kStart.unix_seconds();
};

// What befell the seeds, for a test that must not be content with nothing.
struct Tally {
  int64_t acknowledged = 0;
  int64_t refused = 0;
  int64_t repeated = 0;
  int64_t turned_away = 0;  // the queue was full, or the disk
  int64_t expired = 0;
  int64_t unknown_kept = 0;
  int64_t unknown_lost = 0;
  int64_t cuts = 0;   // the power went
  int64_t stops = 0;  // orderly
  int64_t jumps = 0;
};

struct Asked {
  core::Command command;
  bool unknown = false;  // its answer was UNKNOWN: it may have had its effect
};

class World {
 public:
  World(uint64_t seed, Tally* tally)
      : random_(seed * 2 + 1), workload_(seed, Paris(), kStart), tally_(*tally) {
    const size_t depths[] = {1, 4, 64, 8192};
    const size_t groups[] = {1, 2, 5, 256};
    const Duration kept[] = {Duration(), Duration::Days(1), Duration::Days(9)};
    options_.queue_depth_max = depths[random_.Between(0, 3)];
    options_.group_max = groups[random_.Between(0, 3)];
    options_.keep_history = kept[random_.Between(0, 2)];
    options_.queue_wait_max = {};  // by a clock that no seed owns
    const int64_t rarities[] = {15, 60, 1'000'000};
    fails_one_in_ = rarities[random_.Between(0, 2)];
    ends_one_in_ = rarities[random_.Between(0, 2)];
    jumps_one_in_ = rarities[random_.Between(0, 2)];
    Start();
    for (core::Command& command : workload_.Lab()) {
      const std::vector<Answer> answers = Ask({std::move(command)}, pipeline::kNoDeadline);
      REQUIRE(answers.front().status.ok());
      REQUIRE(answers.front().decision.accepted());
    }
  }

  void Step() {
    if (random_.OneIn(fails_one_in_)) PlanFailure();
    PassTime();
    std::vector<core::Command> commands = NextCall();
    const bool late = random_.OneIn(50);
    const auto deadline = late ? pipeline::Deadline::min() : pipeline::kNoDeadline;
    const std::vector<Answer> answers = Ask(commands, deadline);
    if (failures_ > 0) {
      End();
    } else if (random_.OneIn(ends_one_in_)) {
      if (random_.OneIn(3)) Stop();
      End();
    }
    Judge(commands, answers);
    CHECK(auditor_.FindOverbooking() == "");
  }

  // The replica is what the history says.
  void CheckState() const {
    CHECK(engine_->replica().Read([](const core::State& state, const auto&) {
      return store::DigestOf(state);
    }) == store::DigestOf(naive_));
  }

 private:
  void Start() {
    failures_ = 0;
    options_.on_failure = [this](const absl::Status&) { ++failures_; };
    auto started = Engine::Start(*journal_, clock_, options_);
    REQUIRE(started.ok());
    engine_ = *std::move(started);
    Hear();
    CheckState();
  }

  // Fails only with the journal.
  void Stop() {
    const bool stopped = engine_->Stop().ok();
    CHECK(stopped == (failures_ == 0));
    tally_.stops += stopped ? 1 : 0;
  }

  // The power goes, and comes back: records that were not flushed may be there or not.
  void End() {
    ++tally_.cuts;
    std::unique_ptr<MemoryJournal> next = journal_->Restart(random_.OneIn(2));
    engine_ = nullptr;
    journal_ = std::move(next);
    Start();
  }

  // The clock mostly goes on. Now and then it is wrong for a while, by up to a day back, or a week
  // and more have passed.
  void PassTime() {
    true_ = std::max(true_, engine_->Now()) + workload_.Pause();
    if (random_.OneIn(jumps_one_in_)) {
      ++tally_.jumps;
      if (random_.OneIn(4)) true_ = true_ + Duration::Hours(random_.Between(1, 200));
      wrong_by_ = random_.OneIn(2) ? -Duration::Minutes(random_.Between(1, 1440)) : Duration();
    }
    clock_.Set(true_ + wrong_by_);
  }

  void PlanFailure() {
    using Failure = MemoryJournal::Failure;
    const Failure failures[] = {Failure::kDiskFull, Failure::kUnknownLost, Failure::kUnknownKept};
    journal_->FailAfter(static_cast<uint64_t>(random_.Between(0, 2)),
                        failures[random_.Between(0, 2)]);
  }

  // A few commands in one call, among them some that were asked before, or twice at once.
  std::vector<core::Command> NextCall() {
    std::vector<core::Command> commands;
    const Instant at = engine_->Now();
    const int64_t many = random_.OneIn(4) ? random_.Between(2, 6) : 1;
    for (int64_t i = 0; i < many; ++i) {
      if (!asked_.empty() && random_.OneIn(6)) {
        commands.push_back(SomethingAsked());
        continue;
      }
      core::Command command = engine_->replica().Read(
          [&](const core::State& state, const auto&) { return workload_.Next(state, at); });
      command.request = RequestAt(at, ++number_);
      commands.push_back(command);
      if (random_.OneIn(20)) commands.push_back(command);
    }
    return commands;
  }

  core::Command SomethingAsked() {
    auto asked = asked_.begin();
    std::advance(asked, random_.Between(0, static_cast<int64_t>(asked_.size()) - 1));
    return asked->second.command;
  }

  std::vector<Answer> Ask(const std::vector<core::Command>& commands, pipeline::Deadline deadline) {
    std::vector<Request> requests(commands.size());
    for (size_t i = 0; i < commands.size(); ++i) requests[i].command = commands[i];
    std::vector<Answer> answers = engine_->Decide(std::move(requests), deadline);
    if (failures_ == 0) Hear();  // else behind the restart: a journal that failed says no more
    return answers;
  }

  // Takes in what the journal has of new commits.
  void Hear() {
    const absl::Status read =
        journal_->Read(journal::Next(heard_), [&](const journal::StoredCommit& commit) {
          REQUIRE(commit.position == journal::Next(heard_));
          REQUIRE(commit.at >= naive_.counters().at);
          const auto events = store::DecodeEvents(commit.at, commit.events);
          REQUIRE(events.ok());
          naive_.AdvanceTo(commit.at);
          for (const core::Event& event : *events) {
            naive_.Apply(event);
            auditor_.Hear(event);
            if (const auto* requested = std::get_if<core::Requested>(&event)) {
              const bool first = done_.emplace(requested->request.bytes, commit.position).second;
              CHECK_MESSAGE(first, "a request had its effect twice");
            }
          }
          heard_ = commit.position;
          return true;
        });
    REQUIRE(read.ok());
  }

  void Judge(const std::vector<core::Command>& commands, const std::vector<Answer>& answers) {
    REQUIRE(answers.size() == commands.size());
    for (size_t i = 0; i < commands.size(); ++i) {
      const auto known = asked_.try_emplace(commands[i].request.bytes, Asked{commands[i]}).first;
      const auto done = done_.find(commands[i].request.bytes);
      JudgeOne(known->second, answers[i], done == done_.end() ? Position() : done->second);
      if (!answers[i].status.ok() || !answers[i].decision.accepted()) continue;
      const auto first =
          subjects_.try_emplace(commands[i].request.bytes, answers[i].decision.subject);
      CHECK(first.first->second == answers[i].decision.subject);
    }
    while (asked_.size() > kAskedAgainMost) asked_.erase(asked_.begin());
  }

  void JudgeOne(Asked& asked, const Answer& answer, Position done) {
    if (absl::IsUnknown(answer.status)) {
      ++(done.IsSet() ? tally_.unknown_kept : tally_.unknown_lost);
      asked.unknown = true;
    } else if (!answer.status.ok()) {
      ++(absl::IsDeadlineExceeded(answer.status) ? tally_.expired : tally_.turned_away);
      CHECK((!done.IsSet() || asked.unknown || subjects_.contains(asked.command.request.bytes)));
    } else if (answer.decision.accepted()) {
      ++(answer.decision.repeated ? tally_.repeated : tally_.acknowledged);
      REQUIRE(done.IsSet());
      CHECK(done <= answer.position);
      CHECK(answer.position <= heard_);
    } else {
      ++tally_.refused;
    }
  }

  Random random_;
  Workload workload_;
  Tally& tally_;
  DrawnClock clock_;
  Instant true_ = kStart;
  Duration wrong_by_;
  Engine::Options options_;
  int64_t fails_one_in_ = 0;
  int64_t ends_one_in_ = 0;
  int64_t jumps_one_in_ = 0;
  std::atomic<int> failures_ = 0;
  std::unique_ptr<MemoryJournal> journal_ = std::make_unique<MemoryJournal>();
  std::unique_ptr<Engine> engine_;

  // What the journal says.
  Auditor auditor_{SystemParis()};
  core::State naive_;
  Position heard_;
  std::map<std::array<uint8_t, 16>, Position> done_;  // requests that had their effect
  // What was asked and answered.
  uint32_t number_ = 0;
  std::map<std::array<uint8_t, 16>, Asked> asked_;
  std::map<std::array<uint8_t, 16>, core::Subject> subjects_;
};

TEST_CASE(
    "P1 P4 P9: through lost answers, failures, power cuts and wrong clocks every request has one "
    "effect, and keeps it") {
  const Seeds seeds(kSteps, FromEnvironment("MUTUA_SIM_COMMANDS", kStepsInAll));
  Tally tally;
  for (int64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    INFO("MUTUA_SEED=" << seed);
    World world(static_cast<uint64_t>(seed), &tally);
    for (int64_t step = 1; step <= kSteps; ++step) {
      INFO("step " << step);
      world.Step();
      if (step % 50 == 0) world.CheckState();
    }
  }
  std::printf(
      "%lld acknowledged, %lld refused, %lld answered again, %lld turned away, %lld too late;\n"
      "%lld of unknown outcome were there, %lld not; %lld power cuts, %lld stops, %lld jumps\n",
      static_cast<long long>(tally.acknowledged), static_cast<long long>(tally.refused),
      static_cast<long long>(tally.repeated), static_cast<long long>(tally.turned_away),
      static_cast<long long>(tally.expired), static_cast<long long>(tally.unknown_kept),
      static_cast<long long>(tally.unknown_lost), static_cast<long long>(tally.cuts),
      static_cast<long long>(tally.stops), static_cast<long long>(tally.jumps));
  const int64_t days = seeds.last - seeds.first + 1;
  if (days < 20) return;
  CHECK(tally.acknowledged > 50 * days);
  CHECK(tally.repeated > 8 * days);
  CHECK(tally.turned_away > 50 * days);
  CHECK(tally.expired > 5 * days);
  CHECK(tally.unknown_kept > days / 5);
  CHECK(tally.unknown_lost > 2 * days);
  CHECK(tally.cuts > 8 * days);
  CHECK(tally.stops > days);
  CHECK(tally.jumps > 5 * days);
}

}  // namespace
}  // namespace mutua::sim
