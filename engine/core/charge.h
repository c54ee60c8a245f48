// What bookings cost, and when that is given back (FAIRSHARE.md 1).
//
// Promises: what a booking is charged follows from its record alone (model::Booking::Charged), so
// no retry, second cancellation or undo can give back twice, and what brings a booking back charges
// it again. Only the state's own steps at its end, and the changes below, decide it. Pure.
#pragma once

#include <span>
#include <vector>

#include "engine/core/event.h"
#include "engine/core/state.h"

namespace mutua::core {

// The smaller of each amount.
Charge Lesser(const Charge& a, const Charge& b);

// What the kit costs over the interval, by the rules of now; at the rate of what is grabbed
// (fair_share.h), if `grab`. Precondition: its resources are known.
Charge PriceOf(const State& state, std::span<const model::Claim> kit, Interval interval,
               bool grab = false);

// Of a booking that its owner changed and whose price was frozen anew: the time, resources and
// units of `before` that it gave back stay charged, unless it was booked minutes ago, keeps the
// notice of a cancellation or did not stand yet, and is remembered for whoever books it then. What
// asks for nothing new costs no more than before, and is still refunded if it was.
void ForfeitGivenBack(const State& state, const model::Booking& before, Instant at,
                      model::Booking* after);

// Of more than kGivenUpMost, those with the least charge go.
void ForgetCheapest(std::vector<model::GivenUp>* given_up);

// Remembers the time of a booking that was given up so late that its price stays charged.
void GiveUpAll(const State& state, Instant at, model::Booking* booking);

// Whether `after` asks for nothing that `before` had not.
bool OnlyGivesBack(const model::Booking& before, const model::Booking& after);

// What the booking would then be charged. Precondition: the kit's resources are known.
Charge ChargedIfChanged(const State& state, const model::Booking& before, const model::Kit& kit,
                        Interval interval, Instant at);

// Of a booking that the lab moved and whose price was frozen anew: it never costs more than before,
// and what was refunded stays so.
void KeepCheaper(const model::Booking& before, model::Booking* after);

// Whether ending so gives back its price. `booking`: as it was until then.
bool GivesBack(const model::Booking& booking, const BookingEnded& end);

}  // namespace mutua::core
