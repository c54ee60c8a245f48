// Fair share: who may book which time of a pool that companies share, when, and who comes first
// where several want it (FAIRSHARE.md 3 to 5). Pure.
//
// Promises: a company within its guarantee is never refused for fairness' sake; an idle time is
// never refused in the grab window; time that a booking has already is not held against it when it
// changes.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// What companies have not used of their guarantees is kept from who goes beyond its own, until so
// long before it passes.
inline constexpr Duration kGuaranteesKept = kGrabWindow;

// The clocks of a pool's days, weeks and months: those at the site of its first resource.
// Precondition: it has a resource.
const model::ZoneTable& ClocksOf(const State& state, PoolId pool);

// What is asked for, or stands. The kit is borrowed.
struct Shared {
  std::span<const model::Claim> kit;
  CompanyId company{};
  Interval interval{kEarliest, kLatest};
  bool grab = false;
  // Given out by a round: whatever the window of access, what is beyond the guarantee is paid.
  bool by_round = false;
};

// In which window of access an interval lies.
enum class Access : uint8_t { kOwn = 1, kOpen = 2, kGrab = 3 };
Access AccessTo(Interval interval, Instant at);

// Whether it would be grabbed: all of it of pools that are shared, in their grab window, and
// nothing of it in time of the pool that the company itself has given back. What it gave back late
// keeps its price, so that holding at the full one and booking again at a quarter gains nothing.
bool IsGrabbed(const State& state, std::span<const model::Claim> kit, CompanyId company,
               Interval interval, Instant at);

// Whether what is grabbed stays so when it is changed to this at `at`. It may have begun.
bool StaysGrabbed(const State& state, const model::Booking& before,
                  std::span<const model::Claim> kit, Interval interval, Instant at);

// Of what is asked of one pool and period: how much of it goes beyond the company's guarantee, in
// seconds times units.
struct Beyond {
  PoolId pool{};
  ResourceId first_resource{};  // of the kit's in the pool
  GuaranteesId period{};
  int64_t seconds = 0;          // beyond
  int64_t asked = 0;            // of the pool in all periods
};
// Only where something is beyond; by pool as the kit has them, then by period. What is grabbed asks for
// nothing of a guarantee. `before`: the booking that it replaces, or null.
std::vector<Beyond> BeyondGuarantee(const State& state, const Shared& asked,
                                    const model::Booking* before, Instant at);

// Adds why shares forbid it at `at`: for each pool of the kit, one reason. `instead_of`: the
// booking that it replaces, judged as if it were not there.
void JudgeShares(const State& state, const Shared& asked, BookingId instead_of, Instant at,
                 Refusal* refusal);

// Usage against share: what is compared, never divided. Smaller is first; no usage before all with
// some, no share after all with one.
struct Weighed {
  Ticks usage;
  int64_t share = 0;
  std::weak_ordering operator<=>(const Weighed& other) const;
  bool operator==(const Weighed& other) const { return (*this <=> other) == 0; }
};
Weighed Weigh(const State& state, PoolId pool, CompanyId company, Instant at);

// Whether the company has guaranteed time left in the period of the pool in which `when` lies.
bool IsUnderGuarantee(const State& state, PoolId pool, CompanyId company, Instant when);

// A number that nobody can foresee, the same for all who ask with the same: of one draw a company.
uint64_t Draw(uint64_t seed, uint64_t resource, Instant start, CompanyId company);
// A seed of a pool's draws from then on, made from a secret one. Everybody may see it afterwards:
// one draw alone could be undone, two of which only the difference is known cannot.
uint64_t SeedFrom(uint64_t secret, PoolId pool, Instant start);

}  // namespace mutua::core
