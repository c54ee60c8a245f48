// Series booked, and refilled.
#include "engine/core/series.h"

#include "engine/core/booking_rules.h"
#include "engine/core/families.h"
#include "engine/core/place.h"

namespace mutua::core {
namespace {

using model::SeriesMode;

Decision AcceptSeries(SeriesId id) { return Decision::Accept(Subject::Kind::kSeries, id.value()); }

// What became of the occurrences that were tried.
struct Outcome {
  uint32_t booked = 0;
  std::vector<Reason> set_aside;  // policies, by an override
  std::vector<Reason> conflicts;
  std::vector<Reason> skipped;  // times that clocks skip
};

// Whether the reasons of one occurrence say that its time does not exist; conflicts otherwise.
void Keep(const std::vector<Reason>& refused, Outcome* outcome) {
  const bool skipped = refused.front().rule == Rule::kSkippedTime;
  std::vector<Reason>& to = skipped ? outcome->skipped : outcome->conflicts;
  if (to.size() < kReasonsMost) to.insert(to.end(), refused.begin(), refused.end());
}

Decision RefuseAll(const Outcome& outcome) {
  return RefuseOccurrences(outcome.conflicts.empty() ? outcome.skipped : outcome.conflicts);
}

// The record of the series that is asked for, without an id, and where its occurrences are to be.
std::vector<CivilSecond> ReadSeries(const State& state, const Caller& caller,
                                    const BookSeries& command, model::Series* series,
                                    Refusal* refusal) {
  CheckWants(state, command.wants, refusal);
  SetAside(caller, command.override_policy, refusal);
  const std::optional<Party> party = PartyOf(state, caller, command.member, refusal);
  if (!refusal->empty()) return {};
  const std::optional<SiteId> site = SiteFor(state, command.wants, refusal);
  if (!site) return {};
  series->company = party->company;
  series->member = party->member;
  series->booked_by = party->by;
  series->wants = command.wants;
  series->site = *site;
  series->start = command.start;
  series->civil_seconds = command.civil_seconds;
  series->excluded = command.excluded;
  series->added = command.added;
  series->mode = command.mode;
  series->may_move = command.may_move;
  const std::optional<model::Recurrence> rule =
      ReadRule(command.rule, ZoneOf(state, *series), refusal);
  if (!rule) return {};
  series->rule = model::ToString(*rule);
  std::vector<CivilSecond> starts = StartsOf(*rule, *series, refusal);
  series->occurrences = static_cast<uint32_t>(starts.size());
  return starts;
}

// Books each, lists what is missing in `series`. Stops early when the series is lost anyway.
void BookEach(SeriesCase c, const std::vector<CivilSecond>& starts, model::Series* series,
              Outcome* outcome) {
  const Shape shape{.civil_seconds = series->civil_seconds};
  const bool all_or_nothing = series->mode == SeriesMode::kAllOrNothing;
  for (size_t i = 0; i < starts.size(); ++i) {
    const Slot slot{static_cast<uint32_t>(i + 1), starts[i]};
    std::vector<Reason> refused;
    if (BookOccurrence(c, slot, shape, &outcome->set_aside, &refused)) {
      ++outcome->booked;
      continue;
    }
    AddMissing(series, slot, refused.front().rule);
    Keep(refused, outcome);
    if (all_or_nothing && outcome->conflicts.size() >= kReasonsMost) return;
  }
}

// Tries one that is missing: books it, or moves the booking that stayed where it was. One whose
// booking is gone meanwhile is taken off the list.
void Refill(const SeriesCase& c, const model::Series::Missing& missing, model::Series* series,
            Outcome* outcome) {
  const State& state = c.draft.state();
  const Slot slot{missing.occurrence, missing.start};
  const Shape shape{.civil_seconds = c.series.civil_seconds};
  if (ZoneOf(state, c.series).FirstAtOrAfter(missing.start) < c.at) return;  // it has passed
  std::vector<Reason> refused;
  if (missing.booking.IsSet()) {
    const model::Booking* stayed = state.Find(missing.booking);
    if (stayed == nullptr || !IsOpen(c.series, *stayed, c.at) || stayed->edited) {
      return RemoveMissing(series, missing.occurrence);
    }
    if (MoveOccurrence(c, missing.booking, slot, shape, &refused)) {
      ++outcome->booked;
      return RemoveMissing(series, missing.occurrence);
    }
  } else if (BookOccurrence(c, slot, shape, &outcome->set_aside, &refused)) {
    ++outcome->booked;
    return RemoveMissing(series, missing.occurrence);
  }
  AddMissing(series, slot, refused.front().rule, missing.booking);
  Keep(refused, outcome);
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const BookSeries& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  model::Series series;
  const std::vector<CivilSecond> starts = ReadSeries(state, caller, command, &series, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  if (command.civil_seconds <= 0 || command.civil_seconds > kBookingLongest.seconds()) {
    return Decision::Refuse({.rule = Rule::kBadInterval,
                             .limit = kBookingLongest.seconds(),
                             .asked = command.civil_seconds});
  }
  series.id = SeriesId(state.counters().series);
  Outcome outcome;
  const model::Series wanted = series;
  SeriesWork work;
  BookEach({draft, caller, wanted, work, at, command.override_policy}, starts, &series, &outcome);
  const bool lost = series.mode == SeriesMode::kAllOrNothing && !outcome.conflicts.empty();
  if (lost || outcome.booked == 0) return RefuseAll(outcome);
  const SeriesId id = series.id;
  EmitSeries(draft, std::move(series), command.text);
  if (!outcome.set_aside.empty()) {
    if (outcome.set_aside.size() > kReasonsMost) outcome.set_aside.resize(kReasonsMost);
    draft.Emit(Overridden{caller,
                          {Subject::Kind::kSeries, id.value()},
                          outcome.set_aside,
                          command.override_policy.reason});
  }
  return AcceptSeries(id);
}

Decision DecideOn(Draft& draft, const Caller& caller, const RefillSeries& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const model::Series* found = FindForChange(state, caller, command.series, 0, &refusal);
  if (found == nullptr) return Decision::Refuse(refusal);
  model::Series series = *found;
  // Whom it is for may have left, or changed the company, since.
  const std::optional<Party> party = PartyOf(state, caller, series.member, &refusal);
  if (!party) return Decision::Refuse(refusal);
  series.company = party->company;
  const model::Series wanted = series;
  Outcome outcome;
  SeriesWork work;
  for (const model::Series::Missing& missing : wanted.missing) {
    Refill({draft, caller, wanted, work, at}, missing, &series, &outcome);
  }
  if (outcome.booked == 0) {
    const bool tried = !outcome.conflicts.empty() || !outcome.skipped.empty();
    return tried ? RefuseAll(outcome) : Decision::Refuse({.rule = Rule::kNothingToDo});
  }
  ++series.version;
  EmitSeries(draft, std::move(series));
  return AcceptSeries(command.series);
}

}  // namespace mutua::core
