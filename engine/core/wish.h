// The waitlist: when time frees, the wish that comes first is booked or offered it in the same
// commit.
//
// A wish waits until its time comes: it is looked at when what it could use is freed, when its time
// enters the horizon (its timer), and when its member or resource is defined anew. Every rule is
// judged again then. What it is offered and lets pass goes to the next, and is not offered to it
// again.
#pragma once

#include "engine/core/draft.h"

namespace mutua::core {

// Serves the wishes that wait for what was freed since `since`, until none can be met. The work is
// bounded by kWishesScannedMost, kWishesTriedMost and kWishesWokenMost: who could not be tried any
// more wakes before the next command, who could not even be woken waits for the next occasion.
void ServeWishes(Draft& draft, Draft::Mark since, Instant at);

// Looks through all its windows for a wish that waits: meets it, or sets when to look again, or
// ends it when its last window has passed or its member is gone.
void TryWish(Draft& draft, WishId wish, Instant at);

// The same for each of these in the order of contested time (merit.h), kWishesTriedMost at most; the
// rest wakes before anything else is decided.
void TryWishes(Draft& draft, std::vector<WishId> wishes, Instant at);

// Until when an offer is held that runs for `runs` from `at` on, and not in its member's quiet
// hours by the clocks of its first thing: never past its start, nor the end of its wish.
// Precondition: `offer` is a hold for a wish.
Instant OfferedUntil(const State& state, const model::Booking& offer, Instant at, Duration runs);

// The offer of this wish was confirmed: it is met.
void WishMet(Draft& draft, WishId wish, Instant at);

// The offer of this wish ran out or was declined, and its hold has ended: it waits again, behind
// what it let pass. One that lets kOffersPassedMost pass ends.
void OfferLapsed(Draft& draft, WishId wish, Instant at);

// A wish is due: a window of it enters the horizon, or the last one has passed. Those of its rivals
// that are due by now as well stand beside it, whichever timer is late.
void WakeWish(Draft& draft, WishId wish, Instant at);

// Ends a wish that waits, and the hold that it was offered. Precondition: `state` is final.
void EndWish(Draft& draft, WishId wish, model::WishState state, Instant at);

}  // namespace mutua::core
