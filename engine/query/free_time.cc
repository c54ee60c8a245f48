#include "engine/query/free_time.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "engine/core/material.h"
#include "engine/query/day_grid.h"
#include "engine/query/quota_room.h"
#include "engine/query/round_room.h"
#include "engine/query/share_room.h"
#include "engine/query/sweep.h"

namespace mutua::query {
namespace {

using core::Ask;
using core::Rule;
using core::State;

// What holds for a member on a resource whatever the calendar says.
struct Terms {
  bool barred = false;  // nothing is ever accepted
  Instant earliest;     // start
  Instant last_start = kLatest;
};

bool MayBook(const model::EffectiveRules& rules, MemberId member, CompanyId company) {
  if (rules.companies.empty() && rules.members.empty()) return true;
  return std::find(rules.companies.begin(), rules.companies.end(), company) !=
             rules.companies.end() ||
         std::find(rules.members.begin(), rules.members.end(), member) != rules.members.end();
}

// The first instant at which the certification no longer lets a booking start; `at` or earlier:
// none. Nobody holds none.
Instant HeldUntil(const model::Member* member, CertificationId wanted, Instant at) {
  Instant until = kEarliest;
  if (member == nullptr) return until;
  for (const model::Held& held : member->held) {
    if (held.certification == wanted && held.from <= at) until = std::max(until, held.until);
  }
  return until;
}

class FreeTimeSweep {
 public:
  FreeTimeSweep(const State& state, const FreeTimeQuestion& question, Instant at)
      : state_(state),
        question_(question),
        at_(at),
        outages_(OutagesIn(state, question.window)),
        quotas_(state, question, at) {}

  FreeTime Of(ResourceId id) {
    const model::Resource& resource = *state_.Find(id);
    const model::EffectiveRules& rules = state_.RulesOf(id);
    FreeTime answer{.resource = id};
    const Terms terms = TermsOf(resource, rules);
    if (terms.barred) {
      answer.never = WhyNever(id, rules);
      return answer;
    }
    if (terms.earliest >= question_.window.end()) return answer;
    if (at_ + rules.horizon < terms.earliest) answer.never = WhyNotYet(id, rules, terms.earliest);
    if (terms.last_start < terms.earliest) return answer;
    const Interval window(terms.earliest, question_.window.end());
    CollectBlocked(resource, rules, window);
    CollectFree(resource, rules, window, terms, &answer);
    return answer;
  }

 private:
  // What the questions to resources of one site share.
  struct SiteTime {
    DayGrid grid;
    std::vector<Interval> open;
  };

  Terms TermsOf(const model::Resource& resource, const model::EffectiveRules& rules) {
    Terms terms;
    terms.earliest = std::max(question_.window.start(), at_ + rules.lead);
    terms.last_start = at_ + rules.horizon;
    const int64_t gone = core::IsMaterial(resource)
                             ? core::PiecesGone(state_, resource.id, question_.instead_of)
                             : 0;
    terms.barred = resource.retired || gone + question_.units > resource.capacity ||
                   NeededLength(rules) > rules.longest ||
                   !MayBook(rules, question_.member, question_.company) ||
                   quotas_.BarsAll(resource.id, NeededLength(rules));
    const auto needs_until = [&](Instant until) {
      if (until <= std::max(at_, question_.window.start())) terms.barred = true;
      terms.last_start = std::min(terms.last_start, until - Duration::Seconds(1));
    };
    for (const CertificationId wanted : rules.certifications) {
      needs_until(HeldUntil(state_.Find(question_.member), wanted, at_));
    }
    Instant enough = kEarliest;
    for (const CertificationId one : rules.any_certifications) {
      enough = std::max(enough, HeldUntil(state_.Find(question_.member), one, at_));
    }
    if (!rules.any_certifications.empty()) needs_until(enough);
    return terms;
  }

  Duration NeededLength(const model::EffectiveRules& rules) const {
    return std::max({question_.at_least, rules.shortest, Duration::Seconds(1)});
  }

  // The judge's own words on what would begin then.
  core::Refusal Judged(ResourceId id, const model::EffectiveRules& rules, Instant start) const {
    Ask ask{.resource = id,
            .units = question_.units,
            .interval = Interval(start, start + NeededLength(rules)),
            .member = question_.member,
            .company = question_.company,
            .instead_of = question_.instead_of};
    core::Refusal all;
    core::Judge(state_, ask, at_, &all);
    return all;
  }

