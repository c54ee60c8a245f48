#include "engine/pipeline/engine.h"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

#include "engine/base/limits.h"
#include "engine/pipeline/committer.h"
#include "engine/pipeline/counts.h"
#include "engine/pipeline/decider.h"
#include "engine/pipeline/failure.h"
#include "engine/pipeline/intake.h"
#include "engine/pipeline/publisher.h"
#include "engine/pipeline/reclaimer.h"
#include "engine/pipeline/recovery.h"
#include "engine/store/keeper.h"
#include "engine/store/record.h"

namespace mutua::pipeline {
namespace {

using std::chrono::steady_clock;

// The writer looks at the clock this often when nothing else wakes it.
constexpr auto kLookAtClock = std::chrono::milliseconds(200);
// With nothing else to commit, this often an empty commit says that the daemon is alive: after a
// crash it tells how long nobody was served.
constexpr Duration kSignOfLife = Duration::Minutes(5);

core::Command Own(core::Body body) {
  core::Command command;
  command.caller.role = model::Role::kService;
  command.body = std::move(body);
  return command;
}

}  // namespace

struct Engine::Parts {
  Parts(journal::Journal& journal_in, const Clock& clock_in, Options options_in,
        std::unique_ptr<Replica> replica_in)
      : journal(journal_in),
        clock(clock_in),
        entropy(options_in.entropy),
        replica(std::move(replica_in)),
        feed(journal),
        intake({.depth_max = options_in.queue_depth_max,
                .group_max = options_in.group_max,
                .wait_max = options_in.queue_wait_max}),
        decider(replica->CopyState(), counts),
        failure(std::move(options_in.on_failure)),
        publisher(*replica, feed),
        reclaimer(journal, [this](const absl::Status& status) { failure.Report(status); }),
        committer({journal, clock, intake, *replica, publisher, reclaimer, failure, counts},
                  options_in.keep_history, std::move(options_in.on_store_full)) {}

  // Serving begins: the first commit, before anything else is decided.
  void Begin() {
    DecideOwn(Own(core::StartServing{decider.at(), entropy}));
    publisher.AwaitIdle();
  }

  // --- The writer's thread. ---

  void RunWriter() {
    while (!failure.happened() && !intake.Done()) {
      std::deque<Call> calls = intake.Take(steady_clock::now() + kLookAtClock);
      FireTimers();
      while (!calls.empty() && !failure.happened()) {
        const auto start = steady_clock::now();
        Group group = decider.DecideCalls(&calls, clock.Now(), start);
        counts.decide_microseconds += MicrosecondsSince(start);
        Commit(std::move(group));
      }
      TurnAway(std::move(calls));
      committer.Tend();
    }
    if (failure.happened()) {
      RefuseTheRest();
    } else {
      DecideOwn(Own(core::StopServing{}));
    }
  }

  void FireTimers() {
    const Instant now = clock.Now();
    const auto timer = decider.next_timer();
    const bool due = timer && timer->due <= now;
    if (!due && now - decider.at() < kSignOfLife) return;
    bool more = true;
    while (more && !failure.happened()) {
      Group group;
      more = !decider.DecideTimers(now, &group);
      ++counts.timers;
      Commit(std::move(group), /*even_if_empty=*/true);
    }
  }

  void DecideOwn(const core::Command& command) {
    Group group;
    decider.DecideOwn(command, clock.Now(), &group);
    Commit(std::move(group));
  }

  // What was decided and not written is undone: the leading state is made anew from what is
  // published.
  void Commit(Group group, bool even_if_empty = false) {
    if (committer.Commit(std::move(group), even_if_empty) || failure.happened()) return;
    publisher.AwaitIdle();
    decider.Replace(replica->CopyState());
  }

  void RefuseTheRest() {
    intake.Close();
    while (!intake.Done()) TurnAway(intake.Take(steady_clock::now()));
  }

  static void TurnAway(std::deque<Call> calls) {
    Answer answer;
    answer.status = absl::UnavailableError("the daemon has failed and is stopping");
    for (Call& call : calls) call.done(std::vector<Answer>(call.requests.size(), answer));
  }

  journal::Journal& journal;
  const Clock& clock;
  const uint64_t entropy;
  Counts counts;
  std::unique_ptr<Replica> replica;
  Feed feed;
  Intake intake;
  Decider decider;
  Failure failure;
  Publisher publisher;
  Reclaimer reclaimer;
  Committer committer;

