// The intake: one queue of calls waiting for the writer, bounded in commands and in time: what
// could not be answered soon is turned away at once, so that what is taken in is answered in time,
// however much is asked. Of both each caller has no more than is left for all others
// (base/places.h). Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/places.h"
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
  struct Limits {
    size_t depth_max = 0;                   // commands
    size_t group_max = 0;                   // commands taken at once
    std::chrono::milliseconds wait_max{0};  // until a command is answered; zero: no bound
  };
  using Now = std::function<Deadline()>;

  explicit Intake(const Limits& limits, Now now = std::chrono::steady_clock::now);

  // RESOURCE_EXHAUSTED: full; UNAVAILABLE: closed. Full is a queue that would be longer than it may
  // be, or in which the call would wait for longer than it may, or than until its deadline, as far
  // as can be told from how long groups have taken. What goes with the next group is never too
  // late. To a caller with a group's worth of commands in it, it is full when those take as much of
  // it as is left. A call is its first command's caller's.
  absl::Status Put(Call call);
  // What Put would say to a call of one command of that caller with that deadline.
  absl::Status RoomFor(const core::Caller& caller, Deadline deadline) const;

  // The calls that are queued, in order, up to `group_max` commands, one call at least; waits until
  // there is one, `until` has come or the intake is closed. From then until Take is called again
  // the writer is taken to work on them.
  std::deque<Call> Take(Deadline until);

  void Close();
  // Closed, and nothing left.
  bool Done() const;
  size_t depth() const;

 private:
  using Span = Deadline::duration;

  absl::Status RoomForLocked(const std::string& who, size_t commands, Deadline deadline) const;
  Span GroupTakes(Deadline now) const;
  Span ExpectedWait(Deadline now) const;

  const Limits limits_;
  const Now now_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Call> calls_;
  Places places_;  // of commands
  bool closed_ = false;
  Span group_takes_{0};                // on average, of the last few
  std::optional<Deadline> took_last_;  // while the writer works on what was taken
};

}  // namespace mutua::pipeline
