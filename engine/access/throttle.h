// Wrong tries at what strangers may try: counted by a keyed hash of whom or where they are about,
// in a table of fixed size, so that no flood of handles or addresses fills the memory. Two that
// share a place share their count, which locks one of them too early, never too late.
//
// Of this process only: a daemon that starts again has forgotten them. Thread-safe.
#pragma once

#include <array>
#include <mutex>
#include <string_view>
#include <vector>

#include "engine/base/time.h"

namespace mutua::access {

class Throttle {
 public:
  // After `most` wrong tries nothing is tried for `locked`. A count is forgotten when nothing was
  // wrong for so long.
  Throttle(uint32_t most, Duration locked);

  // Nothing is tried before that moment; kEarliest, or one that has passed: it may be.
  Instant LockedUntil(std::string_view who, Instant now) const;
  void Wrong(std::string_view who, Instant now);
  // It was right.
  void Forget(std::string_view who);

 private:
  static constexpr size_t kPlaces = 1 << 14;
  struct Count {
    uint32_t wrong = 0;
    Instant last = kEarliest;
  };
  size_t PlaceOf(std::string_view who) const;

  const uint32_t most_;
  const Duration locked_;
  // Nobody outside can tell who shares a place with whom.
  std::array<unsigned char, 16> key_{};
  mutable std::mutex mutex_;
  std::vector<Count> counts_;
};

}  // namespace mutua::access
