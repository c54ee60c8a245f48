// Bookings as they were asked for somewhere, played to the engine's own rules: who gets them, now
// or from the waitlist.
#pragma once

#include "bench/fairness/lab.h"
#include "bench/fairness/metrics.h"

namespace mutua::bench::fairness {

struct Stay {
  size_t company = 0;
  int64_t units = 1;
  Interval interval{kEarliest, kLatest};  // asked for
  Duration patience{};                    // how much later it may begin all the same
  bool given_up = false;                  // cancelled, or nobody came: it was of no use
};

// What is done about a stay, in order of time.
struct Act {
  enum class What : uint8_t { kBook, kCancel, kCheckIn, kCheckOut, kNoShow };
  Instant at;
  What what = What::kBook;
  size_t stay = 0;
};

struct Stays {
  size_t companies = 0;
  int64_t capacity = 0;
  Duration unit = Duration::Days(1);  // what is counted: unit-days or unit-hours
  bool at_start =
      false;  // what is used counts on the day it was asked for; else on the days it lies in
  std::vector<Stay> asked;
  std::vector<Act> acts;
};

// Of the stay, at least 1: a night from the afternoon to the morning is a unit-day.
int64_t UnitsOf(const Stays& stays, const Stay& stay);

// Whether each stay was booked, at once or from the waitlist.
using Accepted = std::vector<bool>;

// What cannot be booked is filed as a wish for the same time, booked as soon as it can be.
Accepted Play(const Stays& stays, const LabSettings& settings);

// What each company asks for in all, at least 1: shares as if each had paid for what it uses.
std::vector<int64_t> SharesByDemand(const Stays& stays);
// What each asks for in its busiest month, at least 1: shares as if each had paid for what it needs
// then. A stay is of the month of UTC in which it begins.
std::vector<int64_t> SharesByBusiestMonth(const Stays& stays);

// What was asked for and of use, day by day, and what of it was given.
Demand DemandOf(const Stays& stays, const std::vector<int64_t>& shares);
Given GivenOf(const Stays& stays, const Accepted& accepted);

// Of companies that asked at least so often the least share of stays accepted is told.
inline constexpr int64_t kOften = 50;

struct StayFigures {
  double accepted = 0;  // of the stays asked for
  double least =
      0;  // the same of the company that has least, of those that asked kOften times or more
  int64_t run = 0;    // the most that were refused to one company one after the other
  int64_t units = 0;  // unit-days accepted, given up later or not
};
StayFigures Count(const Stays& stays, const Accepted& accepted);

}  // namespace mutua::bench::fairness
