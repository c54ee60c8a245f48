// Series moved: one occurrence, one and those after it, or all.
//
// What people may rely on:
// - One: that occurrence differs from its series from now on, and moves of the others leave it
// alone.
//   One that was missing is booked at the time given.
// - This and following splits the series: those from the number given on are a series of their own
//   afterwards, with their numbers, and the rest is as it was. All keeps one series.
// - Occurrences that were edited one by one stay as they are (and go along in a split).
// - All or nothing: if one occurrence cannot move, none does. In the other modes those stay where
// they
//   were and are listed as missing, with the time where they belong, for a refill to try again. So
//   does, in every mode, one whose new time is skipped by clocks.
// - Shifting a series by its own step works: each is judged without its old self, in the order in
//   which they make room for each other.
#include <algorithm>
#include <cstdlib>

#include "engine/core/families.h"
#include "engine/core/place.h"
#include "engine/core/series.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::Series;

Decision AcceptSeries(SeriesId id) { return Decision::Accept(Subject::Kind::kSeries, id.value()); }

// A shift by more than this cannot end within the times that the engine accepts.
constexpr int64_t kShiftMost = (kLatest - kEarliest).seconds();

void CheckMove(const State& state, const Series& series, const MoveSeries& move, Refusal* refusal) {
  if (!CheckScope(series, move.scope, move.from_occurrence, refusal)) return;
  if (move.shift_civil_seconds == 0 && !move.civil_seconds && move.wants.empty()) {
    refusal->Add({.rule = Rule::kNothingToDo});
  }
  const int64_t length = move.civil_seconds.value_or(series.civil_seconds);
  if (length <= 0 || length > kBookingLongest.seconds()) {
    refusal->Add({.rule = Rule::kBadInterval, .limit = kBookingLongest.seconds(), .asked = length});
  }
  if (move.shift_civil_seconds < -kShiftMost || move.shift_civil_seconds > kShiftMost) {
    refusal->Add(
        {.rule = Rule::kBadInterval, .limit = kShiftMost, .asked = move.shift_civil_seconds});
  }
  if (move.wants.empty()) return;
  const size_t before = refusal->reasons().size();
  CheckWants(state, move.wants, refusal);
  if (refusal->reasons().size() != before) return;
  const std::optional<SiteId> site = SiteFor(state, move.wants, refusal);
  if (site && state.Find(*site)->zone != state.Find(series.site)->zone) {
    refusal->Add({.rule = Rule::kBadDefinition});
  }
}

// The length that an occurrence shows on the wall clock.
int64_t CivilLength(const model::ZoneTable& zone, const Booking& booking) {
  return zone.ToCivil(booking.interval.end()) - zone.ToCivil(booking.interval.start());
}

Decision MoveOne(Draft& draft, const Caller& caller, const MoveSeries& move, const Series& before,
                 Instant at) {
  const State& state = draft.state();
  const model::ZoneTable& zone = ZoneOf(state, before);
  const uint32_t number = move.from_occurrence;
  const Series::Missing* missing = FindMissing(before, number);
  const Booking* booking = FindOccurrence(state, before, number, at);
  const bool open = booking != nullptr && IsOpen(before, *booking, at);
  const bool unbooked = missing != nullptr && !missing->booking.IsSet();
  if (!open && !unbooked) return Decision::Refuse(WhyClosed(booking, number, at));

  SeriesWork work;
  const SeriesCase c{draft, caller, before, work, at};
  Shape shape{.civil_seconds = move.civil_seconds.value_or(before.civil_seconds),
              .wants = move.wants,
              .edited = true};
  std::vector<Reason> set_aside;
  std::vector<Reason> refused;
  bool moved = false;
  if (open) {
    if (!move.civil_seconds && booking->edited) shape.civil_seconds = CivilLength(zone, *booking);
    const CivilSecond start = zone.ToCivil(booking->interval.start()) + move.shift_civil_seconds;
    moved = MoveOccurrence(c, booking->id, {number, start}, shape, &refused);
  } else {
    const CivilSecond start = missing->start + move.shift_civil_seconds;
    moved = BookOccurrence(c, {number, start}, shape, &set_aside, &refused);
  }
  if (!moved) return RefuseOccurrences(std::move(refused));
  Series after = *state.Find(move.series);
  RemoveMissing(&after, number);
  ++after.version;
  EmitSeries(draft, std::move(after));
  return AcceptSeries(move.series);
}

// An occurrence that moves with its series, and where to.
struct Mover {
  BookingId id{};
  Instant from;
  Slot to;
};

// The open ones in scope that were not edited, in an order in which each leaves before the next
// arrives: the last first when they move later, the first first when they move earlier.
std::vector<Mover> MoversOf(const State& state, const Series& series, const MoveSeries& move,
                            uint32_t from, Instant at) {
  const model::ZoneTable& zone = ZoneOf(state, series);
  std::vector<Mover> movers;
  for (const BookingId id : state.BookingsOf(series.id)) {
    const Booking& booking = *state.Find(id);
    if (booking.occurrence < from || booking.edited || !IsOpen(series, booking, at)) continue;
    const Series::Missing* stayed = FindMissing(series, booking.occurrence);
    const CivilSecond belongs =
        stayed != nullptr ? stayed->start : zone.ToCivil(booking.interval.start());
    movers.push_back(
        {id, booking.interval.start(), {booking.occurrence, belongs + move.shift_civil_seconds}});
  }
  const bool later = move.shift_civil_seconds > 0;
  std::sort(movers.begin(), movers.end(), [later](const Mover& left, const Mover& right) {
    return later ? left.from > right.from : left.from < right.from;
  });
  return movers;
}

