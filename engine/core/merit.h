// Who comes first where several wait for the same time (FAIRSHARE.md 5).
#pragma once

#include "engine/core/fair_share.h"

namespace mutua::core {

// What several may want: time from then on, of a resource; none: whatever each of them wants first.
// The same for all of them, so that no wish stands better for being larger or filed twice.
struct Contest {
  ResourceId resource{};
  Instant from{};
};

// What a wish has to show for itself in a contest, at one instant. Less is served first.
struct Merit {
  bool displaced = false;        // an outage took its booking: before all others
  bool under_guarantee = false;  // of the period in which it could begin first
  bool token = false;            // its company has one (contest.h); of what is displaced never
  Weighed weighed{};             // usage against share; of a pool that is not shared all alike
  Weighed credits{};             // the balance against share: more is first; likewise
  int64_t hours = 0;             // when it was filed, in whole hours
  uint64_t draw = 0;             // one a company
  Instant filed{};
  WishId wish{};  // within a company and hour
  CompanyId company{};
  std::weak_ordering operator<=>(const Merit& other) const;
};

// What put `first` before `second`. Precondition: first < second.
Outranked::By WhatDecided(const Merit& first, const Merit& second);

Merit MeritOf(const State& state, const model::Wish& wish, const Contest& contest, Instant at);

}  // namespace mutua::core
