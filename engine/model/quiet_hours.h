// A member's quiet hours: while the clocks on the wall show them, an offer to the member does not
// run out (FAIRSHARE.md 5). A member has no clock of their own: which clocks are meant is said
// with each question.
//
// Promises: a pure value. What clocks show decides, minute by minute: an hour that is skipped is
// neither quiet nor not, and one that comes twice is what it is both times.
#pragma once

#include <cstdint>

#include "engine/base/time.h"
#include "engine/model/zone.h"

namespace mutua::model {

// Minutes after midnight, [from, until); over midnight where `until` comes first. None: they are
// equal. Invariant (checked at the edge): both below 1440, and kQuietLongest at most.
struct QuietHours {
  uint16_t from = 0;
  uint16_t until = 0;
  bool IsSet() const { return from != until; }
  bool operator==(const QuietHours&) const = default;
};

// The first instant by which a clock that starts at `at` and stands still in quiet hours has run
// for `length`. Work is proportional to the days and clock changes until then.
Instant RunsOutAt(const QuietHours& quiet, const ZoneTable& zone, Instant at, Duration length);

}  // namespace mutua::model
