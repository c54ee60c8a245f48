#include "engine/pipeline/publisher.h"

#include <memory>
#include <utility>

namespace mutua::pipeline {
namespace {

using std::chrono::steady_clock;

// Groups that are durable and not yet published: their giver waits beyond it.
constexpr size_t kGroupsAhead = 4;
// So often the deadlines of the replica's waiters are looked at when nothing is published.
constexpr auto kLookAtWaiters = std::chrono::milliseconds(500);
// So many calls are answered before other threads are given the processor. With one processor,
// hundreds of answers hold up everybody else for as long as the system lets a thread run: those
// above all who are turned away meanwhile. A yield after each answer halves what 64 callers get
// done.
constexpr size_t kToldAtOnce = 64;

}  // namespace

Publisher::Publisher(Replica& replica, Feed& feed)
    : replica_(replica), feed_(feed), thread_([this] { Run(); }) {}

Publisher::~Publisher() { Stop(); }

void Publisher::Give(Group group) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return given_.size() < kGroupsAhead; });
  given_.push_back(std::move(group));
  changed_.notify_all();
}

bool Publisher::idle() const {
  std::lock_guard lock(mutex_);
  return Idle();
}

void Publisher::AwaitIdle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return Idle(); });
}

void Publisher::Publish(Group group) {
  if (group.committed) {
    auto published =
        std::make_shared<Published>(Published{group.at, group.head, std::move(group.events)});
    replica_.Apply(published->at, published->head, published->events);
    feed_.Publish(std::move(published));
  }
  size_t told = 0;
  for (Group::Answered& answered : group.calls) {
    for (Answer& answer : answered.answers) answer.position = group.head.position;
    answered.call.done(std::move(answered.answers));
    if (++told % kToldAtOnce == 0) std::this_thread::yield();
  }
  replica_.Expire(steady_clock::now(), false);
}

void Publisher::Run() {
  while (std::optional<Group> group = Next()) {
    Publish(*std::move(group));
    std::lock_guard lock(mutex_);
    publishing_ = false;
    changed_.notify_all();
  }
  replica_.Expire(steady_clock::now(), true);
}

// Blocks; nothing when stopping and all is published.
std::optional<Group> Publisher::Next() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kLookAtWaiters, [&] { return stopping_ || !given_.empty(); })) {
    lock.unlock();
    replica_.Expire(steady_clock::now(), false);
    lock.lock();
  }
  if (given_.empty()) return std::nullopt;
  Group group = std::move(given_.front());
  given_.pop_front();
  publishing_ = true;
  changed_.notify_all();
  return group;
}

void Publisher::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace mutua::pipeline
