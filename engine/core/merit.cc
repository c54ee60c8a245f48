#include "engine/core/merit.h"

#include <algorithm>
#include <tuple>

namespace mutua::core {
namespace {

PoolId PoolOf(const State& state, const model::Want& want) {
  return want.resource.IsSet() ? state.Find(want.resource)->pool : want.pool;
}

// When it could begin, from then on.
Instant FirstStart(const model::Wish& wish, Instant from) {
  for (const Interval window : wish.windows) {
    if (window.end() > from) return std::max(window.start(), from);
  }
  return from;
}

}  // namespace

std::weak_ordering Merit::operator<=>(const Merit& other) const {
  if (displaced != other.displaced) return other.displaced <=> displaced;
  if (under_guarantee != other.under_guarantee) return other.under_guarantee <=> under_guarantee;
  if (token != other.token) return other.token <=> token;
  if (const auto order = weighed <=> other.weighed; order != 0) return order;
  if (const auto order = other.credits <=> credits; order != 0) return order;
  return std::tie(hours, draw, filed, wish) <=>
         std::tie(other.hours, other.draw, other.filed, other.wish);
}

Outranked::By WhatDecided(const Merit& first, const Merit& second) {
  using By = Outranked::By;
  if (first.displaced != second.displaced) return By::kDisplaced;
  if (first.under_guarantee != second.under_guarantee) return By::kGuarantee;
  if (first.token != second.token) return By::kToken;
  if (first.weighed != second.weighed) return By::kStanding;
  if (first.credits != second.credits) return By::kCredits;
  if (first.hours != second.hours) return By::kHour;
  return first.company == second.company ? By::kFiled : By::kDraw;
}

Merit MeritOf(const State& state, const model::Wish& wish, const Contest& contest, Instant at) {
  Merit merit;
  merit.displaced = wish.instead_of.IsSet();
  merit.filed = wish.filed_at;
  merit.wish = wish.id;
  merit.company = wish.company;
  const PoolId pool = contest.resource.IsSet() ? state.Find(contest.resource)->pool
                                               : PoolOf(state, wish.wants.front());
  if (!state.IsShared(pool)) {
    merit.hours = wish.filed_at.unix_seconds();
    return merit;
  }
  const Instant from = std::max(contest.from, at);
  const Instant start = FirstStart(wish, from);
  const GuaranteesId period = state.usages().At(pool, start);
  merit.under_guarantee = IsUnderGuarantee(state, pool, wish.company, start);
  merit.token = !merit.displaced && state.HasToken(pool, wish.company, at);
  merit.weighed = Weigh(state, pool, wish.company, at);
  merit.credits = {state.CreditsOf(pool, wish.company).balance, merit.weighed.share};
  merit.hours = wish.filed_at.unix_seconds() / Duration::Hours(1).seconds();
  const uint64_t seed = period.IsSet() ? state.Find(period)->seed : state.counters().entropy;
  merit.draw = Draw(seed, contest.resource.value(), from, wish.company);
  return merit;
}

}  // namespace mutua::core
