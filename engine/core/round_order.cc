// What rounds forbid while they are open, and who comes first in them.
#include <algorithm>

#include "engine/core/merit.h"
#include "engine/core/round.h"

namespace mutua::core {
namespace {

using model::Round;

Interval Both(Interval a, Interval b) {
  return Interval(std::max(a.start(), b.start()), std::min(a.end(), b.end()));
}

bool Has(const model::Booking* booking, const model::Claim& claim, Interval interval) {
  if (booking == nullptr || !model::Occupies(booking->state)) return false;
  return booking->interval.Contains(interval) &&
         std::any_of(booking->kit.begin(), booking->kit.end(), [&](const model::Claim& held) {
           return held.resource == claim.resource && held.units >= claim.units;
         });
}

// What the order is made of: the rules of contested time, without the hour of a wish.
Merit MeritOf(const Round::Turn& turn) {
  Merit merit;
  merit.under_guarantee = turn.under_guarantee;
  merit.token = turn.token;
  merit.weighed = {turn.usage, turn.share};
  merit.credits = {turn.credits, turn.share};
  merit.draw = turn.draw;
  merit.company = turn.company;
  return merit;
}

bool ComesBefore(const Round::Turn& a, const Round::Turn& b) {
  const auto order = MeritOf(a) <=> MeritOf(b);
  return order != 0 ? order < 0 : a.company < b.company;
}

}  // namespace

void JudgeRounds(const State& state, const AskedOfRounds& asked, BookingId instead_of,
                 Refusal* refusal) {
  if (state.open_rounds().empty()) return;
  const model::Booking* before = instead_of.IsSet() ? state.Find(instead_of) : nullptr;
  for (const model::Claim& claim : asked.kit) {
    const PoolId pool = state.Find(claim.resource)->pool;
    for (const RoundId id : state.open_rounds()) {
      const Round& round = *state.Find(id);
      if (round.pool != pool || id == asked.given_by) continue;
      const auto window =
          std::find_if(round.windows.begin(), round.windows.end(), [&](Interval one) {
            return one.Overlaps(asked.interval) && !Has(before, claim, Both(one, asked.interval));
          });
      if (window == round.windows.end()) continue;
      Reason reason;
      reason.rule = Rule::kInRound;
      reason.resource = claim.resource;
      reason.limit = window->start().unix_seconds();
      reason.used = static_cast<int64_t>(id.value());
      reason.asked = window->end().unix_seconds();
      reason.renews = round.closes_at;
      refusal->Add(reason);
    }
  }
}

std::vector<Round::Turn> OrderOfTurns(const State& state, PoolId pool, Instant first, uint64_t seed,
                                      Instant at) {
  std::vector<Round::Turn> turns;
  for (const model::Share& share : state.Find(pool)->sharing.shares) {
    const Weighed weighed = Weigh(state, pool, share.company, at);
    if (weighed.share == 0 || state.Find(share.company)->retired) continue;
    Round::Turn turn;
    turn.company = share.company;
    turn.under_guarantee = IsUnderGuarantee(state, pool, share.company, first);
    turn.token = state.HasToken(pool, share.company, at);
    turn.usage = weighed.usage;
    turn.credits = state.CreditsOf(pool, share.company).balance;
    turn.share = weighed.share;
    turn.draw = Draw(seed, pool.value(), first, share.company);
    turns.push_back(std::move(turn));
  }
  std::sort(turns.begin(), turns.end(), ComesBefore);
  return turns;
}

bool IsInOrder(const Round& round) {
  const bool drawn =
      std::all_of(round.turns.begin(), round.turns.end(), [&](const Round::Turn& turn) {
        return turn.draw ==
               Draw(round.seed, round.pool.value(), round.windows.front().start(), turn.company);
      });
  return drawn && std::is_sorted(round.turns.begin(), round.turns.end(), ComesBefore);
}

}  // namespace mutua::core
