#include "engine/pipeline/intake.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace mutua::pipeline {
namespace {

// A new group counts for so much of the average: one that is slow once turns nobody away for long,
// and a disk that has become slow is noticed within a few groups.
constexpr int kNewGroupCounts = 4;

}  // namespace

Intake::Intake(const Limits& limits, Now now) : limits_(limits), now_(std::move(now)) {
  MUTUA_CHECK(limits.group_max > 0);
}

absl::Status Intake::Put(Call call) {
  const size_t commands = call.requests.size();
  {
    std::lock_guard lock(mutex_);
    absl::Status room = RoomForLocked(commands, call.deadline);
    if (!room.ok()) return room;
    depth_ += commands;
    calls_.push_back(std::move(call));
  }
  filled_.notify_one();
  return absl::OkStatus();
}

absl::Status Intake::RoomFor(Deadline deadline) const {
  std::lock_guard lock(mutex_);
  return RoomForLocked(1, deadline);
}

absl::Status Intake::RoomForLocked(size_t commands, Deadline deadline) const {
  if (closed_) return absl::UnavailableError("the daemon is stopping");
  if (depth_ + commands > limits_.depth_max) {
    return absl::ResourceExhaustedError("too many commands are waiting to be decided");
  }
  // With the next group, whose turn comes whatever else is asked. So the time of a group is always
  // measured anew, too.
  if (depth_ < limits_.group_max || limits_.wait_max.count() == 0) return absl::OkStatus();
  const Deadline now = now_();
  const Span wait = ExpectedWait(now);
  if (wait > limits_.wait_max || wait > deadline - now) {
    return absl::ResourceExhaustedError("what is waiting to be decided takes too long");
  }
  return absl::OkStatus();
}

// The rest of the group under way, the whole groups before, its own, and one that is decided while
// the answers of its own leave. A group that has already taken longer than others says how long
// they take now.
Intake::Span Intake::ExpectedWait(Deadline now) const {
  const Span under_way = took_last_ ? now - *took_last_ : Span{0};
  const Span group = std::max(group_takes_, under_way);
  const auto groups = static_cast<Span::rep>(depth_ / limits_.group_max) + (took_last_ ? 3 : 2);
  return groups * group - under_way;
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
    taken.push_back(std::move(calls_.front()));
    calls_.pop_front();
  }
  depth_ -= commands;
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
  return depth_;
}

}  // namespace mutua::pipeline
