// What is said of bookings on a statement (DESIGN.md 5.5): in which month each is billed, what was
// booked and used of it, and what it costs, by the frozen prices of the records alone.
//
// Promises: a booking is billed in one month, whole; sums over all months and companies are the
// sums of all bookings' Charged(); the pools' parts of a sum add up to it. Reads only, pure.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "absl/time/civil_time.h"
#include "engine/core/state.h"

namespace mutua::query {

// The day of its start, on the clocks of the site of its first resource as they were when it was
// booked or moved. So no later change of rules or clocks moves a bill.
absl::CivilDay DayOf(const model::Booking& booking);

// The month in which it is billed: that of its day.
absl::CivilMonth MonthOf(const model::Booking& booking);

// When the days before `day` are over at every site; UTC's where there is no site.
Instant BeginOf(const core::State& state, absl::CivilDay day);

// Of one booking, or of several together.
struct StatementSums {
  int64_t bookings = 0;
  int64_t booked = 0;  // seconds times units: of the time that it holds, or last held
  int64_t used = 0;    // of that: what was over when it ended, unless nobody came
  Charge refunded;
  Charge charged;  // what is to be paid
  Charge overrun;  // of what it cost: past the end
  // What it cost before anything was given back.
  Charge Priced() const { return charged + refunded; }
  void Add(const StatementSums& other);
  bool operator==(const StatementSums&) const = default;
};

StatementSums SumsOf(const model::Booking& booking);

// Seconds times units of one claim, by rate.
struct RatedClaim {
  model::Claim claim;
  model::Rated rated;   // by the peak hours of now
  int64_t grabbed = 0;  // instead of these
};
std::vector<RatedClaim> RatesOf(const core::State& state, const model::Booking& booking);

// Whether its price is not what its time costs by the rules of now: rules changed since, it was
// checked out early, or the lab moved it.
bool IsPricedOtherwise(const core::State& state, const model::Booking& booking);

// What was booked and used of one resource; seconds times units.
struct ResourceUse {
  int64_t bookings = 0;
  int64_t booked = 0;
  int64_t used = 0;
};

// Sums of several bookings, in all, by pool and by resource. A kit counts as a booking in each of
// its pools and of each of its resources; its charges are divided over pools in proportion to what
// each costs by the rules of now.
class StatementTally {
 public:
  void Add(const core::State& state, const model::Booking& booking);
  const StatementSums& total() const { return total_; }
  const std::map<PoolId, StatementSums>& pools() const { return pools_; }
  const std::map<ResourceId, ResourceUse>& resources() const { return resources_; }

 private:
  void AddUse(const model::Booking& booking);

  StatementSums total_;
  std::map<ResourceId, ResourceUse> resources_;
  std::map<PoolId, StatementSums> pools_;
};

}  // namespace mutua::query
