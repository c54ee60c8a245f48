// Mutua's own rules on a demand that changes from step to step: each step is an hour, and what a
// company asks for in it are wishes, filed before the hour can be booked by anybody and decided by
// the engine when it opens.
#pragma once

#include "bench/fairness/lab.h"
#include "bench/fairness/peers.h"

namespace mutua::bench::fairness {

struct Opening {
  model::Policy policy = model::Policy::kFairShare;
  model::SharePeriod period = model::SharePeriod::kWeek;
  Duration horizon = Duration::Days(7);  // before its hour a wish is decided
  int64_t grain = 10;                    // units of one wish, at most
  uint64_t seed = 1;                     // of the order in which wishes are filed, and of draws
};

Given Mutua(const Demand& demand, const Opening& opening);

}  // namespace mutua::bench::fairness
