// Credits: what companies owe each other for time of shared pools (FAIRSHARE.md 7).
//
// Time beyond a company's guarantee is paid with credits: to those who released what they are
// guaranteed, else to the pool's commons. Hours that a company puts in are paid by the mint when
// others used them. The records below are the ledger's accounts: what a company has in each pool
// and what of it is in escrow, the commons and the mint. Plain values; core/credits.h moves them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/quantity.h"
#include "engine/base/time.h"

namespace mutua::model {

// Of a booking's price: what is paid with credits for time of one pool and period, to one payee.
struct Paid {
  PoolId pool{};
  CivilDay first;       // of the period
  LendingId lending{};  // the released time that it takes; none: the commons'
  CompanyId lender{};   // whose that is
  int64_t seconds = 0;  // times units, beyond the guarantee
  Ticks ticks;
  bool lost = false;  // of time that was given back too late: stays paid
  bool operator==(const Paid&) const = default;
};

// Time that a booking gave back too late and stays charged for: what somebody else then books of it
// comes back (core/pass_on.h).
struct GivenUp {
  ResourceId resource{};
  Interval time{kEarliest, kLatest};
  uint32_t units = 1;
  Instant at{};         // when it was given up
  CompanyId company{};  // by which company
  Charge charge;        // what it stays charged, all of its units
  bool grab = false;    // at the rate of what is grabbed
  bool operator==(const GivenUp&) const = default;
};

// What few bookings have beside their price.
struct Aside {
  Charge forfeited;  // of time that it gave back too late by a change (core/charge.h)
  Charge returned;   // of what it was charged for time given back too late
  // What can still come back; the oldest first, kGivenUpMost at most.
  std::vector<GivenUp> given_up{};
  std::vector<Paid> paid{};
  // It left the escrow, and what it used of others is paid for: nothing of it moves any more.
  bool settled = false;
  Charge overrun;           // of the time past its end (core/overrun.h)
  Instant overrun_until{};  // when that was over; kEarliest: nothing is charged of it
  bool operator==(const Aside&) const = default;
};

// Guaranteed time that a company released in one period, for others to take beyond their own.
struct Lending {
  LendingId id{};
  PoolId pool{};
  GuaranteesId period{};
  CompanyId company{};
  int64_t minutes = 0;   // unit-minutes released
  int64_t borrowed = 0;  // unit-seconds of them that others have taken
  bool operator==(const Lending&) const = default;
};

// A change of one company's account.
struct Entry {
  enum class Why : uint8_t {
    kPaid = 1,          // for a booking, into the escrow
    kGivenBack = 2,     // from the escrow
    kLent = 3,          // released time was used
    kRecirculated = 4,  // its part of the commons
    kGiven = 5,         // others used what it lends: from the mint, at the posted tariff
    kFavour = 6,        // others used what it lends, for nothing
    kReceived = 7,      // it used what another lends, for nothing
    kWoundUp = 8,       // it left: to the commons, or what it owed from the mint
  };
  Instant at{};
  PoolId pool{};
  Why why = Why::kPaid;
  Ticks ticks;  // what the balance changed by
  // Unit-seconds: of kPaid and kLent beyond a guarantee, from kGiven on those used.
  int64_t seconds = 0;
  // None of kLent; of kGiven and kFavour somebody else's, which is not for the company to see.
  BookingId booking{};
  ResourceId resource{};  // from kGiven on
  bool operator==(const Entry&) const = default;
};

// A company's accounts.
struct Purse {
  struct Part {
    PoolId pool{};
    Ticks balance;  // may be negative, down to the floor
    Ticks escrow;   // paid for what is not over yet
    bool operator==(const Part&) const = default;
  };
  CompanyId id{};
  std::vector<Part> parts{};     // ascending by pool
  std::vector<Entry> entries{};  // the newest kEntriesKept, oldest first
  bool operator==(const Purse&) const = default;
};

// A pool's own accounts.
struct Commons {
  PoolId id{};
  Ticks balance;
  Ticks escrow;  // of all companies
  Ticks minted;  // paid for what was given: the balance of the mint is as much below nothing
  bool operator==(const Commons&) const = default;
};

}  // namespace mutua::model
