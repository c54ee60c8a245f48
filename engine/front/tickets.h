// Tickets: who was just found to be whom, kept until the page that asked takes it for a session. In
// memory only, each good once and for a minute, so many at a time. Used states, too: what a browser
// brought back once is not taken again while it would be sealed well.
//
// Thread-safe.
#pragma once

#include <deque>
#include <mutex>
#include <optional>

#include "engine/access/secret.h"
#include "engine/base/time.h"
#include "engine/front/signing_in.h"

namespace mutua::front {

class Tickets {
 public:
  static constexpr Duration kHolds = Duration::Minutes(1);
  static constexpr size_t kMost = 1000;

  // The oldest gives way to one too many.
  void Put(const Secret& ticket, Checked checked, Instant now);
  // Nothing: it is none, was taken or is too old.
  std::optional<Checked> Take(SecretView ticket, Instant now);

  // False: it was used before, within `holds`.
  bool UseState(SecretView state, Instant now, Duration holds);

 private:
  struct Ticket {
    access::SecretHash hash{};
    Checked checked;
    Instant until;
  };
  struct Used {
    access::SecretHash hash{};
    Instant until;
  };
  std::mutex mutex_;
  std::deque<Ticket> open_;
  std::deque<Used> used_;
};

}  // namespace mutua::front