  std::mutex stop_mutex;
  bool stopped = false;
  std::thread writer;
};

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

absl::StatusOr<std::unique_ptr<Engine>> Engine::Start(journal::Journal& journal, const Clock& clock,
                                                      Options options) {
  absl::StatusOr<std::unique_ptr<Replica>> replica = Recover(journal);
  if (!replica.ok()) return replica.status();
  auto parts = std::make_unique<Parts>(journal, clock, std::move(options), *std::move(replica));
  Parts& running = *parts;
  running.Begin();
  running.writer = std::thread([&running] { running.RunWriter(); });
  std::unique_ptr<Engine> engine(new Engine(std::move(parts)));
  if (running.failure.happened()) return absl::UnknownError("the journal failed as serving began");
  return engine;
}

Engine::~Engine() { Stop().IgnoreError(); }

absl::Status Engine::Submit(std::vector<Request> requests, Deadline deadline,
                            std::function<void(std::vector<Answer>)> done) {
  absl::Status put = parts_->intake.Put({std::move(requests), deadline, std::move(done)});
  if (absl::IsResourceExhausted(put)) ++parts_->counts.turned_away;
  return put;
}

absl::Status Engine::RoomFor(const core::Caller& caller, Deadline deadline) {
  absl::Status room = parts_->intake.RoomFor(caller, deadline);
  if (absl::IsResourceExhausted(room)) ++parts_->counts.turned_away;
  return room;
}

std::vector<Answer> Engine::Decide(std::vector<Request> requests, Deadline deadline) {
  std::promise<std::vector<Answer>> promise;
  const size_t asked = requests.size();
  const absl::Status put = Submit(std::move(requests), deadline, [&](std::vector<Answer> answers) {
    promise.set_value(std::move(answers));
  });
  if (!put.ok()) {
    Answer answer;
    answer.status = put;
    return std::vector<Answer>(asked, answer);
  }
  return promise.get_future().get();
}

Replica& Engine::replica() { return *parts_->replica; }
Feed& Engine::feed() { return parts_->feed; }
const journal::Journal& Engine::journal() const { return parts_->journal; }

absl::StatusOr<std::optional<core::Record>> Engine::ReadPast(core::Subject subject) const {
  const std::optional<std::string> recent = parts_->replica->recent_past().Find(subject);
  if (!recent) return store::ReadPast(parts_->journal, subject);
  auto record = store::DecodeRecord(subject, *recent);
  if (!record.ok()) return record.status();
  return std::optional<core::Record>(*std::move(record));
}

Instant Engine::Now() const {
  const Instant history = parts_->replica->Read(
      [](const core::State& state, const auto&) { return state.counters().at; });
  return std::max(history, parts_->clock.Now());
}

Statistics Engine::statistics() const {
  const Counts& counts = parts_->counts;
  Statistics statistics;
  statistics.accepted = counts.accepted;
  statistics.refused = counts.refused;
  statistics.repeated = counts.repeated;
  statistics.expired = counts.expired;
  statistics.turned_away = counts.turned_away;
  statistics.commits = counts.commits;
  statistics.timers = counts.timers;
  statistics.append_microseconds = counts.append_microseconds;
  statistics.decide_microseconds = counts.decide_microseconds;
  statistics.queue_depth = parts_->intake.depth();
  return statistics;
}

size_t Engine::queue_depth() const { return parts_->intake.depth(); }

absl::StatusOr<Engine::Beside> Engine::RestoreBeside() const {
  Beside beside{.state = std::make_unique<core::State>(), .head = {}};
  const absl::StatusOr<Position> through = store::Restore(parts_->journal, beside.state.get());
  if (!through.ok()) return through.status();
  // The replica holds what is saved: it has reached `through`, and has its digest.
  beside.head = parts_->replica->head();
  const absl::Status replayed =
      Replay(parts_->journal, *through, beside.head.position,
             [&](const journal::StoredCommit& commit, const auto& events) {
               beside.state->AdvanceTo(commit.at);
               for (const core::Event& event : events) beside.state->Apply(event);
             });
  if (!replayed.ok()) return replayed;
  return beside;
}

absl::Status Engine::Stop() {
  Parts& parts = *parts_;
  std::lock_guard lock(parts.stop_mutex);
  parts.intake.Close();
  if (std::exchange(parts.stopped, true)) return absl::OkStatus();
  parts.writer.join();
  parts.publisher.Stop();
  parts.reclaimer.Stop();
  if (!parts.failure.happened()) parts.committer.Save();
  if (parts.failure.happened()) {
    return absl::UnknownError("the journal failed before the engine stopped");
  }
  return parts.journal.FlushRecords();
}

}  // namespace mutua::pipeline
