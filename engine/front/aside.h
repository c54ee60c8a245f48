// Work that must not hold up the threads of gRPC or of the pipeline: alternatives of a refusal,
// reads of the history, backups. One thread, one bounded queue; what does not fit is not taken, and
// its caller does without (alternatives) or says "full" (promise P7).
//
// Thread-safe. Stop runs what is queued, then takes no more.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace mutua::front {

class Aside {
 public:
  explicit Aside(size_t queue_most) : queue_most_(queue_most), thread_([this] { Run(); }) {}
  ~Aside() { Stop(); }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  // False: the queue is full, or it stopped; `work` was not taken.
  bool Post(std::function<void()> work);
  void Stop();

 private:
  void Run();

  const size_t queue_most_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mutua::front