// Whether the engine still accepts the times at which the missing would be.
bool AcceptsTimes(const State& state, const Series& series, Refusal* refusal) {
  for (const Series::Missing& missing : series.missing) {
    Refusal broken;
    IntervalAt(ZoneOf(state, series), missing.start, series.civil_seconds, &broken);
    if (broken.empty() || broken.reasons().front().rule != Rule::kBadInterval) continue;
    refusal->Add(broken.reasons().front());
    return false;
  }
  return true;
}

// What the series in scope is afterwards: the same one, or for a split the new one.
Series AfterMove(const State& state, const Series& before, const MoveSeries& move, bool splits) {
  Series after = before;
  after.shift_civil_seconds += move.shift_civil_seconds;
  after.civil_seconds = move.civil_seconds.value_or(before.civil_seconds);
  if (!move.wants.empty()) after.wants = move.wants;
  ++after.version;
  after.missing.clear();
  if (splits) {
    after.id = SeriesId(state.counters().series);
    after.split_from = before.id;
    after.first = move.from_occurrence;
    after.version = 1;
  }
  for (Series::Missing missing : before.missing) {
    if (missing.booking.IsSet()) continue;  // it moves, or stays again
    if (splits && missing.occurrence < after.first) continue;
    missing.start += move.shift_civil_seconds;
    after.missing.push_back(missing);
  }
  return after;
}

// Lists with `after` those whose booking stays where it was, the reasons with each; whether none of
// them counts against a series that is all or nothing.
bool MoveEach(const SeriesCase& c, const std::vector<Mover>& movers, const MoveSeries& move,
              Series* after, size_t* moved, std::vector<Reason>* refused) {
  const Shape shape{.civil_seconds = after->civil_seconds, .wants = move.wants};
  bool all = true;
  for (const Mover& mover : movers) {
    std::vector<Reason> broken;
    if (MoveOccurrence(c, mover.id, mover.to, shape, &broken)) {
      ++*moved;
      continue;
    }
    all &= broken.front().rule == Rule::kSkippedTime;
    AddMissing(after, mover.to, broken.front().rule, mover.id);
    refused->insert(refused->end(), broken.begin(), broken.end());
  }
  return all;
}

// Splits the record: what is from the new series' first number on belongs to it, moved or not.
void Split(Draft& draft, const Series& before, const Series& after, Instant at) {
  Series rest = before;
  std::erase_if(rest.missing,
                [&](const Series::Missing& missing) { return missing.occurrence >= after.first; });
  rest.occurrences = after.first - 1;
  ++rest.version;
  for (const BookingId id : draft.state().BookingsOf(before.id)) {
    Booking booking = *draft.state().Find(id);
    if (booking.occurrence < after.first) continue;
    if (!IsOpen(before, booking, at)) {
      rest.occurrences = std::max(rest.occurrences, booking.occurrence);
      continue;
    }
    booking.series = after.id;
    ++booking.version;
    draft.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kSplit});
  }
  EmitSeries(draft, std::move(rest));
}

Decision MoveMany(Draft& draft, const Caller& caller, const MoveSeries& move, const Series& before,
                  Instant at) {
  const uint32_t from = move.scope == Scope::kAll ? before.first : move.from_occurrence;
  const bool splits = from > before.first;
  const std::vector<Mover> movers = MoversOf(draft.state(), before, move, from, at);
  Series after = AfterMove(draft.state(), before, move, splits);
  if (movers.empty() && after.missing.empty()) {
    return Decision::Refuse({.rule = Rule::kNothingToDo});
  }
  Refusal refusal;
  if (!AcceptsTimes(draft.state(), after, &refusal)) return Decision::Refuse(refusal);
  const Series wanted = after;
  size_t moved = 0;
  std::vector<Reason> refused;
  SeriesWork work;
  const bool all =
      MoveEach({draft, caller, wanted, work, at}, movers, move, &after, &moved, &refused);
  const bool lost = !all && after.mode == model::SeriesMode::kAllOrNothing;
  if (lost || (moved == 0 && !movers.empty())) return RefuseOccurrences(std::move(refused));
  if (splits) Split(draft, before, after, at);
  const SeriesId id = after.id;
  EmitSeries(draft, std::move(after));
  return AcceptSeries(id);
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const MoveSeries& move, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const Series* found = FindForChange(state, caller, move.series, move.version, &refusal);
  if (found == nullptr) return Decision::Refuse(refusal);
  CheckMove(state, *found, move, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  const Series before = *found;  // events replace the record
  return move.scope == Scope::kOne ? MoveOne(draft, caller, move, before, at)
                                   : MoveMany(draft, caller, move, before, at);
}

}  // namespace mutua::core
