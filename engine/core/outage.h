// Outages over bookings: what stands in the way is moved to an equal, cut short or displaced, and
// what can be undone is undone when the outage gives time back.
#pragma once

#include "engine/core/draft.h"
#include "engine/core/refusal.h"

namespace mutua::core {

// Replans what the outage stands over from `at` on, in the order (start, id), and records it as its
// victims:
//   in use already     cut short: it ends where the outage begins, or now;
//   may move           moved to an equal of the pool at the same time, if all rules allow;
//   else               DISPLACED, and a wish filed for it that comes before all others. A hold, or
//   an
//                      offer, is displaced without one: nobody had agreed to it yet.
// Then the wishes filed are tried, or wake before the next command. Adds kTooMany, and does
// nothing, where kVictimsMost is not enough. Precondition: the outage is in the state, and in
// force.
void Replan(Draft& draft, OutageId outage, Instant at, Refusal* refusal);

// Brings back the victims that every rule allows back, in the same order, and forgets them; others
// stay victims. Back comes what has not started and was not edited since; a displaced booking only
// while its wish still waits, which is then withdrawn; what was cut short only while it runs.
void BringBack(Draft& draft, OutageId outage, Instant at);

// Ends the outage, now if it has begun, and brings back its victims. Precondition: it is in force.
void Lift(Draft& draft, OutageId outage, Instant at);

}  // namespace mutua::core
