#include "bench/fairness/misreport.h"

#include <algorithm>

namespace mutua::bench::fairness {
namespace {

// The number's digits, to base most + 1, from place `at` on.
void SetDigits(int64_t number, int64_t most, size_t company, Demand* demand) {
  for (Units& asked : demand->steps) {
    asked[company] = number % (most + 1);
    number /= most + 1;
  }
}

int64_t Power(int64_t base, size_t exponent) {
  int64_t power = 1;
  for (size_t i = 0; i < exponent; ++i) power *= base;
  return power;
}

}  // namespace

Misreport TryMisreports(const SmallCase& small, const std::function<Given(const Demand&)>& rule) {
  Demand empty;
  empty.capacity = small.capacity;
  empty.shares.assign(small.companies, 1);
  empty.steps.assign(small.steps, Units(small.companies, 0));
  const int64_t reports = Power(small.most + 1, small.steps);
  const int64_t others = Power(reports, small.companies - 1);
  Misreport found;
  for (int64_t rest = 0; rest < others; ++rest) {
    Demand demand = empty;
    int64_t left = rest;
    for (size_t company = 1; company < small.companies; ++company, left /= reports) {
      SetDigits(left % reports, small.most, company, &demand);
    }
    // What each report of the first company brings it, once.
    std::vector<Given> given;
    for (int64_t report = 0; report < reports; ++report) {
      SetDigits(report, small.most, 0, &demand);
      given.push_back(rule(demand));
    }
    for (int64_t truth = 0; truth < reports; ++truth) {
      SetDigits(truth, small.most, 0, &demand);
      const int64_t honest = Useful(demand, given[static_cast<size_t>(truth)])[0];
      for (int64_t report = 0; report < reports; ++report) {
        if (report == truth) continue;
        const int64_t gain = Useful(demand, given[static_cast<size_t>(report)])[0] - honest;
        ++found.tried;
        found.gaining += gain > 0;
        found.best = std::max(found.best, gain);
      }
    }
  }
  return found;
}

}  // namespace mutua::bench::fairness
