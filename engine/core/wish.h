// The waitlist: when time frees, the wish that comes first is booked or offered it in the same
// commit.
#pragma once

#include "engine/core/draft.h"

namespace mutua::core {

// Serves the wishes that wait for what the events of `draft` from number `first_event` on have
// freed (bookings ended, moved or shortened, outages shrunk or lifted), until none can be met.
// Order: wishes of displaced bookings, then by when they were filed, then id; the room for fair
// share is here (FAIRSHARE.md 5).
void ServeWishes(Draft& draft, size_t first_event, Instant at);

// The offer of this wish was confirmed: it is met.
void WishMet(Draft& draft, WishId wish, Instant at);

// The offer of this wish ran out or was declined, and its hold has ended: it waits again, behind
// what it let pass.
void OfferLapsed(Draft& draft, WishId wish, Instant at);

// A wish is due: a window of it enters the horizon, or the last one has passed.
void WakeWish(Draft& draft, WishId wish, Instant at);

}  // namespace mutua::core
