// What a booking pays for time that others had given back too late comes back to those
// (FAIRSHARE.md 1; decisions/what_is_rebooked_comes_back.md).
//
// Promises: it is decided when what is paid is final: when a booking ends, for the time that it has
// then, and when it gives back time of its own too late. The oldest that was given up of a resource
// first; never more than was charged for those minutes, nor than is paid for them now; nothing
// between bookings of one company. A minute of a unit is given back once, and paid for once: what
// came back is no longer among what its record has given up. Pure.
#pragma once

#include "engine/core/draft.h"
#include "engine/model/booking.h"

namespace mutua::core {

// Of the bookings that ended since `since`.
void PassOnEnded(Draft& draft, Draft::Mark since);

// Of a booking that was `before` until its last change: what it gave up by that.
void PassOnForfeited(Draft& draft, const model::Booking& before);

}  // namespace mutua::core
