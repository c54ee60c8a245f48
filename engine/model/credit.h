// Credits: what companies owe each other for time of shared pools (FAIRSHARE.md 7).
//
// Time beyond a company's guarantee is paid with credits: to those who released what they are
// guaranteed, else to the pool's commons. The records below are the ledger's accounts: what a company has
// in each pool and what of it is in escrow, and the commons. Plain values; core/credits.h moves them.
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
  CivilDay first;          // of the period
  LendingId lending{};     // the released time that it takes; none: the commons'
  CompanyId lender{};      // whose that is
  int64_t seconds = 0;     // times units, beyond the guarantee
  Ticks ticks;
  bool lost = false;       // of time that was given back too late: stays paid
  bool operator==(const Paid&) const = default;
};

// What few bookings have beside their price.
struct Aside {
  Charge forfeited;  // of time that it gave back too late (core/charge.h)
  std::vector<Paid> paid{};
  bool settled = false;  // it left the escrow: nothing of it is given back any more
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
  };
  Instant at{};
  PoolId pool{};
  Why why = Why::kPaid;
  Ticks ticks;            // what the balance changed by
  int64_t seconds = 0;    // of kPaid and kLent: unit-seconds beyond a guarantee
  BookingId booking{};    // the company's own; none of kLent: it is somebody else's
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
  bool operator==(const Commons&) const = default;
};

}  // namespace mutua::model
