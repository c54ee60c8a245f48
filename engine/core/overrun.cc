#include "engine/core/overrun.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/core/charge.h"
#include "engine/core/material.h"
#include "engine/model/opening.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

constexpr Duration kOneSecond = Duration::Seconds(1);

Duration WholeMinutes(Duration time) { return Duration::Minutes(time.seconds() / 60); }

Charge PeakPriceOf(const State& state, const model::Kit& kit, Duration time) {
  Charge all;
  for (const model::Claim& claim : kit) {
    if (IsMaterial(*state.Find(claim.resource))) continue;  // a piece takes no time
    const model::EffectiveRules& rules = state.RulesOf(claim.resource);
    all = all + model::PriceOf({.peak = time.seconds()}, claim.units, rules.tariff, rules.price);
  }
  return all;
}

// When the hours end in which the last second before `end` lies; `end` itself when that was none.
Instant EndOfHours(const model::Opening& opening, const model::ZoneTable& zone, Instant end,
                   Instant latest) {
  const std::vector<Interval> open =
      model::OpenIntervals(opening, zone, Interval(end - kOneSecond, latest));
  if (open.empty() || end < open.front().start()) return end;
  return std::max(end, open.front().end());
}

// Nobody stays through closed hours: that is a forgotten check-out.
Instant ClosesAt(const State& state, ResourceId id, Instant end, Instant latest) {
  const model::EffectiveRules& rules = state.RulesOf(id);
  if (rules.unattended_overnight) return latest;
  const model::ZoneTable& zone = state.ZoneOf(id);
  const Instant closes = EndOfHours(state.Find(state.Find(id)->site)->opening, zone, end, latest);
  return rules.opening ? std::min(closes, EndOfHours(*rules.opening, zone, end, latest)) : closes;
}

// Somebody else's use of a resource, once there.
struct Use {
  Instant from;
  Instant to;
  uint32_t units;
};

// When somebody has come to the resource who finds no room beside these units, or `latest`.
Instant NextComes(const State& state, const Booking& booking, const model::Claim& claim,
                  Instant latest) {
  const Instant end = booking.interval.end();
  if (latest <= end) return latest;
  std::vector<Use> uses;
  state.CalendarOf(claim.resource).ForEachOverlap(Interval(end, latest), [&](const auto& entry) {
    const Booking& other = *state.Find(entry.booking);
    if (other.id == booking.id || other.checked_in == Instant()) return true;
    const Instant from = std::max({other.checked_in, other.interval.start(), end});
    if (from < other.interval.end()) uses.push_back({from, other.interval.end(), entry.units});
    return true;
  });
  const uint32_t capacity = state.Find(claim.resource)->capacity;
  for (const Use& comes : uses) {
    uint32_t units = claim.units;
    for (const Use& use : uses) {
      if (use.from <= comes.from && comes.from < use.to) units += use.units;
    }
    if (units > capacity) latest = std::min(latest, comes.from);
  }
  return latest;
}

// When the overrun ran no more, as far as the records say by `latest`.
Instant RunsUntil(const State& state, const Booking& booking, Instant latest) {
  const Instant end = booking.interval.end();
  Instant until = std::clamp(latest, end, end + kOverrunLongest);
  if (booking.aside->overrun_until != Instant()) {
    until = std::min(until, booking.aside->overrun_until);
  }
  for (const model::Claim& claim : booking.kit) {
    if (IsMaterial(*state.Find(claim.resource))) continue;
    until = std::min(until, ClosesAt(state, claim.resource, end, end + kOverrunLongest));
    until = NextComes(state, booking, claim, until);
  }
  return std::max(until, end);
}

// Calls visit(booking, units) for each whose overrun, charged or not, may have run on the resource
// within [from, to).
template <class Visit>
void ForEachOverrun(const State& state, ResourceId id, Instant from, Instant to, Visit visit) {
  const Interval near(from - kOverrunLongest, to);
  state.CalendarOf(id).ForEachOverlap(near, [&](const auto& entry) {
    const Booking& booking = *state.Find(entry.booking);
    if (booking.overrun && booking.interval.end() < to) visit(booking, entry.units);
    return true;
  });
}

}  // namespace

void EndOverrun(Draft& draft, const Booking& before, Instant ended) {
  const bool charged = before.aside->overrun_until != Instant();
  if (!before.overrun || (before.state == BookingState::kCompleted && !charged)) return;
  const State& state = draft.state();
  const Instant until = RunsUntil(state, before, ended);
  if (charged && until == before.aside->overrun_until) return;
  const Duration time = WholeMinutes(until - before.interval.end());
  const Charge charge = PeakPriceOf(state, before.kit, time);
  if (!charged && charge.IsNothing()) return;
  Booking booking = before;
  model::Aside aside = *before.aside;
  aside.overrun = charged ? Lesser(charge, aside.overrun) : charge;
  aside.overrun_until = until;
  booking.aside = std::move(aside);
  ++booking.version;
  draft.Emit(BookingChanged{std::move(booking), BookingChanged::Why::kOverrunCharged});
}

void CutOverrunsBefore(Draft& draft, const Booking& next) {
  const Instant came = std::max(next.checked_in, next.interval.start());
  std::vector<BookingId> charged;
  for (const model::Claim& claim : next.kit) {
    ForEachOverrun(draft.state(), claim.resource, came, next.interval.end(),
                   [&](const Booking& booking, uint32_t) {
                     if (came < booking.aside->overrun_until) charged.push_back(booking.id);
                   });
  }
  for (const BookingId id : charged) {
    const Booking booking = *draft.state().Find(id);
    EndOverrun(draft, booking, booking.aside->overrun_until);
  }
}

BookingId HinderedBy(const State& state, const Booking& booking, Instant at) {
  const bool waits = booking.state == BookingState::kConfirmed &&
                     booking.Occupied().start() <= at && at < booking.interval.end();
  if (!waits) return BookingId();
  for (const model::Claim& claim : booking.kit) {
    const model::Resource& resource = *state.Find(claim.resource);
    if (IsMaterial(resource)) continue;
    const Interval now(at, at + kOneSecond);
    uint32_t units = state.CalendarOf(claim.resource).PeakUse(now);
    BookingId by;
    ForEachOverrun(
        state, claim.resource, at, at + kOneSecond, [&](const Booking& late, uint32_t of_it) {
          // Its clean-up is in the calendar as it is. Who is of the same company is asked
          // to leave: a company refunds nothing to itself.
          const bool stands = late.state == BookingState::kCheckedIn &&
                              late.Occupied().end() <= at && late.company != booking.company;
          if (!stands || RunsUntil(state, late, at + kOneSecond) <= at) return;
          units += of_it;
          if (!by.IsSet()) by = late.id;
        });
    if (by.IsSet() && units > resource.capacity) return by;
  }
  return BookingId();
}

}  // namespace mutua::core
