// Guarantees: what its share of a pool secures for each company in a period (FAIRSHARE.md 3), and what
// companies consumed of pools.
//
// Each period of a pool, half of its open time is handed out in proportion to the shares; the rest is
// the commons. A guarantee is a quantity within the period, not a right to a particular hour.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/decay.h"
#include "engine/model/quota.h"
#include "engine/model/sharing.h"

namespace mutua::model {

constexpr Quota::Window WindowOf(SharePeriod period) {
  return static_cast<Quota::Window>(period);
}
static_assert(WindowOf(SharePeriod::kWeek) == Quota::Window::kWeek &&
              WindowOf(SharePeriod::kMonth) == Quota::Window::kMonth);

// What a pool's companies are guaranteed in one period: frozen when the period comes into the
// horizon. Later changes of shares, hours or outages count from the next one.
struct Guarantees {
  struct Part {
    CompanyId company{};
    int64_t minutes = 0;  // unit-minutes
    int64_t carry = 0;    // owed and not got, in units of 2^-32 minute; negative: got in advance
    bool operator==(const Part&) const = default;
  };
  GuaranteesId id{};
  PoolId pool{};
  CivilDay first;  // of the period, by the pool's clocks
  Interval interval{kEarliest, kLatest};
  int64_t capacity = 0;  // open unit-minutes, less outages
  int64_t carry = 0;     // of the pool: what is left of half an odd number, in units of 2^-32 minute
  std::vector<Part> parts{};  // ascending by company, each once
  uint64_t seed = 0;  // of the draws of the period
  bool last = true;   // no later one is frozen yet
  bool recirculated = false;  // it is over, and the commons' credits were handed out
  // When it is last: the next one is frozen then. Else when the commons are handed out, and then
  // when it leaves the live state.
  Instant due{};
  bool operator==(const Guarantees&) const = default;
};

// Hands out half of `capacity` in whole minutes by shares, and sets `capacity`, `carry` and `parts`.
// Those without a share have no part. What a company is owed exactly, with what `before` still owed it,
// less what it gets, is its carry; the minutes that rounding leaves go by the largest rest, then the
// smaller id. `before` may be null. Preconditions: capacity >= 0; some share is more than nothing.
void HandOut(const Sharing& sharing, int64_t capacity, const Guarantees* before, Guarantees* out);

// 0 for who has no part.
int64_t MinutesOf(const Guarantees& guarantees, CompanyId company);

// What is kept of a company in each pool: what its bookings that have left the live state go on
// counting, what it gave back, and the contests that it lost.
struct Usage {
  struct Part {
    PoolId pool{};
    Decayed past;
    bool operator==(const Part&) const = default;
  };
  struct Within {  // time in a period that is not over
    PoolId pool{};
    CivilDay first;
    int64_t seconds = 0;
    bool operator==(const Within&) const = default;
  };
  // Time that it gave back shortly before it began: booked again, it is not cheaper.
  struct GivenBack {
    PoolId pool{};
    Interval interval{kEarliest, kLatest};
    auto operator<=>(const GivenBack&) const = default;
  };
  // Time that a wish of it could have had, and that was given to a wish that came before.
  struct Lost {
    WishId wish{};
    ResourceId resource{};
    Interval time{kEarliest, kLatest};  // as it was given
    bool operator==(const Lost&) const = default;
  };
  struct Contests {
    PoolId pool{};
    // As they were lost, fewer than kLostForToken: of each a wish of its own, and a time of its own
    // of the resource.
    std::vector<Lost> lost{};
    Instant token_ends{};  // it has a token until then; 1970: none
    bool operator==(const Contests&) const = default;
  };
  CompanyId id{};
  std::vector<Part> parts{};            // ascending by pool
  std::vector<Within> within{};         // ascending by pool and first
  std::vector<GivenBack> given_back{};  // ascending
  std::vector<Contests> contests{};     // ascending by pool
  bool operator==(const Usage&) const = default;
};

}  // namespace mutua::model
