#include "tests/sim/contest_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {

using model::Booking;
using model::Guarantees;
using model::Wish;

bool ContestAuditor::CouldHave(const Wish& wish, const Booking& given, Interval time,
                               Instant at) const {
  const ResourceId resource = given.kit.front().resource;
  if (!shares_.CouldHave(wish, resource, time, given.id, at)) return false;
  const model::Kit kit = {{resource, 1, PoolId()}};
  const bool grab = shares_.IsGrabbed(kit, wish.company, time, BookingId(), at);
  return !ledger_.Judge({kit, wish.company, time, grab}, BookingId(), at);
}

bool ContestAuditor::CouldHaveAnyOf(const Wish& wish, const Booking& given, Instant at) const {
  constexpr Duration kStep = Duration::Minutes(5);
  const Instant last = given.interval.end() - wish.length;
  for (Instant start = given.interval.start(); start <= last; start = start + kStep) {
    if (CouldHave(wish, given, Interval(start, start + wish.length), at)) return true;
  }
  return false;
}

void ContestAuditor::Must(bool holds, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = what;
}

bool ContestAuditor::HasToken(PoolId pool, CompanyId company, Instant at) const {
  const auto tally = tallies_.find({pool, company});
  return tally != tallies_.end() && tally->second.token_ends > at && shares_.IsShared(pool);
}

bool ContestAuditor::IsUnder(PoolId pool, CompanyId company, Instant when, BookingId except) const {
  const Guarantees* here = nullptr;
  for (const Guarantees* period : shares_.PeriodsOf(pool)) {
    if (period->interval.start() <= when) here = period;
  }
  return here != nullptr &&
         shares_.Used(*here, company, except) < shares_.Guaranteed(*here, company);
}

std::string ContestAuditor::Outranks(const Wish& a, const Wish& b, PoolId pool,
                                     const Booking& given, Instant at) const {
  const auto by = [](bool first, const char* why) { return first ? std::string(why) : ""; };
  if (a.instead_of.IsSet() && !b.instead_of.IsSet()) return "displaced";
  const Instant when = given.interval.start();
  const bool a_under = IsUnder(pool, a.company, when, given.id);
  if (a_under != IsUnder(pool, b.company, when, given.id))
    return by(a_under, "under its guarantee");
  // The token of whoever was given it has not gone yet.
  const bool a_token = !a.instead_of.IsSet() && HasToken(pool, a.company, at);
  const bool b_token = !b.instead_of.IsSet() && HasToken(pool, b.company, at);
  if (a_token != b_token) return by(a_token, "of a company with a token");
  const int64_t a_share = shares_.WeightIn(pool, a.company);
  const int64_t b_share = shares_.WeightIn(pool, b.company);
  const ShareAuditor::Consumed a_used = shares_.UsageOf(pool, a.company, given.id, at);
  const ShareAuditor::Consumed b_used = shares_.UsageOf(pool, b.company, given.id, at);
  const double a_all = static_cast<double>(a_used.future) + a_used.past;
  const double b_all = static_cast<double>(b_used.future) + b_used.past;
  if (a_share == 0 || b_share == 0) {
    if (a_share != b_share) return by(b_share == 0, "of a company with a share");
    return by(a_all + 3 < b_all * (1 - 1e-3), "of smaller usage");
  }
  const double a_weighed = a_all * static_cast<double>(b_share);
  const double b_weighed = b_all * static_cast<double>(a_share);
  const double slack = 3.0 * static_cast<double>(a_share + b_share);  // both are rounded
  if (a_all > 0 || b_all > 0) {
    return by(a_weighed + slack < b_weighed * (1 - 1e-3), "of smaller usage for its share");
  }
  // Neither has used anything: the richer per share, before what was given was paid.
  const auto balance = [&](const Wish& wish) {
    const bool gave = wish.company == given.company;
    const int64_t paid = gave ? ledger_.EscrowOf(given.id, pool) : 0;
    return ledger_.BalanceOf(pool, wish.company) + paid;
  };
  const __int128 a_credits = static_cast<__int128>(balance(a)) * b_share;
  const __int128 b_credits = static_cast<__int128>(balance(b)) * a_share;
  if (a_credits != b_credits) return by(a_credits > b_credits, "of more credits for its share");
  const auto hour = [](const Wish& wish) { return wish.filed_at.unix_seconds() / 3600; };
  return by(hour(a) < hour(b), "filed in an earlier hour");
}

