// Series: bookings from one recurrence rule, made, edited, cancelled and refilled as a whole or in
// part. What the family's files share, and what the timers call.
//
// What people may rely on:
// - Occurrences have numbers that never change. A number is booked, missing (listed, with the rule
//   that kept it out), or gone (cancelled, ended): gone never comes back by an edit of the series.
// - A series is all or nothing unless made otherwise: one refused occurrence refuses the series,
// and
//   the refusal names the occurrence with every rule it broke. A time that clocks skip is no
//   conflict: that occurrence is missing in every mode. A repeated time is the first of the two.
// - What has started, ended or been checked in is never touched by an edit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/core/decision.h"
#include "engine/core/draft.h"
#include "engine/core/party.h"
#include "engine/core/repack.h"
#include "engine/model/recurrence.h"

namespace mutua::core {

// --- Times (series_times.cc) ---------------------------------------------------------------------

// The rule, an UNTIL in UTC put into the zone. Adds kBadRecurrence with its part, or
// kEndlessSeries.
std::optional<model::Recurrence> ReadRule(std::string_view text, const model::ZoneTable& zone,
                                          Refusal* refusal);

// Where occurrences 1, 2, ... belong by rule and lists, before any shift: ascending, each once.
// Adds kEmptySeries or kTooMany, and is then empty.
std::vector<CivilSecond> StartsOf(const model::Recurrence& rule, const model::Series& series,
                                  Refusal* refusal);

// Where occurrence 1, 2, ... of a series of the state belong: what a listing shows beside the
// bookings. The series' own are those numbered from `first` to `occurrences`.
std::vector<CivilSecond> StartsOf(const State& state, const model::Series& series);

// The instants of `civil_seconds` on the wall clock from `start`. Adds kSkippedTime when clocks
// jump over the start, kBadInterval when the engine accepts no such time. Where clocks change, as
// model/occurrences.h says.
std::optional<Interval> IntervalAt(const model::ZoneTable& zone, CivilSecond start,
                                   int64_t civil_seconds, Refusal* refusal);

const model::ZoneTable& ZoneOf(const State& state, const model::Series& series);

// The site whose clocks a series over these resources follows. Adds kBadDefinition when not all
// that could be taken are in one zone, kPoolFull for a pool without resources. Precondition: the
// wants passed CheckWants.
std::optional<SiteId> SiteFor(const State& state, const model::Wants& wants, Refusal* refusal);

// --- Occurrences (series_place.cc) ---------------------------------------------------------------

// What the placing of one occurrence leaves for the next: how much repacking is left for the
// command, and what "any" was given last, so that a series stays where it is while that is free.
struct SeriesWork {
  RepackTrials repack;
  model::Kit last{};
};

// What decides about the occurrences of one series. `series` is the one they belong to afterwards.
struct SeriesCase {
  Draft& draft;
  const Caller& caller;
  const model::Series& series;
  SeriesWork& work;
  Instant at;
  Override override_policy{};
};

// One occurrence: its number and when it is to be.
struct Slot {
  uint32_t number = 0;
  CivilSecond start;
};

// How it is to be.
struct Shape {
  int64_t civil_seconds = 0;
  model::Wants wants{};  // empty: what the series wants
  bool edited = false;   // it differs from its series from now on
};

// Books it, or emits nothing and adds what it broke, with its number, to `refused`. Adds the
// policies that an override set aside to `set_aside`.
bool BookOccurrence(const SeriesCase& c, const Slot& slot, const Shape& shape,
                    std::vector<Reason>* set_aside, std::vector<Reason>* refused);

// Moves it, or emits nothing and adds what it broke. With no wants in `shape` it keeps its
// resources where it can.
bool MoveOccurrence(const SeriesCase& c, BookingId id, const Slot& slot, const Shape& shape,
                    std::vector<Reason>* refused);

// A refusal with the first of these reasons, by occurrence: kReasonsMost at most.
Decision RefuseOccurrences(std::vector<Reason> reasons);

// --- The record (series_record.cc) ---------------------------------------------------------------

// Whether a change of the series may touch this booking of it: it has not started, waits for
// nothing but its time or its approval, and was not handed over.
bool IsOpen(const model::Series& series, const model::Booking& booking, Instant at);

// The live booking with this number: the open one, if there is one. Null if there is none.
const model::Booking* FindOccurrence(const State& state, const model::Series& series,
                                     uint32_t number, Instant at);

// The series that a command is about: known, the caller's to touch, of the version given (0: any)
// and not cancelled. Else null, with the reason added.
const model::Series* FindForChange(const State& state, const Caller& caller, SeriesId id,
                                   uint32_t version, Refusal* refusal);

// Whether the scope's first number is one of the series. Adds kUnknown if not.
bool CheckScope(const model::Series& series, Scope scope, uint32_t from, Refusal* refusal);

// Why the occurrence that a command names cannot be changed: kUnknown, kStateForbids or kInThePast.
Reason WhyClosed(const model::Booking* booking, uint32_t number, Instant at);

// Emits the record, its timer set by what lives of it now.
void EmitSeries(Draft& draft, model::Series series, const model::Seal& text = {});

// Lists an occurrence that is not where it belongs, with the first of the reasons; and takes it
// off.
void AddMissing(model::Series* series, const Slot& slot, Rule rule, BookingId stayed = {});
void RemoveMissing(model::Series* series, uint32_t number);
const model::Series::Missing* FindMissing(const model::Series& series, uint32_t number);

// The timer of a series: retires it, or is set anew when something of it still lives.
void SeriesDue(Draft& draft, SeriesId id, Instant at);

}  // namespace mutua::core
