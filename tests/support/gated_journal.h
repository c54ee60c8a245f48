// A journal whose writer a test holds up: what is decided meanwhile queues.
#pragma once

#include <condition_variable>
#include <mutex>

#include "engine/journal/memory_journal.h"
#include "engine/pipeline/engine.h"

namespace mutua {

// While the gate is closed, a commit that is being made durable waits, and the writer with it.
class Gate {
 public:
  void Close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  void Open() {
    std::lock_guard lock(mutex_);
    closed_ = false;
    changed_.notify_all();
  }
  // The commit that waits goes through, the next one waits again.
  void LetOneThrough() {
    std::lock_guard lock(mutex_);
    one_through_ = true;
    changed_.notify_all();
  }
  void Pass() {
    std::unique_lock lock(mutex_);
    waiting_ = closed_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !closed_ || one_through_; });
    one_through_ = false;
    waiting_ = false;
  }
  // Returns when the writer stands at the gate.
  void AwaitWriter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  bool waiting_ = false;
  bool one_through_ = false;
};

class GatedJournal : public journal::MemoryJournal {
 public:
  explicit GatedJournal(Gate& gate) : gate_(gate) {}
  absl::StatusOr<journal::Head> Append(const journal::Commit& commit) override {
    gate_.Pass();
    return MemoryJournal::Append(commit);
  }

 private:
  Gate& gate_;
};

// A commit holds one command, so that what is behind it stays in the queue.
inline pipeline::Engine::Options OneByOne(size_t queue_depth_max) {
  pipeline::Engine::Options options;
  options.queue_depth_max = queue_depth_max;
  options.queue_wait_max = {};  // the gate may be closed for as long as a test needs
  options.group_max = 1;
  return options;
}

}  // namespace mutua
