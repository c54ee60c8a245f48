// One occurrence of a series, placed: as wanted, or with equal resources where the series takes
// substitutes. Each attempt is judged on the Draft as it stands, so an occurrence sees those before
// it; an attempt that fails leaves no event behind.
#include <algorithm>
#include <iterator>
#include <tuple>

#include "engine/core/booking_rules.h"
#include "engine/core/charge.h"
#include "engine/core/credits.h"
#include "engine/core/fair_share.h"
#include "engine/core/judge.h"
#include "engine/core/pass_on.h"
#include "engine/core/place.h"
#include "engine/core/series.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

Ask AskFor(const Ask& ask, ResourceId resource, uint32_t units) {
  Ask one = ask;
  one.resource = resource;
  one.units = units;
  return one;
}

bool Names(const model::Wants& wants, ResourceId resource) {
  return std::any_of(wants.begin(), wants.end(),
                     [&](const model::Want& want) { return want.resource == resource; });
}

// The wants with each named resource that refuses replaced by the first of its pool that accepts;
// as they were where there is none, or where the pool allows none.
model::Wants WithSubstitutes(const SeriesCase& c, model::Wants wants, const Ask& ask) {
  const State& state = c.draft.state();
  for (model::Want& want : wants) {
    if (!want.resource.IsSet() ||
        WouldAccept(state, AskFor(ask, want.resource, want.units), c.at)) {
      continue;
    }
    const PoolId pool = state.Find(want.resource)->pool;
    if (!state.Find(pool)->stand_in) continue;
    for (const ResourceId id : state.ResourcesOf(pool)) {
      const bool same_clocks =
          state.Find(state.Find(id)->site)->zone == state.Find(c.series.site)->zone;
      if (Names(wants, id) || !same_clocks) continue;
      if (!WouldAccept(state, AskFor(ask, id, want.units), c.at)) continue;
      want.resource = id;
      break;
    }
  }
  return wants;
}

// Fills `kit`, or leaves no event behind and adds to `refusal` what the wants broke as they stand.
bool TryWants(const SeriesCase& c, const model::Wants& wants, const Ask& ask, model::Kit* kit,
              std::vector<Reason>* set_aside, Refusal* refusal) {
  const Draft::Mark before = c.draft.mark();
  Refusal broken;
  kit->clear();
  Place(c.draft, wants, ask, c.at, &c.work.repack, kit, &broken);
  std::vector<Reason> aside = SetAside(c.caller, c.override_policy, &broken);
  if (!broken.empty()) {
    c.draft.RollBackTo(before);
    for (const Reason& reason : broken.reasons()) refusal->Add(reason);
    return false;
  }
  std::move(aside.begin(), aside.end(), std::back_inserter(*set_aside));
  return true;
}

// As TryWants, and with substitutes where the series takes them.
bool PlaceWants(const SeriesCase& c, const model::Wants& wants, const Ask& ask, model::Kit* kit,
                std::vector<Reason>* set_aside, Refusal* refusal) {
  Refusal broken;
  if (TryWants(c, wants, ask, kit, set_aside, &broken)) return true;
  if (c.series.mode == model::SeriesMode::kSubstitutes) {
    const model::Wants equal = WithSubstitutes(c, wants, ask);
    Refusal ignored;
    if (equal != wants && TryWants(c, equal, ask, kit, set_aside, &ignored)) return true;
  }
  for (const Reason& reason : broken.reasons()) refusal->Add(reason);
  return false;
}

// What a move keeps when no other resources are asked for: the resources that were named, and those
// that "any" was given. An occurrence that was edited, or is now, keeps exactly what it has.
model::Wants KeptWants(const model::Series& series, const Booking& booking, bool exactly) {
  model::Wants wants;
  if (!exactly) {
    for (const model::Want& want : series.wants) {
      if (want.resource.IsSet()) wants.push_back(want);
    }
  }
  for (const model::Claim& claim : booking.kit) {
    if (exactly || (claim.any_of.IsSet() && !Names(wants, claim.resource))) {
      wants.push_back({claim.resource, PoolId(), claim.units});
    }
  }
  return wants;
}

