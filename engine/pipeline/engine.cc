#include "engine/pipeline/engine.h"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

#include "engine/base/limits.h"
#include "engine/pipeline/counts.h"
#include "engine/pipeline/decider.h"
#include "engine/pipeline/intake.h"
#include "engine/pipeline/reclaimer.h"
#include "engine/pipeline/retention.h"
#include "engine/store/events.h"
#include "engine/store/keeper.h"
#include "engine/store/record.h"

namespace mutua::pipeline {
namespace {

using std::chrono::steady_clock;

// Groups that are durable and not yet published: the writer waits beyond it.
constexpr size_t kGroupsAhead = 4;
// Records are written behind when so many have changed, or this long after the last time.
constexpr size_t kChangesAtOnce = 4096;
constexpr auto kSaveEvery = std::chrono::seconds(2);
// The writer looks at the clock this often when nothing else wakes it.
constexpr auto kLookAtClock = std::chrono::milliseconds(200);
// With nothing else to commit, this often an empty commit says that the daemon is alive: after a
// crash it tells how long nobody was served.
constexpr Duration kSignOfLife = Duration::Minutes(5);

// History is dropped in steps of so many commits at most, the next one with the next group.
constexpr uint64_t kDroppedMost = 100'000;
// By the clock, this often it is asked whether any has expired.
constexpr Duration kLookAtHistory = Duration::Hours(1);

uint64_t MicrosecondsSince(steady_clock::time_point start) {
  return static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start).count());
}

core::Command Own(core::Body body) {
  core::Command command;
  command.caller.role = model::Role::kService;
  command.body = std::move(body);
  return command;
}

// Calls apply(commit, events) for the commits behind `after`, up to `last` where it is set.
template <class Apply>
absl::Status Replay(const journal::Journal& journal, Position after, std::optional<Position> last,
                    Apply apply) {
  if (last && *last <= after) return absl::OkStatus();
  absl::Status broken;
  const absl::Status read =
      journal.Read(Position(after.value() + 1), [&](const journal::StoredCommit& commit) {
        auto events = store::DecodeEvents(commit.at, commit.events);
        if (!events.ok()) {
          broken = events.status();
          return false;
        }
        apply(commit, *events);
        return !last || commit.position < *last;
      });
  return read.ok() ? broken : read;
}

// What the journal holds, as a state: the saved records and the commits behind them.
absl::StatusOr<std::unique_ptr<Replica>> Recover(const journal::Journal& journal) {
  auto state = std::make_unique<core::State>();
  absl::StatusOr<Position> through = store::Restore(journal, state.get());
  if (!through.ok()) return through.status();
  auto replica = std::make_unique<Replica>(std::move(state), journal::Head{*through, {}});
  const absl::Status replayed =
      Replay(journal, *through, {}, [&](const journal::StoredCommit& commit, const auto& events) {
        replica->Apply(commit.at, {commit.position, commit.digest}, events);
      });
  if (!replayed.ok()) return replayed;
  if (replica->head().position != journal.head().position) {
    return absl::DataLossError("the records are of a later commit than the journal holds");
  }
  replica->SetDigest(journal.head().digest);
  return replica;
}

}  // namespace

struct Engine::Parts {
  Parts(journal::Journal& journal_in, const Clock& clock_in, Options options_in,
        std::unique_ptr<Replica> replica_in)
      : journal(journal_in),
        clock(clock_in),
        options(std::move(options_in)),
        replica(std::move(replica_in)),
        feed(journal),
        intake(options.queue_depth_max),
        decider(replica->CopyState(), counts),
        reclaimer(journal, [this](const absl::Status& status) { Fail(status); }) {}

  // --- The writer's thread. ---

  void RunWriter() {
    while (!failed && !intake.Done()) {
      std::deque<Call> calls = intake.Take(options.group_max, NextLook());
      FireTimers();
      while (!calls.empty() && !failed) {
        const auto start = steady_clock::now();
        Group group = decider.DecideCalls(&calls, clock.Now(), start);
        counts.decide_microseconds += MicrosecondsSince(start);
        Commit(std::move(group));
      }
      for (Call& call : calls) TurnAway(call);
      SaveRecords();
      DropExpired();
    }
    if (!failed) Farewell();
    if (failed) RefuseTheRest();
    HandOver(std::nullopt);
  }

  Deadline NextLook() const { return steady_clock::now() + kLookAtClock; }

