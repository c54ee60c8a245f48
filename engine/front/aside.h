// Work that must not hold up the threads of gRPC or of the pipeline: alternatives of a refusal,
// reads of the history, backups. One thread, one bounded queue; what does not fit is not taken, and
// its caller does without (alternatives) or says "full" (promise P7). Callers are served in turn,
// and none has more waiting than is left for the others (base/places.h): who asks without end takes
// from nobody but itself.
//
// Thread-safe. Stop runs what is queued, then takes no more.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "engine/base/places.h"

namespace mutua::front {

class Aside {
 public:
  explicit Aside(size_t queue_most) : places_(queue_most), thread_([this] { Run(); }) {}
  ~Aside() { Stop(); }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  // False: the queue is full, or so it is to this caller, or it stopped; `work` was not taken.
  // `who`: for whom it is counted; empty: for nobody in particular.
  bool Post(const std::string& who, std::function<void()> work);
  void Stop();

 private:
  void Run();
  // Of whose turn it is. Precondition: somebody's, and the mutex is held.
  std::function<void()> TakeNext();

  std::mutex mutex_;
  std::condition_variable more_;
  Places places_;
  std::map<std::string, std::deque<std::function<void()>>> waiting_;  // of each caller, in order
  std::deque<std::string> turns_;                                     // who has something waiting
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mutua::front
