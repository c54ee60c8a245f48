// Attendance: check-in, check-out, no-shows, and the serving process's own comings and goings.
#include <algorithm>

#include "engine/core/booking_rules.h"
#include "engine/core/credits.h"
#include "engine/core/families.h"
#include "engine/core/finish.h"
#include "engine/core/judge.h"
#include "engine/core/material.h"
#include "engine/core/overrun.h"
#include "engine/core/quota.h"

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

// Who is believed about the past: a kiosk that was offline, and who runs the lab. Anybody else
// would have left before an overrun was charged.
std::optional<Instant> LeftAt(const Caller& caller, const CheckOut& command) {
  const bool believed = Manages(caller) || caller.role == model::Role::kKiosk;
  return believed ? command.badge_at : std::nullopt;
}

// A kiosk says that somebody is where it stands: of what stands elsewhere it says nothing.
bool IsElsewhere(const State& state, const Caller& caller, const Booking& booking) {
  const model::Token* token = state.Find(caller.token);
  if (caller.role != model::Role::kKiosk || token == nullptr || !token->site.IsSet()) return false;
  return std::none_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    return state.Find(claim.resource)->site == token->site;
  });
}

Decision RefuseElsewhere(BookingId id) {
  return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = static_cast<int64_t>(id.value())});
}

Decision RefuseState(const Booking& booking) {
  return Decision::Refuse({.rule = Rule::kStateForbids,
                           .used = static_cast<int64_t>(booking.state),
                           .asked = static_cast<int64_t>(booking.id.value())});
}

// A certification must be valid at the start too: it may have run out since the booking was made.
void JudgeAtStart(const State& state, const Booking& booking, Instant at, Refusal* refusal) {
  Refusal all;
  JudgeBooking(state, booking, {}, at, &all);
  for (const Reason& reason : all.reasons()) {
    const bool counts = reason.rule == Rule::kCertification ||
                        reason.rule == Rule::kAnyCertification || reason.rule == Rule::kOutage;
    if (counts) refusal->Add(reason);
  }
}

// The first claim of the booking that does not fit into [from, to) beside what others hold; null
// when all do, or nothing lies between.
const model::Claim* TakenBetween(const State& state, const Booking& booking, Instant from,
                                 Instant to) {
  if (to <= from) return nullptr;
  for (const model::Claim& claim : booking.kit) {
    const model::Resource& resource = *state.Find(claim.resource);
    if (IsMaterial(resource)) {
      const int64_t gone = PiecesGone(state, claim.resource, booking.id);
      if (gone + claim.units > resource.capacity) return &claim;
      continue;
    }
    const uint32_t used = state.CalendarOf(claim.resource).PeakUse(Interval(from, to), booking.id);
    if (used + claim.units > resource.capacity) return &claim;
  }
  return nullptr;
}

// The late check-in came in vain: somebody else has the time between.
Decision KeepClash(Draft& draft, BookingId id, Instant shown, ResourceId resource, Instant from,
                   Instant to) {
  BookingId holder;
  draft.state().CalendarOf(resource).ForEachOverlap(Interval(from, to), [&](const auto& entry) {
    holder = entry.booking;
    return false;
  });
  draft.Emit(ClashRecorded{id, shown, holder});
  return AcceptBooking(id);
}

// It was taken for one that could not start, and nothing of it was charged or counted: whether it
// may count again.
bool CountsAgain(const State& state, const Booking& before, Instant at, Booking* booking) {
  booking->hindered = false;
  booking->refunded = false;
  booking->passed_on = before.passed_on;
  Refusal refusal;
  JudgeQuotas(state, *booking, at, &refusal);
  if (!refusal.empty()) return false;
  Pay(state, &before, at, booking);
  return true;
}

// A late check-in of somebody who was in time, at a kiosk that could not say so: the no-show is
// undone if the time is still free, what is left of it while it runs and all of it once it is over;
// else the clash is kept for the manager.
Decision UndoNoShow(Draft& draft, const Booking& before, Instant shown, Instant at) {
  const State& state = draft.state();
  const BookingId id = before.id;
  const bool over = before.interval.end() <= at;
  const Instant from = over ? before.interval.start() : std::max(at, before.interval.start());
  if (const model::Claim* taken = TakenBetween(state, before, from, before.interval.end())) {
    return KeepClash(draft, id, shown, taken->resource, from, before.interval.end());
  }
  Booking booking = before;
  booking.checked_in = shown;
  booking.state = BookingState::kCheckedIn;
  booking.passed_on = true;
  // What was given back and taken meanwhile stays with whoever took it: the past, and the borders.
  const Interval occupied = booking.Occupied();
  if (TakenBetween(state, booking, occupied.start(), from) != nullptr) {
    booking.setup_minutes = 0;
    booking.interval = Interval(from, booking.interval.end());
  }
  if (TakenBetween(state, booking, booking.interval.end(), occupied.end()) != nullptr) {
    booking.cleanup_minutes = 0;
  }
  if (before.hindered && !CountsAgain(state, before, at, &booking)) {
    draft.Emit(ClashRecorded{id, shown, BookingId()});
    return AcceptBooking(id);
  }
  ++booking.version;
  if (over) {
    booking.state = BookingState::kCompleted;
    booking.due = at + kEndedKept;
  } else {
    SetDue(state, &booking);
  }
  const Booking came = booking;
  draft.Emit(BookingChanged{std::move(booking), Why::kRestored});
  CutOverrunsBefore(draft, came);
  return AcceptBooking(id);
}

