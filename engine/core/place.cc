#include "engine/core/place.h"

#include <algorithm>

namespace mutua::core {
namespace {

Ask AskFor(const Ask& ask, ResourceId resource, uint32_t units) {
  Ask one = ask;
  one.resource = resource;
  one.units = units;
  return one;
}

// Takes `want.units` resources of the pool that accept, in order of id.
void PlaceInPool(const State& state, const model::Want& want, const Ask& ask, Instant at,
                 model::Kit* kit, Refusal* refusal) {
  const std::vector<ResourceId>& resources = state.ResourcesOf(want.pool);
  uint32_t found = 0;
  for (const ResourceId id : resources) {
    if (found == want.units) return;
    const bool taken = std::any_of(kit->begin(), kit->end(),
                                   [&](const model::Claim& claim) { return claim.resource == id; });
    if (taken || !WouldAccept(state, AskFor(ask, id, 1), at)) continue;
    kit->push_back({id, 1, want.pool});
    ++found;
  }
  if (found == want.units) return;
  refusal->Add({.rule = Rule::kPoolFull, .limit = static_cast<int64_t>(resources.size()),
                .used = static_cast<int64_t>(resources.size() - found), .asked = want.units});
}

}  // namespace

void CheckWants(const State& state, const model::Wants& wants, Refusal* refusal) {
  if (wants.empty() || wants.size() > kKitMost) {
    refusal->Add({.rule = Rule::kTooMany, .limit = kKitMost,
                  .asked = static_cast<int64_t>(wants.size())});
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

void Place(Draft& draft, const model::Wants& wants, const Ask& ask, Instant at, model::Kit* kit,
           Refusal* refusal) {
  const State& state = draft.state();
  // Named resources first: "any" must not take what is asked for by name.
  for (const model::Want& want : wants) {
    if (!want.resource.IsSet()) continue;
    Judge(state, AskFor(ask, want.resource, want.units), at, refusal);
    kit->push_back({want.resource, want.units, PoolId()});
  }
  for (const model::Want& want : wants) {
    if (!want.resource.IsSet()) PlaceInPool(state, want, ask, at, kit, refusal);
  }
}

}  // namespace mutua::core
