#include "tests/sim/contest_auditor.h"

#include "absl/strings/str_cat.h"

namespace mutua::sim {

using model::Booking;
using model::Guarantees;
using model::Wish;

bool ContestAuditor::CouldHave(const Wish& wish, const Booking& given, Instant at) const {
  const ResourceId resource = given.kit.front().resource;
  if (!shares_.CouldHave(wish, resource, given.interval, given.id, at)) return false;
  const model::Kit kit = {{resource, 1, PoolId()}};
  const bool grab = shares_.IsGrabbed(kit, wish.company, given.interval, BookingId(), at);
  return !ledger_.Judge({kit, wish.company, given.interval, grab}, BookingId(), at);
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
  const double slack = 3.0 * static_cast<double>(b_share);
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

// Nobody else who could have had it, of another company, comes before.
void ContestAuditor::HearMet(const Wish& wish, Instant at) {
  const auto known = made_.find(wish.booking);
  if (known == made_.end()) return;  // an offer that is taken
  const Booking given = known->second;
  made_.erase(known);
  if (given.made_at != at || given.kit.size() != 1) return;
  const PoolId pool = shares_.resources().at(given.kit.front().resource).pool;
  if (!shares_.IsShared(pool)) return;
  for (const auto& [id, other] : wishes_) {
    if (id == wish.id || other.company == wish.company) continue;
    if (other.state != model::WishState::kWaiting || !CouldHave(other, given, at)) continue;
    if (wish.instead_of.IsSet() && !other.instead_of.IsSet()) continue;
    ++compared_;
    const std::string why = Outranks(other, wish, pool, given, at);
    if (why.empty() || !wrong_.empty()) continue;
    wrong_ = absl::StrCat("wish ", wish.id.value(), " was met before wish ", id.value(), ", ", why);
  }
}

void ContestAuditor::Hear(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::Booked>(&event); e != nullptr && e->booking.wish.IsSet()) {
    made_[e->booking.id] = e->booking;
  }
  if (const auto* e = std::get_if<core::WishChanged>(&event)) {
    using Why = core::WishChanged::Why;
    if (e->why == Why::kMet || e->why == Why::kOffered) HearMet(e->wish, at);
    wishes_[e->wish.id] = e->wish;
  }
  if (const auto* e = std::get_if<core::WishRetired>(&event)) wishes_.erase(e->wish);
}

}  // namespace mutua::sim