  // Of those, the one that says from when what begins then can be booked.
  core::Refusal WhyNotYet(ResourceId id, const model::EffectiveRules& rules, Instant start) const {
    const core::Refusal all = Judged(id, rules, start);
    core::Refusal not_yet;
    for (const core::Reason& reason : all.reasons()) {
      if (reason.rule == Rule::kHorizon) not_yet.Add(reason);
    }
    return not_yet;
  }

  // Of those, on the rules that no other time would satisfy.
  core::Refusal WhyNever(ResourceId id, const model::EffectiveRules& rules) const {
    const core::Refusal all = Judged(id, rules, std::max(question_.window.start(), at_));
    core::Refusal never;
    for (const core::Reason& reason : all.reasons()) {
      const bool too_many_units =
          reason.rule == Rule::kOverlap && question_.units > state_.Find(id)->capacity;
      if (reason.rule == Rule::kRetired || reason.rule == Rule::kNotAllowed ||
          reason.rule == Rule::kCertification || reason.rule == Rule::kAnyCertification ||
          reason.rule == Rule::kTooLong || reason.rule == Rule::kQuota ||
          reason.rule == Rule::kTooFewPieces || too_many_units) {
        never.Add(reason);
      }
    }
    return never;
  }

  // Fills blocked_: when a booking's own interval (without its borders) cannot be.
  void CollectBlocked(const model::Resource& resource, const model::EffectiveRules& rules,
                      Interval window) {
    blocked_.clear();
    bool sorted = true;
    const Interval occupied(window.start() - rules.setup, window.end() + rules.cleanup);
    FullRanges(state_.CalendarOf(resource.id), occupied, question_.units, resource.capacity,
               question_.instead_of, &blocked_);
    for (const model::Outage* outage : outages_) {
      if (!Touches(*outage, resource) || !outage->interval.Overlaps(occupied)) continue;
      blocked_.push_back({outage->interval.start(), outage->interval.end()});
      sorted = false;
    }
    for (Range& range : blocked_) {
      range = {range.from - rules.cleanup, range.to + rules.setup};
    }
    const size_t before_quotas = blocked_.size();
    quotas_.AddBlocked(resource.id, NeededLength(rules), window, &blocked_);
    AddWithoutRoom(state_, question_, resource.id, NeededLength(rules), window, at_, &blocked_);
    AddRoundWindows(state_, question_, resource.id, window, &blocked_);
    sorted &= blocked_.size() == before_quotas;
    if (!rules.gap.IsZero()) {
      AddGaps(resource.id, rules.gap, window);
      sorted = false;
    }
    if (!sorted) {
      std::sort(blocked_.begin(), blocked_.end(),
                [](const Range& a, const Range& b) { return a.from < b.from; });
    }
  }

  // Around the member's own bookings; their borders count for overlaps, not for the gap.
  void AddGaps(ResourceId id, Duration gap, Interval window) {
    const Interval around(window.start() - gap, window.end() + gap);
    state_.CalendarOf(id).ForEachOverlap(around, [&](const model::Calendar::Entry& entry) {
      const model::Booking& booking = *state_.Find(entry.booking);
      if (booking.member == question_.member && booking.id != question_.instead_of) {
        blocked_.push_back({booking.interval.start() - gap, booking.interval.end() + gap});
      }
      return true;
    });
  }

  // What is left between the blocked ranges, in open hours.
  void CollectFree(const model::Resource& resource, const model::EffectiveRules& rules,
                   Interval window, const Terms& terms, FreeTime* answer) {
    const SiteTime& site = TimeOf(resource.site);
    const std::vector<Interval>& open = OpenTime(site, resource, rules);
    const Duration needed = NeededLength(rules);
    size_t first_open = 0;
    const auto piece = [&](Instant from, Instant to) {
      if (to - from < needed || answer->cut) return;
      while (first_open < open.size() && open[first_open].end() <= from) ++first_open;
      if (rules.unattended_overnight) {
        AddOvernight(open, first_open, {from, to}, rules, site.grid, terms, answer);
        return;
      }
      for (size_t i = first_open; i < open.size() && open[i].start() < to; ++i) {
        Add(std::max(from, open[i].start()), std::min(to, open[i].end()), rules, site.grid, terms,
            false, answer);
      }
    };
    Instant from = window.start();
    for (const Range& range : blocked_) {
      if (range.from > from) piece(from, std::min(range.from, window.end()));
      from = std::max(from, range.to);
      if (from >= window.end()) return;
    }
    piece(from, window.end());
  }

