#include "engine/core/place.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/allowance.h"
#include "engine/core/repack.h"

namespace mutua::core {
namespace {

Ask AskFor(const Ask& ask, ResourceId resource, uint32_t units) {
  Ask one = ask;
  one.resource = resource;
  one.units = units;
  return one;
}

bool Has(const std::vector<ResourceId>& resources, ResourceId id) {
  return std::find(resources.begin(), resources.end(), id) != resources.end();
}

std::vector<ResourceId> ResourcesOf(const model::Kit& kit) {
  std::vector<ResourceId> resources;
  for (const model::Claim& claim : kit) resources.push_back(claim.resource);
  return resources;
}

// The resource that breaks nothing but policy and leaves the least idle time; what it breaks.
std::optional<ResourceId> BestFitButForPolicy(const State& state, const model::Want& want,
                                              const Ask& ask,
                                              const std::vector<ResourceId>& shunned, Instant at,
                                              Refusal* broken) {
  std::optional<std::pair<Duration, ResourceId>> best;
  for (const ResourceId id : state.ResourcesOf(want.pool)) {
    if (Has(shunned, id)) continue;
    const Ask there = AskFor(ask, id, 1);
    Refusal refusal;
    Judge(state, there, at, &refusal);
    const bool policy_only =
        std::all_of(refusal.reasons().begin(), refusal.reasons().end(),
                    [](const Reason& reason) { return IsPolicy(reason.rule); });
    if (!policy_only) continue;
    const std::pair fit(
        state.CalendarOf(id).IdleAround(OccupiedBy(state, there), at, ask.instead_of), id);
    if (best && *best <= fit) continue;
    best = fit;
    *broken = std::move(refusal);
  }
  if (!best) return std::nullopt;
  return best->second;
}

// What all resources of the pool break alike, or that it is full. Bookings in the way are never
// alike: they are what "full" means. Retired resources count only if there are no others.
void RefusePool(const State& state, const model::Want& want, const Ask& ask, size_t found,
                Instant at, Refusal* refusal) {
  const std::vector<ResourceId>& resources = state.ResourcesOf(want.pool);
  std::optional<std::vector<Reason>> alike;
  for (const bool retired : {false, true}) {
    for (const ResourceId id : resources) {
      if (alike && alike->empty()) break;
      if (state.Find(id)->retired != retired) continue;
      Refusal broken;
      Judge(state, AskFor(ask, id, 1), at, &broken);
      std::vector<Reason> reasons;
      for (Reason reason : broken.reasons()) {
        reason.resource = ResourceId();
        const bool known =
            !alike || std::find(alike->begin(), alike->end(), reason) != alike->end();
        if (known && reason.rule != Rule::kOverlap) reasons.push_back(reason);
      }
      alike = std::move(reasons);
    }
    if (alike) break;
  }
  if (alike && !alike->empty()) {
    for (const Reason& reason : *alike) refusal->Add(reason);
    return;
  }
  refusal->Add({.rule = Rule::kPoolFull,
                .limit = static_cast<int64_t>(resources.size()),
                .used = static_cast<int64_t>(resources.size() - found),
                .asked = want.units});
}

// Takes want.units resources of the pool, one unit of each.
void PlaceInPool(Draft& draft, const model::Want& want, const Ask& asked, Instant at,
                 RepackTrials* trials, model::Kit* kit, Refusal* refusal) {
  const State& state = draft.state();
  Ask ask = asked;
  ask.beside = *kit;
  const auto take = [&](ResourceId id) {
    kit->push_back({id, 1, want.pool});
    ask.beside = *kit;
  };
  const std::vector<ResourceId>& all = state.ResourcesOf(want.pool);
  if (want.units > all.size()) {
    const auto found = std::count_if(all.begin(), all.end(), [&](ResourceId id) {
      return WouldAccept(state, AskFor(ask, id, 1), at);
    });
    return RefusePool(state, want, ask, static_cast<size_t>(found), at, refusal);
  }
  for (uint32_t found = 0; found < want.units; ++found) {
    const std::vector<ResourceId> shunned = ResourcesOf(*kit);
    if (const auto fit = BestFit(state, want.pool, AskFor(ask, ResourceId(), 1), shunned, at)) {
      take(*fit);
      continue;
    }
    if (const auto made =
            MakeRoom(draft, want.pool, AskFor(ask, ResourceId(), 1), *kit, at, trials)) {
      take(*made);
      continue;
    }
    Refusal broken;
    if (ask.override_policy) {
      if (const auto fit = BestFitButForPolicy(state, want, ask, shunned, at, &broken)) {
        take(*fit);
        for (const Reason& reason : broken.reasons()) refusal->Add(reason);
        continue;
      }
    }
    return RefusePool(state, want, ask, found, at, refusal);
  }
}

}  // namespace

void CheckWants(const State& state, const model::Wants& wants, Refusal* refusal) {
  if (wants.empty() || wants.size() > kKitMost) {
    refusal->Add(
        {.rule = Rule::kTooMany, .limit = kKitMost, .asked = static_cast<int64_t>(wants.size())});
  }
  for (size_t i = 0; i < wants.size(); ++i) {
    const model::Want& want = wants[i];
    const model::Pool* pool = state.Find(want.pool);
    if (want.resource.IsSet() ? state.Find(want.resource) == nullptr : pool == nullptr) {
      refusal->Add({.rule = Rule::kUnknown,
                    .asked = want.resource.IsSet() ? want.resource.value() : want.pool.value()});
      continue;
    }
    if (!want.resource.IsSet() && !pool->stand_in) {
      refusal->Add({.rule = Rule::kNoStandIn, .asked = want.pool.value()});
    }
    if (want.units == 0 || want.units > kCapacityMost) {
      refusal->Add({.rule = Rule::kTooMany, .limit = kCapacityMost, .asked = want.units});
    }
    for (size_t j = 0; j < i; ++j) {
      if (want.resource.IsSet() && wants[j].resource == want.resource) {
        refusal->Add({.rule = Rule::kTooMany, .resource = want.resource, .limit = 1, .asked = 2});
      }
    }
  }
}

std::optional<ResourceId> BestFit(const State& state, PoolId pool, const Ask& ask,
                                  const std::vector<ResourceId>& shunned, Instant at) {
  std::optional<std::pair<Duration, ResourceId>> best;
  Ask there = ask;
  for (const ResourceId id : state.ResourcesOf(pool)) {
    if (Has(shunned, id)) continue;
    there.resource = id;
    if (!WouldAccept(state, there, at)) continue;
    const std::pair fit(
        state.CalendarOf(id).IdleAround(OccupiedBy(state, there), at, ask.instead_of), id);
    if (!best || fit < *best) best = fit;
  }
  if (!best) return std::nullopt;
  return best->second;
}

void WidenBorders(const State& state, const model::Wants& wants, Ask* ask) {
  const auto widen = [&](ResourceId id) {
    const model::EffectiveRules& rules = state.RulesOf(id);
    ask->setup = std::max(ask->setup, rules.setup);
    ask->cleanup = std::max(ask->cleanup, rules.cleanup);
  };
  for (const model::Want& want : wants) {
    if (want.resource.IsSet()) {
      widen(want.resource);
    } else {
      for (const ResourceId id : state.ResourcesOf(want.pool)) widen(id);
    }
  }
}

void Place(Draft& draft, const model::Wants& wants, const Ask& ask, Instant at, model::Kit* kit,
           Refusal* refusal) {
  RepackTrials trials;
  Place(draft, wants, ask, at, &trials, kit, refusal);
}

void Place(Draft& draft, const model::Wants& wants, const Ask& asked, Instant at,
           RepackTrials* trials, model::Kit* kit, Refusal* refusal) {
  const State& state = draft.state();
  Ask ask = asked;
  if (wants.size() > 1 || wants.front().units > 1) WidenBorders(state, wants, &ask);
  // Named resources first: "any" must not take what is asked for by name.
  ask.quotas_apart = true;
  for (const model::Want& want : wants) {
    if (!want.resource.IsSet()) continue;
    Judge(state, AskFor(ask, want.resource, want.units), at, refusal);
    kit->push_back({want.resource, want.units, PoolId()});
  }
  // Quotas count the kit as a whole; those of a pool are judged with what they are added to.
  ask.quotas_apart = false;
  if (kit->size() == wants.size()) {
    return JudgeAllowance(state, ClaimedFor(state, ask, *kit, at), ask.instead_of, at, refusal);
  }
  for (const model::Want& want : wants) {
    if (!want.resource.IsSet()) PlaceInPool(draft, want, ask, at, trials, kit, refusal);
  }
}

}  // namespace mutua::core