// The resources that were given for "any" stay so.
void RestoreAnyOf(const model::Kit& before, model::Kit* kit) {
  for (model::Claim& claim : *kit) {
    const auto same = std::find_if(before.begin(), before.end(), [&](const model::Claim& old) {
      return old.resource == claim.resource;
    });
    if (same != before.end() && !claim.any_of.IsSet()) claim.any_of = same->any_of;
  }
}

// The wants with what was given for "any" in `last` by name, in the order in which a kit is placed;
// as they are where there is nothing.
model::Wants WithLast(const model::Wants& wants, const model::Kit& last) {
  if (last.empty()) return wants;
  model::Wants same;
  for (const model::Want& want : wants) {
    if (want.resource.IsSet()) same.push_back(want);
  }
  for (const model::Claim& claim : last) {
    if (claim.any_of.IsSet()) same.push_back({claim.resource, PoolId(), claim.units});
  }
  return same;
}

bool PlaceNext(const SeriesCase& c, const model::Wants& wants, const Ask& ask, model::Kit* kit,
               std::vector<Reason>* set_aside, Refusal* refusal) {
  const model::Wants same = WithLast(wants, c.work.last);
  Refusal ignored;
  // With an override, what breaks a policy may not win over what breaks none.
  if (same != wants && !ask.override_policy && TryWants(c, same, ask, kit, set_aside, &ignored)) {
    RestoreAnyOf(c.work.last, kit);
    return true;
  }
  if (!PlaceWants(c, wants, ask, kit, set_aside, refusal)) return false;
  c.work.last = *kit;
  return true;
}

bool PlaceMoved(const SeriesCase& c, const Booking& before, const Shape& shape, const Ask& ask,
                model::Kit* kit, Refusal* refusal) {
  std::vector<Reason> set_aside;
  if (!shape.wants.empty()) return PlaceWants(c, shape.wants, ask, kit, &set_aside, refusal);
  const bool exactly = shape.edited || before.edited;
  const model::Wants kept = KeptWants(c.series, before, exactly);
  Refusal broken;
  if (TryWants(c, kept, ask, kit, &set_aside, &broken)) {
    RestoreAnyOf(before.kit, kit);
    return true;
  }
  if (!before.edited) return PlaceWants(c, c.series.wants, ask, kit, &set_aside, refusal);
  for (const Reason& reason : broken.reasons()) refusal->Add(reason);
  return false;
}

void AddNumbered(const std::vector<Reason>& reasons, uint32_t number, std::vector<Reason>* to) {
  for (Reason reason : reasons) {
    reason.occurrence = number;
    to->push_back(reason);
  }
}

// Always false: it was not placed.
bool NotPlaced(const Refusal& refusal, uint32_t number, std::vector<Reason>* refused) {
  AddNumbered(refusal.reasons(), number, refused);
  return false;
}

Ask AskOf(Interval interval, MemberId member, CompanyId company) {
  Ask ask;
  ask.interval = interval;
  ask.member = member;
  ask.company = company;
  return ask;
}

}  // namespace

std::optional<SiteId> SiteFor(const State& state, const model::Wants& wants, Refusal* refusal) {
  std::optional<SiteId> site;
  const auto look_at = [&](ResourceId id) {
    const SiteId found = state.Find(id)->site;
    if (!site) site = found;
    if (state.Find(found)->zone == state.Find(*site)->zone) return true;
    refusal->Add({.rule = Rule::kBadDefinition, .resource = id});
    return false;
  };
  for (const model::Want& want : wants) {
    if (want.resource.IsSet()) {
      if (!look_at(want.resource)) return std::nullopt;
      continue;
    }
    const std::vector<ResourceId>& resources = state.ResourcesOf(want.pool);
    if (resources.empty()) {
      refusal->Add({.rule = Rule::kPoolFull, .asked = want.units});
      return std::nullopt;
    }
    if (!std::all_of(resources.begin(), resources.end(), look_at)) return std::nullopt;
  }
  return site;
}

