// The mutual ledger of credits: what a booking pays for time beyond its company's guarantee, and whether
// the company may (FAIRSHARE.md 7). Pure; State moves the credits when it applies the booking's events.
//
// Promises: which time is beyond is fixed when it is booked; an idle time of the grab window is never
// refused for want of credits; nobody who asks with enough is refused; what is paid never takes a balance
// below the floor.
#pragma once

#include <span>
#include <vector>

#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// How far below nothing a balance may go, and how high it may be raised: one period's guarantee as a
// charge at the normal rate, and three. Of the period of the pool in which `at` lies; the rate is the
// average of the pool's resources in service, each as often as it has units.
struct CreditLimits {
  Ticks debt;
  Ticks ceiling;
};
CreditLimits CreditLimitsOf(const State& state, PoolId pool, CompanyId company, Instant at);

// What the booking has in escrow, or would have: what is paid and not given back. `pool`: of that one.
Ticks OwedIn(const model::Booking& booking, PoolId pool);

// Sets what a booking pays whose kit, interval, company, price and forfeits are as they will be. `before`:
// the booking that it was; null: a new one. What `before` paid for time that it forfeited stays paid. At
// most what the company may pay: more is judged before (below), or not asked for.
void Pay(const State& state, const model::Booking* before, Instant at, model::Booking* booking);

// So much comes back of what the booking is charged for time that it gave back too late: the same
// part of the credits that it paid for that. What is settled stays where it went.
void GiveBackCredits(Ticks back, model::Booking* booking);

// Credits buy time of the open window: before it there is none for sale, behind it all is free; and
// what a round gives out, in whichever window. What is asked for, as a change of `instead_of` or
// anew. Adds why credits forbid it: a reason a pool.
struct Shared;
void JudgeCredits(const State& state, const Shared& asked, BookingId instead_of, Instant at,
                  Refusal* refusal);
// Of a record that is in the state as it was, or is not.
void JudgeCredits(const State& state, const model::Booking& booking, Instant at, Refusal* refusal);

// What each company is paid of the commons when the period ends; ascending by company.
std::vector<Recirculated::Part> PartsOfCommons(const State& state, PoolId pool, Instant at);

}  // namespace mutua::core
