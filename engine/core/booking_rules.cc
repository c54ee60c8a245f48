#include "engine/core/booking_rules.h"

#include <algorithm>

#include "engine/core/allowance.h"
#include "engine/core/charge.h"
#include "engine/core/credits.h"
#include "engine/core/fair_share.h"
#include "engine/core/judge.h"

namespace mutua::core {
namespace {

// How long after the start a no-show is released; zero when no resource of the kit asks for
// check-in.
Duration ReleasedAfter(const State& state, const model::Kit& kit) {
  Duration shortest;
  for (const model::Claim& claim : kit) {
    const Duration after = state.RulesOf(claim.resource).check_in_after;
    if (after.IsZero()) continue;
    shortest = shortest.IsZero() ? after : std::min(shortest, after);
  }
  return shortest;
}

Duration OpensBefore(const State& state, const model::Kit& kit) {
  Duration longest;
  for (const model::Claim& claim : kit) {
    longest = std::max(longest, state.RulesOf(claim.resource).check_in_before);
  }
  return longest;
}

}  // namespace

void Freeze(const State& state, model::Booking* booking) {
  Duration setup;
  Duration cleanup;
  bool check_out = false;
  for (const model::Claim& claim : booking->kit) {
    const model::EffectiveRules& rules = state.RulesOf(claim.resource);
    setup = std::max(setup, rules.setup);
    cleanup = std::max(cleanup, rules.cleanup);
    check_out |= rules.check_out;
  }
  booking->setup_minutes = static_cast<uint16_t>(setup.seconds() / 60);
  booking->cleanup_minutes = static_cast<uint16_t>(cleanup.seconds() / 60);
  booking->check_in_asked = !ReleasedAfter(state, booking->kit).IsZero();
  booking->check_out_asked = check_out;
  booking->price = PriceOf(state, booking->kit, booking->interval, booking->grab);
  booking->refunded = false;
  const model::ZoneTable& zone = state.ZoneOf(booking->kit.front().resource);
  booking->offset_minutes = static_cast<int16_t>(zone.OffsetAt(booking->interval.start()) / 60);
}

model::Booking MakeBooking(const State& state, const Party& party, const model::Kit& kit,
                           Interval interval, Instant at, RoundId round) {
  model::Booking booking;
  booking.interval = interval;
  booking.made_at = at;
  booking.kit = kit;
  booking.company = party.company;
  booking.member = party.member;
  booking.booked_by = party.by;
  booking.grab = !round.IsSet() && IsGrabbed(state, kit, party.company, interval, at);
  Freeze(state, &booking);
  Pay(state, nullptr, at, &booking);
  SetDue(state, &booking);
  return booking;
}

bool NeedsApproval(const State& state, const model::Kit& kit) {
  return std::any_of(kit.begin(), kit.end(), [&](const model::Claim& claim) {
    return state.RulesOf(claim.resource).needs_approval;
  });
}

bool GiveTo(CompanyId company, model::Booking* booking) {
  if (booking->company == company) return false;
  booking->company = company;
  booking->guests = 0;
  booking->wish = WishId();
  return true;
}

bool EndsForTheLab(const Caller& caller, const model::Booking& booking) {
  return caller.role == model::Role::kManager && caller.member != booking.member;
}

Interval CheckInWindow(const State& state, const model::Booking& booking) {
  const Instant opens = booking.interval.start() - OpensBefore(state, booking.kit);
  const Duration after = ReleasedAfter(state, booking.kit);
  const Instant closes = after.IsZero()
                             ? booking.interval.end()
                             : std::min(booking.interval.end(), booking.interval.start() + after);
  // A deadline that was extended while the engine was down counts.
  const bool waits = booking.state == model::BookingState::kConfirmed && booking.check_in_asked;
  return Interval(opens, waits ? std::max(closes, booking.due) : closes);
}

void SetDue(const State& state, model::Booking* booking) {
  switch (booking->state) {
    case model::BookingState::kHeld:
      return;
    case model::BookingState::kPending:
      booking->due = booking->interval.start();
      return;
    case model::BookingState::kConfirmed:
      booking->due = booking->interval.end();
      if (booking->check_in_asked) {
        booking->due =
            std::min(booking->due, booking->interval.start() + ReleasedAfter(state, booking->kit));
      }
      return;
    default:
      booking->due = booking->interval.end();
  }
}

void JudgeBooking(const State& state, const model::Booking& booking, Again again, Instant at,
                  Refusal* refusal) {
  for (const model::Claim& claim : booking.kit) {
    Ask ask;
    ask.resource = claim.resource;
    ask.units = claim.units;
    ask.interval = booking.interval;
    ask.member = booking.member;
    ask.company = booking.company;
    ask.instead_of = booking.id;
    ask.walk_up = booking.walk_up;
    ask.agreed = true;
    ask.may_be_past = again.may_be_past;
    ask.cannot_wait = again.cannot_wait;
    ask.quotas_apart = true;
    Judge(state, ask, at, refusal);
  }
  JudgeAllowance(state, booking, at, refusal);
}

std::vector<Reason> SetAside(const Caller& caller, const Override& override_policy,
                             Refusal* refusal) {
  if (!override_policy.asked) return {};
  Refusal kept;
  std::vector<Reason> set_aside;
  for (const Reason& reason : refusal->reasons()) {
    if (IsPolicy(reason.rule)) {
      set_aside.push_back(reason);
    } else {
      kept.Add(reason);
    }
  }
  if (!Manages(caller)) {
    refusal->Add({.rule = Rule::kNotPermitted});
    return {};
  }
  if (override_policy.reason == model::Seal{}) kept.Add({.rule = Rule::kNoOverrideReason});
  *refusal = std::move(kept);
  return set_aside;
}

}  // namespace mutua::core