bool BookOccurrence(const SeriesCase& c, const Slot& slot, const Shape& shape,
                    std::vector<Reason>* set_aside, std::vector<Reason>* refused) {
  const State& state = c.draft.state();
  const Draft::Mark before = c.draft.mark();
  Refusal refusal;
  const std::optional<Interval> interval =
      IntervalAt(ZoneOf(state, c.series), slot.start, shape.civil_seconds, &refusal);
  if (!interval) return NotPlaced(refusal, slot.number, refused);
  Ask ask = AskOf(*interval, c.series.member, c.series.company);
  ask.override_policy = c.override_policy.asked;
  const model::Wants& wants = shape.wants.empty() ? c.series.wants : shape.wants;
  model::Kit kit;
  std::vector<Reason> aside;
  if (!PlaceNext(c, wants, ask, &kit, &aside, &refusal)) {
    return NotPlaced(refusal, slot.number, refused);
  }
  Booking booking = MakeBooking(state, {c.series.member, c.series.company, c.series.booked_by}, kit,
                                *interval, c.at);
  booking.id = BookingId(state.counters().booking);
  booking.series = c.series.id;
  booking.occurrence = slot.number;
  booking.may_move = c.series.may_move;
  booking.edited = shape.edited;
  booking.overridden = !aside.empty();
  if (NeedsApproval(state, booking.kit) && !Manages(c.caller)) {
    if (interval->start() <= c.at) {
      refusal.Add({.rule = Rule::kNeedsApproval});
      c.draft.RollBackTo(before);  // what a repack made way for it
      return NotPlaced(refusal, slot.number, refused);
    }
    booking.state = BookingState::kPending;
    SetDue(state, &booking);
  }
  AddNumbered(aside, slot.number, set_aside);
  // The text is the series': its record carries the commitment.
  c.draft.Emit(Booked{std::move(booking), {}, std::nullopt});
  return true;
}

bool MoveOccurrence(const SeriesCase& c, BookingId id, const Slot& slot, const Shape& shape,
                    std::vector<Reason>* refused) {
  const State& state = c.draft.state();
  const Booking before = *state.Find(id);
  Refusal refusal;
  const std::optional<Interval> interval =
      IntervalAt(ZoneOf(state, c.series), slot.start, shape.civil_seconds, &refusal);
  if (!interval) return NotPlaced(refusal, slot.number, refused);
  Ask ask = AskOf(*interval, before.member, before.company);
  ask.instead_of = id;
  ask.agreed = interval->start() == before.interval.start();
  Booking booking = before;
  if (!PlaceMoved(c, before, shape, ask, &booking.kit, &refusal)) {
    return NotPlaced(refusal, slot.number, refused);
  }
  // What was approved was approved for that time and those resources; giving time back is no news.
  const bool gives_back = before.interval.Contains(*interval) && booking.kit == before.kit;
  const bool stands = gives_back && *interval == before.interval;
  booking.interval = *interval;
  booking.series = c.series.id;
  booking.edited = before.edited || shape.edited;
  if (booking.state == BookingState::kConfirmed && !gives_back && !Manages(c.caller) &&
      NeedsApproval(state, booking.kit)) {
    booking.state = BookingState::kPending;
  }
  if (stands && booking == before) return true;
  if (!stands) {
    booking.grab = StaysGrabbed(state, before, booking.kit, booking.interval, c.at);
    Freeze(state, &booking);
    ForfeitGivenBack(state, before, c.at, &booking);
    Pay(state, &before, c.at, &booking);
    SetDue(state, &booking);
  }
  ++booking.version;
  using Why = BookingChanged::Why;
  c.draft.Emit(BookingChanged{std::move(booking), stands ? Why::kSplit : Why::kMoved});
  PassOnForfeited(c.draft, before);
  return true;
}

Decision RefuseOccurrences(std::vector<Reason> reasons) {
  std::sort(reasons.begin(), reasons.end(), [](const Reason& left, const Reason& right) {
    return std::tie(left.occurrence, left.rule, left.resource) <
           std::tie(right.occurrence, right.rule, right.resource);
  });
  if (reasons.size() > kReasonsMost) reasons.resize(kReasonsMost);
  Refusal refusal;
  for (const Reason& reason : reasons) refusal.Add(reason);
  return Decision::Refuse(std::move(refusal));
}

}  // namespace mutua::core
