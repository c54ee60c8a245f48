#include "engine/core/pass_on.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/core/charge.h"
#include "engine/core/credits.h"
#include "engine/core/material.h"
#include "engine/model/price.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::GivenUp;

// The first `part` of `whole` shares.
Charge ShareOf(const Charge& all, __int128 part, __int128 whole) {
  const auto share = [&](int64_t amount) { return static_cast<int64_t>(amount * part / whole); };
  return {Ticks(share(all.ticks.value())), Cents(share(all.cents.value()))};
}

// What the time costs beside other time of the same resource.
__int128 WeightOf(const State& state, const GivenUp& part) {
  if (part.grab) return static_cast<__int128>(part.time.length().seconds()) * part.units;
  const model::EffectiveRules& rules = state.RulesOf(part.resource);
  const model::PeakHours* hours = rules.peak_hours ? &*rules.peak_hours : nullptr;
  const model::Rated rated = model::Rate(hours, state.ZoneOf(part.resource), part.time);
  return static_cast<__int128>(rated.halves()) * part.units;
}

// So many units of that time, which `whole` has; what is left of it goes to `rest`. The charges are
// divided as the rates of now have it, and add up.
GivenUp CutOut(const State& state, const GivenUp& whole, Interval time, uint32_t units,
               std::vector<GivenUp>* rest) {
  std::vector<GivenUp> parts;
  const auto add = [&](Instant start, Instant end, uint32_t some) {
    if (start >= end || some == 0) return;
    GivenUp part = whole;
    part.time = Interval(start, end);
    part.units = some;
    parts.push_back(part);
  };
  add(time.start(), time.end(), units);
  add(whole.time.start(), time.start(), whole.units);
  add(time.start(), time.end(), whole.units - units);
  add(time.end(), whole.time.end(), whole.units);
  const __int128 all = WeightOf(state, whole);
  __int128 before = 0;
  for (GivenUp& part : parts) {
    const __int128 until = before + WeightOf(state, part);
    part.charge = ShareOf(whole.charge, until, all) - ShareOf(whole.charge, before, all);
    before = until;
  }
  rest->insert(rest->end(), parts.begin() + 1, parts.end());
  return parts.front();
}

// What was paid for against what was given up, minute by minute and unit by unit.
struct Match {
  std::vector<GivenUp> paid;      // what is left of it
  std::vector<GivenUp> given_up;  // likewise
  Charge cost;
  Charge back;
  std::optional<Interval> time;
};

Match MatchOf(const State& state, std::vector<GivenUp> paid, const GivenUp& given_up) {
  Match match;
  match.given_up = {given_up};
  while (!paid.empty()) {
    const GivenUp one = std::move(paid.back());
    paid.pop_back();
    const auto under =
        std::find_if(match.given_up.begin(), match.given_up.end(),
                     [&](const GivenUp& other) { return other.time.Overlaps(one.time); });
    if (under == match.given_up.end()) {
      match.paid.push_back(one);
      continue;
    }
    const GivenUp given = std::move(*under);
    match.given_up.erase(under);
    const Interval both(std::max(one.time.start(), given.time.start()),
                        std::min(one.time.end(), given.time.end()));
    const uint32_t units = std::min(one.units, given.units);
    const Charge pays = CutOut(state, one, both, units, &paid).charge;
    const Charge cost = CutOut(state, given, both, units, &match.given_up).charge;
    match.cost = match.cost + cost;
    match.back = match.back + Lesser(cost, pays);
    match.time = match.time ? Interval(std::min(match.time->start(), both.start()),
                                       std::max(match.time->end(), both.end()))
                            : both;
  }
  std::erase_if(match.given_up, [](const GivenUp& part) { return part.charge.IsNothing(); });
  std::sort(match.given_up.begin(), match.given_up.end(),
            [](const GivenUp& a, const GivenUp& b) { return a.time.start() < b.time.start(); });
  return match;
}

bool IsOlder(const std::pair<BookingId, GivenUp>& a, const std::pair<BookingId, GivenUp>& b) {
  return std::tuple(a.second.at, a.first, a.second.time.start()) <
         std::tuple(b.second.at, b.first, b.second.time.start());
}

// What others gave up of that time before the booking took it, the oldest first.
std::vector<std::pair<BookingId, GivenUp>> GivenUpOf(const State& state, const Booking& by,
                                                     const GivenUp& paid) {
  std::vector<std::pair<BookingId, GivenUp>> found;
  // Of one unit nobody could have it before it was given up.
  const bool alone = state.Find(paid.resource)->capacity == 1;
  state.ForEachGivenUp(paid.resource, paid.time, [&](BookingId id) {
    const Booking& giver = *state.Find(id);
    if (id == by.id || giver.company == by.company) return;
    for (const GivenUp& given : giver.aside->given_up) {
      const bool counts = given.resource == paid.resource && given.time.Overlaps(paid.time) &&
                          given.company != by.company && (alone || given.at <= by.made_at);
      if (counts) found.emplace_back(id, given);
    }
  });
  std::sort(found.begin(), found.end(), IsOlder);
  return found;
}

