// Bookings made, confirmed, approved, moved, cancelled, handed over.
#include <algorithm>

#include "engine/core/booking_rules.h"
#include "engine/core/credits.h"
#include "engine/core/families.h"
#include "engine/core/judge.h"
#include "engine/core/overrun.h"
#include "engine/core/place.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;
using Why = BookingChanged::Why;

Decision AcceptBooking(BookingId id) {
  return Decision::Accept(Subject::Kind::kBooking, id.value());
}

void CheckInterval(Interval interval, Refusal* refusal) {
  if (interval.length() > kBookingLongest) {
    refusal->Add({.rule = Rule::kBadInterval,
                  .limit = kBookingLongest.seconds(),
                  .asked = interval.length().seconds()});
  }
}

// A walk-up begins now, whatever second it is.
Interval IntervalOf(const Book& book, Instant at) {
  if (!book.walk_up || book.interval.end() <= at) return book.interval;
  return Interval(at, book.interval.end());
}

// HELD, PENDING, CHECKED_IN or CONFIRMED, with what that asks for.
void SetFirstState(const State& state, const Caller& caller, const Book& book, Instant at,
                   Booking* booking, Refusal* refusal) {
  if (book.hold_until) {
    const Instant latest = std::min(at + kHoldLongest, booking->interval.end());
    if (*book.hold_until <= at || *book.hold_until > latest) {
      refusal->Add({.rule = Rule::kHoldTooLong,
                    .limit = (latest - at).seconds(),
                    .asked = (*book.hold_until - at).seconds()});
    }
    booking->state = BookingState::kHeld;
    booking->due = *book.hold_until;
    return;
  }
  if (NeedsApproval(state, booking->kit) && !Manages(caller)) {
    booking->state = BookingState::kPending;
  } else if (book.walk_up) {
    booking->state = BookingState::kCheckedIn;
    booking->checked_in = at;
  }
  SetDue(state, booking);
}

Ask AskOf(const Caller& caller, const Book& book, const Party& party, Interval interval,
          Instant at) {
  Ask ask;
  ask.interval = interval;
  ask.member = party.member;
  ask.company = party.company;
  ask.walk_up = book.walk_up;
  // What was long ago is taken over by who runs the lab alone.
  ask.may_be_past = book.import_key.has_value() && Manages(caller);
  ask.cannot_wait = interval.start() <= at && !book.hold_until && !Manages(caller);
  ask.override_policy = book.override_policy.asked;
  return ask;
}

