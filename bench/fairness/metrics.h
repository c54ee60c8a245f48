// How fair and how useful what was given is.
#pragma once

#include <string>
#include <vector>

#include "bench/fairness/peers.h"

namespace mutua::bench::fairness {

struct Figures {
  double use = 0;    // of the capacity, given and asked for
  double loss = 0;   // of what a rule that leaves nothing idle would give
  double least = 0;  // useful units per share, each company over what all had on average
  double tenth = 0;  // the tenth percentile of it
  double median = 0;
  double min_max = 0;  // the least over the most
  double jain = 0;     // Jain's index: 1 when all have the same per share
  int64_t run = 0;     // the longest run of steps in which a company asked and got nothing
  double envy = 0;  // how much more a company could have used of another's, over its own, at most
};

// What was given to who asked for it, by company.
Units Useful(const Demand& demand, const Given& given);

Figures Measure(const Demand& demand, const Given& given);

// The least and the most of values, and Jain's index.
double MinOverMax(const std::vector<double>& values);
double Jain(const std::vector<double>& values);
// Of values in any order; `part` between 0 and 1: the value below which that part of them lies.
double Percentile(std::vector<double> values, double part);

}  // namespace mutua::bench::fairness