// Gives back to whoever gave up `given`.
void GiveBack(Draft& draft, BookingId id, const GivenUp& given, const Match& match,
              const Booking& by) {
  const State& state = draft.state();
  Booking giver = *state.Find(id);
  // Who has left has no account any more.
  if (!state.Find(giver.company)->retired) GiveBackCredits(match.back.ticks, &giver);
  model::Aside aside = *giver.aside;
  aside.returned = aside.returned + match.back;
  std::vector<GivenUp>& all = aside.given_up;
  const auto place = all.erase(std::find(all.begin(), all.end(), given));
  all.insert(place, match.given_up.begin(), match.given_up.end());
  ForgetCheapest(&all);
  giver.aside = std::move(aside);
  ++giver.version;
  draft.Emit(BookingChanged{
      std::move(giver), BookingChanged::Why::kRebooked,
      Rebooked{by.id, by.company, given.resource, *match.time, match.cost, match.back}});
}

// `left`: of how many records may still change.
void PassOn(Draft& draft, const Booking& by, const GivenUp& paid, size_t* left) {
  std::vector<GivenUp> unmatched = {paid};
  for (const auto& [id, given] : GivenUpOf(draft.state(), by, paid)) {
    if (*left == 0 || unmatched.empty()) return;
    const std::vector<GivenUp>& known = draft.state().Find(id)->aside->given_up;
    if (std::find(known.begin(), known.end(), given) == known.end()) continue;  // forgotten since
    Match match = MatchOf(draft.state(), unmatched, given);
    if (match.back.IsNothing()) continue;
    GiveBack(draft, id, given, match, by);
    unmatched = std::move(match.paid);
    --*left;
  }
}

// What it is charged for each of its resources: its price, divided as the rates of now have it.
std::vector<GivenUp> PaidBy(const State& state, const Booking& booking) {
  std::vector<GivenUp> all;
  std::vector<Charge> weights;
  Charge whole;
  for (const model::Claim& claim : booking.kit) {
    weights.push_back(PriceOf(state, {&claim, 1}, booking.interval, booking.grab));
    whole = whole + weights.back();
  }
  const bool one = booking.kit.size() == 1;
  const auto part = [&](auto price, auto weight, auto of) {
    if (one || of.value() == 0) return one ? price : decltype(price)();
    return decltype(price)(
        static_cast<int64_t>(static_cast<__int128>(price.value()) * weight.value() / of.value()));
  };
  for (size_t i = 0; i < booking.kit.size(); ++i) {
    const model::Claim& claim = booking.kit[i];
    if (IsMaterial(*state.Find(claim.resource))) continue;
    GivenUp paid;
    paid.resource = claim.resource;
    paid.time = booking.interval;
    paid.units = claim.units;
    paid.grab = booking.grab;
    paid.charge = {part(booking.price.ticks, weights[i].ticks, whole.ticks),
                   part(booking.price.cents, weights[i].cents, whole.cents)};
    all.push_back(paid);
  }
  return all;
}

void PassOnAll(Draft& draft, const Booking& by, const std::vector<GivenUp>& paid) {
  size_t left = kPassedOnMost;
  for (const GivenUp& one : paid) PassOn(draft, by, one, &left);
}

}  // namespace

void PassOnEnded(Draft& draft, Draft::Mark since) {
  const size_t until = draft.events().size();
  for (size_t i = since.events; i < until; ++i) {
    if (!draft.state().HasGivenUp()) return;
    const auto* ended = std::get_if<BookingEnded>(&draft.events()[i]);
    if (ended == nullptr) continue;
    const Booking booking = *draft.state().Find(ended->booking);
    if (booking.refunded || booking.passed_on || model::Occupies(booking.state)) continue;
    PassOnAll(draft, booking, PaidBy(draft.state(), booking));
  }
}

void PassOnForfeited(Draft& draft, const Booking& before) {
  const Booking booking = *draft.state().Find(before.id);
  if (booking.aside.IsDefault()) return;
  std::vector<GivenUp> given_up = booking.aside->given_up;
  std::erase_if(given_up, [&](const GivenUp& given) {
    const std::vector<GivenUp>& known = before.aside->given_up;
    return std::find(known.begin(), known.end(), given) != known.end();
  });
  PassOnAll(draft, booking, given_up);
}

}  // namespace mutua::core
