#include "engine/core/usages.h"

#include <algorithm>

#include "engine/core/accounts.h"
#include "engine/core/charge.h"
#include "engine/core/fair_share.h"
#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::Booking;

// The pools of a kit, each once, with the units that it claims of it.
using Pools = absl::InlinedVector<std::pair<PoolId, int64_t>, 1>;

Pools PoolsOf(const State& state, const model::Kit& kit) {
  Pools pools;
  for (const model::Claim& claim : kit) {
    const PoolId pool = state.Find(claim.resource)->pool;
    const auto known = std::find_if(pools.begin(), pools.end(),
                                    [&](const auto& one) { return one.first == pool; });
    if (known == pools.end()) {
      pools.emplace_back(pool, claim.units);
    } else {
      known->second += claim.units;
    }
  }
  return pools;
}

// What of a period is paid with credits, and not taken from a guarantee.
int64_t PaidSeconds(const Booking& booking, PoolId pool, CivilDay first) {
  if (booking.aside.IsDefault() || booking.refunded) return 0;
  int64_t seconds = 0;
  for (const model::Paid& paid : booking.aside->paid) {
    if (paid.pool == pool && paid.first == first && !paid.lost) seconds += paid.seconds;
  }
  return seconds;
}

constexpr auto kBefore = [](const auto& entry, CivilDay first) { return entry.first < first; };

}  // namespace

Instant ConsumedAt(const Booking& booking) {
  return std::min(booking.interval.end(), booking.due - kEndedKept);
}

int64_t TicksIn(const State& state, const Booking& booking, PoolId pool) {
  const int64_t all = booking.Charged().ticks.value();
  if (booking.kit.size() == 1 || all == 0) return all;
  __int128 whole = 0;
  __int128 before = 0;
  __int128 own = 0;
  for (const auto& [of, units] : PoolsOf(state, booking.kit)) {
    model::Kit part;
    for (const model::Claim& claim : booking.kit) {
      if (state.Find(claim.resource)->pool == of) part.push_back(claim);
    }
    // One more each: what is free by the rules of now is divided all the same.
    const int64_t weight = PriceOf(state, part, booking.interval).ticks.value() + 1;
    if (of == pool) {
      before = whole;
      own = weight;
    }
    whole += weight;
  }
  return static_cast<int64_t>(all * (before + own) / whole - all * before / whole);
}

const Usages::Consumed* Usages::Find(PoolId pool, CompanyId company) const {
  const auto found = consumed_.find({pool, company});
  return found == consumed_.end() ? nullptr : &found->second;
}

void Usages::CountWithin(PoolId pool, CompanyId company, CivilDay first, int64_t seconds) {
  auto& within = consumed_[{pool, company}].within;
  auto place = std::lower_bound(within.begin(), within.end(), first, kBefore);
  if (place == within.end() || place->first != first) place = within.insert(place, {first, 0});
  const int64_t before = place->second;
  place->second += seconds;
  MUTUA_CHECK(place->second >= 0);
  const int64_t now = place->second;
  if (now == 0) within.erase(place);

  const auto periods = periods_.find(pool);
  if (periods == periods_.end()) return;
  for (const Period& period : periods->second) {
    if (period.first != first) continue;
    Frozen& frozen = frozen_.at(period.id);
    const auto guaranteed = frozen.guaranteed.find(company);
    if (guaranteed == frozen.guaranteed.end()) return;
    frozen.unused += std::max<int64_t>(guaranteed->second - now, 0) -
                     std::max<int64_t>(guaranteed->second - before, 0);
  }
}

void Usages::CountTime(const State& state, const Booking& booking, PoolId pool, int64_t units,
                       int sign) {
  const std::optional<Claimed> claimed = ClaimedBy(booking);
  if (!claimed || claimed->only_charged || booking.grab) return;
  const model::Spread spread(ClocksOf(state, pool), claimed->interval);
  spread.ForEach(model::WindowOf(state.Find(pool)->sharing.period),
                 [&](Day day, int64_t seconds) {
                   const CivilDay first = day.civil();
                   const int64_t all = units * seconds;
                   const int64_t counts = all - std::min(PaidSeconds(booking, pool, first), all);
                   if (counts != 0) CountWithin(pool, booking.company, first, sign * counts);
                 });
}

void Usages::Count(const State& state, const Booking& booking, int sign) {
  const bool lives = model::Occupies(booking.state);
  for (const auto& [pool, units] : PoolsOf(state, booking.kit)) {
    const int64_t ticks = TicksIn(state, booking, pool);
    if (ticks != 0) {
      Consumed& consumed = consumed_[{pool, booking.company}];
      if (lives) {
        consumed.future += sign * ticks;
      } else if (sign > 0) {
        consumed.past.Add(Ticks(ticks), ConsumedAt(booking));
      } else {
        consumed.past.Take(Ticks(ticks), ConsumedAt(booking));
      }
    }
    if (state.IsShared(pool)) CountTime(state, booking, pool, units, sign);
  }
}

