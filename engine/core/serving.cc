// The serving process comes and goes: what was due while it was down is not held against anybody.
#include "engine/core/booking_rules.h"
#include "engine/core/families.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

// A deadline that somebody could not keep because nobody was there to be told: a hold to confirm,
// or a check-in whose window the gap fell into.
bool WasCutShort(const State& state, const Booking& booking, Instant stopped, Instant at) {
  if (booking.due <= stopped) return false;
  if (booking.state == BookingState::kHeld) return true;
  return booking.state == BookingState::kConfirmed && booking.check_in_asked &&
         CheckInWindow(state, booking).start() < at;
}

// Its deadline, so much later; of an offer as its clock runs.
Instant Extended(const State& state, const Booking& booking, Duration gap) {
  const bool is_offer = booking.state == BookingState::kHeld && booking.wish.IsSet();
  return is_offer ? OfferedUntil(state, booking, booking.due, gap) : booking.due + gap;
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const StartServing& command, Instant at) {
  const State& state = draft.state();
  if (caller.role != model::Role::kService) {
    return Decision::Refuse({.rule = Rule::kNotPermitted});
  }
  // After a crash there is no ServingStopped: the last commit was the last sign of life.
  const Counters& counters = state.counters();
  const Instant stopped = counters.serving ? command.last_seen : counters.serving_changed;
  std::vector<Booking> extended;
  state.ForEach<Booking>([&](const Booking& booking) {
    if (!WasCutShort(state, booking, stopped, at)) return;
    const Instant due = Extended(state, booking, at - std::max(stopped, booking.made_at));
    if (due == booking.due) return;
    extended.push_back(booking);
    extended.back().due = due;
    ++extended.back().version;
  });
  draft.Emit(ServingStarted{at, command.entropy});
  for (Booking& booking : extended) {
    draft.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kExtended});
  }
  return Decision::Accept(Subject::Kind::kCounters, 1);
}

Decision DecideOn(Draft& draft, const Caller& caller, const StopServing&, Instant at) {
  if (caller.role != model::Role::kService) {
    return Decision::Refuse({.rule = Rule::kNotPermitted});
  }
  draft.Emit(ServingStopped{at});
  return Decision::Accept(Subject::Kind::kCounters, 1);
}

}  // namespace mutua::core
