#include "engine/query/alternatives.h"

#include <algorithm>
#include <utility>

#include "engine/core/allowance.h"
#include "engine/core/party.h"
#include "engine/core/place.h"
#include "engine/query/day_grid.h"
#include "engine/query/free_time.h"

namespace mutua::query {
namespace {

using core::Ask;
using core::State;

// How far around the time asked for another one still is "near".
constexpr Duration kNearBefore = Duration::Days(7);
constexpr Duration kNearAfter = Duration::Days(14);
constexpr size_t kSplitPartsMost = 4;
// Equal resources that are free, of which the best two are given.
constexpr size_t kEqualsEnough = 16;

class Finder {
 public:
  Finder(const State& state, const RefusedAsk& refused, Instant at)
      : state_(state),
        refused_(refused),
        at_(at),
        asked_(refused.interval),
        window_(std::max(at, asked_.start() - kNearBefore), LatestNear()),
        grid_(state.ZoneOf(AnyResource()), window_) {}

  std::vector<Alternative> Find() {
    if (!refused_.walk_up) FindNearest();
    FindEqual();
    FindShorter();
    // Where one resource has room for all of it, nobody wants it in pieces.
    if (!refused_.walk_up && equals_.empty()) FindSplit();
    // A second equal resource when there is room for it.
    if (found_.size() < kAlternativesMost && equals_.size() > 1) {
      const auto after_first =
          std::find_if(found_.begin(), found_.end(), [](const Alternative& alternative) {
            return alternative.kind > AlternativeKind::kEqualResource;
          });
      found_.insert(after_first, equals_[1]);
    }
    MUTUA_CHECK(found_.size() <= kAlternativesMost);
    return std::move(found_);
  }

 private:
  Instant LatestNear() const { return std::max({asked_.end() + kNearAfter, at_ + kNearAfter}); }

  // One resource to tell the zone by, and the only one if a resource alone is wanted by name.
  ResourceId AnyResource() const {
    const model::Want& first = refused_.wants.front();
    return first.resource.IsSet() ? first.resource : state_.ResourcesOf(first.pool).front();
  }
  bool IsOneNamed() const {
    return refused_.wants.size() == 1 && refused_.wants.front().resource.IsSet();
  }

  Ask AskFor(Interval interval) const {
    return {.interval = interval,
            .member = refused_.member,
            .company = refused_.company,
            .instead_of = refused_.instead_of,
            .walk_up = refused_.walk_up};
  }

  // A hold ends at most a day from now, and not after what it holds.
  bool HoldFits(Interval interval) const {
    return !refused_.hold_until ||
           *refused_.hold_until <= std::min(at_ + kHoldLongest, interval.end());
  }

  // Approval that is asked for must still be able to come.
  bool CouldBeApproved(ResourceId resource, Interval interval) const {
    return interval.start() > at_ || refused_.hold_until || refused_.manages ||
           !state_.RulesOf(resource).needs_approval;
  }
  bool WouldAccept(const Ask& ask) const {
    return CouldBeApproved(ask.resource, ask.interval) && core::WouldAccept(state_, ask, at_);
  }

  // Whether all wants would be placed at once as things stand.
  bool WouldPlace(const model::Wants& wants, Interval interval) {
    if (interval.start() < at_ || !HoldFits(interval)) return false;
    Ask ask = AskFor(interval);
    if (wants.size() > 1 || wants.front().units > 1) core::WidenBorders(state_, wants, &ask);
    std::vector<ResourceId> taken;
    model::Kit kit;  // quotas count it as a whole
    for (const model::Want& want : wants) {
      if (!want.resource.IsSet()) continue;
      ask.resource = want.resource;
      ask.units = want.units;
      ask.beside = kit;
      if (!Spend(1) || !WouldAccept(ask)) return false;
      taken.push_back(want.resource);
      kit.push_back({want.resource, want.units, PoolId()});
    }
    ask.units = 1;
    for (const model::Want& want : wants) {
      for (uint32_t i = 0; !want.resource.IsSet() && i < want.units; ++i) {
        // Most resources of a pool are refused by a look at the calendar: a tenth of a judgement.
        if (!Spend(1 + state_.ResourcesOf(want.pool).size() / 10)) return false;
        ask.beside = kit;
        const auto fit = core::BestFit(state_, want.pool, ask, taken, at_);
        if (!fit || !CouldBeApproved(*fit, interval)) return false;
        taken.push_back(*fit);
        kit.push_back({*fit, 1, want.pool});
      }
    }
    return true;
  }

