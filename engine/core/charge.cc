#include "engine/core/charge.h"

#include <algorithm>

#include "engine/core/fair_share.h"
#include "engine/core/material.h"
#include "engine/model/price.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

Charge PriceOf(const State& state, const model::Claim& claim, Interval interval, uint32_t units,
               bool grab) {
  const model::EffectiveRules& rules = state.RulesOf(claim.resource);
  // A piece costs what an hour at the normal rate does, whenever it is fetched.
  if (IsMaterial(*state.Find(claim.resource))) {
    return model::PriceOf({.normal = 3600}, units, rules.tariff, rules.price);
  }
  if (grab) return model::GrabPriceOf(interval.length(), units, rules.tariff, rules.price);
  const model::PeakHours* hours = rules.peak_hours ? &*rules.peak_hours : nullptr;
  const model::Rated time = model::Rate(hours, state.ZoneOf(claim.resource), interval);
  return model::PriceOf(time, units, rules.tariff, rules.price);
}

// Within the grace after booking, or with notice enough, what is given back costs nothing.
bool IsInTime(const Booking& booking, Instant at) {
  if (booking.interval.start() <= at) return false;
  return at - booking.made_at <= kRefundGrace || booking.interval.start() - at >= kRefundNotice;
}

// What `before` has of the claim's time and units and `after` has not, at the price of now.
Charge GivenBack(const State& state, const Booking& before, const model::Claim& claim,
                 const Booking& after) {
  const auto same =
      std::find_if(after.kit.begin(), after.kit.end(),
                   [&](const model::Claim& other) { return other.resource == claim.resource; });
  const Interval was = before.interval;
  const Interval is = after.interval;
  const bool material = IsMaterial(*state.Find(claim.resource));
  if (same == after.kit.end() || (!material && !was.Overlaps(is))) {
    return PriceOf(state, claim, was, claim.units, before.grab);
  }
  Charge given;
  if (material) {
    return same->units < claim.units ? PriceOf(state, claim, was, claim.units - same->units, false)
                                     : given;
  }
  if (was.start() < is.start()) {
    given =
        given + PriceOf(state, claim, Interval(was.start(), is.start()), claim.units, before.grab);
  }
  if (is.end() < was.end()) {
    given = given + PriceOf(state, claim, Interval(is.end(), was.end()), claim.units, before.grab);
  }
  if (same->units < claim.units) {
    const Interval kept(std::max(was.start(), is.start()), std::min(was.end(), is.end()));
    given = given + PriceOf(state, claim, kept, claim.units - same->units, before.grab);
  }
  return given;
}

Charge Lesser(const Charge& a, const Charge& b) {
  return {std::min(a.ticks, b.ticks), std::min(a.cents, b.cents)};
}

// What stays charged of what `before` had and `after` has not: no more than was charged for it.
Charge Forfeited(const State& state, const Booking& before, Instant at, const Booking& after) {
  // What does not stand yet may be changed as it may be cancelled.
  if (before.state <= BookingState::kPending || IsInTime(before, at)) return {};
  Charge given;
  for (const model::Claim& claim : before.kit) {
    given = given + GivenBack(state, before, claim, after);
  }
  return Lesser(given, before.price);
}

}  // namespace

Charge PriceOf(const State& state, std::span<const model::Claim> kit, Interval interval,
               bool grab) {
  Charge all;
  for (const model::Claim& claim : kit) {
    all = all + PriceOf(state, claim, interval, claim.units, grab);
  }
  return all;
}

bool OnlyGivesBack(const Booking& before, const Booking& after) {
  return before.interval.Contains(after.interval) &&
         std::all_of(after.kit.begin(), after.kit.end(), [&](const model::Claim& claim) {
           return std::any_of(before.kit.begin(), before.kit.end(), [&](const model::Claim& had) {
             return had.resource == claim.resource && had.units >= claim.units;
           });
         });
}

void ForfeitGivenBack(const State& state, const Booking& before, Instant at, Booking* after) {
  const bool only_gives_back = OnlyGivesBack(before, *after);
  if (before.refunded) {
    after->refunded = only_gives_back;
    return;
  }
  const Charge forfeited = Forfeited(state, before, at, *after);
  if (!forfeited.IsNothing()) {
    model::Aside aside = *after->aside;
    aside.forfeited = aside.forfeited + forfeited;
    after->aside = aside;
  }
  if (only_gives_back) after->price = Lesser(after->price, before.price - forfeited);
}

void KeepCheaper(const Booking& before, Booking* after) {
  after->price = Lesser(before.price, after->price);
  after->refunded = before.refunded;
}

Charge ChargedIfChanged(const State& state, const Booking& before, const model::Kit& kit,
                        Interval interval, Instant at) {
  Booking after = before;
  after.kit = kit;
  after.interval = interval;
  after.grab = StaysGrabbed(state, before, kit, interval, at);
  after.price = PriceOf(state, kit, interval, after.grab);
  after.refunded = false;
  ForfeitGivenBack(state, before, at, &after);
  return after.Charged();
}

bool GivesBack(const Booking& booking, const BookingEnded& end) {
  if (booking.refunded || end.by_lab) return true;
  switch (end.state) {
    case BookingState::kDisplaced:
      return true;
    case BookingState::kCancelled:
    case BookingState::kExpired: {
      // What never stood was never more than asked for; but who holds a time into it has kept
      // others out of it, unless it was offered to them.
      const bool never_stood = booking.state == BookingState::kPending ||
                               (booking.state == BookingState::kHeld &&
                                (booking.wish.IsSet() || end.at < booking.interval.start()));
      return never_stood || IsInTime(booking, end.at);
    }
    default:
      return false;
  }
}

}  // namespace mutua::core
