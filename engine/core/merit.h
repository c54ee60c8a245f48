// Who comes first where several wait for the same time (FAIRSHARE.md 5).
#pragma once

#include "engine/core/fair_share.h"

namespace mutua::core {

// What a wish has to show for itself, at one instant. Less is served first. Which pool it is of is
// that of what it wants first: those that compete want of the same.
struct Merit {
  bool displaced = false;        // an outage took its booking: before all others
  bool under_guarantee = false;  // of the period in which it could begin first
  Weighed weighed{};             // usage against share; of a pool that is not shared all alike
  int64_t hours = 0;             // when it was filed, in whole hours
  uint64_t draw = 0;             // one a company
  Instant filed{};
  WishId wish{};                 // within a company and hour
  CompanyId company{};
  std::weak_ordering operator<=>(const Merit& other) const;
};

// What put `first` before `second`. Precondition: first < second.
Outranked::By WhatDecided(const Merit& first, const Merit& second);

Merit MeritOf(const State& state, const model::Wish& wish, Instant at);

}  // namespace mutua::core