// What a company is given may be all that it had left for what another wish of it lost.
void ContestAuditor::ForgetDeprived(const Wish& met, Instant at) {
  for (auto& [winner, win] : wins_) {
    std::erase_if(win.deprived, [&](WishId id) {
      const auto wish = wishes_.find(id);
      return wish != wishes_.end() && wish->second.company == met.company &&
             !CouldHave(wish->second, win.given, win.given.interval, at);
    });
  }
}

// Whether in an earlier period of the pool than that: by that one it stands.
bool ContestAuditor::CouldBeginEarlier(const Wish& wish, PoolId pool, Instant when,
                                       Instant at) const {
  Instant first = kLatest;
  for (const Interval window : wish.windows) {
    if (window.end() > at) first = std::min(first, std::max(window.start(), at));
  }
  const std::vector<const model::Guarantees*> periods = shares_.PeriodsOf(pool);
  return std::any_of(periods.begin(), periods.end(), [&](const model::Guarantees* period) {
    return first < period->interval.start() && period->interval.start() <= when;
  });
}

// Nobody else who could have had it, of another company, comes before.
void ContestAuditor::HearMet(const Wish& wish, Instant at) {
  const auto known = made_.find(wish.booking);
  if (known == made_.end()) return;  // an offer that is taken
  const Booking given = known->second;
  made_.erase(known);
  if (given.made_at != at) return;
  ForgetDeprived(wish, at);
  Win& win = wins_[wish.id];
  win = {given, wish.instead_of.IsSet(), {}, {}};
  if (given.kit.size() != 1) return;
  const PoolId pool = shares_.resources().at(given.kit.front().resource).pool;
  if (!shares_.IsShared(pool)) return;
  won_ = wish.id;
  for (const auto& [id, other] : wishes_) {
    if (id == wish.id || other.company == wish.company) continue;
    if (other.state != model::WishState::kWaiting) continue;
    if (!CouldHave(other, given, given.interval, at)) continue;
    if (wish.instead_of.IsSet() && !other.instead_of.IsSet()) continue;
    ++compared_;
    if (!other.instead_of.IsSet()) win.rivals.insert(id);
    const bool exactly = other.wants.front().resource == given.kit.front().resource &&
                         other.windows.size() == 1 && other.windows.front() == given.interval;
    const bool still =
        shares_.CouldHave(other, given.kit.front().resource, given.interval, BookingId(), at);
    if (exactly && !still) win.deprived.insert(id);
    const std::string why = Outranks(other, wish, pool, given, at);
    const Instant when = given.interval.start();
    if (why.empty() || !wrong_.empty() || CouldBeginEarlier(wish, pool, when, at) ||
        CouldBeginEarlier(other, pool, when, at)) {
      continue;
    }
    wrong_ = absl::StrCat("wish ", wish.id.value(), " was met before wish ", id.value(), ", ", why);
  }
}

bool ContestAuditor::WouldCount(const Wish& wish, const core::Contested& contested,
                                Instant at) const {
  if (HasToken(contested.pool, wish.company, at)) return false;
  const auto tally = tallies_.find({contested.pool, wish.company});
  if (tally == tallies_.end()) return true;
  return std::none_of(tally->second.lost.begin(), tally->second.lost.end(), [&](const auto& lost) {
    return lost.wish == wish.id ||
           (lost.resource == contested.resource && lost.time.Overlaps(contested.time));
  });
}

