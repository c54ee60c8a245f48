#include "engine/core/charge.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/core/fair_share.h"
#include "engine/core/material.h"
#include "engine/core/overrun.h"
#include "engine/model/price.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;
using model::GivenUp;

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

// Of one claim: a part of a booking's time and units.
struct Part {
  model::Claim claim;  // with so many units
  Interval time;
};

// What `before` has of the claim's time and units and `after` has not.
void AddGivenBack(const State& state, const Booking& before, const model::Claim& claim,
                  const Booking& after, std::vector<Part>* parts) {
  const auto same =
      std::find_if(after.kit.begin(), after.kit.end(),
                   [&](const model::Claim& other) { return other.resource == claim.resource; });
  const Interval was = before.interval;
  const Interval is = after.interval;
  const bool material = IsMaterial(*state.Find(claim.resource));
  if (same == after.kit.end() || (!material && !was.Overlaps(is))) {
    return parts->push_back({claim, was});
  }
  model::Claim fewer = claim;
  fewer.units = claim.units - std::min(claim.units, same->units);
  if (material) {
    if (fewer.units > 0) parts->push_back({fewer, was});
    return;
  }
  if (was.start() < is.start()) parts->push_back({claim, Interval(was.start(), is.start())});
  if (is.end() < was.end()) parts->push_back({claim, Interval(is.end(), was.end())});
  if (fewer.units == 0) return;
  const Interval kept(std::max(was.start(), is.start()), std::min(was.end(), is.end()));
  parts->push_back({fewer, kept});
}

std::vector<Part> GivenBack(const State& state, const Booking& before, const Booking& after) {
  std::vector<Part> parts;
  for (const model::Claim& claim : before.kit) AddGivenBack(state, before, claim, after, &parts);
  return parts;
}

// What stays charged of what `before` gives back, by the rates of now: no more than was charged for
// it.
Charge Forfeited(const State& state, const Booking& before, Instant at,
                 std::span<const Part> parts) {
  // What does not stand yet may be changed as it may be cancelled, and so may what cannot start.
  const bool may_be_cancelled = before.state <= BookingState::kPending || IsInTime(before, at) ||
                                HinderedBy(state, before, at).IsSet();
  if (may_be_cancelled) return {};
  Charge given;
  for (const Part& part : parts) {
    given = given + PriceOf(state, part.claim, part.time, part.claim.units, before.grab);
  }
  return Lesser(given, before.price);
}

bool HasLess(const GivenUp& a, const GivenUp& b) {
  return std::pair(a.charge.ticks, a.charge.cents) < std::pair(b.charge.ticks, b.charge.cents);
}

// What of these parts somebody else may book, charged `most` in all. What is fetched is not time.
void Remember(const State& state, const Booking& before, std::span<const Part> parts, Charge most,
              Instant at, model::Aside* aside) {
  std::vector<GivenUp>& all = aside->given_up;
  for (const Part& part : parts) {
    if (IsMaterial(*state.Find(part.claim.resource))) continue;
    GivenUp given;
    given.resource = part.claim.resource;
    given.time = part.time;
    given.units = part.claim.units;
    given.at = at;
    given.company = before.company;
    given.grab = before.grab;
    given.charge = Lesser(PriceOf(state, part.claim, given.time, given.units, given.grab), most);
    most = most - given.charge;
    if (!given.charge.IsNothing()) all.push_back(given);
  }
  ForgetCheapest(&all);
}

}  // namespace

Charge Lesser(const Charge& a, const Charge& b) {
  return {std::min(a.ticks, b.ticks), std::min(a.cents, b.cents)};
}

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
  const std::vector<Part> parts = GivenBack(state, before, *after);
  const Charge forfeited = Forfeited(state, before, at, parts);
  if (!forfeited.IsNothing()) {
    model::Aside aside = *after->aside;
    aside.forfeited = aside.forfeited + forfeited;
    Remember(state, before, parts, forfeited, at, &aside);
    after->aside = std::move(aside);
  }
  if (only_gives_back) after->price = Lesser(after->price, before.price - forfeited);
}

void ForgetCheapest(std::vector<GivenUp>* given_up) {
  while (given_up->size() > kGivenUpMost) {
    given_up->erase(std::min_element(given_up->begin(), given_up->end(), HasLess));
  }
}

void GiveUpAll(const State& state, Instant at, Booking* booking) {
  std::vector<Part> parts;
  for (const model::Claim& claim : booking->kit) parts.push_back({claim, booking->interval});
  model::Aside aside = *booking->aside;
  Remember(state, *booking, parts, booking->price, at, &aside);
  booking->aside = std::move(aside);
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
  if (booking.refunded || end.by_lab || end.hindered_by.IsSet()) return true;
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
