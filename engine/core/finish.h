// How a booking that was in use ends, and what it goes on occupying: what was used stays used, with
// its clean-up (decisions/clean_up_after_the_end.md).
#pragma once

#include "engine/core/draft.h"
#include "engine/model/booking.h"

namespace mutua::core {

// The states that stand in the calendars: those that live, and COMPLETED, whose clean-up may still
// lie ahead. A completed booking's interval is what was used, so what has passed of it is in
// nobody's way. It leaves the calendars when it retires. Every other end gives back all of it.
constexpr bool HoldsTime(model::BookingState state) {
  return model::Occupies(state) || state == model::BookingState::kCompleted;
}

// Ends a booking that is in use at `ended`, which is not later than now: COMPLETED, cut to what was
// used, so that clean-up follows at once and what comes after is free; the price of the rest is
// forfeited. One that had not begun is CANCELLED: nothing of it was used. An overrun is charged.
// `by_lab`: not its owner ends it, and its price is given back.
void Finish(Draft& draft, const model::Booking& booking, Instant ended, bool by_lab = false);

}  // namespace mutua::core
