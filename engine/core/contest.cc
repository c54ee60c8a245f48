#include "engine/core/contest.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/core/wish_search.h"
#include "engine/model/quota.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::Wish;
using model::WishState;
using Lost = model::Usage::Lost;

// Contests looked at for one loss: each costs a search, and the first is mostly the one.
constexpr size_t kContestsTried = 4;

// What of the booking of shared pools the wish could have used; null: nothing.
const model::Claim* WaitedFor(const State& state, const Wish& wish, const Booking& given) {
  if (wish.state != WishState::kWaiting) return nullptr;
  const bool when = std::any_of(wish.windows.begin(), wish.windows.end(),
                                [&](Interval window) { return window.Overlaps(given.interval); });
  if (!when) return nullptr;
  const auto claim = std::find_if(given.kit.begin(), given.kit.end(), [&](const auto& one) {
    const PoolId pool = state.Find(one.resource)->pool;
    return state.IsShared(pool) &&
           std::any_of(wish.wants.begin(), wish.wants.end(), [&](const model::Want& want) {
             return want.resource == one.resource || want.pool == pool;
           });
  });
  return claim == given.kit.end() ? nullptr : &*claim;
}

// The end of the period after the one in which `at` lies.
Instant TokenEnds(const State& state, PoolId pool, Instant at) {
  const model::ZoneTable& zone = ClocksOf(state, pool);
  const model::Quota::Window window = model::WindowOf(state.Find(pool)->sharing.period);
  return model::PeriodAt(zone, window, model::PeriodAt(zone, window, at).end).end;
}

// Whether the loss of what was given would be one of its own beside those of its company that
// count.
bool Counts(const State& state, const Wish& wish, const Contested& contest, Instant at) {
  if (wish.length > contest.time.length()) return false;
  const model::Usage::Contests known = state.ContestsOf(contest.pool, wish.company, at);
  if (known.token_ends > at) return false;
  return std::none_of(known.lost.begin(), known.lost.end(), [&](const Lost& one) {
    const bool same = one.resource == contest.resource && one.time.Overlaps(contest.time);
    return same || one.wish == wish.id;
  });
}

// Whether the wish could have some of what the contest was about, if nobody had been given it.
bool CouldHave(Draft& draft, const Wish& wish, const Contested& contest, BookingId given,
               Instant at, Trials* trials) {
  const Draft::Mark before = draft.mark();
  draft.Emit(BookingEnded{given, model::BookingState::kCancelled, at, {}, true});
  const State& state = draft.state();
  Search search = SearchFor(state, wish);
  if (IsForOne(wish)) search.wants[0] = {contest.resource, PoolId(), 1};
  const bool could = std::any_of(wish.windows.begin(), wish.windows.end(), [&](Interval window) {
    const Instant from = std::max({window.start(), contest.time.start(), NotBefore(wish, at)});
    const Instant to = std::min(window.end(), contest.time.end());
    if (to - from < wish.length) return false;
    return EarliestStart(state, search, Interval(from, to), at, trials).start.has_value();
  });
  draft.RollBackTo(before);
  return could;
}

// What other companies' wishes were given at this instant of what this one waits for, a contest
// each; of what replaces a displaced booking none is.
std::vector<std::pair<Contested, BookingId>> ContestsAt(const State& state, const Wish& wish,
                                                        Instant at) {
  std::vector<std::pair<Contested, BookingId>> contests;
  const auto add = [&](ResourceId resource) {
    const PoolId pool = state.Find(resource)->pool;
    if (!state.IsShared(pool)) return;
    for (const Interval window : wish.windows) {
      state.CalendarOf(resource).ForEachOverlap(window, [&](const auto& entry) {
        const Booking& given = *state.Find(entry.booking);
        if (given.made_at != at || given.company == wish.company) return true;
        const Wish* winner = given.wish.IsSet() ? state.Find(given.wish) : nullptr;
        if (winner == nullptr || winner->instead_of.IsSet()) return true;
        const Contested contest{pool, resource, given.interval, winner->id, given.company};
        if (Counts(state, wish, contest, at)) contests.emplace_back(contest, given.id);
        return contests.size() < kContestsTried;
      });
    }
  };
  for (const model::Want& want : wish.wants) {
    if (want.resource.IsSet()) {
      add(want.resource);
    } else {
      for (const ResourceId id : state.ResourcesOf(want.pool)) add(id);
    }
  }
  return contests;
}

