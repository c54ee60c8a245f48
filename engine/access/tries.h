// Wrong tries of what can be guessed, counted for each whom it is about (a member's PIN) or for all
// together (codes): after so many in a row nothing is tried for a while, right or wrong.
//
// Of this process only: a daemon that starts again has forgotten them. Grows with those whom
// somebody guessed at. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "engine/base/time.h"

namespace mutua::access {

class Tries {
 public:
  Tries(uint32_t most, Duration locked) : most_(most), locked_(locked) {}

  // Nothing is tried before that moment; kEarliest, or one that has passed: it may be.
  Instant LockedUntil(uint32_t who, Instant now);
  // It was wrong: how many tries are left. 0: locked from now on.
  uint32_t Wrong(uint32_t who, Instant now);
  // It was right, or is another from now on.
  void Forget(uint32_t who);

 private:
  struct Count {
    uint32_t wrong = 0;
    Instant until = kEarliest;
  };
  const uint32_t most_;
  const Duration locked_;
  std::mutex mutex_;
  absl::flat_hash_map<uint32_t, Count> counts_;
};

}  // namespace mutua::access
