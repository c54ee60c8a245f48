#include "engine/core/periods.h"

#include <algorithm>
#include <vector>

#include "engine/core/capacity.h"
#include "engine/core/credits.h"
#include "engine/core/fair_share.h"

namespace mutua::core {
namespace {

using model::Guarantees;

// How far ahead a pool can be booked, and is frozen.
Duration HorizonOf(const State& state, PoolId pool) {
  Duration horizon;
  for (const ResourceId id : state.ResourcesOf(pool)) {
    horizon = std::max(horizon, state.RulesOf(id).horizon);
  }
  return std::min(horizon, kFrozenAhead);
}

// The period in which `at` lies.
Guarantees PeriodOf(const State& state, PoolId pool, Instant at) {
  const model::ZoneTable& zone = ClocksOf(state, pool);
  const model::Quota::Window window = model::WindowOf(state.Find(pool)->sharing.period);
  const model::Period period = model::PeriodAt(zone, window, at);
  const Day before = model::FirstDayOf(window, period.first - 1);
  Guarantees guarantees;
  guarantees.pool = pool;
  guarantees.first = period.first.civil();
  guarantees.interval = Interval(model::EndOfPeriod(zone, window, before), period.end);
  return guarantees;
}

void Freeze(Draft& draft, Guarantees period) {
  const State& state = draft.state();
  const GuaranteesId last = state.usages().Last(period.pool);
  if (last.IsSet()) {
    // Periods follow each other, where weeks became months, too.
    const Instant behind = state.Find(last)->interval.end();
    period.interval = Interval(std::max(period.interval.start(), behind), period.interval.end());
  }
  const int64_t minutes = OpenSecondsOf(state, period.pool, period.interval) / 60;
  model::HandOut(state.Find(period.pool)->sharing, std::min(minutes, kGuaranteeMinutesMost),
                 last.IsSet() ? state.Find(last) : nullptr, &period);
  period.id = GuaranteesId(state.counters().guarantees);
  period.seed = SeedFrom(state.counters().entropy, period.pool, period.interval.start());
  period.due = period.interval.end() - HorizonOf(state, period.pool);
  draft.Emit(GuaranteesFrozen{std::move(period)});
}

}  // namespace

void FreezeFirstPeriods(Draft& draft, Instant at) {
  const State& state = draft.state();
  // What was frozen already, before the pool was shared no more for a while, stays as it was.
  while (const std::optional<PoolId> pool = state.Unfrozen()) {
    const Instant horizon = at + HorizonOf(state, *pool);
    const GuaranteesId last = state.usages().Last(*pool);
    const Instant from = last.IsSet() ? std::max(at, state.Find(last)->interval.end()) : at;
    Guarantees period = PeriodOf(state, *pool, from);
    do {
      const Instant next = period.interval.end();
      Freeze(draft, std::move(period));
      period = PeriodOf(state, *pool, next);
    } while (period.interval.start() <= horizon);
  }
}

void FreezeNextPeriod(Draft& draft, GuaranteesId id, Instant at) {
  const State& state = draft.state();
  const Guarantees& last = *state.Find(id);
  const PoolId pool = last.pool;
  if (!state.IsShared(pool)) return draft.Emit(GuaranteesRetired{id});
  // What lies behind is not handed out any more.
  Freeze(draft, PeriodOf(state, pool, std::max(last.interval.end(), at)));
}

void EndPeriod(Draft& draft, GuaranteesId id, Instant at) {
  const State& state = draft.state();
  draft.Emit(Recirculated{id, PartsOfCommons(state, state.Find(id)->pool, at)});
}

}  // namespace mutua::core
