// The replica: the state that all reads use. It holds nothing that is not durable (DESIGN.md 3):
// commits reach it after the journal has them. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "engine/core/decide.h"
#include "engine/core/state.h"
#include "engine/journal/chain.h"
#include "engine/pipeline/request.h"
#include "engine/store/keeper.h"

namespace mutua::pipeline {

class Replica {
 public:
  // Takes over a restored state that holds everything up to `head`.
  Replica(std::unique_ptr<core::State> state, journal::Head head);

  // Calls read(const core::State&, const journal::Head&) under the shared lock and returns what it
  // returns. Keep it short, 1 ms at most: take what is needed, then page.
  template <class Fn>
  auto Read(Fn read) const {
    std::shared_lock lock(mutex_);
    return read(std::as_const(*state_), std::as_const(head_));
  }

  // What deciding `command` at `at` would answer, and the events that would follow; changes
  // nothing.
  core::Decision Preview(const core::Command& command, Instant at,
                         std::vector<core::Event>* events);

  // What has left the live state and may not be saved yet, as it last was. Takes no lock that Read
  // takes.
  const store::RecentPast& recent_past() const { return keeper_.recent_past(); }

  journal::Head head() const;

  // Calls `done(true)` once the replica has reached `position`, at once if it has; `done(false)` if
  // the deadline passes first (noticed within a second) or the replica closes.
  void WhenAt(Position position, Deadline deadline, std::function<void(bool)> done);

  // --- The publisher's side. ---

  // Applies a durable commit. Precondition: it is the next one.
  void Apply(Instant at, journal::Head head, const std::vector<core::Event>& events);
  // The records that changed since the last call, and the position they hold the effect of. Like
  // changes_pending, by one thread at a time, the one who saves them.
  std::pair<Position, std::vector<journal::RecordChange>> TakeChanges();
  size_t changes_pending() const;
  // Fails the waiters whose deadline has passed; all of them when closing.
  void Expire(std::chrono::steady_clock::time_point now, bool closing);

  std::unique_ptr<core::State> CopyState() const;
  // At start: the digest of the head, when no commit had to be applied to know it.
  void SetDigest(const journal::Digest& digest);

 private:
  struct Waiter {
    Position position;
    Deadline deadline;
    std::function<void(bool)> done;
  };

  mutable std::shared_mutex mutex_;
  std::unique_ptr<core::State> state_;
  store::RecordKeeper keeper_;  // Apply's, and TakeChanges' under the shared lock
  journal::Head head_;

  std::mutex waiters_mutex_;
  std::vector<Waiter> waiters_;
};

}  // namespace mutua::pipeline
