#include "engine/pipeline/replica.h"

#include <algorithm>

namespace mutua::pipeline {

Replica::Replica(std::unique_ptr<core::State> state, journal::Head head)
    : state_(std::move(state)), keeper_(state_.get()), head_(head) {}

core::Decision Replica::Preview(const core::Command& command, Instant at,
                                std::vector<core::Event>* events) {
  std::unique_lock lock(mutex_);
  return core::Preview(*state_, command, at, events);
}

journal::Head Replica::head() const {
  std::shared_lock lock(mutex_);
  return head_;
}

void Replica::WhenAt(Position position, Deadline deadline, std::function<void(bool)> done) {
  if (head().position >= position) return done(true);
  {
    std::lock_guard lock(waiters_mutex_);
    // Apply moves the head before it looks at the waiters: what is not there yet will be seen.
    if (head().position < position) {
      waiters_.push_back({position, deadline, std::move(done)});
      return;
    }
  }
  done(true);
}

void Replica::Apply(Instant at, journal::Head head, const std::vector<core::Event>& events) {
  {
    std::unique_lock lock(mutex_);
    MUTUA_CHECK(head.position.value() == head_.position.value() + 1);
    state_->AdvanceTo(at);  // first, as where they were decided: events may ask for the time
    for (const core::Event& event : events) keeper_.Apply(event);
    head_ = head;
  }
  std::vector<Waiter> reached;
  {
    std::lock_guard lock(waiters_mutex_);
    const auto first = std::partition(waiters_.begin(), waiters_.end(), [&](const Waiter& waiter) {
      return waiter.position > head.position;
    });
    reached.assign(std::make_move_iterator(first), std::make_move_iterator(waiters_.end()));
    waiters_.erase(first, waiters_.end());
  }
  for (const Waiter& waiter : reached) waiter.done(true);
}

std::pair<Position, std::vector<journal::RecordChange>> Replica::TakeChanges() {
  // Encoding thousands of records takes milliseconds: readers go on beside it, only Apply waits.
  std::shared_lock lock(mutex_);
  return {head_.position, keeper_.Take()};
}

size_t Replica::changes_pending() const {
  std::shared_lock lock(mutex_);
  return keeper_.pending();
}

void Replica::Expire(std::chrono::steady_clock::time_point now, bool closing) {
  std::vector<Waiter> late;
  {
    std::lock_guard lock(waiters_mutex_);
    const auto first = std::partition(waiters_.begin(), waiters_.end(), [&](const Waiter& waiter) {
      return !closing && waiter.deadline > now;
    });
    late.assign(std::make_move_iterator(first), std::make_move_iterator(waiters_.end()));
    waiters_.erase(first, waiters_.end());
  }
  for (const Waiter& waiter : late) waiter.done(false);
}

std::unique_ptr<core::State> Replica::CopyState() const {
  std::shared_lock lock(mutex_);
  return std::make_unique<core::State>(*state_);
}

void Replica::SetDigest(const journal::Digest& digest) {
  std::unique_lock lock(mutex_);
  head_.digest = digest;
}

}  // namespace mutua::pipeline
