// Timers are part of deciding: whatever is due until `at` fires before a command at `at`, in the
// order (due, kind, id). A timer is not a thing of its own: it is the `due` of a live record, so a
// restart can miss none.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "engine/base/time.h"

namespace mutua::core {

class Draft;

// What fires when a record is due. Kind is order among equals.
enum class TimerKind : uint8_t {
  kHoldExpires = 1,     // HELD: the hold or the offer runs out
  kApprovalLapses = 2,  // PENDING: nobody approved before it started
  kNoShow = 3,          // CONFIRMED, with check-in asked: the window has closed
  kEnds = 4,            // CONFIRMED without check-in, CHECKED_IN: its end has come
  kRetires = 5,         // ended: leaves the live state
  kWishWakes = 6,       // a window of a wish enters the horizon, or the last one has passed
  kWishRetires = 7,
  kOutageRetires = 8,
  kSeriesRetires = 9,  // nothing of a series lives any more
  kFaultRetires = 10,  // resolved
  kPeriodFreezes = 11,  // the period of a shared pool after its last one
  kPeriodRetires = 12,
  kPeriodEnds = 13,   // the commons are handed out
  kRoundCloses = 14,  // lists close: it is decided
  kRoundRetires = 15,
};

struct Timer {
  Instant due{};
  TimerKind kind = TimerKind::kEnds;
  uint64_t id = 0;
  auto operator<=>(const Timer&) const = default;
};

// Fires what is due until `at`, `most` at most; returns how many fired, or `most` when it stopped
// for kTimerEventsFull. Called again until it returns less than `most`.
size_t FireTimers(Draft& draft, Instant at, size_t most);

}  // namespace mutua::core