  void FireTimers() {
    const Instant now = clock.Now();
    const auto timer = decider.next_timer();
    const bool due = timer && timer->due <= now;
    if (!due && now - decider.at() < kSignOfLife) return;
    bool more = true;
    while (more && !failed) {
      Group group;
      more = !decider.DecideTimers(now, &group);
      ++counts.timers;
      Commit(std::move(group), /*even_if_empty=*/true);
    }
  }

  void Farewell() {
    Group group;
    decider.DecideOwn(Own(core::StopServing{}), clock.Now(), &group);
    Commit(std::move(group));
  }

  // Makes the group durable and hands it to the publisher. A group whose commit failed is answered
  // here: nothing of it may be shown.
  void Commit(Group group, bool even_if_empty = false) {
    if (!group.events.empty() || even_if_empty) {
      Encode(&group);
      const bool erases =
          std::any_of(group.sides.begin(), group.sides.end(),
                      [](const journal::SideRecord& side) { return !side.value.has_value(); });
      const auto start = steady_clock::now();
      absl::StatusOr<journal::Head> head =
          journal.Append({group.at, std::move(group.encoded), std::move(group.sides)});
      counts.append_microseconds += MicrosecondsSince(start);
      if (head.ok() && erases) reclaimer.Ask();
      if (!head.ok()) return Undone(std::move(group), head.status());
      ++counts.commits;
      group.head = *head;
      group.committed = true;
    } else {
      group.head = journal.head();
    }
    // With nobody waiting there is nothing to decide meanwhile, and no other thread need be woken:
    // the publisher sleeps, since this thread alone gives it work.
    if (intake.depth() == 0 && NothingToPublish()) return Publish(std::move(group));
    HandOver(std::move(group));
  }

  void Undone(Group group, const absl::Status& status) {
    // Nothing was written: the leading state is made anew from what is published, and serving goes
    // on. Any other failure leaves the outcome unknown: no acknowledgement any more.
    if (absl::IsResourceExhausted(status)) {
      if (options.on_store_full) options.on_store_full(status);
      AwaitPublished();
      decider.Replace(replica->CopyState());
    } else {
      Fail(status);
    }
    for (Group::Answered& answered : group.calls) {
      for (Answer& answer : answered.answers) answer.status = status;
      answered.call.done(std::move(answered.answers));
    }
  }

  // On any thread.
  void Fail(const absl::Status& status) {
    if (failed.exchange(true)) return;
    if (options.on_failure) options.on_failure(status);
  }

  void RefuseTheRest() {
    intake.Close();
    while (!intake.Done()) {
      for (Call& call : intake.Take(options.group_max, steady_clock::now())) TurnAway(call);
    }
  }

  static void TurnAway(Call& call) {
    Answer answer;
    answer.status = absl::UnavailableError("the daemon has failed and is stopping");
    call.done(std::vector<Answer>(call.requests.size(), answer));
  }

  void HandOver(std::optional<Group> group) {
    std::unique_lock lock(handed_mutex);
    handed_changed.wait(lock, [&] { return handed.size() < kGroupsAhead; });
    handed.push_back(std::move(group));
    handed_changed.notify_all();
  }

  bool NothingToPublish() {
    std::lock_guard lock(handed_mutex);
    return handed.empty() && !publishing;
  }

  void AwaitPublished() {
    std::unique_lock lock(handed_mutex);
    handed_changed.wait(lock, [&] { return handed.empty() && !publishing; });
  }

  // The journal is written by this thread alone, so the publisher's changes come here.
  void SaveRecords() {
    const bool many = replica->changes_pending() >= kChangesAtOnce;
    if (failed || (!many && steady_clock::now() - last_save < kSaveEvery)) return;
    last_save = steady_clock::now();
    Save();
  }

  void Save() {
    auto [through, changes] = replica->TakeChanges();
    if (changes.empty()) return;
    const absl::Status saved = journal.SaveRecords(through, changes);
    if (!saved.ok()) return Fail(saved);
    saved_through = through;
  }

  // One step of retention, when one is due. What a start needs is never dropped: the commits behind
  // the saved records.
  void DropExpired() {
    const Instant now = clock.Now();
    if (failed || options.keep_history.IsZero() || now < next_look_at_history) return;
    Save();
    if (failed) return;
    const auto oldest =
        OldestToKeep(journal, options.keep_history, now, saved_through, kDroppedMost);
    if (!oldest.ok()) return Fail(oldest.status());
    if (!*oldest) {
      next_look_at_history = now + kLookAtHistory;
      return;
    }
    const absl::Status dropped = journal.DropHistoryBefore(**oldest, {});
    if (!dropped.ok()) return Fail(dropped);
    reclaimer.Ask();
  }