// What another company has used of its quotas and credits is not for everybody who would hand
// something to it.
Refusal WithoutFiguresOf(const model::Member& to, const State& state, const Caller& caller,
                         const Refusal& refusal) {
  const model::Member* by = state.Find(caller.member);
  if (Manages(caller) || (by != nullptr && by->company == to.company)) return refusal;
  Refusal without;
  for (Reason reason : refusal.reasons()) {
    if (reason.rule == Rule::kCreditsUsed) {
      reason = {.rule = Rule::kCreditsUsed, .resource = reason.resource, .renews = reason.renews};
    } else if (reason.rule == Rule::kQuota) {
      reason = {.rule = Rule::kQuota, .resource = reason.resource, .quota = reason.quota};
    }
    without.Add(reason);
  }
  return without;
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const Book& book, Instant at) {
  const State& state = draft.state();
  if (book.import_key) {
    // A member takes over the own calendar, nobody else's.
    if (!Manages(caller) && (!caller.member.IsSet() || book.member != caller.member)) {
      return Decision::Refuse({.rule = Rule::kNotPermitted});
    }
    if (const auto known = state.Imported(*book.import_key)) return AcceptBooking(*known);
  }
  Refusal refusal;
  CheckWants(state, book.wants, &refusal);
  CheckInterval(book.interval, &refusal);
  const std::optional<Party> party = PartyOf(state, caller, book.member, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  const Interval interval = IntervalOf(book, at);
  model::Kit kit;
  Place(draft, book.wants, AskOf(caller, book, *party, interval, at), at, &kit, &refusal);
  const std::vector<Reason> set_aside = SetAside(caller, book.override_policy, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Booking booking = MakeBooking(state, *party, kit, interval, at);
  booking.id = BookingId(state.counters().booking);
  booking.may_move = book.may_move;
  booking.walk_up = book.walk_up;
  booking.guests = book.guests;
  booking.overridden = !set_aside.empty();
  SetFirstState(state, caller, book, at, &booking, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  const BookingId id = booking.id;
  draft.Emit(Booked{std::move(booking), book.text, book.import_key});
  if (!set_aside.empty()) {
    draft.Emit(Overridden{
        caller, {Subject::Kind::kBooking, id.value()}, set_aside, book.override_policy.reason});
  }
  return AcceptBooking(id);
}

Decision DecideOn(Draft& draft, const Caller& caller, const Confirm& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const Booking* held = FindForChange(state, caller, command.booking, command.version,
                                      {BookingState::kHeld}, &refusal);
  if (held == nullptr) return Decision::Refuse(refusal);
  // A hold may last into its own time. What has begun can no longer wait for an approval.
  const bool begun = held->interval.start() <= at;
  const Again again{.may_be_past = begun, .cannot_wait = begun && !Manages(caller)};
  JudgeBooking(state, *held, again, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  Booking booking = *held;
  booking.state = NeedsApproval(state, booking.kit) && !Manages(caller) ? BookingState::kPending
                                                                        : BookingState::kConfirmed;
  ++booking.version;
  SetDue(state, &booking);
  // Nobody could check in before it stood: the time to do so begins now.
  if (booking.check_in_asked && begun) {
    const Duration to_check_in = booking.due - booking.interval.start();
    booking.due = std::min(at + to_check_in, booking.interval.end());
  }
  const WishId wish = booking.wish;
  draft.Emit(BookingChanged{std::move(booking), Why::kConfirmed});
  if (wish.IsSet()) WishMet(draft, wish, at);
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const Approve& command, Instant at) {
  const State& state = draft.state();
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  const Booking* pending = FindForChange(state, caller, command.booking, command.version,
                                         {BookingState::kPending}, &refusal);
  if (pending == nullptr) return Decision::Refuse(refusal);
  JudgeBooking(state, *pending, {}, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  Booking booking = *pending;
  booking.state = BookingState::kConfirmed;
  ++booking.version;
  SetDue(state, &booking);
  draft.Emit(BookingChanged{std::move(booking), Why::kApproved});
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const Reject& command, Instant at) {
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  const Booking* pending = FindForChange(draft.state(), caller, command.booking, command.version,
                                         {BookingState::kPending}, &refusal);
  if (pending == nullptr) return Decision::Refuse(refusal);
  draft.Emit(BookingEnded{command.booking, BookingState::kCancelled, at, command.reason});
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const Cancel& command, Instant at) {
  Refusal refusal;
  const Booking* booking = FindForChange(
      draft.state(), caller, command.booking, command.version,
      {BookingState::kHeld, BookingState::kPending, BookingState::kConfirmed}, &refusal);
  if (booking == nullptr) return Decision::Refuse(refusal);
  const WishId offered = booking->state == BookingState::kHeld ? booking->wish : WishId();
  draft.Emit(BookingEnded{command.booking, BookingState::kCancelled, at, command.reason,
                          EndsForTheLab(caller, *booking),
                          HinderedBy(draft.state(), *booking, at)});
  if (offered.IsSet()) OfferLapsed(draft, offered, at);
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const HandOver& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const Booking* before =
      FindForChange(state, caller, command.booking, command.version,
                    {BookingState::kPending, BookingState::kConfirmed}, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  const model::Member* to = state.Find(command.to);
  if (to == nullptr || to->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = command.to.value()});
  }
  if (command.to == before->member) return Decision::Refuse({.rule = Rule::kNothingToDo});
  Booking booking = *before;
  booking.member = command.to;
  const bool leaves = GiveTo(to->company, &booking);
  if (leaves) booking.booked_by = command.to;
  JudgeBooking(state, booking, {}, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(WithoutFiguresOf(*to, state, caller, refusal));
  if (leaves) Pay(state, before, at, &booking);
  ++booking.version;
  draft.Emit(BookingChanged{std::move(booking), Why::kHandedOver});
  Decision decision = AcceptBooking(command.booking);
  if (leaves) decision.texts_dropped.push_back(decision.subject);
  return decision;
}

}  // namespace mutua::core
