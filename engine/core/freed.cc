#include "engine/core/freed.h"

#include <algorithm>
#include <tuple>

#include "engine/core/fair_share.h"
#include "engine/core/finish.h"
#include "engine/core/material.h"

namespace mutua::core {
namespace {

// With what may lie around a booking there: its set-up and clean-up, and the gap to one's next.
void Add(const State& state, ResourceId resource, Interval interval, Instant at,
         std::vector<Freed>* freed) {
  // A piece that is back on offer may be fetched at any time.
  if (IsMaterial(*state.Find(resource))) return freed->push_back({resource, Interval(at, kLatest)});
  const model::EffectiveRules& rules = state.RulesOf(resource);
  const Instant start = interval.start() - rules.cleanup - rules.gap;
  const Instant end = interval.end() + rules.setup + rules.gap;
  if (end <= at) return;
  freed->push_back({resource, Interval(std::max(start, at), end)});
}

bool StillHolds(const model::Booking* now, const model::Claim& claim, Interval occupied) {
  return now != nullptr && HoldsTime(now->state) && now->Occupied().Contains(occupied) &&
         std::find(now->kit.begin(), now->kit.end(), claim) != now->kit.end();
}

void AddBookings(const Draft& draft, Draft::Mark mark, Instant at, std::vector<Freed>* freed) {
  for (const model::Booking& before : draft.Before<model::Booking>(mark)) {
    if (!HoldsTime(before.state)) continue;
    const model::Booking* now = draft.state().Find(before.id);
    const Interval occupied = before.Occupied();
    for (const model::Claim& claim : before.kit) {
      if (StillHolds(now, claim, occupied)) continue;
      Add(draft.state(), claim.resource, occupied, at, freed);
    }
  }
}

void AddOutages(const Draft& draft, Draft::Mark mark, Instant at, std::vector<Freed>* freed) {
  for (const model::Outage& before : draft.Before<model::Outage>(mark)) {
    if (before.lifted) continue;
    const model::Outage* now = draft.state().Find(before.id);
    if (now != nullptr && !now->lifted && now->interval.Contains(before.interval)) continue;
    for (const ResourceId id : ResourcesOf(draft.state(), before)) {
      Add(draft.state(), id, before.interval, at, freed);
    }
  }
}

// Windows of rounds that were decided or cancelled.
void AddRounds(const Draft& draft, Draft::Mark mark, Instant at, std::vector<Freed>* freed) {
  const State& state = draft.state();
  for (const model::Round& before : draft.Before<model::Round>(mark)) {
    if (before.state != model::RoundState::kOpen || state.open_rounds().contains(before.id)) {
      continue;
    }
    for (const ResourceId id : state.ResourcesOf(before.pool)) {
      for (const Interval window : before.windows) Add(state, id, window, at, freed);
    }
  }
}

// Periods of which guaranteed time was lent or taken back: less is kept for whoever lent it, or it
// is within its guarantee again. Periods that were frozen: what lay behind the one before counted
// in that.
void AddGuarantees(const Draft& draft, Draft::Mark mark, Instant at, std::vector<Freed>* freed) {
  const State& state = draft.state();
  for (size_t i = mark.events; i < draft.events().size(); ++i) {
    if (const auto* changed = std::get_if<LendingChanged>(&draft.events()[i])) {
      const Interval period = state.Find(changed->lending.period)->interval;
      for (const ResourceId id : state.ResourcesOf(changed->lending.pool)) {
        Add(state, id, period, at, freed);
      }
    }
    if (const auto* frozen = std::get_if<GuaranteesFrozen>(&draft.events()[i])) {
      const Interval later(std::max(frozen->guarantees.interval.start(), at), kLatest);
      for (const ResourceId id : state.ResourcesOf(frozen->guarantees.pool)) {
        freed->push_back({id, later});
      }
    }
  }
}

void AddDefinitions(const Draft& draft, Draft::Mark mark, Instant at, std::vector<Freed>* freed) {
  const State& state = draft.state();
  const Interval always(at, kLatest);
  for (const auto& resource : draft.Before<model::Resource>(mark)) {
    freed->push_back({resource.id, always});
  }
  for (const auto& pool : draft.Before<model::Pool>(mark)) {
    for (const ResourceId id : state.ResourcesOf(pool.id)) freed->push_back({id, always});
  }
  for (const auto& site : draft.Before<model::Site>(mark)) {
    state.ForEach<model::Resource>([&](const model::Resource& resource) {
      if (resource.site == site.id) freed->push_back({resource.id, always});
    });
  }
}

// Whether it asks for all that it did before, of the same company.
bool AsksAsBefore(const model::Booking& before, const model::Booking& now) {
  return now.company == before.company && now.member == before.member &&
         now.interval.Contains(before.interval) && now.kit == before.kit;
}

// Whether quotas count the same of it, live or over.
bool CountsAsBefore(const model::Booking& before, const model::Booking& now) {
  return AsksAsBefore(before, now) && now.hindered == before.hindered &&
         now.Charged() == before.Charged();
}

// All time of the pool's periods that it touches. What lies behind the last one counts in that.
Interval PeriodsAround(const State& state, PoolId pool, Interval interval) {
  const GuaranteesId first = state.usages().At(pool, interval.start());
  const GuaranteesId last = state.usages().At(pool, interval.end());
  const bool behind = !last.IsSet() || last == state.usages().Last(pool);
  return Interval(first.IsSet() ? state.Find(first)->interval.start() : interval.start(),
                  behind ? kLatest : state.Find(last)->interval.end());
}

// Whether the balance in any pool is higher than before.
bool HasMore(const model::Purse& before, const model::Purse& now) {
  using Part = model::Purse::Part;
  return std::any_of(now.parts.begin(), now.parts.end(), [&](const Part& part) {
    const auto had = std::find_if(before.parts.begin(), before.parts.end(),
                                  [&](const Part& other) { return other.pool == part.pool; });
    return part.balance > (had == before.parts.end() ? Ticks() : had->balance);
  });
}

}  // namespace

std::vector<Freed> FreedSince(const Draft& draft, Draft::Mark mark, Instant at) {
  std::vector<Freed> freed;
  AddBookings(draft, mark, at, &freed);
  AddOutages(draft, mark, at, &freed);
  AddRounds(draft, mark, at, &freed);
  AddGuarantees(draft, mark, at, &freed);
  AddDefinitions(draft, mark, at, &freed);
  return freed;
}

std::vector<MemberId> MembersChangedSince(const Draft& draft, Draft::Mark mark) {
  std::vector<MemberId> members;
  for (const auto& member : draft.Before<model::Member>(mark)) members.push_back(member.id);
  return members;
}

std::vector<CompanyId> CompaniesRelievedSince(const Draft& draft, Draft::Mark mark) {
  const State& state = draft.state();
  std::vector<CompanyId> companies;
  if (state.accounts().empty()) return companies;
  for (const model::Booking& before : draft.Before<model::Booking>(mark)) {
    // What is over is no longer outstanding; what it counts in periods stays, unless it turns out
    // to have been less: a charge comes back, or its overrun was shorter.
    const model::Booking* now = state.Find(before.id);
    const bool otherwise = now != nullptr && !CountsAsBefore(before, *now);
    if (!model::Occupies(before.state) && !otherwise) continue;
    const bool stays = now != nullptr && model::Occupies(now->state) && !otherwise;
    if (!stays && state.accounts().Covers(before.company, before.member)) {
      companies.push_back(before.company);
    }
  }
  std::sort(companies.begin(), companies.end());
  companies.erase(std::unique(companies.begin(), companies.end()), companies.end());
  return companies;
}

std::vector<CompanyId> CompaniesPaidSince(const Draft& draft, Draft::Mark mark) {
  std::vector<CompanyId> companies;
  const auto add = [&](const model::Purse& before) {
    if (HasMore(before, *draft.state().FindPurse(before.id))) companies.push_back(before.id);
  };
  for (const model::Purse& before : draft.Before<model::Purse>(mark)) add(before);
  for (const uint64_t id : draft.MadeSince<model::Purse>(mark)) {
    model::Purse nothing;
    nothing.id = CompanyId(static_cast<uint32_t>(id));
    add(nothing);
  }
  std::sort(companies.begin(), companies.end());
  return companies;
}

std::vector<Relieved> GuaranteesRelievedSince(const Draft& draft, Draft::Mark mark) {
  using model::BookingState;
  const State& state = draft.state();
  std::vector<Relieved> relieved;
  for (const model::Booking& before : draft.Before<model::Booking>(mark)) {
    if (!model::Occupies(before.state) || before.grab) continue;
    // What is over, used or not, counts on.
    const model::Booking* now = state.Find(before.id);
    const bool counts =
        now != nullptr && (model::Occupies(now->state) || now->state == BookingState::kCompleted ||
                           now->state == BookingState::kNoShow);
    if (counts && AsksAsBefore(before, *now)) continue;
    for (const model::Claim& claim : before.kit) {
      const PoolId pool = state.Find(claim.resource)->pool;
      if (!state.IsShared(pool)) continue;
      relieved.push_back({before.company, pool, PeriodsAround(state, pool, before.interval)});
    }
  }
  return relieved;
}

std::vector<Eased> EasedBy(const State& state, const std::vector<Freed>& freed,
                           const std::vector<Relieved>& relieved, Instant at) {
  std::vector<Eased> eased;
  const auto add = [&](PoolId pool, Interval around) {
    const Instant from = std::max(around.start(), at + kGuaranteesKept);
    if (from < around.end()) eased.push_back({pool, Interval(from, around.end())});
  };
  for (const Freed& one : freed) {
    const PoolId pool = state.Find(one.resource)->pool;
    if (state.IsShared(pool)) add(pool, PeriodsAround(state, pool, one.interval));
  }
  for (const Relieved& one : relieved) add(one.pool, one.time);
  const auto key = [](const Eased& one) { return std::tuple(one.pool, one.time); };
  std::sort(eased.begin(), eased.end(),
            [&](const Eased& a, const Eased& b) { return key(a) < key(b); });
  const auto same = [&](const Eased& a, const Eased& b) { return key(a) == key(b); };
  eased.erase(std::unique(eased.begin(), eased.end(), same), eased.end());
  return eased;
}

bool QuotasChangedSince(const Draft& draft, Draft::Mark mark) {
  return !draft.Before<model::Quota>(mark).empty();
}

std::vector<ResourceId> ResourcesOf(const State& state, const model::Outage& outage) {
  if (outage.resource.IsSet()) return {outage.resource};
  if (outage.pool.IsSet()) return state.ResourcesOf(outage.pool);
  std::vector<ResourceId> found;
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (resource.site == outage.site) found.push_back(resource.id);
  });
  return found;
}

}  // namespace mutua::core
