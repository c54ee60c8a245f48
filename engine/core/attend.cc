// Attendance: check-in, check-out, no-shows, and the serving process's own comings and goings.
#include <algorithm>

#include "engine/core/booking_rules.h"
#include "engine/core/families.h"
#include "engine/core/judge.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;
using Why = BookingChanged::Why;

Decision AcceptBooking(BookingId id) {
  return Decision::Accept(Subject::Kind::kBooking, id.value());
}

// When the badge was shown: never later than now.
Instant ShownAt(const std::optional<Instant>& badge_at, Instant at) {
  return badge_at ? std::min(*badge_at, at) : at;
}

// A certification must be valid at the start too: it may have run out since the booking was made.
void JudgeAtStart(const State& state, const Booking& booking, Instant at, Refusal* refusal) {
  Refusal all;
  JudgeBooking(state, booking, /*agreed=*/true, at, &all);
  for (const Reason& reason : all.reasons()) {
    if (reason.rule == Rule::kCertification || reason.rule == Rule::kOutage) refusal->Add(reason);
  }
}

// A late check-in of somebody who was in time, at a kiosk that could not say so: the no-show is
// undone if the time is still free, else the clash is kept for the manager.
Decision UndoNoShow(Draft& draft, const Booking& before, Instant shown, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  if (before.interval.end() > at) {
    for (const model::Claim& claim : before.kit) {
      const model::Calendar& calendar = state.CalendarOf(claim.resource);
      const Interval rest(std::max(at, before.interval.start()), before.interval.end());
      const uint32_t used = calendar.PeakUse(rest, before.id);
      const uint32_t capacity = state.Find(claim.resource)->capacity;
      if (used + claim.units > capacity) {
        refusal.Add({.rule = Rule::kOverlap,
                     .resource = claim.resource,
                     .limit = capacity,
                     .used = used,
                     .asked = claim.units});
      }
    }
  }
  if (!refusal.empty()) {
    BookingId holder;
    state.CalendarOf(before.kit.front().resource)
        .ForEachOverlap(before.interval, [&](const auto& entry) {
          holder = entry.booking;
          return false;
        });
    draft.Emit(ClashRecorded{before.id, shown, holder});
    return AcceptBooking(before.id);
  }
  Booking booking = before;
  booking.checked_in = shown;
  booking.state = BookingState::kCheckedIn;
  // What was given back and not taken is the holder's again, from now on: the past cannot collide.
  if (booking.interval.start() < at && booking.interval.end() > at) {
    const Interval occupied = booking.Occupied();
    bool past_taken = false;
    for (const model::Claim& claim : booking.kit) {
      past_taken |= state.CalendarOf(claim.resource).PeakUse(occupied) + claim.units >
                    state.Find(claim.resource)->capacity;
    }
    if (past_taken) {
      booking.setup_minutes = 0;
      booking.cleanup_minutes = 0;
      booking.interval = Interval(at, booking.interval.end());
    }
  }
  ++booking.version;
  if (booking.interval.end() <= at) {
    booking.state = BookingState::kCompleted;
    booking.due = at + kEndedKept;
  } else {
    SetDue(state, &booking);
  }
  draft.Emit(BookingChanged{std::move(booking), Why::kRestored});
  return AcceptBooking(before.id);
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const CheckIn& command, Instant at) {
  const State& state = draft.state();
  const Instant shown = ShownAt(command.badge_at, at);
  Refusal refusal;
  const Booking* before =
      FindForChange(state, caller, command.booking, 0,
                    {BookingState::kConfirmed, BookingState::kNoShow}, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  const Interval window = CheckInWindow(state, *before);
  if (!window.Contains(shown)) {
    return Decision::Refuse({.rule = Rule::kCheckInWindow,
                             .limit = window.start().unix_seconds(),
                             .used = window.end().unix_seconds(),
                             .asked = shown.unix_seconds()});
  }
  if (before->state == BookingState::kNoShow) return UndoNoShow(draft, *before, shown, at);
  JudgeAtStart(state, *before, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  Booking booking = *before;
  booking.state = BookingState::kCheckedIn;
  booking.checked_in = shown;
  ++booking.version;
  SetDue(state, &booking);
  draft.Emit(BookingChanged{std::move(booking), Why::kCheckedIn});
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const CheckOut& command, Instant at) {
  Refusal refusal;
  const Booking* booking = FindForChange(draft.state(), caller, command.booking, 0,
                                         {BookingState::kCheckedIn}, &refusal);
  if (booking == nullptr) return Decision::Refuse(refusal);
  const Instant ended = std::max(ShownAt(command.badge_at, at), booking->checked_in);
  draft.Emit(BookingEnded{command.booking, BookingState::kCompleted, ended});
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const MarkNoShow& command, Instant at) {
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  const Booking* booking = FindForChange(draft.state(), caller, command.booking, 0,
                                         {BookingState::kConfirmed}, &refusal);
  if (booking == nullptr) return Decision::Refuse(refusal);
  if (at < booking->interval.start()) {
    return Decision::Refuse({.rule = Rule::kCheckInWindow,
                             .limit = booking->interval.start().unix_seconds(),
                             .used = booking->interval.end().unix_seconds(),
                             .asked = at.unix_seconds()});
  }
  draft.Emit(BookingEnded{command.booking, BookingState::kNoShow, at});
  return AcceptBooking(command.booking);
}

}  // namespace mutua::core
