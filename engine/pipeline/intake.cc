#include "engine/pipeline/intake.h"

#include <utility>

namespace mutua::pipeline {

absl::Status Intake::Put(Call call) {
  const size_t commands = call.requests.size();
  {
    std::lock_guard lock(mutex_);
    if (closed_) return absl::UnavailableError("the daemon is stopping");
    if (depth_ + commands > depth_max_) {
      return absl::ResourceExhaustedError("too many commands are waiting to be decided");
    }
    depth_ += commands;
    calls_.push_back(std::move(call));
  }
  filled_.notify_one();
  return absl::OkStatus();
}

std::deque<Call> Intake::Take(size_t commands_most, Deadline until) {
  std::unique_lock lock(mutex_);
  filled_.wait_until(lock, until, [&] { return closed_ || !calls_.empty(); });
  std::deque<Call> taken;
  size_t commands = 0;
  while (!calls_.empty()) {
    const size_t next = calls_.front().requests.size();
    if (!taken.empty() && commands + next > commands_most) break;
    commands += next;
    taken.push_back(std::move(calls_.front()));
    calls_.pop_front();
  }
  depth_ -= commands;
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
