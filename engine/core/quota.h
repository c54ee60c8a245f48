// Quotas judged: the one place where a booking is held against what its company and member may
// still book. Called by the judge of every road (judge.h) and once for a whole kit (place.h).
//
// Promises: a hard quota that counts what is asked for is not exceeded by it; what counts no more
// than before (a shortening, a confirmation, a repack) is never refused by a quota, though the
// limit may have been lowered meanwhile; a period that is over is not judged. Pure.
#pragma once

#include <vector>

#include "engine/core/accounts.h"
#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// Adds a reason for each hard quota that would be exceeded, the one with the least left in
// proportion to its limit first; of several periods of one quota the fullest. `instead_of`: judged
// as if this booking were not there.
void JudgeQuotas(const State& state, const Claimed& claimed, BookingId instead_of, Instant at,
                 Refusal* refusal);
// The same of a booking's record, which is or is not in the state yet.
void JudgeQuotas(const State& state, const model::Booking& booking, Instant at, Refusal* refusal);

// The quotas that only warn and that are exceeded with this booking, as the state has it; in the
// same order. `used` is without what the booking counts.
std::vector<Reason> QuotaWarnings(const State& state, BookingId booking, Instant at);

}  // namespace mutua::core
