// Other rules for the same demand, each small and written for this comparison: static shares,
// max-min (water filling), Karma's credits, dominant resources. Steps are decided one after the
// other; what a rule gives in a step depends on what was asked up to then.
#pragma once

#include <vector>

#include "bench/fairness/demand.h"

namespace mutua::bench::fairness {

// What each company is given, step by step.
using Given = std::vector<Units>;

// Divides `capacity` in proportion to the shares; what rounding leaves goes by the largest rest,
// then the smaller place. Precondition: some share is more than nothing.
Units ByShares(int64_t capacity, const std::vector<int64_t>& shares);

// The fair division of one step: nobody gets more than asked for, and nobody could get more without
// another who has no more per share getting less. Unit by unit, the smaller place first among
// equals.
Units WaterFill(int64_t capacity, const std::vector<int64_t>& shares, const Units& asked);

// Each has its part and no more.
Given StaticShares(const Demand& demand);
// Each step by itself.
Given MaxMin(const Demand& demand);
// Step by step: whoever asked first in a random order of the step gets all that is left.
Given FirstCome(const Demand& demand, uint64_t seed);
// The least that a company was given up to now comes first, unit by unit: what any rule without
// guarantees and without forgetting would do.
Given LeastFirst(const Demand& demand);

// Karma (algorithm 1 of the paper): of each share `guaranteed` units are the company's own; what it
// does not ask for it lends, and each unit beyond is borrowed for a credit, by the richest first,
// from the poorest lender first, then from the rest of the capacity. Everybody gets a credit a step
// for each unit of its share that is not guaranteed. Precondition: capacity is companies times
// share.
Given Karma(const Demand& demand, int64_t guaranteed);

// Whole tasks, each of which needs so much of several resources, one by one to whose largest part
// of any resource is the smallest (Ghodsi et al., "Dominant Resource Fairness", NSDI 2011).
Units DominantShares(const std::vector<int64_t>& capacity,
                     const std::vector<std::vector<int64_t>>& needs);

}  // namespace mutua::bench::fairness
