// The intake: one bounded queue of calls waiting for the writer. Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "engine/pipeline/request.h"

namespace mutua::pipeline {

// One call of Submit.
struct Call {
  std::vector<Request> requests;
  Deadline deadline = kNoDeadline;
  std::function<void(std::vector<Answer>)> done;
};

class Intake {
 public:
  explicit Intake(size_t depth_max) : depth_max_(depth_max) {}

  // RESOURCE_EXHAUSTED: full; UNAVAILABLE: closed.
  absl::Status Put(Call call);

  // The calls that are queued, in order, up to `commands_most` commands, one call at least; waits
  // until there is one, `until` has come or the intake is closed.
  std::deque<Call> Take(size_t commands_most, Deadline until);

  void Close();
  // Closed, and nothing left.
  bool Done() const;
  size_t depth() const;

 private:
  const size_t depth_max_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Call> calls_;
  size_t depth_ = 0;  // commands
  bool closed_ = false;
};

}  // namespace mutua::pipeline
