// When each kiosk was last heard of, and last before it fell silent: what bounds the badge times
// that it queued while it could not reach the engine (DESIGN.md 3). Calls that follow one another
// within kSilence are one run, so that a queue is replayed against the contact before the run, not
// against its own calls.
//
// Of this process only: of a kiosk that has not called twice since the start, nothing bounds its
// badge times but the check-in windows. Grows with the kiosks' tokens. Thread-safe.
#pragma once

#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace mutua::access {

class Contacts {
 public:
  // Longer than the pauses within a replay, shorter than an outage of the network that matters.
  static constexpr Duration kSilence = Duration::Minutes(1);

  // The token calls at `now`. Its last contact before the silence that this run of calls ended;
  // kEarliest when none is known.
  Instant Heard(TokenId token, Instant now);

 private:
  struct Contact {
    Instant last = kEarliest;
    Instant before_silence = kEarliest;
  };
  std::mutex mutex_;
  absl::flat_hash_map<TokenId, Contact> contacts_;
};

}  // namespace mutua::access
