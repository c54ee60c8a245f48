// What the state does for shares: which pools are shared, what companies consumed of them and gave
// back, what of that outlives the bookings, and which contests they lost.
#include <algorithm>
#include <tuple>

#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::Usage;

bool IsOver(const model::Pool& pool, CivilDay first, Instant at) {
  return model::IsOver(model::WindowOf(pool.sharing.period), Day(first), at);
}

bool Precedes(const Usage::Within& a, const Usage::Within& b) {
  return std::tie(a.pool, a.first) < std::tie(b.pool, b.first);
}

// Where the pool's are, or would be.
template <class AllContests>
auto PlaceOf(AllContests& contests, PoolId pool) {
  return std::lower_bound(contests.begin(), contests.end(), pool,
                          [](const Usage::Contests& a, PoolId b) { return a.pool < b; });
}

// Of too many stretches the two with the least between them become one: giving back many makes
// none forgotten.
void JoinNearest(std::vector<Usage::GivenBack>* all) {
  auto nearest = all->end();
  Duration least = kLatest - kEarliest;
  for (auto one = all->begin(); one + 1 != all->end(); ++one) {
    const auto next = one + 1;
    if (one->pool != next->pool) continue;
    const Duration between = next->interval.start() - one->interval.end();
    if (between < least) {
      least = between;
      nearest = one;
    }
  }
  if (nearest == all->end()) {  // each of another pool
    all->erase(all->begin());
    return;
  }
  const Instant end = std::max(nearest->interval.end(), (nearest + 1)->interval.end());
  nearest->interval = Interval(nearest->interval.start(), end);
  all->erase(nearest + 1);
}

}  // namespace

bool State::IsShared(PoolId id) const { return id.value() < shared_.size() && shared_[id.value()]; }

std::optional<PoolId> State::Unfrozen() const {
  if (unfrozen_.empty()) return std::nullopt;
  return *unfrozen_.begin();
}

bool State::GaveBack(CompanyId company, PoolId pool, Interval interval) const {
  const Usage* usage = past_usages_.Find(company);
  if (usage == nullptr) return false;
  return std::any_of(usage->given_back.begin(), usage->given_back.end(), [&](const auto& given) {
    return given.pool == pool && given.interval.Overlaps(interval);
  });
}

void State::RefreshShared(PoolId id) {
  const model::Pool* pool = pools_.Find(id);
  const bool shared = pool != nullptr && !pool->retired && model::IsSharedFairly(pool->sharing) &&
                      !ResourcesOf(id).empty();
  if (shared_.size() <= id.value()) shared_.resize(id.value() + 1);
  shared_[id.value()] = shared;
  const GuaranteesId last = usages_.Last(id);
  const model::Guarantees* period = last.IsSet() ? guarantees_.Find(last) : nullptr;
  // None, or the later ones went while it was not shared.
  if (shared && (period == nullptr || !period->last)) {
    unfrozen_.insert(id);
  } else {
    unfrozen_.erase(id);
  }
}

bool State::CountsShares(const model::Pool& before, const model::Pool& after) {
  const auto counts = [](const model::Pool& pool) {
    return std::tuple(pool.retired, model::IsSharedFairly(pool.sharing), pool.sharing.period);
  };
  return counts(before) != counts(after);
}

void State::RecountShares() {
  usages_.Forget();
  bookings_.ForEach([&](const model::Booking& booking) { usages_.Count(*this, booking, 1); });
  past_usages_.ForEach([&](const Usage& usage) { usages_.Count(usage, 1); });
}

// --- What outlives a booking -------------------------------------------------------------------

Usage State::UsageOf(CompanyId company) const {
  const Usage* known = past_usages_.Find(company);
  if (known != nullptr) return *known;
  Usage fresh;
  fresh.id = company;
  return fresh;
}

void State::PutUsage(Usage usage, Instant at) {
  for (Usage::Part& part : usage.parts) part.past.Forget(at);
  std::erase_if(usage.parts, [](const Usage::Part& part) { return part.past.empty(); });
  std::erase_if(usage.within, [&](const Usage::Within& within) {
    return IsOver(*pools_.Find(within.pool), within.first, at);
  });
  std::erase_if(usage.given_back, [&](const auto& given) { return given.interval.end() <= at; });
  for (Usage::Contests& contests : usage.contests) {
    if (contests.token_ends <= at) contests.token_ends = Instant();
  }
  std::erase_if(usage.contests, [&](const Usage::Contests& contests) {
    const bool none = contests.lost.empty() && contests.token_ends == Instant();
    return none || pools_.Find(contests.pool)->retired;
  });
  const Usage* before = past_usages_.Find(usage.id);
  const bool nothing = usage.parts.empty() && usage.within.empty() && usage.given_back.empty() &&
                       usage.contests.empty();
  if (before == nullptr ? nothing : *before == usage) return;
  if (nothing) {
    Erase<Usage>(usage.id);
  } else {
    Put(std::move(usage));
  }
}

