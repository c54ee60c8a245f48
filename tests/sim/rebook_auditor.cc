#include "tests/sim/rebook_auditor.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::Booking;
using model::BookingState;
using Why = core::BookingChanged::Why;

bool IsNear(double expected, int64_t came, int parts) {
  return std::abs(expected - static_cast<double>(came)) <= 4.0 + 2.0 * parts;
}

}  // namespace

void RebookAuditor::Expect(bool holds, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = what;
}

double RebookAuditor::HalvesOf(const Stretch& stretch, int64_t from, int64_t to) const {
  if (stretch.grab) return static_cast<double>(to - from);
  return static_cast<double>(charges_.Halves(stretch.resource, from, to, false));
}

// Each unit of the claim by itself; `charge` is what all of them cost.
void RebookAuditor::Add(const Booking& booking, const model::Claim& claim, Interval time,
                        Charge charge, Instant at, std::vector<Stretch>* to) const {
  if (charges_.IsMaterial(claim.resource) || charge.IsNothing()) return;
  Stretch one{booking.id,
              claim.resource,
              booking.company,
              at,
              time.start().unix_seconds(),
              time.end().unix_seconds(),
              booking.grab};
  const double halves = HalvesOf(one, one.from, one.to) * claim.units;
  one.ticks = static_cast<double>(charge.ticks.value()) / halves;
  one.cents = static_cast<double>(charge.cents.value()) / halves;
  to->insert(to->end(), claim.units, one);
}

// What `before` has and `after` has not, as far as it stays charged.
std::vector<RebookAuditor::Stretch> RebookAuditor::Forfeited(const Booking& before,
                                                             const Booking& after,
                                                             Instant at) const {
  std::vector<Stretch> all;
  Charge left = after.aside->forfeited - before.aside->forfeited;
  const auto add = [&](model::Claim claim, Instant from, Instant to, uint32_t units) {
    if (from >= to || units == 0) return;
    claim.units = units;
    const Charge price = charges_.IfBooked({claim}, Interval(from, to), before.grab);
    const Charge charge{std::min(price.ticks, left.ticks), std::min(price.cents, left.cents)};
    if (charges_.IsMaterial(claim.resource)) return;
    left = left - charge;
    Add(before, claim, Interval(from, to), charge, at, &all);
  };
  const Interval was = before.interval;
  const Instant start = std::clamp(after.interval.start(), was.start(), was.end());
  const Instant end = std::clamp(after.interval.end(), start, was.end());
  for (const model::Claim& claim : before.kit) {
    uint32_t still = 0;
    for (const model::Claim& other : after.kit) {
      if (other.resource == claim.resource) still = std::min(claim.units, other.units);
    }
    if (still == 0 || start == end) {
      add(claim, was.start(), was.end(), claim.units);
      continue;
    }
    add(claim, was.start(), start, claim.units);
    add(claim, end, was.end(), claim.units);
    add(claim, start, end, claim.units - still);
  }
  return all;
}

// All of its time, with the part of its price that each resource costs.
std::vector<RebookAuditor::Stretch> RebookAuditor::PricedOf(const Booking& booking,
                                                            Instant at) const {
  std::vector<Stretch> all;
  const Charge whole = charges_.IfBooked(booking.kit, booking.interval, booking.grab);
  for (const model::Claim& claim : booking.kit) {
    const Charge own = charges_.IfBooked({claim}, booking.interval, booking.grab);
    const auto part = [](int64_t price, int64_t some, int64_t of) {
      return of == 0 ? 0 : static_cast<int64_t>(static_cast<__int128>(price) * some / of);
    };
    const Charge charge{
        Ticks(part(booking.price.ticks.value(), own.ticks.value(), whole.ticks.value())),
        Cents(part(booking.price.cents.value(), own.cents.value(), whole.cents.value()))};
    Add(booking, claim, booking.interval, charge, at, &all);
  }
  return all;
}

bool RebookAuditor::Counts(const Stretch& given, const Stretch& paid, const Booking& by) const {
  if (given.resource != paid.resource || given.booking == by.id) return false;
  if (std::max(given.from, paid.from) >= std::min(given.to, paid.to)) return false;
  if (given.company == by.company || bookings_.at(given.booking).company == by.company) {
    return false;
  }
  return capacity_.at(given.resource) == 1 || given.given_up <= by.made_at;
}