  bool Spend(size_t probes) {
    if (probes > probes_left_) return false;
    probes_left_ -= probes;
    return true;
  }

  // What the booking has already is no alternative to moving it.
  bool IsAsItWas(Interval interval) const {
    const model::Booking* before = state_.Find(refused_.instead_of);
    return before != nullptr && before->interval == interval;
  }

  // The same booking is given once: the nearest time may be the same start, and shorter.
  void Add(AlternativeKind kind, model::Wants wants, Interval interval) {
    std::vector<AlternativePart> parts{{std::move(wants), interval}};
    for (const Alternative& other : found_) {
      if (other.parts == parts) return;
    }
    found_.push_back({kind, std::move(parts)});
  }

  FreeTimeQuestion Question(std::vector<ResourceId> resources, Interval window,
                            Duration at_least) const {
    return {.resources = std::move(resources),
            .window = window,
            .at_least = at_least,
            .member = refused_.member,
            .company = refused_.company,
            .instead_of = refused_.instead_of};
  }

  // --- The same resources, another time ---

  // As asked, in the nearest length that the rules of `resource` know.
  Duration FittingLength(ResourceId resource) const {
    const model::EffectiveRules& rules = state_.RulesOf(resource);
    const int64_t grid = rules.granularity.seconds();
    const int64_t steps = (asked_.length().seconds() + grid - 1) / grid;
    return std::clamp(Duration::Seconds(steps * grid), rules.shortest,
                      std::max(rules.shortest, rules.longest));
  }

  // Resources by which the time of the wants is looked for: free time of these is tried for all.
  std::vector<ResourceId> Guides() const {
    const model::Want& first = refused_.wants.front();
    if (first.resource.IsSet()) return {first.resource};
    std::vector<ResourceId> guides = state_.ResourcesOf(first.pool);
    if (guides.size() > kAlternativeResources) guides.resize(kAlternativeResources);
    return guides;
  }