// Whether anybody of another company stands behind who waited for what was given.
bool HasRival(const State& state, const Booking& given, PoolId pool,
              std::span<const Merit> behind) {
  return std::any_of(behind.begin(), behind.end(), [&](const Merit& one) {
    if (one.company == given.company || one.displaced) return false;
    const model::Claim* claim = WaitedFor(state, *state.Find(one.wish), given);
    return claim != nullptr && state.Find(claim->resource)->pool == pool;
  });
}

// The tokens that were worth this win: one of each pool of the kit.
void SpendTokens(Draft& draft, const Booking& given, std::span<const Merit> behind, Instant at) {
  const State& state = draft.state();
  for (const model::Claim& claim : given.kit) {
    const PoolId pool = state.Find(claim.resource)->pool;
    if (!state.HasToken(pool, given.company, at) || !HasRival(state, given, pool, behind)) continue;
    Contested contest{pool, claim.resource, given.interval, given.wish, given.company};
    contest.spent = true;
    draft.Emit(std::move(contest));
  }
}

// Those behind who waited for what was given are told why, the next few of them.
void TellOutranked(Draft& draft, const Merit& first, std::span<const Merit> behind,
                   const Booking& given, Instant at, size_t most, size_t* told) {
  const State& state = draft.state();
  for (const Merit& one : behind) {
    if (most == 0) break;
    Wish wish = *state.Find(one.wish);
    const model::Claim* claim = WaitedFor(state, wish, given);
    if (claim == nullptr) continue;
    const model::Usage::Contests contests =
        state.ContestsOf(state.Find(claim->resource)->pool, one.company, at);
    const size_t lost = contests.token_ends > at ? kLostForToken : contests.lost.size();
    ++wish.version;
    draft.Emit(WishChanged{
        std::move(wish), WishChanged::Why::kOutranked,
        Outranked{first.wish, WhatDecided(first, one), one.weighed.usage, one.weighed.share,
                  first.weighed.usage, first.weighed.share, static_cast<uint32_t>(lost)}});
    --most;
    ++*told;
  }
}

}  // namespace

bool CountLoss(Draft& draft, WishId id, Instant at, ContestWork* work) {
  const State& state = draft.state();
  const Wish wish = *state.Find(id);
  if (wish.state != WishState::kWaiting || wish.instead_of.IsSet()) return false;
  for (auto& [contest, given] : ContestsAt(state, wish, at)) {
    if (!CouldHave(draft, wish, contest, given, at, &work->trials)) continue;
    const size_t lost = state.ContestsOf(contest.pool, wish.company, at).lost.size() + 1;
    contest.losses.push_back({id, wish.company, static_cast<uint32_t>(lost)});
    contest.tokens_end = TokenEnds(state, contest.pool, at);
    draft.Emit(std::move(contest));
    return lost == kLostForToken;
  }
  return false;
}

void SettleContest(Draft& draft, const Merit& first, std::span<const Merit> behind, Instant at,
                   ContestWork* work) {
  const State& state = draft.state();
  const Wish& met = *state.Find(first.wish);
  const Booking* found = met.booking.IsSet() ? state.Find(met.booking) : nullptr;
  if (found == nullptr || met.state == WishState::kWaiting) return;
  const Booking given = *found;
  if (!first.displaced) SpendTokens(draft, given, behind, at);
  const size_t most = std::min(kOutrankedOfOneMost, kOutrankedMost - work->told);
  TellOutranked(draft, first, behind, given, at, most, &work->told);
}

}  // namespace mutua::core
