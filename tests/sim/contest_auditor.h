// The second opinion on contests: a wish that is met or offered something comes before every other
// that could have had exactly that: a displaced one before all others, then FAIRSHARE.md 5, rules 1,
// 3, 4 and 5; from the events alone and the second opinions on shares and credits.
//
// Limitation: those of the other auditors; draws are not judged, nor usages that differ by less than
// their decay in floating point is exact, nor two wishes of one company.
#pragma once

#include <map>
#include <string>

#include "tests/sim/ledger_auditor.h"
#include "tests/sim/share_auditor.h"

namespace mutua::sim {

class ContestAuditor {
 public:
  // Both are borrowed, and hear of everything before this one.
  ContestAuditor(const ShareAuditor& shares, const LedgerAuditor& ledger)
      : shares_(shares), ledger_(ledger) {}

  void Hear(const core::Event& event, Instant at);
  // The first wish that was met out of turn; empty when all is well.
  const std::string& wrong() const { return wrong_; }

  // How often a wish was met before another that could have been.
  size_t compared() const { return compared_; }

 private:
  // Whether it could be given exactly this, in the opinion of all auditors.
  bool CouldHave(const model::Wish& wish, const model::Booking& given, Instant at) const;
  bool IsUnder(PoolId pool, CompanyId company, Instant when, BookingId except) const;
  // Why `a` comes before `b` for certain, without what was given; empty: it does not.
  std::string Outranks(const model::Wish& a, const model::Wish& b, PoolId pool,
                       const model::Booking& given, Instant at) const;
  void HearMet(const model::Wish& wish, Instant at);

  const ShareAuditor& shares_;
  const LedgerAuditor& ledger_;
  std::map<BookingId, model::Booking> made_;  // by wishes, not yet known to be met
  std::map<WishId, model::Wish> wishes_;
  std::string wrong_;
  size_t compared_ = 0;
};

}  // namespace mutua::sim
