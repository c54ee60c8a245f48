// Whether the other side takes what is written to its socket. A write is done once the kernel has
// the bytes: a reader that has stopped, or takes next to nothing, shows in what waits there.
//
// Bound to the thread of the sockets.
#pragma once

#include <chrono>
#include <cstdint>

#include "engine/front/http/limits.h"

namespace mutua::front::http {

class Taking {
 public:
  using Monotonic = std::chrono::steady_clock;

  // To be asked now and then of one TCP socket. False: what waited there when it was asked before
  // has not all been taken within its time (Limits::TimeFor). A platform that does not tell says
  // true.
  bool GoesOn(int socket, const Limits& limits, Monotonic::time_point now);
  // Whether anything waited when it was asked last.
  bool waits() const { return waits_; }

 private:
  uint64_t awaited_ = 0;  // bytes since the connection began
  Monotonic::time_point due_;
  bool waits_ = false;
};

}  // namespace mutua::front::http
