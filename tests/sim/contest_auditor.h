// The second opinion on contests: a wish that is met or offered something comes before every other
// that could have had exactly that: a displaced one before all others, then FAIRSHARE.md 5, rules 1
// to 5; from the events alone and the second opinions on shares and credits. Tokens it counts
// itself: what is counted is a loss, and none is missing of those who could have had exactly what
// was given.
//
// Limitation: those of the other auditors; draws are not judged, nor usages that differ by less
// than their decay in floating point is exact, nor two wishes of one company, nor one that is given
// time of a later period than that in which it could begin first, by which it stands.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

  // The first company whose contests the state keeps otherwise; empty when all is well.
  std::string FindWrong(const core::State& state, Instant at) const;

  // How often a wish was met before another that could have been.
  size_t compared() const { return compared_; }
  // How often a contest was lost, and a token spent.
  size_t lost() const { return lost_; }
  size_t spent() const { return spent_; }

 private:
  // What a wish was given at the instant that is heard of.
  struct Win {
    model::Booking given;
    bool displaced = false;
    std::set<WishId> rivals;    // that could have had exactly that, and were not before it
    std::set<WishId> deprived;  // of them: that want nothing else, and lack it for this win alone
  };
  // What a company has lost, and until when it has a token.
  struct Tally {
    std::vector<model::Usage::Lost> lost;
    Instant token_ends;
  };

  // Whether it could be given this time of what was given, in the opinion of all auditors.
  bool CouldHave(const model::Wish& wish, const model::Booking& given, Interval time,
                 Instant at) const;
  // Or any other of it that begins on a step of five minutes.
  bool CouldHaveAnyOf(const model::Wish& wish, const model::Booking& given, Instant at) const;
  bool CouldBeginEarlier(const model::Wish& wish, PoolId pool, Instant when, Instant at) const;
  bool HasToken(PoolId pool, CompanyId company, Instant at) const;
  // Whether the loss of what was given would be one of its own beside those that count.
  bool WouldCount(const model::Wish& wish, const core::Contested& contested, Instant at) const;
  void Must(bool holds, const std::string& what);
  void HearContested(const core::Contested& contested, Instant at);
  void HearLoss(const core::Contested& contested, const core::Contested::Loss& loss, const Win& win,
                Instant at);
  void HearRounds(const core::Event& event, Instant at);
  void CheckEnd(const core::Contested& contested, Instant at);
  void CheckSpent();
  void CheckMissing();
  bool IsUnder(PoolId pool, CompanyId company, Instant when, BookingId except) const;
  // Why `a` comes before `b` for certain, without what was given; empty: it does not.
  std::string Outranks(const model::Wish& a, const model::Wish& b, PoolId pool,
                       const model::Booking& given, Instant at) const;
  void HearMet(const model::Wish& wish, Instant at);
  void ForgetDeprived(const model::Wish& met, Instant at);

  const ShareAuditor& shares_;
  const LedgerAuditor& ledger_;
  std::map<BookingId, model::Booking> made_;  // by wishes, not yet known to be met
  std::map<WishId, model::Wish> wishes_;
  std::map<std::pair<PoolId, CompanyId>, Tally> tallies_;
  std::map<RoundId, PoolId> rounds_;  // whose
  Instant heard_;                     // of this instant:
  std::map<WishId, Win> wins_;        // by who won
  WishId won_;                        // the last event's
  std::set<CompanyId> losers_;        // who have lost
  std::string wrong_;
  size_t compared_ = 0;
  size_t lost_ = 0;
  size_t spent_ = 0;
};

}  // namespace mutua::sim