  void FindNearest() {
    const Duration length = FittingLength(AnyResource());
    const Duration grid = state_.RulesOf(AnyResource()).granularity;
    FreeTimeQuestion question = Question(Guides(), window_, length);
    if (IsOneNamed()) question.units = refused_.wants.front().units;
    // Candidates nearest first, the later of two equally near; at most one on each side is taken.
    std::vector<std::pair<Duration, Instant>> starts;
    for (const FreeTime& free : FindFreeTime(state_, question, at_)) {
      for (const FreeInterval& one : free.free) AddStarts(one, length, grid, &starts);
    }
    std::sort(starts.begin(), starts.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    bool before = false, after = false;
    for (const auto& [distance, start] : starts) {
      bool& side = start < asked_.start() ? before : after;
      const Interval interval(start, start + length);
      if (side || interval == asked_ || IsAsItWas(interval)) continue;
      if (!WouldPlace(refused_.wants, interval)) continue;
      side = true;
      Add(AlternativeKind::kNearestTime, refused_.wants, interval);
      if (before && after) return;
    }
  }

  // The start in `free` that is nearest to the one asked for; where the night lies inside, some
  // more around it, since the end must fall into open hours.
  void AddStarts(const FreeInterval& free, Duration length, Duration grid,
                 std::vector<std::pair<Duration, Instant>>* starts) const {
    const Instant latest = std::min(free.last_start, free.interval.end() - length);
    if (latest < free.interval.start()) return;
    const auto add = [&](Instant start) {
      if (start < free.interval.start() || start > latest) return;
      const Duration away = start - asked_.start();
      starts->emplace_back(std::max(away, -away), start);
    };
    const Instant nearest = std::clamp(asked_.start(), free.interval.start(), latest);
    add(grid_.AtOrAfter(nearest, grid));
    add(grid_.AtOrBefore(nearest, grid));
    if (!free.overnight) return;
    const Duration step = std::max(grid, Duration::Minutes(30));
    for (int i = 1; i <= 32; ++i) {
      const Instant later = nearest + step * i;
      const Instant earlier = nearest - step * i;
      if (later <= latest) add(grid_.AtOrAfter(later, grid));
      if (earlier >= free.interval.start()) add(grid_.AtOrBefore(earlier, grid));
    }
  }

  // --- The same time, another resource ---

  // A pool says whether its resources stand in for each other. Rooms and desks of one site that do
  // not are still near enough to be named; machines and people are not.
  std::vector<ResourceId> EqualsOf(const model::Resource& resource) const {
    std::vector<ResourceId> equals;
    if (state_.Find(resource.pool)->stand_in) {
      equals = state_.ResourcesOf(resource.pool);
    } else if (resource.kind == model::ResourceKind::kRoom ||
               resource.kind == model::ResourceKind::kDesk) {
      const uint32_t end = state_.counters().resource;
      for (uint32_t id = 1; id < end && equals.size() <= kAlternativeResources; ++id) {
        const model::Resource* other = state_.Find(ResourceId(id));
        if (other != nullptr && other->kind == resource.kind && other->site == resource.site) {
          equals.push_back(other->id);
        }
      }
    }
    std::erase(equals, resource.id);
    if (equals.size() > kAlternativeResources) equals.resize(kAlternativeResources);
    return equals;
  }

  void FindEqual() {
    if (!IsOneNamed() || !HoldFits(asked_)) return;
    const model::Want want = refused_.wants.front();
    Ask ask = AskFor(asked_);
    ask.units = want.units;
    std::vector<std::pair<Duration, ResourceId>> fits;
    for (const ResourceId id : EqualsOf(*state_.Find(want.resource))) {
      ask.resource = id;
      const Interval occupied = core::OccupiedBy(state_, ask);
      if (state_.Find(id)->capacity == 1 && !state_.CalendarOf(id).IsFree(occupied)) continue;
      if (!Spend(1) || !WouldAccept(ask)) continue;
      fits.emplace_back(state_.CalendarOf(id).IdleAround(occupied, at_), id);
      if (fits.size() == kEqualsEnough) break;
    }
    std::sort(fits.begin(), fits.end());
    for (const auto& [idle, id] : fits) {
      if (equals_.size() == 2) break;
      equals_.push_back(
          {AlternativeKind::kEqualResource, {{{{id, PoolId(), want.units}}, asked_}}});
    }
    if (!equals_.empty()) found_.push_back(equals_.front());
  }

  // --- Shorter ---

  void FindShorter() {
    const model::EffectiveRules& rules = state_.RulesOf(AnyResource());
    if (asked_.start() < at_) return;
    const Duration longest = std::min(asked_.length() - Duration::Seconds(1), rules.longest);
    // The longest end that could do, and then ever shorter: halves first, so that the probes reach
    // down to the shortest whatever the length.
    Instant end = grid_.AtOrBefore(asked_.start() + longest, rules.granularity);
    Duration step = std::max(rules.granularity, asked_.length());
    Instant best = asked_.start();
    for (Instant tried = end; tried > asked_.start() && tried - asked_.start() >= rules.shortest;) {
      const Interval interval(asked_.start(), tried);
      if (!IsAsItWas(interval) && WouldPlace(refused_.wants, interval)) {
        best = tried;
        break;
      }
      end = tried;
      step = Duration::Seconds(
          std::max(rules.granularity.seconds(), (tried - asked_.start()).seconds() / 2));
      const Instant next =
          grid_.AtOrBefore(std::max(tried - step, asked_.start()), rules.granularity);
      if (next >= tried) break;
      tried = next;
    }
    if (best == asked_.start()) return;
    // Between what fits and what does not, the longest that fits: acceptance ends where something
    // stands in the way, so halving finds it.
    while (end - best > rules.granularity) {
      const Instant middle =
          grid_.AtOrBefore(best + Duration::Seconds((end - best).seconds() / 2), rules.granularity);
      const Instant tried =
          middle > best ? middle : grid_.AtOrAfter(best + Duration::Seconds(1), rules.granularity);
      if (tried >= end) break;
      (WouldPlace(refused_.wants, Interval(asked_.start(), tried)) ? best : end) = tried;
    }
    Add(AlternativeKind::kShorter, refused_.wants, Interval(asked_.start(), best));
  }

  // --- Split over the pool ---

  PoolId PoolToSplit() const {
    if (refused_.wants.size() != 1 || refused_.wants.front().units != 1) return PoolId();
    const model::Want& want = refused_.wants.front();
    const PoolId pool = want.resource.IsSet() ? state_.Find(want.resource)->pool : want.pool;
    return state_.Find(pool)->stand_in && !refused_.instead_of.IsSet() ? pool : PoolId();
  }

  void FindSplit() {
    const PoolId pool = PoolToSplit();
    if (!pool.IsSet() || asked_.start() < at_) return;
    std::vector<ResourceId> resources = state_.ResourcesOf(pool);
    if (resources.size() > kAlternativeResources) resources.resize(kAlternativeResources);
    const std::vector<FreeTime> free =
        FindFreeTime(state_, Question(std::move(resources), asked_, Duration()), at_);
    std::vector<AlternativePart> parts;
    std::vector<ResourceId> used;
    for (Instant from = asked_.start(); from < asked_.end();) {
      const auto [end, id] = LongestFrom(free, from, used);
      if (end == from || parts.size() == kSplitPartsMost) return;
      const Interval interval(from, end);
      if (!WouldPlace({{id, PoolId(), 1}}, interval)) return;
      parts.push_back({{{id, PoolId(), 1}}, interval});
      used.push_back(id);
      from = end;
    }
    if (parts.size() > 1 && QuotasAllow(parts)) {
      found_.push_back({AlternativeKind::kSplit, std::move(parts)});
    }
  }

  // Each part may be within the quotas and not all of them: as one they count as much.
  bool QuotasAllow(const std::vector<AlternativePart>& parts) const {
    const model::Kit kit = {{parts.front().wants.front().resource, 1, PoolId()}};
    core::Refusal quotas;
    core::JudgeAllowance(state_, {refused_.company, refused_.member, asked_, kit}, BookingId(), at_,
                      &quotas);
    return quotas.empty();
  }

  // The resource that is free longest from `from` on, and until when; `from` if none is.
  std::pair<Instant, ResourceId> LongestFrom(const std::vector<FreeTime>& free, Instant from,
                                             const std::vector<ResourceId>& used) const {
    std::pair<Instant, ResourceId> longest(from, ResourceId());
    for (const FreeTime& one : free) {
      if (std::find(used.begin(), used.end(), one.resource) != used.end()) continue;
      const Instant most = from + state_.RulesOf(one.resource).longest;
      for (const FreeInterval& interval : one.free) {
        if (!interval.interval.Contains(from) || interval.overnight) continue;
        const Instant end =
            grid_.AtOrBefore(std::min({interval.interval.end(), most, window_.end()}),
                             state_.RulesOf(one.resource).granularity);
        if (end > longest.first) longest = {end, one.resource};
      }
    }
    return longest;
  }

  const State& state_;
  const RefusedAsk& refused_;
  const Instant at_;
  const Interval asked_;
  const Interval window_;
  const DayGrid grid_;
  size_t probes_left_ = kAlternativeProbes;
  std::vector<Alternative> found_;
  std::vector<Alternative> equals_;
};

bool IsAboutTheRequest(const core::Refusal& refusal) {
  return refusal.empty() || refusal.reasons().front().rule < core::Rule::kRetired;
}

}  // namespace

std::optional<RefusedAsk> RefusedAskOf(const State& state, const core::Command& command,
                                       const core::Refusal& refusal, Instant at) {
  if (IsAboutTheRequest(refusal)) return std::nullopt;
  RefusedAsk refused;
  if (const auto* book = std::get_if<core::Book>(&command.body)) {
    core::Refusal unused;
    const auto party = core::PartyOf(state, command.caller, book->member, &unused);
    core::CheckWants(state, book->wants, &unused);
    if (!party || !unused.empty()) return std::nullopt;
    refused = {.wants = book->wants,
               .interval = book->interval,
               .member = party->member,
               .company = party->company,
               .hold_until = book->hold_until,
               .walk_up = book->walk_up,
               .manages = core::Manages(command.caller)};
    if (book->walk_up && at < book->interval.end()) {
      refused.interval = Interval(at, book->interval.end());
    }
  } else if (const auto* move = std::get_if<core::Move>(&command.body)) {
    const model::Booking* before = state.Find(move->booking);
    if (before == nullptr || before->state > model::BookingState::kConfirmed) return std::nullopt;
    refused = {.wants = move->wants,
               .interval = move->interval,
               .member = before->member,
               .company = before->company,
               .instead_of = before->id,
               .manages = core::Manages(command.caller)};
    if (refused.wants.empty()) {
      for (const model::Claim& claim : before->kit) {
        refused.wants.push_back({claim.resource, PoolId(), claim.units});
      }
    }
    core::Refusal unused;
    core::CheckWants(state, refused.wants, &unused);
    if (!unused.empty()) return std::nullopt;
  } else {
    return std::nullopt;
  }
  // An empty pool has no resource to tell the zone by, and nothing to give.
  const model::Want& first = refused.wants.front();
  if (!first.resource.IsSet() && state.ResourcesOf(first.pool).empty()) return std::nullopt;
  return refused;
}

std::vector<Alternative> FindAlternatives(const State& state, const RefusedAsk& refused,
                                          Instant at) {
  if (refused.interval.length() > kBookingLongest) return {};
  return Finder(state, refused, at).Find();
}

}  // namespace mutua::query
