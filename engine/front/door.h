// The door that every unary call comes through: open while the daemon serves. Once closed, a call
// that comes is turned away by its frame, in words that it understands, and those inside can be
// waited for: to gRPC a call is inside until its answer has left.
//
// Thread-safe. Closed for good.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace mutua::front {

class Door {
 public:
  // False: it is closed. Whoever is let in leaves.
  bool Enter() {
    ++inside_;
    if (!closed_) return true;
    Leave();
    return false;
  }
  void Leave() {
    // Close comes before a look at who is inside, and Enter counts before a look at closed_: one of
    // the two sees the other.
    if (--inside_ > 0 || !closed_) return;
    const std::lock_guard lock(mutex_);
    empty_.notify_all();
  }

  void Close() { closed_ = true; }
  bool closed() const { return closed_; }
  // True once nobody is inside; false when that took too long. Precondition: closed.
  bool WaitUntilEmpty(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    return empty_.wait_for(lock, most, [&] { return inside_ == 0; });
  }

 private:
  std::atomic<int64_t> inside_ = 0;
  std::atomic<bool> closed_ = false;
  std::mutex mutex_;
  std::condition_variable empty_;
};

}  // namespace mutua::front
