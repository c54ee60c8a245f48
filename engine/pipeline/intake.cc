#include "engine/pipeline/intake.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace mutua::pipeline {
namespace {

// A new group counts for so much of the average: one that is slow once turns nobody away for long,
// and a disk that has become slow is noticed within a few groups.
constexpr int kNewGroupCounts = 4;

std::string WhoAsks(const Call& call) {
  return call.requests.empty() ? std::string() : CountedFor(call.requests.front().command.caller);
}

}  // namespace

Intake::Intake(const Limits& limits, Now now)
    : limits_(limits), now_(std::move(now)), places_(limits.depth_max, limits.group_max) {
  MUTUA_CHECK(limits.group_max > 0);
}

absl::Status Intake::Put(Call call) {
  const size_t commands = call.requests.size();
  const std::string who = WhoAsks(call);
  {
    std::lock_guard lock(mutex_);
    absl::Status room = RoomForLocked(who, commands, call.deadline);
    if (!room.ok()) return room;
    MUTUA_CHECK(places_.Take(who, commands));
    calls_.push_back(std::move(call));
  }
  filled_.notify_one();
  return absl::OkStatus();
}

absl::Status Intake::RoomFor(const core::Caller& caller, Deadline deadline) const {
  const std::string who = CountedFor(caller);
  std::lock_guard lock(mutex_);
  return RoomForLocked(who, 1, deadline);
}

absl::Status Intake::RoomForLocked(const std::string& who, size_t commands,
                                   Deadline deadline) const {
  if (closed_) return absl::UnavailableError("the daemon is stopping");
  if (!places_.HasRoomFor(who, commands)) {
    return absl::ResourceExhaustedError("too many commands are waiting to be decided");
  }
  // With the next group, whose turn comes whatever else is asked. So the time of a group is always
  // measured anew, too.
  if (places_.taken() < limits_.group_max || limits_.wait_max.count() == 0) return absl::OkStatus();
  const Deadline now = now_();
  const Span wait = ExpectedWait(now);
  if (wait > limits_.wait_max || wait > deadline - now) {
    return absl::ResourceExhaustedError("what is waiting to be decided takes too long");
  }
  const size_t own_groups = places_.HeldBy(who) / limits_.group_max;
  if (static_cast<Span::rep>(own_groups) * GroupTakes(now) > limits_.wait_max - wait) {
    return absl::ResourceExhaustedError("what is waiting of this caller takes too long");
  }
  return absl::OkStatus();
}

// A group that has already taken longer than others says how long they take now.
Intake::Span Intake::GroupTakes(Deadline now) const {
  return std::max(group_takes_, took_last_ ? now - *took_last_ : Span{0});
}

// The rest of the group under way, the whole groups before, its own, and one that is decided while
// the answers of its own leave.
Intake::Span Intake::ExpectedWait(Deadline now) const {
  const Span under_way = took_last_ ? now - *took_last_ : Span{0};
  const auto before = static_cast<Span::rep>(places_.taken() / limits_.group_max);
  return (before + (took_last_ ? 3 : 2)) * GroupTakes(now) - under_way;
}

std::deque<Call> Intake::Take(Deadline until) {
  std::unique_lock lock(mutex_);
  if (took_last_) {
    group_takes_ += (now_() - *took_last_ - group_takes_) / kNewGroupCounts;
    took_last_.reset();
  }
  filled_.wait_until(lock, until, [&] { return closed_ || !calls_.empty(); });
  std::deque<Call> taken;
  size_t commands = 0;
  while (!calls_.empty()) {
    const size_t next = calls_.front().requests.size();
    if (!taken.empty() && commands + next > limits_.group_max) break;
    commands += next;
    places_.Leave(WhoAsks(calls_.front()), next);
    taken.push_back(std::move(calls_.front()));
    calls_.pop_front();
  }
  if (!taken.empty()) took_last_ = now_();
  return taken;
}

void Intake::Close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
}

bool Intake::Done() const {
  std::lock_guard lock(mutex_);
  return closed_ && calls_.empty();
}

size_t Intake::depth() const {
  std::lock_guard lock(mutex_);
  return places_.taken();
}

}  // namespace mutua::pipeline
