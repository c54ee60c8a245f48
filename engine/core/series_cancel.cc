// Series cancelled: one occurrence, one and those after it, or all. Those that were edited one by
// one go too, the missing are no longer tried, and none of them comes back. What has started, was
// checked in or was handed over stays.
#include <algorithm>

#include "engine/core/booking_rules.h"
#include "engine/core/families.h"
#include "engine/core/overrun.h"
#include "engine/core/series.h"

namespace mutua::core {
namespace {

bool InScope(const CancelSeries& command, uint32_t number) {
  switch (command.scope) {
    case Scope::kOne:
      return number == command.from_occurrence;
    case Scope::kFollowing:
      return number >= command.from_occurrence;
    case Scope::kAll:
      return true;
  }
  return false;
}

// Ends the open ones in scope; how many there were.
size_t CancelOpen(Draft& draft, const Caller& caller, const CancelSeries& command,
                  const model::Series& series, Instant at) {
  size_t cancelled = 0;
  for (const BookingId id : draft.state().BookingsOf(series.id)) {
    const model::Booking& booking = *draft.state().Find(id);
    if (!InScope(command, booking.occurrence) || !IsOpen(series, booking, at)) continue;
    const bool by_lab = EndsForTheLab(caller, booking);
    const BookingId hindered_by = HinderedBy(draft.state(), booking, at);
    draft.Emit(BookingEnded{id, model::BookingState::kCancelled, at, {}, by_lab, hindered_by});
    ++cancelled;
  }
  return cancelled;
}

bool AnyOpen(const State& state, const model::Series& series, Instant at) {
  const std::vector<BookingId> bookings = state.BookingsOf(series.id);
  return std::any_of(bookings.begin(), bookings.end(),
                     [&](BookingId id) { return IsOpen(series, *state.Find(id), at); });
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const CancelSeries& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const model::Series* found =
      FindForChange(state, caller, command.series, command.version, &refusal);
  if (found == nullptr || !CheckScope(*found, command.scope, command.from_occurrence, &refusal)) {
    return Decision::Refuse(refusal);
  }
  model::Series series = *found;
  const size_t cancelled = CancelOpen(draft, caller, command, series, at);
  const size_t forgotten = std::erase_if(series.missing, [&](const model::Series::Missing& entry) {
    return InScope(command, entry.occurrence);
  });
  if (cancelled + forgotten == 0) {
    if (command.scope != Scope::kOne) return Decision::Refuse({.rule = Rule::kNothingToDo});
    const uint32_t number = command.from_occurrence;
    return Decision::Refuse(WhyClosed(FindOccurrence(state, series, number, at), number, at));
  }
  series.ended = series.missing.empty() && !AnyOpen(state, series, at);
  ++series.version;
  EmitSeries(draft, std::move(series));
  return Decision::Accept(Subject::Kind::kSeries, command.series.value());
}

}  // namespace mutua::core