// A late check-out of a booking that ended by itself meanwhile: somebody left earlier, at a kiosk
// that could not say so, or whom a manager knows to have left. It is cut to what was used, as it
// would have been; of one that was left only after its end the overrun is.
Decision EndEarlier(Draft& draft, const Booking& before, Instant shown) {
  if (before.checked_in == Instant()) return RefuseState(before);
  const BookingId id = before.id;
  const Instant ended = std::max(shown, before.checked_in);
  if (before.interval.start() < ended && ended < before.interval.end()) {
    Booking booking = before;
    booking.interval = Interval(before.interval.start(), ended);
    booking.due = ended + kEndedKept;
    booking.overrun = false;
    model::Aside aside = *before.aside;
    aside.overrun = {};
    aside.overrun_until = Instant();
    booking.aside = std::move(aside);
    ++booking.version;
    draft.Emit(BookingChanged{std::move(booking), Why::kShortened});
  } else {
    EndOverrun(draft, before, ended);
  }
  return AcceptBooking(id);
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const CheckIn& command, Instant at) {
  const State& state = draft.state();
  const Instant shown = ShownAt(command.badge_at, at);
  Refusal refusal;
  const Booking* before = FindForChange(
      state, caller, command.booking, 0,
      {BookingState::kConfirmed, BookingState::kNoShow, BookingState::kDisplaced}, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  if (before->state == BookingState::kDisplaced && !before->hindered) return RefuseState(*before);
  if (IsElsewhere(state, caller, *before)) return RefuseElsewhere(command.booking);
  const Interval window = CheckInWindow(state, *before);
  if (!window.Contains(shown)) {
    return Decision::Refuse({.rule = Rule::kCheckInWindow,
                             .limit = window.start().unix_seconds(),
                             .used = window.end().unix_seconds(),
                             .asked = shown.unix_seconds()});
  }
  if (before->state != BookingState::kConfirmed) return UndoNoShow(draft, *before, shown, at);
  JudgeAtStart(state, *before, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  Booking booking = *before;
  booking.state = BookingState::kCheckedIn;
  booking.checked_in = shown;
  ++booking.version;
  SetDue(state, &booking);
  const Booking came = booking;
  draft.Emit(BookingChanged{std::move(booking), Why::kCheckedIn});
  CutOverrunsBefore(draft, came);
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const CheckOut& command, Instant at) {
  Refusal refusal;
  // One that says when it was meant may come after the booking is over.
  const std::optional<Instant> left_at = LeftAt(caller, command);
  const bool queued = left_at.has_value() && *left_at < at;
  const Booking* booking = FindForChange(
      draft.state(), caller, command.booking, 0,
      {BookingState::kCheckedIn, queued ? BookingState::kCompleted : BookingState::kCheckedIn},
      &refusal);
  if (booking == nullptr) return Decision::Refuse(refusal);
  if (IsElsewhere(draft.state(), caller, *booking)) return RefuseElsewhere(command.booking);
  if (booking->state == BookingState::kCompleted) {
    return EndEarlier(draft, *booking, *left_at);
  }
  const Instant ended = std::max(ShownAt(left_at, at), booking->checked_in);
  Finish(draft, *booking, ended);
  return AcceptBooking(command.booking);
}

Decision DecideOn(Draft& draft, const Caller& caller, const MarkNoShow& command, Instant at) {
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  const Booking* booking =
      FindForChange(draft.state(), caller, command.booking, 0,
                    {BookingState::kConfirmed, BookingState::kCompleted}, &refusal);
  if (booking == nullptr) return Decision::Refuse(refusal);
  // Where nobody has to check in, a booking ends by itself: that nobody came is noticed later.
  if (booking->state == BookingState::kCompleted && booking->checked_in != Instant()) {
    return RefuseState(*booking);
  }
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
