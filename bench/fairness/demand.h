// A demand that changes from step to step: bursty, correlated, and on average just what there is.
//
// The shape is the one for which Karma was made (Vuppalapati et al., "Karma: Resource Allocation
// for Dynamic Demands", OSDI 2023): a hundred users, each of which asks for its fair share on
// average and for none or many times of it at most moments. The generator is our own. Each company
// is busy in bursts, most companies for nearly all of the time, some for down to a twelfth of it;
// bursts differ in height, and all are higher at the hours and in the seasons in which everybody is
// busy. What it asks for in all is the same for every company: its mean times the steps.
//
// Promises: integers alone, so the same seed gives the same demand on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mutua::bench::fairness {

// A generator of random numbers of our own (splitmix64).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint64_t Next();
  int64_t Below(int64_t n) { return static_cast<int64_t>(Next() % static_cast<uint64_t>(n)); }

 private:
  uint64_t state_;
};

// Units by company.
using Units = std::vector<int64_t>;

struct Demand {
  int64_t capacity = 0;      // units in each step
  std::vector<Units> steps;  // what each company asks for
  std::vector<int64_t> shares;

  size_t companies() const { return shares.size(); }
};

struct DemandShape {
  int64_t companies = 100;
  int64_t steps = 900;
  int64_t mean = 10;  // units that each company asks for on average
  uint64_t seed = 1;
};

// Capacity is the mean demand of all; shares are equal.
Demand MakeDemand(const DemandShape& shape);

}  // namespace mutua::bench::fairness
