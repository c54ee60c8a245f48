#include "engine/front/aside.h"

#include <utility>

namespace mutua::front {

bool Aside::Post(const std::string& who, std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || !places_.Take(who)) return false;
    std::deque<std::function<void()>>& own = waiting_[who];
    if (own.empty()) turns_.push_back(who);
    own.push_back(std::move(work));
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

std::function<void()> Aside::TakeNext() {
  const std::string who = std::move(turns_.front());
  turns_.pop_front();
  const auto own = waiting_.find(who);
  std::function<void()> work = std::move(own->second.front());
  own->second.pop_front();
  places_.Leave(who);
  if (own->second.empty()) {
    waiting_.erase(own);
  } else {
    turns_.push_back(who);
  }
  return work;
}

void Aside::Run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [&] { return stopping_ || !turns_.empty(); });
    if (turns_.empty()) return;
    const std::function<void()> work = TakeNext();
    lock.unlock();
    work();
  }
}

}  // namespace mutua::front
