// Lists for rounds: what is too much, and what could never be had.
#include <algorithm>

#include "engine/core/judge.h"
#include "engine/core/place.h"
#include "engine/core/round.h"

namespace mutua::core {
namespace {

using model::Round;

// One bundle of a list, as it is checked.
struct Case {
  const State& state;
  const Round& round;
  CompanyId company{};
  MemberId member{};
  Instant at;
  uint32_t bundle = 0;  // from 1
  Refusal* refusal;

  void Break(Reason reason) const {
    if (refusal->reasons().size() >= kReasonsMost) return;
    reason.occurrence = bundle;
    refusal->Add(reason);
  }
  void TooMany(size_t limit, size_t asked) const {
    Break({.rule = Rule::kTooMany,
           .limit = static_cast<int64_t>(limit),
           .asked = static_cast<int64_t>(asked)});
  }
};

// What may be otherwise when the round is decided, and what no round is held to: the windows are
// the lab manager's choice, so notice counts for nothing.
bool MayPass(const Reason& reason) {
  switch (reason.rule) {
    case Rule::kOutage:
    case Rule::kGap:
    case Rule::kLeadTime:
    case Rule::kHorizon:
    case Rule::kNeedsApproval:
      return true;
    case Rule::kOverlap:
      return reason.asked <= reason.limit;
    default:
      return false;
  }
}

// What a resource alone has against the part.
std::vector<Reason> NeverOn(const Case& c, const Round::Part& part, ResourceId resource,
                            uint32_t units) {
  Ask ask;
  ask.resource = resource;
  ask.units = units;
  ask.interval = part.interval;
  ask.member = c.member;
  ask.company = c.company;
  ask.quotas_apart = true;
  Refusal all;
  Judge(c.state, ask, c.at, &all);
  std::vector<Reason> never;
  for (const Reason& reason : all.reasons()) {
    if (!MayPass(reason)) never.push_back(reason);
  }
  return never;
}

void CheckCouldFit(const Case& c, const Round::Part& part) {
  const model::Want& want = part.want;
  if (want.resource.IsSet()) {
    for (const Reason& reason : NeverOn(c, part, want.resource, want.units)) c.Break(reason);
    return;
  }
  // Of a pool as many as are wanted must be able to; if not, what the first of the others breaks.
  const std::vector<ResourceId>& resources = c.state.ResourcesOf(want.pool);
  uint32_t able = 0;
  std::vector<Reason> first;
  for (const ResourceId id : resources) {
    std::vector<Reason> never = NeverOn(c, part, id, 1);
    if (never.empty()) {
      ++able;
    } else if (first.empty() || first.front().rule == Rule::kRetired) {
      first = std::move(never);
    }
  }
  if (able >= want.units) return;
  if (able > 0 || first.empty()) {
    first = {{.rule = Rule::kPoolFull,
              .limit = static_cast<int64_t>(resources.size()),
              .used = static_cast<int64_t>(resources.size() - able),
              .asked = want.units}};
  }
  for (const Reason& reason : first) c.Break(reason);
}

// In the windows and of the pool.
bool IsOfRound(const Case& c, const Round::Part& part) {
  const auto asked = static_cast<int64_t>(c.round.id.value());
  const PoolId pool =
      part.want.resource.IsSet() ? c.state.Find(part.want.resource)->pool : part.want.pool;
  if (pool != c.round.pool) {
    c.Break({.rule = Rule::kOutsideRound, .resource = part.want.resource, .asked = asked});
    return false;
  }
  const bool inside = std::any_of(c.round.windows.begin(), c.round.windows.end(),
                                  [&](Interval window) { return window.Contains(part.interval); });
  if (!inside) {
    c.Break({.rule = Rule::kOutsideRound,
             .limit = part.interval.start().unix_seconds(),
             .used = part.interval.end().unix_seconds(),
             .asked = asked});
  }
  return inside;
}

// Parts of one alternative must not stand in each other's way: more at once of a resource, or of
// the pool, than there is.
void CheckTogether(const Case& c, const Round::Alternative& alternative) {
  int64_t capacity = 0;
  for (const ResourceId id : c.state.ResourcesOf(c.round.pool)) {
    const model::Resource& resource = *c.state.Find(id);
    if (!resource.retired) capacity += resource.capacity;
  }
  for (const Round::Part& part : alternative) {
    int64_t of_pool = 0;
    int64_t of_resource = 0;
    for (const Round::Part& other : alternative) {
      if (!other.interval.Contains(part.interval.start())) continue;
      of_pool += other.want.units;
      if (other.want.resource == part.want.resource) of_resource += other.want.units;
    }
    const bool named = part.want.resource.IsSet();
    const int64_t units = named ? c.state.Find(part.want.resource)->capacity : of_resource;
    if (of_resource > units) {
      return c.Break({.rule = Rule::kOverlap,
                      .resource = part.want.resource,
                      .limit = units,
                      .used = of_resource - part.want.units,
                      .asked = part.want.units});
    }
    if (of_pool > capacity) {
      return c.Break({.rule = Rule::kPoolFull,
                      .limit = capacity,
                      .used = of_pool - part.want.units,
                      .asked = part.want.units});
    }
  }
}

// False where its parts are of nothing known.
bool CheckAlternative(const Case& c, const Round::Alternative& alternative) {
  if (alternative.empty() || alternative.size() > kRoundPartsMost) {
    c.TooMany(kRoundPartsMost, alternative.size());
    return false;
  }
  for (const Round::Part& part : alternative) {
    Refusal unknown;
    CheckWants(c.state, {part.want}, &unknown);
    for (const Reason& reason : unknown.reasons()) c.Break(reason);
    if (!unknown.empty() || !IsOfRound(c, part)) return false;
  }
  for (const Round::Part& part : alternative) CheckCouldFit(c, part);
  CheckTogether(c, alternative);
  return true;
}

}  // namespace

void CheckList(const State& state, const Round& round, CompanyId company, MemberId member,
               const std::vector<Round::Bundle>& bundles, Instant at, Refusal* refusal) {
  Case c{state, round, company, member, at, 0, refusal};
  if (bundles.size() > kRoundBundlesMost) return c.TooMany(kRoundBundlesMost, bundles.size());
  // What a commit can hold is divided alike: nobody's long list leaves another without.
  const size_t bookings_most = kRoundBookingsMost / round.turns.size();
  const size_t named_most = std::min(kRoundListNamedMost, kRoundNamedMost / round.turns.size());
  size_t bookings = 0;
  size_t named = 0;
  for (const Round::Bundle& bundle : bundles) {
    ++c.bundle;
    if (bundle.empty() || bundle.size() > kRoundAlternativesMost) {
      c.TooMany(kRoundAlternativesMost, bundle.size());
      continue;
    }
    size_t longest = 0;
    for (const Round::Alternative& alternative : bundle) {
      longest = std::max(longest, alternative.size());
      named += alternative.size();
      if (!CheckAlternative(c, alternative)) break;
    }
    bookings += longest;
  }
  c.bundle = 0;
  if (bookings > bookings_most) c.TooMany(bookings_most, bookings);
  if (named > named_most) c.TooMany(named_most, named);
}

}  // namespace mutua::core
