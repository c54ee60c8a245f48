// What may be booked of what there is: a company's quotas, its part of shared pools, its credits
// and the windows of open rounds, judged together for the kit as a whole.
#pragma once

#include "engine/core/accounts.h"
#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// Adds why quotas (quota.h), shares (fair_share.h), credits (credits.h) or rounds (round.h) forbid
// it. `instead_of`: judged as if this booking were not there.
void JudgeAllowance(const State& state, const Claimed& claimed, BookingId instead_of, Instant at,
                    Refusal* refusal);
// The same of a booking's record, which is or is not in the state yet.
void JudgeAllowance(const State& state, const model::Booking& booking, Instant at,
                    Refusal* refusal);

}  // namespace mutua::core
