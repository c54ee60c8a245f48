// The clock of replay mode: it stands still until it is fed, and never goes back. Thread-safe.
#pragma once

#include <atomic>

#include "engine/base/time.h"

namespace mutua::front {

class FedClock : public Clock {
 public:
  explicit FedClock(Instant start = kEarliest) : seconds_(start.unix_seconds()) {}

  Instant Now() const override { return Instant::FromUnix(seconds_.load()); }

  // False: `to` is before now, and nothing changed.
  bool Feed(Instant to) {
    int64_t now = seconds_.load();
    while (to.unix_seconds() >= now) {
      if (seconds_.compare_exchange_weak(now, to.unix_seconds())) return true;
    }
    return false;
  }

 private:
  std::atomic<int64_t> seconds_;
};

}  // namespace mutua::front
