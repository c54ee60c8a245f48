// What is frozen into a booking when it is made or moved: borders, duties and deadlines under the
// rules of that moment. Later changes of the rules move nothing that was agreed.
#pragma once

#include "engine/core/party.h"
#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// The record of an accepted claim, CONFIRMED, without an id: borders and check-in duty are the
// widest of the kit's resources. What a round gives out is never grabbed, however soon it begins:
// it costs its time's price. Preconditions: the kit is not empty and its resources are known.
model::Booking MakeBooking(const State& state, const Party& party, const model::Kit& kit,
                           Interval interval, Instant at, RoundId round = RoundId());

// Freezes borders, duties, the price and the zone's offset for the booking's kit and interval as they
// are now.
void Freeze(const State& state, model::Booking* booking);

// Whether any resource of the kit asks for approval.
bool NeedsApproval(const State& state, const model::Kit& kit);

// Makes it count for this company; true when it was another's. Then the number of guests and the
// wish that it came from, which were the former company's, go; the caller drops its texts.
bool GiveTo(CompanyId company, model::Booking* booking);

// Whether who ends it does so as the lab: a manager, and it is somebody else's.
bool EndsForTheLab(const Caller& caller, const model::Booking& booking);

// When its timer fires: the release of a no-show, the end, the start by which approval must have
// come. A hold's is set by whoever holds.
void SetDue(const State& state, model::Booking* booking);

// The window in which it can be checked in: [opens, closes).
Interval CheckInWindow(const State& state, const model::Booking& booking);

// Judges the whole kit of a booking as it stands, as if it were not there; adds what it breaks.
// What `again` says of the judgement, an Ask says (judge.h); notice was judged when it was made.
struct Again {
  bool may_be_past = false;
  bool cannot_wait = false;
};
void JudgeBooking(const State& state, const model::Booking& booking, Again again, Instant at,
                  Refusal* refusal);

// Takes policies out of `refusal` when a manager set them aside, and returns them; adds a reason
// when the override itself is not in order. What is left in `refusal` still refuses.
std::vector<Reason> SetAside(const Caller& caller, const Override& override_policy,
                             Refusal* refusal);

}  // namespace mutua::core
