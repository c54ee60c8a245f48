// What no order of wishes and no luck can exceed under FAIRSHARE.md 3 and 7: of time that can only
// be booked ahead, a company has its guarantee of each month, and beyond it what its credits pay.
//
// In a month it can pay for at most the floor and the ceiling together: when the month begins, what
// it has and what is in escrow are the ceiling at most, whatever it paid ahead; until the month
// ends the commons pay nothing out; and it may go down to the floor. That is four times the
// guarantee, of the longest month. What ends within a day of being asked for needs neither, and
// what is cancelled may make room for another: both count as if all of it were accepted. So this is
// a bound from above, and a generous one; of the others the shortest stays are taken first.
//
// Precondition: the lab's tariff is 1 and its policy fair_share by months; nobody lends.
#pragma once

#include "bench/fairness/stays.h"

namespace mutua::bench::fairness {

struct MostAccepted {
  double least = 1;  // of the stays of the company for which it is least, of those counted there
  int64_t asked = 0;
  int64_t accepted = 0;  // at most
  double guarantee_part =
      0;  // of the hours that it asks for, what it is guaranteed in those months
};
MostAccepted MostWithCredits(const Stays& stays, const std::vector<int64_t>& shares);

}  // namespace mutua::bench::fairness
