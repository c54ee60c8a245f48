#include "engine/core/earliest.h"

#include <algorithm>

#include "engine/core/material.h"
#include "engine/core/place.h"
#include "engine/model/opening.h"

namespace mutua::core {
namespace {

// How far one look at opening hours reaches: over a week, so that every weekday is seen.
constexpr Duration kOpeningLook = Duration::Days(8);

// What may pass by itself or by somebody's doing, and so is no reason to give up.
bool MayPass(const Reason& reason) {
  switch (reason.rule) {
    case Rule::kOutage:
    case Rule::kGap:
    case Rule::kHorizon:
    case Rule::kGuaranteeUsed:
    case Rule::kReservedForGuarantees:
    case Rule::kCreditsUsed:
    case Rule::kInRound:
      return true;
    case Rule::kOverlap:
    case Rule::kTooFewPieces:
    case Rule::kQuota:
      return reason.asked <= reason.limit;
    default:
      return false;
  }
}

// One resource that could serve a want, and the earliest start known for it.
struct Lane {
  ResourceId resource{};
  uint32_t units = 1;
  std::optional<Instant> next{};
  bool dead = false;        // it has none any more
  bool at_horizon = false;  // for that is behind the horizon
};

class Seeker {
 public:
  Seeker(const State& state, const Search& search, Interval window, Instant at, Trials* trials)
      : state_(state), search_(search), window_(window), at_(at), trials_(*trials) {
    base_.member = search.member;
    base_.company = search.company;
    // As Place has it: all resources of a kit are occupied for the same time.
    if (search.wants.size() > 1 || search.wants.front().units > 1) {
      WidenBorders(state, search.wants, &base_);
    }
  }

  // Moves the lane to its earliest start at `from` or later.
  void Advance(Lane* lane, Instant from);

 private:
  Ask AskAt(const Lane& lane, Instant start) const;
  // Where a start at `from` fails, the earliest later one that may not; `from` where it does not
  // fail; none if no later one can do.
  std::optional<Instant> Leap(Lane* lane, Instant from) const;
  std::optional<Instant> LeapOver(const Lane& lane, const Ask& ask, const Reason& reason) const;
  // Past what is booked, without the judge: an exclusive resource's calendar says no most often.
  Instant PastBookings(const Lane& lane, Instant from) const;
  Instant PastGap(const Lane& lane, const Ask& ask) const;
  std::optional<Instant> PastQuota(const Lane& lane, const Reason& reason, Instant from,
                                   Instant step) const;
  std::optional<Instant> PastWhatCounts(const Lane& lane, const Reason& reason, Instant from) const;
  std::optional<Instant> PastGivenBack(const Lane& lane, const Reason& reason, Instant from) const;
  Instant PastShare(const Lane& lane, Instant from, Instant step) const;
  Instant PastCredits(const Lane& lane, const Reason& reason, Instant from, Instant step) const;
  Duration CheaperIn(const Lane& lane, int64_t charge, bool money) const;
  Instant NextOpen(const Lane& lane, Instant from) const;
  Instant NextOpenBy(const model::Opening& opening, const Lane& lane, Instant from) const;

