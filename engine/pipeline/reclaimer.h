// The reclaimer: a thread that has the journal give back what was deleted, one call at a time and
// with a pause between, however often it is asked. Thread-safe.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "engine/journal/journal.h"

namespace mutua::pipeline {

class Reclaimer {
 public:
  // Asked once as it begins: for what was deleted before a crash. Borrows the journal; `on_failure`
  // is called on its thread, once at most.
  Reclaimer(journal::Journal& journal, std::function<void(const absl::Status&)> on_failure);
  ~Reclaimer();  // Stops.

  // Soon after this, what was deleted before it is gone from the disk.
  void Ask();
  void Stop();

 private:
  void Run();

  journal::Journal& journal_;
  const std::function<void(const absl::Status&)> on_failure_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool asked_ = true;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mutua::pipeline
