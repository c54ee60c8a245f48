#include "engine/core/allowance.h"

#include "engine/core/credits.h"
#include "engine/core/fair_share.h"
#include "engine/core/quota.h"
#include "engine/core/round.h"

namespace mutua::core {

void JudgeAllowance(const State& state, const Claimed& claimed, BookingId instead_of, Instant at,
                    Refusal* refusal) {
  JudgeQuotas(state, claimed, instead_of, at, refusal);
  const Shared asked{claimed.kit, claimed.company, claimed.interval, claimed.grab,
                     claimed.round.IsSet()};
  if (!asked.by_round) JudgeShares(state, asked, instead_of, at, refusal);
  JudgeCredits(state, asked, instead_of, at, refusal);
  JudgeRounds(state, {claimed.kit, claimed.interval, claimed.round}, instead_of, refusal);
}

void JudgeAllowance(const State& state, const model::Booking& booking, Instant at,
                    Refusal* refusal) {
  JudgeQuotas(state, booking, at, refusal);
  JudgeShares(state, {booking.kit, booking.company, booking.interval}, booking.id, at, refusal);
  JudgeCredits(state, booking, at, refusal);
  JudgeRounds(state, {booking.kit, booking.interval, RoundId()}, booking.id, refusal);
}

}  // namespace mutua::core