void RebookAuditor::Match(const Booking& by, std::vector<Stretch> paid) {
  while (!paid.empty()) {
    const Stretch pays = paid.back();
    paid.pop_back();
    auto oldest = late_.end();
    for (auto one = late_.begin(); one != late_.end(); ++one) {
      const auto rank = [](const Stretch& of) {
        return std::tuple(of.given_up, of.booking, of.from);
      };
      if (!Counts(*one, pays, by)) continue;
      if (oldest == late_.end() || rank(*one) < rank(*oldest)) oldest = one;
    }
    if (oldest == late_.end()) continue;
    const Stretch given = *oldest;
    late_.erase(oldest);
    const int64_t from = std::max(given.from, pays.from);
    const int64_t to = std::min(given.to, pays.to);
    const auto split = [&](Stretch of, std::vector<Stretch>* rest) {
      const Stretch whole = of;
      of.to = from;
      if (of.from < of.to) rest->push_back(of);
      of = whole;
      of.from = to;
      if (of.from < of.to) rest->push_back(of);
    };
    split(given, &late_);
    split(pays, &paid);
    const double cost = HalvesOf(given, from, to);
    const double now = HalvesOf(pays, from, to);
    Sum& sum = expected_[{by.id, given.booking, given.resource}];
    sum.ticks += std::min(given.ticks * cost, pays.ticks * now);
    sum.cents += std::min(given.cents * cost, pays.cents * now);
    sum.cost += given.ticks * cost;
    ++sum.parts;
  }
}

void RebookAuditor::HearEnded(const core::BookingEnded& ended, Instant at) {
  Booking& booking = bookings_.at(ended.booking);
  booking.state = ended.state;
  booking.refunded = charges_.IsRefunded(ended.booking);
  if (booking.refunded) return;
  const std::vector<Stretch> all = PricedOf(booking, at);
  if (!std::exchange(passed_on_[booking.id], true)) Match(booking, all);
  const bool given_up =
      ended.state == BookingState::kCancelled || ended.state == BookingState::kExpired;
  if (given_up) late_.insert(late_.end(), all.begin(), all.end());
}

void RebookAuditor::HearRebooked(const core::BookingChanged& changed) {
  const Booking& before = bookings_.at(changed.booking.id);
  const Booking& after = changed.booking;
  const core::Rebooked& rebooked = *changed.rebooked;
  const std::string name =
      absl::StrCat("what came back of b-", after.id.value(), " by b-", rebooked.by.value());
  const Booking& by = bookings_.at(rebooked.by);
  Expect(by.company == rebooked.company && by.company != after.company, name + ": whose it is");
  Expect(after.aside->returned == before.aside->returned + rebooked.back, name + ": another sum");
  Expect(after.price == before.price && after.aside->forfeited == before.aside->forfeited &&
             after.state == before.state && after.interval == before.interval,
         name + ": something else changed");
  Sum& sum = expected_[{rebooked.by, after.id, rebooked.resource}];
  sum.ticks -= static_cast<double>(rebooked.back.ticks.value());
  sum.cents -= static_cast<double>(rebooked.back.cents.value());
  sum.cost -= static_cast<double>(rebooked.cost.ticks.value());
  ++times_;
  ticks_ += rebooked.back.ticks.value();
}

void RebookAuditor::Settle() {
  for (const auto& [key, sum] : expected_) {
    const auto& [by, whose, resource] = key;
    Expect(IsNear(sum.ticks, 0, sum.parts) && IsNear(sum.cents, 0, sum.parts) &&
               IsNear(sum.cost, 0, sum.parts),
           absl::StrCat("b-", by.value(), " books what b-", whose.value(),
                        " gave back of resource ", resource.value(), ": ", sum.ticks, " ticks and ",
                        sum.cents, " cents more should come back, of ", sum.cost));
  }
  expected_.clear();
}

void RebookAuditor::Hear(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    capacity_[e->resource.id] = e->resource.capacity;
  }
  if (const auto* e = std::get_if<core::Booked>(&event)) bookings_[e->booking.id] = e->booking;
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    if (e->why == Why::kRebooked) HearRebooked(*e);
    const Booking before = std::exchange(bookings_.at(e->booking.id), e->booking);
    if (e->why == Why::kMoved || e->why == Why::kShortened) {
      const std::vector<Stretch> given_up = Forfeited(before, e->booking, at);
      Match(e->booking, given_up);
      late_.insert(late_.end(), given_up.begin(), given_up.end());
    }
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) HearEnded(*e, at);
  if (const auto* e = std::get_if<core::BookingRetired>(&event)) {
    std::erase_if(late_, [&](const Stretch& one) { return one.booking == e->booking; });
    bookings_.erase(e->booking);
    passed_on_.erase(e->booking);
  }
}

}  // namespace mutua::sim
