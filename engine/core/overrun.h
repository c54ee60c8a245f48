// Overruns: who stays past the end of a booking that had to be checked out, and who cannot start
// for it (FAIRSHARE.md 1; decisions/overruns.md).
//
// Promises: what an overrun costs is reckoned from the records alone and frozen once, when the
// booking is over: its whole minutes at the peak rate, whatever the hour. What is learnt later
// makes it shorter and cheaper, never dearer. It moves no calendar and no credits. Pure.
#pragma once

#include "engine/core/draft.h"
#include "engine/model/booking.h"

namespace mutua::core {

// The overrun of a booking that is over at `ended` is charged, from the booking's end until it ran
// no more (below); or, if it is charged already, cut to that. Nothing happens to a booking without
// one.
void EndOverrun(Draft& draft, const model::Booking& booking, Instant ended);

// `next` was checked in: what overran on its resources and is charged ran no longer than to then.
void CutOverrunsBefore(Draft& draft, const model::Booking& next);

// The booking of another company that has not left and for which this one, confirmed and begun,
// finds no room on one of its resources; none: it can start. An overrun runs from the booking's end
// until it is checked out, or somebody has come who would find no room beside it, or the opening
// hours end in which it was to end, or kOverrunLongest has passed.
BookingId HinderedBy(const State& state, const model::Booking& booking, Instant at);

}  // namespace mutua::core
