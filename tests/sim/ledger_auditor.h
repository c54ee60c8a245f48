// The second opinion on credits: every account of every pool, moved by the events alone, and what
// each booking has to pay, from the second opinions on shares and charges. Slow on purpose.
//
// Who is wound up has nothing and owes nothing from then on.
//
// It holds that each move keeps the sum of a pool's accounts at nothing (I2), that what is paid
// takes no balance below the floor and what is received none above the ceiling (I12), and that what
// comes back comes out of the escrow, once.
//
// Limitation: those of the other auditors.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "tests/sim/charge_auditor.h"
#include "tests/sim/share_auditor.h"

namespace mutua::sim {

class LedgerAuditor {
 public:
  // Both are borrowed; `charges` hears of everything before this one, `shares` after it.
  LedgerAuditor(const ChargeAuditor& charges, const ShareAuditor& shares)
      : charges_(charges), shares_(shares) {}

  // What happened is judged `at` by all that was before it, then taken in.
  void Hear(const core::Event& event, Instant at);
  const std::string& wrong() const { return wrong_; }

  // Why credits forbid it, if they do; `instead_of` is not there.
  std::optional<core::Reason> Judge(const core::Shared& asked, BookingId instead_of,
                                    Instant at) const;

  // What of these events is to be known before the first of them is heard: who leaves may release
  // time later than others.
  void Announce(std::span<const core::Event> events);

  // The first account or lending that the state keeps otherwise, or pool whose accounts are not
  // nothing together.
  std::string FindWrong(const core::State& state) const;

  int64_t BalanceOf(PoolId pool, CompanyId company) const;
  // What a booking has in the pool's escrow.
  int64_t EscrowOf(BookingId booking, PoolId pool) const;

  // How much was paid, given back, and paid to lenders, in ticks; how often a guarantee was lent.
  int64_t paid() const { return paid_; }
  int64_t given_back() const { return given_back_; }
  int64_t earned() const { return earned_; }
  int64_t recirculated() const { return recirculated_; }
  size_t lent() const { return lent_; }
  int64_t minted() const { return minted_all_; }
  size_t favours() const { return favours_; }
  size_t wound_up() const { return wound_up_; }

 private:
  using Account = std::pair<PoolId, CompanyId>;
  struct Known {
    model::Booking booking;
    bool settled = false;
    bool minted = false;  // whoever lent what it used was paid
  };

  static bool IsOwed(const model::Booking& booking, const model::Paid& paid) {
    return paid.lost || !booking.refunded;
  }
  std::map<PoolId, int64_t> Held(const Known* known) const;
  int64_t FloorOf(PoolId pool, CompanyId company, Instant at) const;
  // What it has to pay in each pool, whether it can or not.
  std::map<PoolId, int64_t> Owes(const model::Booking* before, const model::Booking& after,
                                 Instant at) const;
  void CheckPaid(const model::Booking* before, const model::Booking& after, Instant at);
  void CheckBack(const Known& known, const core::BookingChanged& changed);
  void Take(PoolId pool, CompanyId company, int64_t ticks, Instant at);
  void Settle(Known* known, Instant at);
  void Mint(const model::Booking& booking, Instant at);
  void Become(const model::Booking& after, Instant at);
  void HearWoundUp(const core::WoundUp& event);
  void HearRecirculated(const core::Recirculated& event, Instant at);
  void Expect(bool holds, const std::string& what);

  const ChargeAuditor& charges_;
  const ShareAuditor& shares_;
  std::map<BookingId, Known> bookings_;
  std::map<LendingId, model::Lending> lendings_;
  std::map<Account, int64_t> balances_;
  std::map<Account, int64_t> escrows_;
  std::map<PoolId, int64_t> commons_;
  std::map<PoolId, int64_t> minted_;
  std::set<CompanyId> leaving_;  // in these events
  std::set<CompanyId> retired_;
  std::string wrong_;
  int64_t paid_ = 0;
  int64_t given_back_ = 0;
  int64_t earned_ = 0;
  int64_t recirculated_ = 0;
  size_t lent_ = 0;
  int64_t minted_all_ = 0;
  size_t favours_ = 0;
  size_t wound_up_ = 0;
};

}  // namespace mutua::sim