void Usages::Count(const model::Usage& carried, int sign) {
  for (const model::Usage::Part& part : carried.parts) {
    Consumed& consumed = consumed_[{part.pool, carried.id}];
    sign > 0 ? consumed.past.Add(part.past) : consumed.past.Take(part.past);
  }
  for (const model::Usage::Within& within : carried.within) {
    CountWithin(within.pool, carried.id, within.first, sign * within.seconds);
  }
}

void Usages::Insert(const model::Guarantees& guarantees) {
  Frozen frozen;
  for (const model::Guarantees::Part& part : guarantees.parts) {
    int64_t seconds = part.minutes * 60;
    if (const auto lent = lent_.find(guarantees.id); lent != lent_.end()) {
      for (const Lent& one : lent->second) {
        if (one.company == part.company) seconds -= one.seconds;
      }
    }
    frozen.guaranteed[part.company] = seconds;
    const int64_t used = Within(guarantees.pool, part.company, guarantees.first);
    frozen.unused += std::max<int64_t>(seconds - used, 0);
  }
  frozen_[guarantees.id] = std::move(frozen);
  std::vector<Period>& periods = periods_[guarantees.pool];
  const auto place = std::find_if(periods.begin(), periods.end(), [&](const Period& period) {
    return guarantees.interval.start() < period.start;
  });
  periods.insert(place, {guarantees.interval.start(), guarantees.first, guarantees.id});
}

void Usages::Remove(const model::Guarantees& guarantees) {
  frozen_.erase(guarantees.id);
  std::erase_if(periods_[guarantees.pool],
                [&](const Period& period) { return period.id == guarantees.id; });
}

void Usages::Insert(const model::Lending& lending) {
  std::vector<Lent>& all = lent_[lending.period];
  const auto place = std::find_if(all.begin(), all.end(),
                                  [&](const Lent& one) { return lending.id < one.lending; });
  all.insert(place, {lending.id, lending.company, lending.minutes * 60});
  Release(lending, 1);
}

void Usages::Remove(const model::Lending& lending) {
  Release(lending, -1);
  const auto found = lent_.find(lending.period);
  std::erase_if(found->second, [&](const Lent& one) { return one.lending == lending.id; });
  if (found->second.empty()) lent_.erase(found);
}

// What is released is neither guaranteed any more nor kept for its company.
void Usages::Release(const model::Lending& lending, int sign) {
  const auto found = frozen_.find(lending.period);
  if (found == frozen_.end()) return;  // taken into account when it comes
  const auto guaranteed = found->second.guaranteed.find(lending.company);
  if (guaranteed == found->second.guaranteed.end()) return;
  int64_t used = 0;
  for (const Period& period : periods_.at(lending.pool)) {
    if (period.id == lending.period) used = Within(lending.pool, lending.company, period.first);
  }
  const int64_t before = guaranteed->second;
  guaranteed->second -= sign * lending.minutes * 60;
  found->second.unused +=
      std::max<int64_t>(guaranteed->second - used, 0) - std::max<int64_t>(before - used, 0);
}

void Usages::Forget() {
  consumed_.clear();
  for (auto& [id, frozen] : frozen_) {
    frozen.unused = 0;
    for (const auto& [company, seconds] : frozen.guaranteed) {
      frozen.unused += std::max<int64_t>(seconds, 0);
    }
  }
}

Ticks Usages::Of(PoolId pool, CompanyId company, Instant at) const {
  const Consumed* consumed = Find(pool, company);
  if (consumed == nullptr) return Ticks();
  return Ticks(consumed->future) + consumed->past.At(at);
}

Ticks Usages::Future(PoolId pool, CompanyId company) const {
  const Consumed* consumed = Find(pool, company);
  return consumed == nullptr ? Ticks() : Ticks(consumed->future);
}

int64_t Usages::Within(PoolId pool, CompanyId company, CivilDay first) const {
  const Consumed* consumed = Find(pool, company);
  if (consumed == nullptr) return 0;
  const auto& within = consumed->within;
  const auto place = std::lower_bound(within.begin(), within.end(), first, kBefore);
  return place == within.end() || place->first != first ? 0 : place->second;
}

GuaranteesId Usages::At(PoolId pool, Instant at) const {
  const auto found = periods_.find(pool);
  if (found == periods_.end()) return GuaranteesId();
  GuaranteesId last;
  for (const Period& period : found->second) {
    if (period.start <= at) last = period.id;
  }
  return last;
}

GuaranteesId Usages::Last(PoolId pool) const { return At(pool, kLatest); }

int64_t Usages::Guaranteed(GuaranteesId id, CompanyId company) const {
  const Frozen& frozen = frozen_.at(id);
  const auto found = frozen.guaranteed.find(company);
  return found == frozen.guaranteed.end() ? 0 : found->second;
}

std::vector<LendingId> Usages::LentIn(GuaranteesId id) const {
  std::vector<LendingId> lendings;
  const auto found = lent_.find(id);
  if (found == lent_.end()) return lendings;
  for (const Lent& one : found->second) lendings.push_back(one.lending);
  return lendings;
}

int64_t Usages::Unused(GuaranteesId id) const { return frozen_.at(id).unused; }

}  // namespace mutua::core
