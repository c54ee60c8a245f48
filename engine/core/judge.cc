#include "engine/core/judge.h"

#include <algorithm>

#include "engine/core/allowance.h"
#include "engine/core/charge.h"
#include "engine/core/fair_share.h"
#include "engine/core/material.h"
#include "engine/model/opening.h"

namespace mutua::core {
namespace {

// One claim with what the rules look at, looked up once.
struct Case {
  const State& state;
  const Ask& ask;
  Instant at;
  const model::Resource& resource;
  const model::EffectiveRules& rules;
  Interval occupied;
  Refusal* refusal;

  void Break(Rule rule, int64_t limit = 0, int64_t used = 0, int64_t asked = 0) const {
    refusal->Add(
        {.rule = rule, .resource = ask.resource, .limit = limit, .used = used, .asked = asked});
  }
};

void JudgePhysics(const Case& c) {
  if (c.resource.retired) c.Break(Rule::kRetired);
  if (!c.ask.may_be_past && c.ask.interval.start() < c.at) {
    c.Break(Rule::kInThePast, c.at.unix_seconds(), 0, c.ask.interval.start().unix_seconds());
  }
  for (const OutageId id : c.state.OutagesOver(c.ask.resource, c.occupied)) {
    const Interval outage = c.state.Find(id)->interval;
    c.Break(Rule::kOutage, outage.start().unix_seconds(), static_cast<int64_t>(id.value()),
            outage.end().unix_seconds());
  }
  if (IsMaterial(c.resource)) {
    const int64_t gone = PiecesGone(c.state, c.ask.resource, c.ask.instead_of);
    if (gone + c.ask.units > c.resource.capacity) {
      c.Break(Rule::kTooFewPieces, c.resource.capacity, gone, c.ask.units);
    }
    return;
  }
  const model::Calendar& calendar = c.state.CalendarOf(c.ask.resource);
  if (calendar.IsFree(c.occupied, c.ask.instead_of) && c.ask.units <= c.resource.capacity) return;
  const uint32_t used = calendar.PeakUse(c.occupied, c.ask.instead_of);
  if (used + c.ask.units > c.resource.capacity) {
    c.Break(Rule::kOverlap, c.resource.capacity, used, c.ask.units);
  }
}

// Until when the member holds it, 0 for never; and whether that is enough, now and at the start.
struct Holding {
  int64_t until = 0;
  bool valid = false;
};
Holding HoldingOf(const Case& c, CertificationId wanted) {
  Holding holding;
  const model::Member* member = c.state.Find(c.ask.member);
  if (member == nullptr) return holding;  // nobody, of whom free time was asked, holds none
  for (const model::Held& held : member->held) {
    if (held.certification != wanted) continue;
    holding.until = std::max(holding.until, held.until.unix_seconds());
    holding.valid |= held.from <= c.at && held.from <= c.ask.interval.start() &&
                     c.at < held.until && c.ask.interval.start() < held.until;
  }
  return holding;
}

// All of some, and one of others.
void JudgeCertifications(const Case& c) {
  const int64_t start = c.ask.interval.start().unix_seconds();
  for (const CertificationId wanted : c.rules.certifications) {
    const Holding holding = HoldingOf(c, wanted);
    if (!holding.valid) c.Break(Rule::kCertification, holding.until, wanted.value(), start);
  }
  if (c.rules.any_certifications.empty()) return;
  int64_t until = 0;
  for (const CertificationId enough : c.rules.any_certifications) {
    const Holding holding = HoldingOf(c, enough);
    if (holding.valid) return;
    until = std::max(until, holding.until);
  }
  c.Break(Rule::kAnyCertification, until, 0, start);
}

void JudgeWho(const Case& c) {
  const auto& companies = c.rules.companies;
  const auto& members = c.rules.members;
  const bool everybody = companies.empty() && members.empty();
  const bool named =
      std::find(companies.begin(), companies.end(), c.ask.company) != companies.end() ||
      std::find(members.begin(), members.end(), c.ask.member) != members.end();
  if (!everybody && !named) c.Break(Rule::kNotAllowed);
}

int64_t SecondsOpen(const model::Opening& opening, const model::ZoneTable& zone, Interval within) {
  int64_t seconds = 0;
  for (const Interval open : model::OpenIntervals(opening, zone, within)) {
    seconds += open.length().seconds();
  }
  return seconds;
}

void JudgeOpening(const Case& c) {
  const model::ZoneTable& zone = c.state.ZoneOf(c.ask.resource);
  const auto judge = [&](const model::Opening& opening) {
    if (model::IsAlwaysOpen(opening)) return;
    if (model::IsOpenThroughout(opening, zone, c.ask.interval)) return;
    const int64_t asked = c.ask.interval.length().seconds();
    const int64_t open = SecondsOpen(opening, zone, c.ask.interval);
    if (!model::IsOpenAtBothEnds(opening, zone, c.ask.interval)) {
      c.Break(Rule::kClosed, open, open, asked);
    } else if (!c.rules.unattended_overnight) {
      c.Break(Rule::kOvernight, open, open, asked);
    }
  };
  judge(c.state.Find(c.resource.site)->opening);
  if (c.rules.opening) judge(*c.rules.opening);
}

void JudgeLengths(const Case& c) {
  const Duration length = c.ask.interval.length();
  const model::ZoneTable& zone = c.state.ZoneOf(c.ask.resource);
  const int64_t early = PastGrid(zone, c.ask.interval.start(), c.rules.granularity).seconds();
  const int64_t late = PastGrid(zone, c.ask.interval.end(), c.rules.granularity).seconds();
  if ((early != 0 && !c.ask.walk_up) || late != 0) {
    c.Break(Rule::kGranularity, c.rules.granularity.seconds(), 0, early != 0 ? early : late);
  }
  // A walk-up begins at whatever second the badge was shown and ends on the grid: its length is not
  // held against the shortest.
  if (length < c.rules.shortest && !c.ask.walk_up) {
    c.Break(Rule::kTooShort, c.rules.shortest.seconds(), 0, length.seconds());
  }
  if (length > c.rules.longest) {
    c.Break(Rule::kTooLong, c.rules.longest.seconds(), 0, length.seconds());
  }
}

void JudgeNotice(const Case& c) {
  if (c.ask.may_be_past || c.ask.agreed) return;
  const Duration notice = c.ask.interval.start() - c.at;
  if (!c.ask.walk_up && !c.rules.lead.IsZero() && notice < c.rules.lead) {
    c.Break(Rule::kLeadTime, c.rules.lead.seconds(), 0, notice.seconds());
  }
  if (notice > c.rules.horizon) {
    c.Break(Rule::kHorizon, c.rules.horizon.seconds(), 0, notice.seconds());
  }
}

void JudgeApproval(const Case& c) {
  if (c.ask.cannot_wait && c.rules.needs_approval) c.Break(Rule::kNeedsApproval);
}

void JudgeGap(const Case& c) {
  if (c.rules.gap.IsZero()) return;
  const Interval around(c.ask.interval.start() - c.rules.gap, c.ask.interval.end() + c.rules.gap);
  int64_t nearest = c.rules.gap.seconds();
  c.state.CalendarOf(c.ask.resource).ForEachOverlap(around, [&](const auto& entry) {
    const model::Booking& other = *c.state.Find(entry.booking);
    if (other.id == c.ask.instead_of || other.member != c.ask.member) return true;
    const Duration before = c.ask.interval.start() - other.interval.end();
    const Duration after = other.interval.start() - c.ask.interval.end();
    nearest = std::min(nearest, std::max<int64_t>({before.seconds(), after.seconds(), 0}));
    return true;
  });
  if (nearest < c.rules.gap.seconds()) c.Break(Rule::kGap, c.rules.gap.seconds(), 0, nearest);
}

void JudgeAllowanceOf(const Case& c) {
  if (c.ask.quotas_apart) return;
  model::Kit kit(c.ask.beside.begin(), c.ask.beside.end());
  kit.push_back({c.ask.resource, c.ask.units, PoolId()});
  JudgeAllowance(c.state, ClaimedFor(c.state, c.ask, kit, c.at), c.ask.instead_of, c.at, c.refusal);
}

}  // namespace

Claimed ClaimedFor(const State& state, const Ask& ask, const model::Kit& kit, Instant at) {
  Claimed claimed{ask.company, ask.member, ask.interval, kit};
  if (ask.round.IsSet()) {
    claimed.round = ask.round;
    return claimed;
  }
  const model::Booking* before = ask.instead_of.IsSet() ? state.Find(ask.instead_of) : nullptr;
  claimed.grab = before == nullptr ? IsGrabbed(state, kit, ask.company, ask.interval, at)
                                   : StaysGrabbed(state, *before, kit, ask.interval, at);
  if (before == nullptr) return claimed;
  claimed.charge =
      ask.by_lab ? before->Charged() : ChargedIfChanged(state, *before, kit, ask.interval, at);
  return claimed;
}

Duration PastGrid(const model::ZoneTable& zone, Instant at, Duration granularity) {
  const CivilSecond local = zone.ToCivil(at);
  return Duration::Seconds((local - CivilSecond(CivilDay(local))) % granularity.seconds());
}

Interval OccupiedBy(const State& state, ResourceId resource, Interval interval) {
  return OccupiedBy(state, Ask{.resource = resource, .interval = interval});
}

Interval OccupiedBy(const State& state, const Ask& ask) {
  const model::EffectiveRules& rules = state.RulesOf(ask.resource);
  return Interval(ask.interval.start() - std::max(rules.setup, ask.setup),
                  ask.interval.end() + std::max(rules.cleanup, ask.cleanup));
}

void Judge(const State& state, const Ask& ask, Instant at, Refusal* refusal) {
  const model::Resource* resource = state.Find(ask.resource);
  MUTUA_CHECK(resource != nullptr);
  state.accounts().PrefetchAccounts(ask.company, ask.member);  // far away, and needed last
  const Case c{state,  ask, at, *resource, state.RulesOf(ask.resource), OccupiedBy(state, ask),
               refusal};
  JudgePhysics(c);
  JudgeWho(c);
  JudgeCertifications(c);
  JudgeOpening(c);
  JudgeLengths(c);
  JudgeNotice(c);
  JudgeApproval(c);
  JudgeGap(c);
  JudgeAllowanceOf(c);
}

bool WouldAccept(const State& state, const Ask& ask, Instant at) {
  // The calendar is what refuses most often, and is cheap to ask.
  const Interval occupied = OccupiedBy(state, ask);
  const model::Resource& resource = *state.Find(ask.resource);
  if (resource.capacity == 1 && !IsMaterial(resource) &&
      !state.CalendarOf(ask.resource).IsFree(occupied, ask.instead_of)) {
    return false;
  }
  Refusal refusal;
  Judge(state, ask, at, &refusal);
  return refusal.empty();
}

}  // namespace mutua::core
