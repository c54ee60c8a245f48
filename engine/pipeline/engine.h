// The pipeline: intake, one writer that decides, the journal, the replica, the answers. Everything
// that changes a calendar goes through Submit.
//
// Life: Start recovers what the journal holds and begins to serve; Stop drains and says so in the
// history. Thread-safe. Three threads of its own: the writer (decides a group and makes it
// durable), the publisher (applies it to the replica, answers, tells the watchers; the writer does
// so itself while nobody waits) and the reclaimer (gives back the space of what was deleted).
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"
#include "engine/journal/journal.h"
#include "engine/pipeline/feed.h"
#include "engine/pipeline/replica.h"
#include "engine/pipeline/request.h"

namespace mutua::pipeline {

// How often, since the start. For metrics and tests.
struct Statistics {
  uint64_t accepted = 0;
  uint64_t refused = 0;
  uint64_t repeated = 0;
  uint64_t expired = 0;      // past their deadline when taken
  uint64_t turned_away = 0;  // the queue was full, or too slow
  uint64_t commits = 0;
  uint64_t timers = 0;  // commits that only time caused
  uint64_t append_microseconds = 0;
  uint64_t decide_microseconds = 0;
  size_t queue_depth = 0;
};

class Engine {
 public:
  struct Options {
    size_t queue_depth_max = 8192;  // commands waiting to be decided
    // Until a command that is taken in has its answer, as far as that can be foreseen: longer than
    // a person waits is too late. Zero: no bound.
    std::chrono::milliseconds queue_wait_max{1000};
    size_t group_max = 256;  // commands in one commit
    uint64_t entropy = 0;    // random, for draws among equals; 0: what was given before
    // How long commits are kept in the history; zero: for ever.
    Duration keep_history;
    // Called once, from a thread of the engine's, when it can go on no longer: the process must
    // exit.
    std::function<void(const absl::Status&)> on_failure;
    // Called from the writer's thread when a commit was not written for want of room: nothing
    // of it was done, and serving goes on. Often, while it lasts.
    std::function<void(const absl::Status&)> on_store_full;
  };

  // Recovers and begins to serve. Borrows journal and clock, which outlive it. DATA_LOSS: what the
  // journal holds cannot be read.
  static absl::StatusOr<std::unique_ptr<Engine>> Start(journal::Journal& journal,
                                                       const Clock& clock, Options options);
  ~Engine();  // Stops.

  // Takes the requests as one call: decided in order, one after the other, in one commit where they
  // fit. `done` is called exactly once with an answer each, on one of its threads: it must not
  // block. RESOURCE_EXHAUSTED: the queue is full, or the answer would come too late; UNAVAILABLE:
  // stopping; `done` is not called then.
  absl::Status Submit(std::vector<Request> requests, Deadline deadline,
                      std::function<void(std::vector<Answer>)> done);

  // What Submit would say to one command with that deadline, before any work was put into it; one
  // that is turned away is counted as such.
  absl::Status RoomFor(const core::Caller& caller, Deadline deadline);

  // Submit and wait: for start-up, tools and tests.
  std::vector<Answer> Decide(std::vector<Request> requests, Deadline deadline = kNoDeadline);

  Replica& replica();
  Feed& feed();
  // What has left the live state, saved or not yet. As store::ReadPast; also within Replica::Read.
  absl::StatusOr<std::optional<core::Record>> ReadPast(core::Subject subject) const;
  const journal::Journal& journal() const;

  // A state of its own, of what the replica shows at some moment of the call, made of what the
  // journal holds: for what takes long and must be of one position. Holds up neither writer nor
  // readers; costs the memory of one state, and seconds for a million live bookings.
  struct Beside {
    std::unique_ptr<core::State> state;
    journal::Head head;
  };
  absl::StatusOr<Beside> RestoreBeside() const;

  Instant Now() const;  // the clock's, never before the history's
  Statistics statistics() const;
  // Commands that wait to be decided: how loaded the engine is.
  size_t queue_depth() const;

  // Takes no more, decides what is queued, commits that serving stopped, saves the records.
  absl::Status Stop();

 private:
  struct Parts;
  explicit Engine(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::pipeline
