// How quotas stand: what is used, what of it is still to come, what is left. Pure; asked on the
// replica, never while deciding.
#pragma once

#include <vector>

#include "engine/core/accounts.h"
#include "engine/core/state.h"

namespace mutua::core {

struct Standing {
  // What one live booking counts: who holds what.
  struct Share {
    BookingId booking{};
    int64_t amount = 0;
  };
  QuotaId quota{};
  model::HolderId holder{};
  int64_t used = 0;  // in the period of now; outstanding; or the most at one instant from now on
  int64_t held = 0;  // of `used`, by bookings that have not begun; of kConcurrent nothing
  CivilDay first;    // of the period, by the clocks of the first resource that it counts
  Instant renews{};  // when the period ends; kEarliest: it is no period
  std::vector<Share> shares;  // ascending by booking
};

// The quotas that a booking for this member of the company would be under; of none: those that
// limit the company alone. By whom they limit, then by id. Without `held` and `shares`.
std::vector<Standing> StandingsOf(const State& state, CompanyId company, MemberId member,
                                  Instant at);

// Adds to `held` and `shares` what live bookings for this member count. A company's standing is
// whole when this was called for each of its members. Work: the member's bookings, times the
// quotas.
void AddShares(const State& state, MemberId member, Instant at, std::vector<Standing>* standings);

}  // namespace mutua::core