void ContestAuditor::HearLoss(const core::Contested& contested, const core::Contested::Loss& loss,
                              const Win& win, Instant at) {
  const std::string name = absl::StrCat("the loss of wish ", loss.wish.value());
  const auto known = wishes_.find(loss.wish);
  if (known == wishes_.end()) return Must(false, name + ", which is not there");
  const Wish& wish = known->second;
  Must(wish.state == model::WishState::kWaiting && !wish.instead_of.IsSet(),
       name + ", which does not wait");
  Must(wish.company == loss.company && loss.company != contested.company,
       name + " by its own company");
  Must(wish.length <= win.given.interval.length(), name + ", which is longer");
  Must(WouldCount(wish, contested, at), name + ", which does not count");
  const bool alone = wish.wants.size() == 1 && wish.wants.front().units == 1;
  if (alone && win.given.kit.size() == 1) {
    Must(CouldHaveAnyOf(wish, win.given, at), name + ", which could not have been met");
  }
  Tally& tally = tallies_[{contested.pool, loss.company}];
  tally.lost.push_back({loss.wish, contested.resource, contested.time});
  Must(loss.lost == tally.lost.size(), name + " is counted wrongly");
  if (tally.lost.size() == 4) tally = {{}, contested.tokens_end};
  losers_.insert(loss.company);
  ++lost_;
}

// In the period after the one in which it is earned.
void ContestAuditor::CheckEnd(const core::Contested& contested, Instant at) {
  const Guarantees* now = nullptr;
  for (const Guarantees* period : shares_.PeriodsOf(contested.pool)) {
    if (now != nullptr && period->interval.start() == now->interval.end()) {
      return Must(period->interval.end() == contested.tokens_end, "a token ends at another time");
    }
    if (period->interval.Contains(at)) now = period;
  }
}

void ContestAuditor::HearContested(const core::Contested& contested, Instant at) {
  const std::string name = absl::StrCat("the contest that wish ", contested.by.value(), " won");
  const auto found = wins_.find(contested.by);
  if (found == wins_.end()) return Must(false, name + ", which was given nothing");
  const Win& win = found->second;
  const bool there =
      std::any_of(win.given.kit.begin(), win.given.kit.end(),
                  [&](const model::Claim& claim) { return claim.resource == contested.resource; });
  Must(there && win.given.interval == contested.time && win.given.company == contested.company &&
           shares_.resources().at(contested.resource).pool == contested.pool,
       name + " was about something else");
  Must(!win.displaced, name + " in place of what was displaced");
  if (contested.spent) {
    Must(HasToken(contested.pool, contested.company, at), name + " without a token");
    tallies_[{contested.pool, contested.company}].token_ends = Instant();
    losers_.insert(contested.company);  // with its token it lost nothing until then
    ++spent_;
  }
  for (const core::Contested::Loss& loss : contested.losses) {
    HearLoss(contested, loss, win, at);
  }
  if (!contested.losses.empty()) CheckEnd(contested, at);
}

// Whoever was given what another could have had has no token any more.
void ContestAuditor::CheckSpent() {
  if (!won_.IsSet()) return;
  const Win& win = wins_.at(won_);
  if (win.displaced || win.rivals.empty()) return;
  const PoolId pool = shares_.resources().at(win.given.kit.front().resource).pool;
  Must(!HasToken(pool, win.given.company, heard_),
       absl::StrCat("wish ", won_.value(), " won, and kept the token"));
}