  // From the first open instant of the piece to the last: what lies between may be closed.
  void AddOvernight(const std::vector<Interval>& open, size_t first, Range piece,
                    const model::EffectiveRules& rules, const DayGrid& grid, const Terms& terms,
                    FreeTime* answer) const {
    size_t last = first;
    while (last < open.size() && open[last].start() < piece.to) ++last;
    if (last == first) return;
    const Instant from = std::max(piece.from, open[first].start());
    const Instant to = std::min(piece.to, open[last - 1].end());
    Add(from, to, rules, grid, terms, last - first > 1, answer);
  }

  void Add(Instant from, Instant to, const model::EffectiveRules& rules, const DayGrid& grid,
           const Terms& terms, bool overnight, FreeTime* answer) const {
    if (to - from < NeededLength(rules)) return;
    const Instant start = grid.AtOrAfter(from, rules.granularity);
    const Instant end = grid.AtOrBefore(to, rules.granularity);
    if (end - start < NeededLength(rules) || start > terms.last_start) return;
    if (answer->free.size() == kFreeIntervalsMost) {
      answer->cut = true;
      return;
    }
    answer->free.push_back(
        {Interval(start, end), std::min(terms.last_start, end - NeededLength(rules)), overnight});
  }

  const SiteTime& TimeOf(SiteId id) {
    auto found = sites_.find(id);
    if (found == sites_.end()) {
      const model::Site& site = *state_.Find(id);
      const model::ZoneTable& zone = state_.Find(site.zone)->table;
      found = sites_
                  .emplace(id, SiteTime{DayGrid(zone, question_.window),
                                        OpenIntervals(site.opening, zone, question_.window)})
                  .first;
    }
    return found->second;
  }

  // The site's open time within the resource's own hours. Resources of a pool mostly share theirs,
  // so the last answer is kept.
  const std::vector<Interval>& OpenTime(const SiteTime& site, const model::Resource& resource,
                                        const model::EffectiveRules& rules) {
    if (!rules.opening || IsAlwaysOpen(*rules.opening)) return site.open;
    if (kept_open_ && kept_site_ == resource.site && *kept_opening_ == *rules.opening) {
      return *kept_open_;
    }
    const model::ZoneTable& zone = state_.ZoneOf(resource.id);
    kept_open_ = Intersection(site.open, OpenIntervals(*rules.opening, zone, question_.window));
    kept_site_ = resource.site;
    kept_opening_ = &*rules.opening;
    return *kept_open_;
  }

  const State& state_;
  const FreeTimeQuestion& question_;
  const Instant at_;
  const std::vector<const model::Outage*> outages_;
  QuotaRoom quotas_;
  std::map<SiteId, SiteTime> sites_;
  std::vector<Range> blocked_;
  std::optional<std::vector<Interval>> kept_open_;
  SiteId kept_site_;
  const model::Opening* kept_opening_ = nullptr;
};

}  // namespace

std::vector<FreeTime> FindFreeTime(const State& state, const FreeTimeQuestion& question,
                                   Instant at) {
  FreeTimeSweep sweep(state, question, at);
  std::vector<FreeTime> answers;
  answers.reserve(question.resources.size());
  for (const ResourceId id : question.resources) answers.push_back(sweep.Of(id));
  return answers;
}

std::vector<Interval> FreeTogether(const std::vector<FreeTime>& free, size_t count,
                                   Duration at_least) {
  std::vector<Interval> all;
  for (const FreeTime& one : free) {
    for (const FreeInterval& interval : one.free) all.push_back(interval.interval);
  }
  std::sort(all.begin(), all.end());
  std::vector<Interval> together;
  std::multiset<Instant, std::greater<>> ends;  // of what is free at the start looked at
  for (size_t i = 0; i < all.size();) {
    const Instant start = all[i].start();
    for (; i < all.size() && all[i].start() == start; ++i) ends.insert(all[i].end());
    ends.erase(ends.lower_bound(start), ends.end());
    if (count == 0 || ends.size() < count) continue;
    const Instant end = *std::next(ends.begin(), static_cast<std::ptrdiff_t>(count) - 1);
    const bool longer = together.empty() || end > together.back().end();
    if (longer && end - start >= at_least) together.emplace_back(start, end);
  }
  return together;
}

}  // namespace mutua::query
