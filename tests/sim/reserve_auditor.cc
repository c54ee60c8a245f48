#include "tests/sim/reserve_auditor.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace mutua::sim {

using model::Booking;
using model::Guarantees;
using model::Wish;

std::vector<ResourceId> ReserveAuditor::WantedBy(const Wish& wish) const {
  std::vector<ResourceId> wanted;
  if (wish.wants.size() != 1 || wish.wants.front().units != 1) return wanted;
  const model::Want& want = wish.wants.front();
  for (const auto& [id, resource] : shares_.resources()) {
    const bool fits = want.resource.IsSet() ? id == want.resource : resource.pool == want.pool;
    if (fits && shares_.IsShared(resource.pool)) wanted.push_back(id);
  }
  return wanted;
}

std::vector<Interval> ReserveAuditor::KeptFrom(const Wish& wish, Instant at) const {
  std::vector<Interval> kept;
  const std::vector<ResourceId> wanted = WantedBy(wish);
  if (wanted.empty()) return kept;
  const model::Kit kit = {{wanted.front(), 1, PoolId()}};
  for (const Interval window : wish.windows) {
    for (Instant start = window.start(); start + wish.length <= window.end();
         start = start + Duration::Minutes(30)) {
      const Interval time(start, start + wish.length);
      const std::vector<core::Reason> reasons =
          shares_.Judge({kit, wish.company, time}, BookingId(), at);
      const bool only = !reasons.empty() && reasons[0].rule == core::Rule::kReservedForGuarantees;
      if (only) kept.push_back(time);
    }
  }
  return kept;
}

// Whether something was given back in a period in which the time lies, too.
bool ReserveAuditor::IsEased(PoolId pool, Interval time, Instant at) const {
  const std::vector<const Guarantees*> periods = shares_.PeriodsOf(pool);
  for (const Guarantees* period : periods) {
    const Instant from = std::max(period->interval.start(), at + Duration::Days(1));
    const Instant to = period == periods.back() ? kLatest : period->interval.end();
    if (from >= to || !time.Overlaps(Interval(from, to))) continue;
    for (const Freed& freed : freed_) {
      if (freed.pool == pool && freed.interval.Overlaps(Interval(from, to))) return true;
    }
  }
  return false;
}

void ReserveAuditor::CheckAsleep(Instant at) {
  for (const auto& [id, times] : kept_) {
    const auto known = wishes_.find(id);
    if (known == wishes_.end()) continue;
    const Wish& wish = known->second;
    const std::vector<ResourceId> wanted = WantedBy(wish);
    if (wanted.empty()) continue;
    const PoolId pool = shares_.resources().at(wanted.front()).pool;
    const bool eased = std::any_of(times.begin(), times.end(),
                                   [&](Interval time) { return IsEased(pool, time, at); });
    if (!eased) continue;
    if (wish.state != model::WishState::kWaiting) {
      met_ += wish.state == model::WishState::kMet || wish.state == model::WishState::kOffered;
      continue;
    }
    if (wish.valid_until <= at) continue;
    for (const Interval time : times) {
      if (!IsEased(pool, time, at)) continue;
      for (const ResourceId resource : wanted) {
        if (!shares_.CouldHave(wish, resource, time, BookingId(), at)) continue;
        const model::Kit kit = {{resource, 1, PoolId()}};
        const bool grab = shares_.IsGrabbed(kit, wish.company, time, BookingId(), at);
        if (ledger_.Judge({kit, wish.company, time, grab}, BookingId(), at)) continue;
        if (!wrong_.empty()) return;
        wrong_ = absl::StrCat("wish ", id.value(), " waits for resource ", resource.value(), " at ",
                              time.start().unix_seconds(), ", which is kept no more");
      }
    }
  }
}

void ReserveAuditor::Settle(Instant at) {
  if (!freed_.empty()) CheckAsleep(at);
  freed_.clear();
  std::erase_if(kept_, [&](const auto& one) {
    const auto known = wishes_.find(one.first);
    return known == wishes_.end() || known->second.state != model::WishState::kWaiting;
  });
  for (const WishId id : looked_at_) {
    const auto known = wishes_.find(id);
    if (known == wishes_.end() || known->second.state != model::WishState::kWaiting) continue;
    std::vector<Interval> kept = KeptFrom(known->second, at);
    kept_.erase(id);
    if (!kept.empty()) kept_[id] = std::move(kept);
  }
  looked_at_.clear();
}

void ReserveAuditor::Free(const model::Kit& kit, Interval interval) {
  for (const model::Claim& claim : kit) {
    const PoolId pool = shares_.resources().at(claim.resource).pool;
    if (shares_.IsShared(pool)) freed_.push_back({pool, interval});
  }
}

void ReserveAuditor::HearOutage(const model::Outage& outage) {
  const auto [place, is_new] = outages_.try_emplace(outage.id, outage);
  const model::Outage before = place->second;
  place->second = outage;
  if (is_new || before.lifted) return;
  if (!outage.lifted && outage.interval.Contains(before.interval)) return;
  for (const auto& [id, resource] : shares_.resources()) {
    const bool over = id == before.resource || resource.pool == before.pool;
    if (over) Free({{id, 1, PoolId()}}, before.interval);
  }
}

void ReserveAuditor::Hear(const core::Event& event) {
  if (const auto* e = std::get_if<core::Booked>(&event)) bookings_[e->booking.id] = e->booking;
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const Booking before = std::exchange(bookings_[e->booking.id], e->booking);
    const bool as_before = e->booking.company == before.company && e->booking.kit == before.kit &&
                           e->booking.interval.Contains(before.interval);
    if (!as_before) Free(before.kit, before.interval);
  }
  const auto* ended = std::get_if<core::BookingEnded>(&event);
  if (ended != nullptr && ended->state != model::BookingState::kCompleted) {
    Free(bookings_.at(ended->booking).kit, bookings_.at(ended->booking).interval);
  }
  if (const auto* e = std::get_if<core::OutageChanged>(&event)) HearOutage(e->outage);
  if (const auto* e = std::get_if<core::LendingChanged>(&event)) {
    freed_.push_back({e->lending.pool, shares_.frozen().at(e->lending.period).interval});
  }
  if (const auto* e = std::get_if<core::WishChanged>(&event)) {
    wishes_[e->wish.id] = e->wish;
    looked_at_.push_back(e->wish.id);
  }
  if (const auto* e = std::get_if<core::WishRetired>(&event)) wishes_.erase(e->wish);
}

}  // namespace mutua::sim