// Of those who could have had exactly what was given, and nothing else, each company has a token or
// has lost by the end of that instant.
void ContestAuditor::CheckMissing() {
  for (const auto& [winner, win] : wins_) {
    if (win.displaced) continue;
    for (const WishId id : win.rivals) {
      const auto known = wishes_.find(id);
      if (known == wishes_.end() || known->second.state != model::WishState::kWaiting) continue;
      const Wish& wish = known->second;
      core::Contested about;
      about.resource = win.given.kit.front().resource;
      about.pool = shares_.resources().at(about.resource).pool;
      about.time = win.given.interval;
      const bool gone = wish.instead_of.IsSet() || losers_.contains(wish.company) ||
                        !shares_.IsShared(about.pool);
      if (gone || !win.deprived.contains(id)) continue;
      Must(!WouldCount(wish, about, heard_),
           absl::StrCat("wish ", id.value(), " lost to wish ", winner.value(),
                        ", and that is not counted"));
    }
  }
}

// What a round's order knows of tokens, and what it spends.
void ContestAuditor::HearRounds(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::RoundOpened>(&event)) {
    rounds_[e->round.id] = e->round.pool;
    for (const model::Round::Turn& turn : e->round.turns) {
      Must(turn.token == HasToken(e->round.pool, turn.company, at),
           absl::StrCat("round ", e->round.id.value(), ": a turn with a token or none"));
    }
  }
  if (const auto* e = std::get_if<core::RoundDecided>(&event)) {
    for (const model::Round::Turn& turn : e->turns) {
      const auto tally = tallies_.find({rounds_.at(e->round), turn.company});
      if (tally == tallies_.end() || turn.taken == 0) continue;
      if (tally->second.token_ends > at) losers_.insert(turn.company);  // likewise
      tally->second.token_ends = Instant();
    }
  }
}

std::string ContestAuditor::FindWrong(const core::State& state, Instant at) const {
  for (const auto& [whose, tally] : tallies_) {
    const auto& [pool, company] = whose;
    const model::Usage::Contests kept = state.ContestsOf(pool, company, at);
    const bool same =
        !shares_.IsShared(pool) ||
        (kept.lost == tally.lost && (kept.token_ends > at) == HasToken(pool, company, at));
    if (!same) {
      return absl::StrCat("the contests of company ", company.value(), " in pool ", pool.value());
    }
  }
  return "";
}

void ContestAuditor::Hear(const core::Event& event, Instant at) {
  const auto* contested = std::get_if<core::Contested>(&event);
  if (contested == nullptr) CheckSpent();
  if (at != heard_) {
    CheckMissing();
    wins_.clear();
    losers_.clear();
    heard_ = at;
  }
  if (contested != nullptr) {
    HearContested(*contested, at);
    CheckSpent();
  }
  won_ = WishId();
  HearRounds(event, at);
  if (const auto* e = std::get_if<core::WoundUp>(&event)) {
    std::erase_if(tallies_, [&](const auto& one) { return one.first.second == e->company; });
  }
  if (const auto* e = std::get_if<core::PoolDefined>(&event); e != nullptr && e->pool.retired) {
    std::erase_if(tallies_, [&](const auto& one) { return one.first.first == e->pool.id; });
  }
  if (const auto* e = std::get_if<core::Booked>(&event); e != nullptr && e->booking.wish.IsSet()) {
    made_[e->booking.id] = e->booking;
  }
  // It goes along with its member to another company, which then has won.
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const auto win = wins_.find(e->booking.wish);
    const bool given = win != wins_.end() && win->second.given.id == e->booking.id;
    if (given) win->second.given.company = e->booking.company;
  }
  if (const auto* e = std::get_if<core::WishChanged>(&event)) {
    using Why = core::WishChanged::Why;
    if (e->why == Why::kMet || e->why == Why::kOffered) HearMet(e->wish, at);
    // Another company lost it than the one that it is of now.
    if (e->why == Why::kMovedAlong) {
      for (auto& [winner, win] : wins_) win.deprived.erase(e->wish.id);
    }
    wishes_[e->wish.id] = e->wish;
  }
  if (const auto* e = std::get_if<core::WishRetired>(&event)) wishes_.erase(e->wish);
}

}  // namespace mutua::sim
