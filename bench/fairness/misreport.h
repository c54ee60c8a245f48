// What a company could gain by asking for more or for less than it needs: every small demand, every
// false report of the first company, tried one by one.
#pragma once

#include <functional>

#include "bench/fairness/metrics.h"

namespace mutua::bench::fairness {

struct SmallCase {
  size_t companies = 3;
  size_t steps = 2;
  int64_t capacity = 3;
  int64_t most = 2;  // units that a company asks for in a step
};

struct Misreport {
  int64_t tried = 0;    // true demands times false reports
  int64_t gaining = 0;  // of them
  int64_t best = 0;     // units more that were of use, at most
};

Misreport TryMisreports(const SmallCase& small, const std::function<Given(const Demand&)>& rule);

}  // namespace mutua::bench::fairness