// The record's deadline stands for the time of day, as for quotas: an event has none.
void State::CarryUsage(const model::Booking& booking) {
  Usage usage = UsageOf(booking.company);
  Usages alone;
  alone.Count(*this, booking, 1);
  alone.ForEach(booking.company, [&](PoolId pool, const model::Decayed& past, CivilDay first,
                                     int64_t seconds) {
    if (!past.empty()) {
      auto part = std::lower_bound(usage.parts.begin(), usage.parts.end(), pool,
                                   [](const Usage::Part& a, PoolId b) { return a.pool < b; });
      if (part == usage.parts.end() || part->pool != pool) {
        part = usage.parts.insert(part, {pool, {}});
      }
      part->past.Add(past);
    }
    if (seconds > 0) {
      const Usage::Within within{pool, first, seconds};
      const auto place =
          std::lower_bound(usage.within.begin(), usage.within.end(), within, Precedes);
      if (place == usage.within.end() || Precedes(within, *place)) {
        usage.within.insert(place, within);
      } else {
        place->seconds += seconds;
      }
    }
  });
  PutUsage(std::move(usage), booking.due);
}

// Time of shared pools that its holder gave back less than kOwnWindowCloses before it: from `from`
// on.
void State::NoteGivenBack(const model::Booking& before, Interval time, Instant at) {
  if (before.grab || time.end() <= at || time.start() - at >= kOwnWindowCloses) return;
  Usage usage = UsageOf(before.company);
  for (const model::Claim& claim : before.kit) {
    const PoolId pool = Find(claim.resource)->pool;
    const Usage::GivenBack given{pool, time};
    auto& all = usage.given_back;
    if (!IsShared(pool) || std::find(all.begin(), all.end(), given) != all.end()) continue;
    all.insert(std::lower_bound(all.begin(), all.end(), given), given);
    if (all.size() > kGivenBackMost) JoinNearest(&all);
  }
  PutUsage(std::move(usage), at);
}

void State::NoteGivenBack(const model::Booking& before, const model::Booking& after, Instant at) {
  if (before.company != after.company) return;
  const auto uses = [](const model::Booking& booking, ResourceId resource) {
    return std::any_of(booking.kit.begin(), booking.kit.end(),
                       [&](const model::Claim& claim) { return claim.resource == resource; });
  };
  const Interval was = before.interval;
  const Interval is = after.interval;
  const bool elsewhere =
      std::any_of(before.kit.begin(), before.kit.end(),
                  [&](const model::Claim& claim) { return !uses(after, claim.resource); });
  if (elsewhere || !was.Overlaps(is)) return NoteGivenBack(before, was, at);
  if (was.start() < is.start()) NoteGivenBack(before, Interval(was.start(), is.start()), at);
  if (is.end() < was.end()) NoteGivenBack(before, Interval(is.end(), was.end()), at);
}

// --- Contests ----------------------------------------------------------------------------------

Usage::Contests State::ContestsOf(PoolId pool, CompanyId company, Instant at) const {
  const Usage* usage = IsShared(pool) ? past_usages_.Find(company) : nullptr;
  if (usage == nullptr) return {pool, {}, {}};
  const auto place = PlaceOf(usage->contests, pool);
  if (place == usage->contests.end() || place->pool != pool) return {pool, {}, {}};
  Usage::Contests contests = *place;
  if (contests.token_ends <= at) contests.token_ends = Instant();
  return contests;
}

void State::SpendToken(PoolId pool, CompanyId company) {
  Usage usage = UsageOf(company);
  const auto place = PlaceOf(usage.contests, pool);
  if (place == usage.contests.end() || place->pool != pool) return;
  place->token_ends = Instant();
  PutUsage(std::move(usage), counters_.at);
}

void State::CountLoss(const Contested& contest, const Contested::Loss& loss) {
  Usage usage = UsageOf(loss.company);
  auto place = PlaceOf(usage.contests, contest.pool);
  if (place == usage.contests.end() || place->pool != contest.pool) {
    place = usage.contests.insert(place, {contest.pool, {}, {}});
  }
  place->lost.push_back({loss.wish, contest.resource, contest.time});
  if (place->lost.size() >= kLostForToken) {
    place->lost.clear();
    place->token_ends = contest.tokens_end;
  }
  PutUsage(std::move(usage), counters_.at);
}

void State::ForgetContests(CompanyId company) {
  Usage usage = UsageOf(company);
  usage.contests.clear();
  PutUsage(std::move(usage), counters_.at);
}

void State::On(const Contested& event) {
  if (event.spent) SpendToken(event.pool, event.company);
  for (const Contested::Loss& loss : event.losses) CountLoss(event, loss);
}

}  // namespace mutua::core