  const State& state_;
  const Search& search_;
  const Interval window_;
  const Instant at_;
  Trials& trials_;
  Ask base_;
};

Ask Seeker::AskAt(const Lane& lane, Instant start) const {
  Ask ask = base_;
  ask.resource = lane.resource;
  ask.units = lane.units;
  ask.interval = Interval(start, start + search_.length);
  return ask;
}

void Seeker::Advance(Lane* lane, Instant from) {
  const Instant last = window_.end() - search_.length;
  lane->next.reset();
  while (from <= last) {
    if (trials_.left == 0) break;
    --trials_.left;
    const std::optional<Instant> next = Leap(lane, from);
    if (!next) break;
    if (*next == from) {
      lane->next = from;
      return;
    }
    MUTUA_CHECK(*next > from);
    from = *next;
  }
  lane->dead = true;
}

Instant Seeker::PastBookings(const Lane& lane, Instant from) const {
  const Interval occupied = OccupiedBy(state_, AskAt(lane, from));
  const Duration setup = from - occupied.start();
  Instant past = from;
  state_.CalendarOf(lane.resource).ForEachOverlap(occupied, [&](const auto& entry) {
    past = std::max(past, entry.occupied.end() + setup);
    return true;
  });
  return past;
}

std::optional<Instant> Seeker::Leap(Lane* lane, Instant from) const {
  Instant past = from;
  for (const Interval avoided : search_.avoided) {
    if (avoided.Overlaps(Interval(past, past + search_.length))) past = avoided.end();
  }
  const model::Resource& resource = *state_.Find(lane->resource);
  const bool exclusive = resource.capacity == 1 && !IsMaterial(resource);
  if (exclusive && !search_.on_empty_calendars) past = PastBookings(*lane, past);
  if (past > from) return past;

  const Ask ask = AskAt(*lane, from);
  Refusal refusal;
  Judge(state_, ask, at_, &refusal);
  Instant enters = at_;  // when it is within the horizon
  for (const Reason& reason : refusal.reasons()) {
    if (search_.on_empty_calendars && MayPass(reason)) continue;
    if (reason.rule == Rule::kHorizon) {
      enters = at_ + Duration::Seconds(reason.asked - reason.limit);
      continue;
    }
    if (OpensLater(reason.rule)) trials_.opens = std::min(trials_.opens, reason.renews);
    // Most quotas do not count what is grabbed.
    const Instant grabbed = ask.interval.end() - kGrabWindow;
    const bool waits = reason.rule == Rule::kQuota && at_ < grabbed &&
                       state_.IsShared(resource.pool) &&
                       !state_.GaveBack(search_.company, resource.pool, ask.interval);
    if (waits) trials_.opens = std::min(trials_.opens, grabbed);
    const std::optional<Instant> over = LeapOver(*lane, ask, reason);
    if (!over) return std::nullopt;
    past = std::max(past, *over);
  }
  if (past > from || enters == at_) return past;
  trials_.opens = std::min(trials_.opens, enters);
  lane->at_horizon = true;
  return std::nullopt;
}

std::optional<Instant> Seeker::LeapOver(const Lane& lane, const Ask& ask,
                                        const Reason& reason) const {
  const model::EffectiveRules& rules = state_.RulesOf(lane.resource);
  const Instant from = ask.interval.start();
  // The next start on the grid.
  const Duration past_grid = PastGrid(state_.ZoneOf(lane.resource), from, rules.granularity);
  const Instant step = from + (rules.granularity - past_grid);
  const Interval occupied = OccupiedBy(state_, ask);
  const Duration setup = from - occupied.start();
  switch (reason.rule) {
    case Rule::kInThePast:
      return at_;
    case Rule::kLeadTime:
      return at_ + rules.lead;
    case Rule::kOutage:
      return Instant::FromUnix(reason.asked) + setup;
    case Rule::kOverlap: {
      if (reason.asked > reason.limit) return std::nullopt;
      // Not before one of those that overlap has ended.
      Instant ends = kLatest;
      state_.CalendarOf(lane.resource).ForEachOverlap(occupied, [&](const auto& entry) {
        ends = std::min(ends, entry.occupied.end());
        return true;
      });
      return std::max(ends + setup, from + Duration::Seconds(1));
    }
    case Rule::kGranularity:
      // The start is on the grid and the end is not: no other start mends that, but for the days on
      // which clocks change.
      if (past_grid.IsZero() && search_.length.seconds() % rules.granularity.seconds() != 0) {
        return std::nullopt;
      }
      return step;
    case Rule::kClosed:
    case Rule::kOvernight:
      return std::max(NextOpen(lane, from), from + Duration::Seconds(1));
    case Rule::kGap:
      return std::max(PastGap(lane, ask), from + Duration::Seconds(1));
    case Rule::kQuota:
      return PastQuota(lane, reason, from, step);
    case Rule::kGuaranteeUsed:
    case Rule::kReservedForGuarantees:
      return PastShare(lane, from, step);
    case Rule::kCreditsUsed:
      return PastCredits(lane, reason, from, step);
    case Rule::kInRound:
      return std::max(Instant::FromUnix(reason.asked), from + Duration::Seconds(1));
    case Rule::kRetired:
    case Rule::kTooFewPieces:  // they are as few at any other time
    case Rule::kNotAllowed:
    case Rule::kCertification:
    case Rule::kAnyCertification:
    case Rule::kTooShort:
    case Rule::kTooLong:
      return std::nullopt;
    default:
      return std::max(step, from + Duration::Hours(1));
  }
}

Instant Seeker::PastGap(const Lane& lane, const Ask& ask) const {
  const Duration gap = state_.RulesOf(lane.resource).gap;
  const Interval around(ask.interval.start() - gap, ask.interval.end() + gap);
  Instant past = ask.interval.start();
  state_.CalendarOf(lane.resource).ForEachOverlap(around, [&](const auto& entry) {
    const model::Booking& other = *state_.Find(entry.booking);
    if (other.member == ask.member) past = std::max(past, other.interval.end() + gap);
    return true;
  });
  return past;
}

// What a company gave back is not grabbed, so every quota counts it, and it costs four times as
// much; what begins behind it may be. None: it gave nothing of this back, or what is grabbed counts
// as much.
std::optional<Instant> Seeker::PastGivenBack(const Lane& lane, const Reason& reason,
                                             Instant from) const {
  const PoolId pool = state_.Find(lane.resource)->pool;
  const model::Quota& quota = *state_.Find(reason.quota);
  if (!state_.IsShared(pool)) return std::nullopt;
  if (CountsGrab(quota) && !IsOfCharges(quota.measure)) return std::nullopt;
  const Duration step = std::max(state_.RulesOf(lane.resource).granularity, Duration::Minutes(1));
  Instant past = from;
  while (past + search_.length <= window_.end() &&
         state_.GaveBack(search_.company, pool, Interval(past, past + search_.length))) {
    past = past + step;
  }
  return past == from ? std::nullopt : std::optional(past);
}

std::optional<Instant> Seeker::PastQuota(const Lane& lane, const Reason& reason, Instant from,
                                         Instant step) const {
  const std::optional<Instant> behind = PastGivenBack(lane, reason, from);
  const std::optional<Instant> past = PastWhatCounts(lane, reason, from);
  if (!past) return behind;
  const Instant later = std::max(*past, step);
  return behind ? std::min(*behind, later) : later;
}

// What a period has left can be used by what only ends in it, or only begins: of a later start that
// lies in it all through, as much is asked, but for what depends on the hour. None: no later start
// counts less.
std::optional<Instant> Seeker::PastWhatCounts(const Lane& lane, const Reason& reason,
                                              Instant from) const {
  using model::Quota;
  const Quota& quota = *state_.Find(reason.quota);
  if (quota.window == Quota::Window::kConcurrent) return from;
  const bool charges = IsOfCharges(quota.measure);
  const bool by_hour =
      quota.peak_only || (charges && state_.RulesOf(lane.resource).peak_hours.has_value());
  if (!by_hour && quota.window == Quota::Window::kOutstanding) return std::nullopt;
  const int64_t left = std::max<int64_t>(reason.limit - reason.used, 0);
  switch (quota.measure) {
    case Quota::Measure::kBookings:
      return by_hour ? from : reason.renews;
    case Quota::Measure::kTime:
      // Of what begins so much later no more than that less lies in peak hours.
      return by_hour ? from + Duration::Seconds((reason.asked - left) / lane.units)
                     : reason.renews - Duration::Seconds(left / lane.units);
    case Quota::Measure::kCharge:
    case Quota::Measure::kMoney:
      break;
  }
  const bool money = quota.measure == Quota::Measure::kMoney;
  const Instant cheaper = from + CheaperIn(lane, reason.asked - left, money);
  return by_hour ? cheaper : std::max(cheaper, reason.renews - search_.length);
}

// How much later something must begin at least to be charged so much less in one period: what it
// leaves costs the peak rate at most.
Duration Seeker::CheaperIn(const Lane& lane, int64_t charge, bool money) const {
  if (IsMaterial(*state_.Find(lane.resource))) return Duration();
  const model::EffectiveRules& rules = state_.RulesOf(lane.resource);
  const int64_t an_hour = money ? rules.price.value() : rules.tariff * Duration::Hours(1).seconds();
  constexpr int64_t kRounded = 2;  // a charge is rounded, and so is each part of it
  const __int128 peak_rate = static_cast<__int128>(2) * an_hour * lane.units;
  if (peak_rate == 0 || charge <= kRounded) return Duration();
  const __int128 hours = static_cast<__int128>(charge - kRounded) * Duration::Hours(1).seconds();
  return Duration::Seconds(static_cast<int64_t>(hours / peak_rate));
}

// The rest of the period, and of the window of access, is as full; but for what only ends in
// another period, in which shorter steps are taken.
Instant Seeker::PastShare(const Lane& lane, Instant from, Instant step) const {
  const PoolId pool = state_.Find(lane.resource)->pool;
  const GuaranteesId id = state_.usages().At(pool, from);
  const Instant last = state_.Find(id)->interval.end() - search_.length;
  return from < last ? std::max(step, last) : step;
}

// As the rest of the period, but that other hours may cost less.
Instant Seeker::PastCredits(const Lane& lane, const Reason& reason, Instant from,
                            Instant step) const {
  const Instant past = PastShare(lane, from, step);
  if (!state_.RulesOf(lane.resource).peak_hours) return past;
  const int64_t missing = reason.asked - (reason.limit - reason.used);
  return std::min(past, std::max(step, from + CheaperIn(lane, missing, false)));
}

Instant Seeker::NextOpen(const Lane& lane, Instant from) const {
  const model::Resource& resource = *state_.Find(lane.resource);
  const model::EffectiveRules& rules = state_.RulesOf(lane.resource);
  Instant next = NextOpenBy(state_.Find(resource.site)->opening, lane, from);
  if (rules.opening) next = std::max(next, NextOpenBy(*rules.opening, lane, from));
  return next;
}

// The earliest start from `from` on that this opening allows: the whole of it open or, where it may
// run unattended overnight, its start and its end each in open hours.
Instant Seeker::NextOpenBy(const model::Opening& opening, const Lane& lane, Instant from) const {
  const model::ZoneTable& zone = state_.ZoneOf(lane.resource);
  const Duration length = search_.length;
  const bool overnight = state_.RulesOf(lane.resource).unattended_overnight;
  const Interval look(from, from + length + kOpeningLook);
  std::optional<Instant> starts;
  std::optional<Instant> ends;
  for (const Interval open : model::OpenIntervals(opening, zone, look)) {
    if (!overnight && open.length() >= length) return open.start();
    if (!overnight) continue;
    if (!starts) starts = open.start();
    // The last second must be open.
    if (!ends && open.end() >= from + length) {
      ends = std::max(from, open.start() - length + Duration::Seconds(1));
    }
  }
  if (starts && ends) return std::max(*starts, *ends);
  return from + kOpeningLook;
}

// Who can serve one want: the resource itself, or those of the pool.
std::vector<Lane> LanesOf(const State& state, const model::Want& want) {
  if (want.resource.IsSet()) return {Lane{want.resource, want.units}};
  std::vector<Lane> lanes;
  for (const ResourceId id : state.ResourcesOf(want.pool)) {
    lanes.push_back(Lane{id});
  }
  return lanes;
}

// The earliest time from `from` on at which as many lanes as the want asks for are free at once, at
// the latest: a bound from below where they are free at different times.
Found Earliest(Seeker* seeker, const model::Want& want, std::vector<Lane>* lanes, Instant from) {
  std::vector<Instant> starts;
  size_t at_horizon = 0;
  for (Lane& lane : *lanes) {
    // A start that was found before and is not too early is still the earliest.
    if (!lane.dead && (!lane.next || *lane.next < from)) seeker->Advance(&lane, from);
    if (lane.next) starts.push_back(*lane.next);
    at_horizon += lane.at_horizon ? 1 : 0;
  }
  const size_t needed = want.resource.IsSet() ? 1 : want.units;
  if (needed == 0 || starts.size() < needed) {
    return {std::nullopt, lanes->size() - at_horizon < needed};
  }
  std::nth_element(starts.begin(), starts.begin() + static_cast<ptrdiff_t>(needed - 1),
                   starts.end());
  return {starts[needed - 1]};
}

}  // namespace

Found EarliestStart(const State& state, const Search& search, Interval window, Instant at,
                    Trials* trials) {
  if (search.length > window.length()) return {};
  Seeker seeker(state, search, window, at, trials);
  std::vector<std::vector<Lane>> lanes;
  for (const model::Want& want : search.wants) lanes.push_back(LanesOf(state, want));
  Instant start = std::max(window.start(), at);
  for (;;) {
    Instant together = start;
    for (size_t i = 0; i < search.wants.size(); ++i) {
      const Found found = Earliest(&seeker, search.wants[i], &lanes[i], start);
      if (!found.start) return found;
      together = std::max(together, *found.start);
    }
    if (together == start) return {start};
    // Each round goes on by at least a second of a bounded window and costs a trial.
    start = together;
  }
}

Refusal WhyNever(const State& state, const Search& search, Interval window, Instant at) {
  Refusal why;
  for (const model::Want& want : search.wants) {
    const std::vector<Lane> lanes = LanesOf(state, want);
    if (lanes.empty() || (!want.resource.IsSet() && lanes.size() < want.units)) {
      why.Add({.rule = Rule::kPoolFull,
               .limit = static_cast<int64_t>(lanes.size()),
               .asked = want.units});
      continue;
    }
    const ResourceId resource = lanes.front().resource;
    const Duration granularity = state.RulesOf(resource).granularity;
    Instant start = std::max(window.start(), at);
    const Duration past = PastGrid(state.ZoneOf(resource), start, granularity);
    const Instant rounded = past.IsZero() ? start : start + (granularity - past);
    if (rounded + search.length <= window.end()) start = rounded;
    Ask ask;
    ask.resource = resource;
    ask.units = lanes.front().units;
    ask.interval = Interval(start, start + search.length);
    ask.member = search.member;
    ask.company = search.company;
    Refusal all;
    Judge(state, ask, at, &all);
    for (const Reason& reason : all.reasons()) {
      if (!MayPass(reason)) why.Add(reason);
    }
  }
  return why;
}

}  // namespace mutua::core
