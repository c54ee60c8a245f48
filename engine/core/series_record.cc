// The record of a series: who may change it, what is missing of it, when it retires.
#include <algorithm>

#include "engine/core/series.h"

namespace mutua::core {
namespace {

// The first entry with this number or a higher one.
template <class Entries>
auto MissingPlace(Entries& missing, uint32_t number) {
  return std::lower_bound(missing.begin(), missing.end(), number,
                          [](const model::Series::Missing& entry, uint32_t wanted) {
                            return entry.occurrence < wanted;
                          });
}

// When the last of its bookings leaves the live state, as far as can be told now, and the last of
// the missing has passed. At the same instant bookings retire first (core/timer.h, kinds).
Instant DueOf(const State& state, const model::Series& series) {
  Instant due = state.counters().at;
  for (const BookingId id : state.BookingsOf(series.id)) {
    const model::Booking& booking = *state.Find(id);
    due = std::max(
        due, model::Occupies(booking.state) ? booking.interval.end() + kEndedKept : booking.due);
  }
  const model::ZoneTable& zone = ZoneOf(state, series);
  for (const model::Series::Missing& missing : series.missing) {
    due = std::max(due, zone.FirstAtOrAfter(missing.start));
  }
  return due;
}

}  // namespace

bool IsOpen(const model::Series& series, const model::Booking& booking, Instant at) {
  const bool waits = booking.state == model::BookingState::kPending ||
                     booking.state == model::BookingState::kConfirmed;
  return waits && booking.interval.start() > at && booking.member == series.member;
}

const model::Booking* FindOccurrence(const State& state, const model::Series& series,
                                     uint32_t number, Instant at) {
  const model::Booking* found = nullptr;
  for (const BookingId id : state.BookingsOf(series.id)) {
    const model::Booking* booking = state.Find(id);
    if (booking->occurrence != number) continue;
    if (IsOpen(series, *booking, at)) return booking;
    found = booking;
  }
  return found;
}

const model::Series* FindForChange(const State& state, const Caller& caller, SeriesId id,
                                   uint32_t version, Refusal* refusal) {
  const auto asked = static_cast<int64_t>(id.value());
  const model::Series* series = state.Find(id);
  if (series == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = asked});
    return nullptr;
  }
  if (!MayTouch(state, caller, {series->company, series->member, series->booked_by})) {
    refusal->Add({.rule = Rule::kNotPermitted, .asked = asked});
    return nullptr;
  }
  if (series->ended) {
    refusal->Add({.rule = Rule::kStateForbids,
                  .used = static_cast<int64_t>(model::BookingState::kCancelled),
                  .asked = asked});
  }
  if (version != 0 && version != series->version) {
    refusal->Add({.rule = Rule::kStale, .limit = series->version, .asked = version});
  }
  return refusal->empty() ? series : nullptr;
}

bool CheckScope(const model::Series& series, Scope scope, uint32_t from, Refusal* refusal) {
  if (scope == Scope::kAll || (from >= series.first && from <= series.occurrences)) return true;
  refusal->Add({.rule = Rule::kUnknown, .asked = from, .occurrence = from});
  return false;
}

Reason WhyClosed(const model::Booking* booking, uint32_t number, Instant at) {
  if (booking == nullptr) return {.rule = Rule::kUnknown, .asked = number, .occurrence = number};
  const bool waits = booking->state == model::BookingState::kPending ||
                     booking->state == model::BookingState::kConfirmed;
  if (!waits) {
    return {.rule = Rule::kStateForbids,
            .used = static_cast<int64_t>(booking->state),
            .asked = static_cast<int64_t>(booking->id.value()),
            .occurrence = number};
  }
  if (booking->interval.start() <= at) {
    return {.rule = Rule::kInThePast,
            .limit = at.unix_seconds(),
            .asked = booking->interval.start().unix_seconds(),
            .occurrence = number};
  }
  // Handed over: it is another's now.
  return {.rule = Rule::kNotPermitted,
          .asked = static_cast<int64_t>(booking->id.value()),
          .occurrence = number};
}

void EmitSeries(Draft& draft, model::Series series, const model::Seal& text) {
  series.due = DueOf(draft.state(), series);
  draft.Emit(SeriesChanged{std::move(series), text});
}

void AddMissing(model::Series* series, const Slot& slot, Rule rule, BookingId stayed) {
  const auto place = MissingPlace(series->missing, slot.number);
  const model::Series::Missing entry{slot.number, slot.start, static_cast<uint16_t>(rule), stayed};
  if (place != series->missing.end() && place->occurrence == slot.number) {
    *place = entry;
  } else {
    series->missing.insert(place, entry);
  }
}

void RemoveMissing(model::Series* series, uint32_t number) {
  const auto place = MissingPlace(series->missing, number);
  if (place != series->missing.end() && place->occurrence == number) series->missing.erase(place);
}

const model::Series::Missing* FindMissing(const model::Series& series, uint32_t number) {
  const auto place = MissingPlace(series.missing, number);
  const bool found = place != series.missing.end() && place->occurrence == number;
  return found ? &*place : nullptr;
}

void SeriesDue(Draft& draft, SeriesId id, Instant at) {
  model::Series series = *draft.state().Find(id);
  const bool lives = !draft.state().BookingsOf(id).empty();
  const Instant due = DueOf(draft.state(), series);
  if (!lives && due <= at) {
    draft.Emit(SeriesRetired{id});
    return;
  }
  // What has not ended when it should have (an overrun) is looked at again a day later.
  series.due = std::max(due, at + Duration::Days(1));
  draft.Emit(SeriesChanged{std::move(series), {}});
}

}  // namespace mutua::core