  // Applies a durable group to the replica, then answers. By one thread at a time, in order.
  void Publish(Group group) {
    if (group.committed) {
      auto published =
          std::make_shared<Published>(Published{group.at, group.head, std::move(group.events)});
      replica->Apply(published->at, published->head, published->events);
      feed.Publish(std::move(published));
    }
    for (Group::Answered& answered : group.calls) {
      for (Answer& answer : answered.answers) answer.position = group.head.position;
      answered.call.done(std::move(answered.answers));
    }
    replica->Expire(steady_clock::now(), false);
  }

  // --- The publisher's thread. ---

  void RunPublisher() {
    while (std::optional<Group> group = NextGroup()) {
      Publish(*std::move(group));
      std::lock_guard lock(handed_mutex);
      publishing = false;
      handed_changed.notify_all();
    }
    replica->Expire(steady_clock::now(), true);
  }

  // Blocks; nothing when the writer is done. Looks at the waiters' deadlines meanwhile.
  std::optional<Group> NextGroup() {
    std::unique_lock lock(handed_mutex);
    while (!handed_changed.wait_for(lock, std::chrono::milliseconds(500),
                                    [&] { return !handed.empty(); })) {
      lock.unlock();
      replica->Expire(steady_clock::now(), false);
      lock.lock();
    }
    std::optional<Group> group = std::move(handed.front());
    handed.pop_front();
    publishing = group.has_value();
    handed_changed.notify_all();
    return group;
  }

  journal::Journal& journal;
  const Clock& clock;
  const Options options;
  Counts counts;
  std::unique_ptr<Replica> replica;
  Feed feed;
  Intake intake;
  Decider decider;
  std::atomic<bool> failed = false;
  steady_clock::time_point last_save = steady_clock::now();
  Position saved_through;  // none: nothing saved since the start
  Instant next_look_at_history;

  std::mutex handed_mutex;
  std::condition_variable handed_changed;
  std::deque<std::optional<Group>> handed;
  bool publishing = false;

  Reclaimer reclaimer;  // begins last: it may call Fail at once

  std::mutex stop_mutex;
  std::thread writer;
  std::thread publisher;
};

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

absl::StatusOr<std::unique_ptr<Engine>> Engine::Start(journal::Journal& journal, const Clock& clock,
                                                      Options options) {
  absl::StatusOr<std::unique_ptr<Replica>> replica = Recover(journal);
  if (!replica.ok()) return replica.status();
  auto parts = std::make_unique<Parts>(journal, clock, std::move(options), *std::move(replica));
  Parts& running = *parts;
  running.publisher = std::thread([&running] { running.RunPublisher(); });
  Group group;
  const Instant last_seen = running.decider.at();
  running.decider.DecideOwn(Own(core::StartServing{last_seen}), clock.Now(), &group);
  running.Commit(std::move(group));
  running.AwaitPublished();
  running.writer = std::thread([&running] { running.RunWriter(); });
  std::unique_ptr<Engine> engine(new Engine(std::move(parts)));
  if (running.failed) return absl::UnknownError("the journal failed as serving began");
  return engine;
}

Engine::~Engine() { Stop().IgnoreError(); }

absl::Status Engine::Submit(std::vector<Request> requests, Deadline deadline,
                            std::function<void(std::vector<Answer>)> done) {
  absl::Status put = parts_->intake.Put({std::move(requests), deadline, std::move(done)});
  if (absl::IsResourceExhausted(put)) ++parts_->counts.turned_away;
  return put;
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
               for (const core::Event& event : events) beside.state->Apply(event);
               beside.state->AdvanceTo(commit.at);
             });
  if (!replayed.ok()) return replayed;
  return beside;
}

absl::Status Engine::Stop() {
  std::lock_guard lock(parts_->stop_mutex);
  parts_->intake.Close();
  if (parts_->writer.joinable()) parts_->writer.join();
  if (!parts_->publisher.joinable()) return absl::OkStatus();
  parts_->publisher.join();
  parts_->reclaimer.Stop();
  if (parts_->failed) return absl::UnknownError("the journal failed before the engine stopped");
  parts_->Save();
  return parts_->journal.FlushRecords();
}

}  // namespace mutua::pipeline
