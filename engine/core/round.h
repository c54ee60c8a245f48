// Allocation rounds (FAIRSHARE.md 6): what their windows forbid while lists can be filed, and the
// one pass that decides.
//
// Promises: nothing but the round itself, or an override, gives out time of an open round's
// windows; who comes first is fixed before any list is read; one pass, so that no company gains by
// filing anything but what it wants most, first (decisions/rounds.md); all of it is one commit.
#pragma once

#include <span>

#include "engine/core/draft.h"
#include "engine/core/refusal.h"

namespace mutua::core {

// What is asked for, or stands. The kit is borrowed.
struct AskedOfRounds {
  std::span<const model::Claim> kit;
  Interval interval{kEarliest, kLatest};
  RoundId given_by{};  // this round's windows are not held against it
};
// Adds why open rounds forbid it: one reason a resource and round. What the booking that it
// replaces has already is not held against it.
void JudgeRounds(const State& state, const AskedOfRounds& asked, BookingId instead_of,
                 Refusal* refusal);

// The companies with a share of the pool, in the order in which they will choose: section 5's rules
// as they stand at `at`. `first` is when the first window begins.
std::vector<model::Round::Turn> OrderOfTurns(const State& state, PoolId pool, Instant first,
                                             uint64_t seed, Instant at);
// Whether that is the order which follows from what the round's own turns say, and the draws from
// its seed.
bool IsInOrder(const model::Round& round);

// Adds what is wrong with a company's list. A reason says by its `occurrence` which bundle, from 1.
void CheckList(const State& state, const model::Round& round, CompanyId company, MemberId member,
               const std::vector<model::Round::Bundle>& bundles, Instant at, Refusal* refusal);

// Makes the pass and publishes. Precondition: the round is open.
void DecideRound(Draft& draft, RoundId id, Instant at);

}  // namespace mutua::core
