// What companies lend to each other: a machine, or somebody's time (DESIGN.md 5.5).
//
// Promises: no hour of a person who is lent is sold for more than it costs the company that lends
// it, however rules, rates, terms or kinds of companies are changed, one by one or in a lab; who is
// alone lends nobody's time but their own. Pure.
#pragma once

#include "engine/core/decision.h"
#include "engine/core/state.h"

namespace mutua::core {

// Whether the company uses what another one lends.
inline bool IsLentTo(const model::Resource& resource, CompanyId company) {
  return resource.lent.by.IsSet() && resource.lent.by != company;
}

// The terms themselves, of a resource that is to be defined.
void CheckLentTerms(const State& state, const model::Resource& resource,
                    const model::Resource* before, Refusal* refusal);

// What was defined is in the state: why it cannot stay. Reasons say by their `occurrence` which
// definition of a lab they are about.
Refusal JudgeLent(const State& state, const Decision& defined);

}  // namespace mutua::core
