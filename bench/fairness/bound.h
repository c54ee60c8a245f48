// What no order of decisions can exceed under FAIRSHARE.md 3, 4 and 7, on stays that are known in
// advance: the stays that a company is given, and the units of all; and how many of a company's
// stays are refused one after the other at least.
//
// Each company is looked at alone, as if there were room for everybody:
// - While the own window lasts, only a guarantee gets a time. A stay that is given up in it, and of
//   some month asks for more than the guarantee, is refused for certain.
// - Later, credits pay for what is beyond. What a company can still pay, all in all, is one
//   guarantee at first (the floor); it grows by one a month at most, since the commons never hold
//   more than what all companies owe together, and pay it out by share; and it is never more than
//   floor and ceiling together, four. A stay that asks for more of a month than that and the
//   guarantee is refused for certain, too.
// - What ends within a day of being asked for needs neither. What is given up may make room for
// another.
//   Of both all may be accepted, unless the first line refuses it; of what was kept as much as
//   guarantee and credits pay for, the shortest first.
//
// Precondition: the lab's tariff is 1 and its policy fair_share by months of UTC, all of which it
// has frozen; nobody lends or gives.
#pragma once

#include "bench/fairness/stays.h"

namespace mutua::bench::fairness {

struct Bound {
  // Of the company for which that part is least, of those that asked kOften times or more.
  double least = 1;
  int64_t asked = 0;
  int64_t accepted = 0;  // at most
  int64_t run = 0;       // of refusals to one company, whichever it is, at least
  double units = 0;      // of all companies, at most
};
Bound BoundOf(const Stays& stays, const std::vector<int64_t>& shares, Duration own_window);

}  // namespace mutua::bench::fairness
