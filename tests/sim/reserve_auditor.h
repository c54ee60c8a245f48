// The second opinion on who waits for what is kept for others' guarantees: once a booking of that
// pool and period is given back, moved or handed over, an outage in it is over, or some of it is
// lent, nobody waits for a time that only those had been in the way of and are not any more. What
// was in the way, and whether it is still, is the other auditors' to say.
//
// Limitation: of a wish for one resource or any of a pool, at starts half an hour apart, as they
// were when the engine last looked at it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/sim/ledger_auditor.h"
#include "tests/sim/share_auditor.h"

namespace mutua::sim {

class ReserveAuditor {
 public:
  // Both are borrowed, and hear of everything before this one.
  ReserveAuditor(const ShareAuditor& shares, const LedgerAuditor& ledger)
      : shares_(shares), ledger_(ledger) {}

  void Hear(const core::Event& event);
  // What was heard since the last time was one commit, or several at once.
  void Settle(Instant at);
  // The first wish that waits for nothing; empty when all is well.
  const std::string& wrong() const { return wrong_; }

  // How often such a wish was met then.
  size_t met() const { return met_; }

 private:
  struct Freed {
    PoolId pool;
    Interval interval;
  };

  void Free(const model::Kit& kit, Interval interval);
  void HearOutage(const model::Outage& outage);
  std::vector<ResourceId> WantedBy(const model::Wish& wish) const;
  std::vector<Interval> KeptFrom(const model::Wish& wish, Instant at) const;
  bool IsEased(PoolId pool, Interval time, Instant at) const;
  void CheckAsleep(Instant at);

  const ShareAuditor& shares_;
  const LedgerAuditor& ledger_;
  std::map<BookingId, model::Booking> bookings_;
  std::map<OutageId, model::Outage> outages_;
  std::map<WishId, model::Wish> wishes_;
  std::map<WishId, std::vector<Interval>> kept_;  // what guarantees kept from it
  std::vector<Freed> freed_;
  std::vector<WishId> looked_at_;
  std::string wrong_;
  size_t met_ = 0;
};

}  // namespace mutua::sim
