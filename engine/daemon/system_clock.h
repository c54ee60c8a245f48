// What time it is on this machine. Thread-safe.
#pragma once

#include <chrono>

#include "engine/base/time.h"

namespace mutua::daemon {

class SystemClock : public Clock {
 public:
  Instant Now() const override {
    return Instant::FromUnix(std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count());
  }
};

}  // namespace mutua::daemon
