#include "engine/front/aside.h"

#include <utility>

namespace mutua::front {

bool Aside::Post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_most_) return false;
    queue_.push_back(std::move(work));
  }
  more_.notify_one();
  return true;
}

void Aside::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  more_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Aside::Run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
  }
}

}  // namespace mutua::front
