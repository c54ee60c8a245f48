// The reads that wait until the replica has come to their min_position. Each holds a call and a
// stream of its connection for up to a minute: a client that asks for a position which never comes
// must not have all of them.
//
// Thread-safe.
#pragma once

#include <mutex>
#include <string>

#include "engine/base/places.h"

namespace mutua::front {

class ReadsWaiting {
 public:
  // Half of the calls that the HTTP port has under way at once: the others go on.
  static constexpr size_t kMost = 512;

  // False: it must not wait. Whoever is let in leaves.
  bool Enter(const std::string& who) {
    const std::lock_guard lock(mutex_);
    return places_.Take(who);
  }
  void Leave(const std::string& who) {
    const std::lock_guard lock(mutex_);
    places_.Leave(who);
  }

 private:
  std::mutex mutex_;
  Places places_{kMost};
};

}  // namespace mutua::front
