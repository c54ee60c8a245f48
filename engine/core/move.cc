// A booking moves: another time, other resources, longer or shorter. One commit, judged on the
// state without the old booking.
#include "engine/core/booking_rules.h"
#include "engine/core/charge.h"
#include "engine/core/credits.h"
#include "engine/core/fair_share.h"
#include "engine/core/families.h"
#include "engine/core/judge.h"
#include "engine/core/pass_on.h"
#include "engine/core/place.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

// What the booking has, as wants: so that a move without wants keeps its resources, and what was
// asked as "any" is placed anew.
model::Wants WantsOf(const Booking& booking) {
  model::Wants wants;
  for (const model::Claim& claim : booking.kit)
    wants.push_back({claim.resource, PoolId(), claim.units});
  return wants;
}

// The interval that is asked for: of a change of one end alone, the other is the booking's own.
// None: it is no such change.
std::optional<Interval> Asked(const Booking& before, const Move& move) {
  const Interval was = before.interval;
  const Interval to = move.interval;
  std::optional<Interval> asked;
  switch (move.ends) {
    case Move::Ends::kBoth:
      return to;
    case Move::Ends::kNeither:
      return was;
    case Move::Ends::kLaterEnd:
      asked = Interval::Make(was.start(), to.end());
      return asked && asked->end() > was.end() ? asked : std::nullopt;
    case Move::Ends::kEarlierEnd:
      asked = Interval::Make(was.start(), to.end());
      break;
    case Move::Ends::kLaterStart:
      asked = Interval::Make(to.start(), was.end());
      break;
    case Move::Ends::kWithin:
      asked = to;
  }
  return asked && was.Contains(*asked) && *asked != was ? asked : std::nullopt;
}

// A running booking keeps its start and its resources: only its end can move, and not into the
// past.
void CheckRunning(const Booking& before, const Move& move, Instant at, Refusal* refusal) {
  if (before.state != BookingState::kCheckedIn) return;
  if (move.interval.start() != before.interval.start() || !move.wants.empty()) {
    refusal->Add({.rule = Rule::kStateForbids,
                  .used = static_cast<int64_t>(before.state),
                  .asked = static_cast<int64_t>(before.id.value())});
  }
  if (move.interval.end() <= at) {
    refusal->Add({.rule = Rule::kInThePast,
                  .limit = at.unix_seconds(),
                  .asked = move.interval.end().unix_seconds()});
  }
}

// Keeping the start, or giving time back, asks for no new notice; and a booking that has begun may
// be changed although its start has passed.
Ask AskOf(const Caller& caller, const Booking& before, const Move& move, Instant at) {
  Ask ask;
  ask.interval = move.interval;
  ask.member = before.member;
  ask.company = before.company;
  ask.instead_of = before.id;
  ask.walk_up = before.walk_up;
  ask.agreed = move.interval.start() == before.interval.start();
  ask.may_be_past = ask.agreed && before.interval.start() <= at;
  // What would have to be approved anew must leave time for that.
  const bool shortened = before.interval.Contains(move.interval) && move.wants.empty();
  const bool approved_anew =
      before.state == BookingState::kPending || before.state == BookingState::kConfirmed;
  ask.cannot_wait = move.interval.start() <= at && approved_anew && !shortened && !Manages(caller);
  ask.override_policy = move.override_policy.asked;
  return ask;
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const Move& command, Instant at) {
  const State& state = draft.state();
  Move move = command;
  Refusal refusal;
  const Booking* before = FindForChange(state, caller, move.booking, move.version,
                                        {BookingState::kHeld, BookingState::kPending,
                                         BookingState::kConfirmed, BookingState::kCheckedIn},
                                        &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  const std::optional<Interval> asked = Asked(*before, move);
  if (!asked) return Decision::Refuse({.rule = Rule::kNoRoomToShrink});
  move.interval = *asked;
  if (move.interval.length() > kBookingLongest) {
    refusal.Add({.rule = Rule::kBadInterval,
                 .limit = kBookingLongest.seconds(),
                 .asked = move.interval.length().seconds()});
  }
  CheckRunning(*before, move, at, &refusal);
  if (!move.wants.empty()) CheckWants(state, move.wants, &refusal);
  if (move.wants.empty() && move.interval == before->interval) {
    refusal.Add({.rule = Rule::kNothingToDo});
  }
  if (!refusal.empty()) return Decision::Refuse(refusal);

  model::Kit kit;
  Place(draft, move.wants.empty() ? WantsOf(*before) : move.wants, AskOf(caller, *before, move, at),
        at, &kit, &refusal);
  const std::vector<Reason> set_aside = SetAside(caller, move.override_policy, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Booking booking = *before;
  if (!move.wants.empty()) booking.kit = std::move(kit);
  const bool shortened = before->interval.Contains(move.interval) && move.wants.empty();
  booking.interval = move.interval;
  booking.overrun = false;  // its end lies ahead again
  booking.edited = booking.series.IsSet();
  booking.overridden |= !set_aside.empty();
  // What was approved was approved for that time and those resources; giving time back needs no new
  // approval.
  if (booking.state == BookingState::kConfirmed && !shortened && !Manages(caller) &&
      NeedsApproval(state, booking.kit)) {
    booking.state = BookingState::kPending;
  }
  booking.grab = StaysGrabbed(state, *before, booking.kit, booking.interval, at);
  Freeze(state, &booking);
  ForfeitGivenBack(state, *before, at, &booking);
  Pay(state, before, at, &booking);
  SetDue(state, &booking);
  ++booking.version;
  const Booking was = *before;
  draft.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kMoved});
  PassOnForfeited(draft, was);
  if (!set_aside.empty()) {
    draft.Emit(Overridden{caller,
                          {Subject::Kind::kBooking, move.booking.value()},
                          set_aside,
                          move.override_policy.reason});
  }
  return Decision::Accept(Subject::Kind::kBooking, move.booking.value());
}

}  // namespace mutua::core
