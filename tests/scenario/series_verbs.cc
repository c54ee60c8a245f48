// Verbs about a series: repeats, changes, drops, refills.
#include <cstdlib>

#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Stub = v1::BookingsService::Stub;

// Minutes on the clocks between two civil times.
int64_t ClockMinutes(const std::string& from, const std::string& to) {
  absl::CivilMinute start, end;
  return absl::ParseCivilTime(from, &start) && absl::ParseCivilTime(to, &end) ? end - start : 0;
}

// "14:00-16:00": a civil start, and a length on the clocks.
void ReadTime(Words& words, v1::CivilTime* start, google::protobuf::Duration* length) {
  const v1::AskedInterval time = words.Time();
  *start = time.start().civil();
  length->set_seconds(60 * ClockMinutes(start->local(), time.end().civil().local()));
}

// "repeats room-1 14:00-16:00 by "FREQ=WEEKLY;COUNT=4" as far as possible".
void Repeats(Act& act) {
  Words& words = act.words();
  v1::CreateSeriesRequest request;
  v1::Recurrence& recurrence = *request.mutable_recurrence();
  words.Wants(request.mutable_spec()->mutable_wants());
  ReadTime(words, recurrence.mutable_start(), recurrence.mutable_length());
  words.Expect("by");
  recurrence.set_rrule(words.Quoted());
  if (words.Take("as far as possible")) request.set_mode(v1::SERIES_MODE_BEST_EFFORT);
  if (words.Take("with stand-ins")) request.set_mode(v1::SERIES_MODE_SUBSTITUTES);
  while (words.Take("without")) {
    recurrence.add_exdates(words.Moment().local());
  }
  v1::CreateSeriesResponse made;
  if (act.Do(act.services().bookings, &Stub::CreateSeries, request, &made)) {
    act.SaySeries(made.series());
  }
}

// "s-1", "s-1 #3", "s-1 from #3 on".
template <class Request>
void ReadScope(Words& words, Request* request) {
  request->set_series(words.Next());
  request->set_scope(v1::SERIES_SCOPE_ALL);
  const bool following = words.Take("from");
  if (!following && !words.Take("only")) return;
  const std::string number = words.Next();
  if (number.empty() || number[0] != '#') return words.Fail("expected \"#3\"");
  request->set_occurrence(static_cast<uint32_t>(std::atoi(number.c_str() + 1)));
  request->set_scope(following ? v1::SERIES_SCOPE_THIS_AND_FOLLOWING : v1::SERIES_SCOPE_ONE);
  if (following) words.Expect("on");
}

void Changes(Act& act) {
  Words& words = act.words();
  v1::UpdateSeriesRequest request;
  ReadScope(words, &request);
  if (words.Take("onto")) words.Wants(request.mutable_wants());
  if (words.Take("to")) ReadTime(words, request.mutable_start(), request.mutable_length());
  v1::UpdateSeriesResponse changed;
  if (act.Do(act.services().bookings, &Stub::UpdateSeries, request, &changed)) {
    act.SaySeries(changed.series());
  }
}

void Drops(Act& act) {
  v1::CancelSeriesRequest request;
  ReadScope(act.words(), &request);
  v1::CancelSeriesResponse dropped;
  if (!act.Do(act.services().bookings, &Stub::CancelSeries, request, &dropped)) return;
  std::string ids;
  for (const std::string& id : dropped.cancelled()) {
    ids += " " + id;
    act.Own(id);
  }
  act.Say("cancelled" + ids);
  act.SaySeries(dropped.series());
}

void Refills(Act& act) {
  v1::RefillSeriesRequest request;
  request.set_series(act.words().Next());
  v1::RefillSeriesResponse refilled;
  if (act.Do(act.services().bookings, &Stub::RefillSeries, request, &refilled)) {
    act.SaySeries(refilled.series());
  }
}

}  // namespace

const std::vector<Verb> kSeriesVerbs{
    {"repeats", Repeats},
    {"changes series", Changes},
    {"drops", Drops},
    {"refills", Refills},
};

}  // namespace mutua::scenario
