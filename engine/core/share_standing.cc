#include "engine/core/share_standing.h"

#include <algorithm>

#include "engine/core/fair_share.h"

namespace mutua::core {
namespace {

ShareStanding Unranked(const State& state, PoolId pool, CompanyId company, Instant at) {
  const model::Sharing& sharing = state.Find(pool)->sharing;
  ShareStanding standing;
  standing.pool = pool;
  standing.company = company;
  standing.share = model::ShareOf(sharing, company);
  standing.shares = model::SumOfShares(sharing);
  standing.usage = state.usages().Of(pool, company, at);
  standing.future = state.usages().Future(pool, company);
  const model::Usage::Contests contests = state.ContestsOf(pool, company, at);
  standing.lost = static_cast<uint32_t>(contests.lost.size());
  standing.token_ends = contests.token_ends;
  return standing;
}

Weighed WeighedIn(const ShareStanding& standing) { return {standing.usage, standing.share}; }

}  // namespace

std::vector<ShareStanding> ShareStandingsIn(const State& state, PoolId pool, Instant at) {
  const model::Sharing& sharing = state.Find(pool)->sharing;
  std::vector<ShareStanding> standings;
  for (const model::Share& share : sharing.shares) {
    if (model::ShareOf(sharing, share) == 0) continue;
    standings.push_back(Unranked(state, pool, share.company, at));
  }
  std::sort(standings.begin(), standings.end(), [](const ShareStanding& a, const ShareStanding& b) {
    const auto order = WeighedIn(a) <=> WeighedIn(b);
    return order != 0 ? order < 0 : a.company < b.company;
  });
  for (size_t i = 0; i < standings.size(); ++i) {
    const bool equal = i > 0 && WeighedIn(standings[i - 1]) == WeighedIn(standings[i]);
    standings[i].rank = equal ? standings[i - 1].rank : static_cast<uint32_t>(i + 1);
    standings[i].ranked = static_cast<uint32_t>(standings.size());
  }
  return standings;
}

ShareStanding ShareStandingOf(const State& state, PoolId pool, CompanyId company, Instant at) {
  const std::vector<ShareStanding> all = ShareStandingsIn(state, pool, at);
  for (const ShareStanding& standing : all) {
    if (standing.company == company) return standing;
  }
  ShareStanding standing = Unranked(state, pool, company, at);
  standing.ranked = static_cast<uint32_t>(all.size());
  return standing;
}

std::vector<GuaranteesId> PeriodsFrom(const State& state, PoolId pool, Instant at) {
  std::vector<GuaranteesId> periods;
  const GuaranteesId last = state.usages().Last(pool);
  for (Instant from = at; last.IsSet();) {
    const GuaranteesId id = state.usages().At(pool, from);
    if (!id.IsSet()) break;
    const Interval interval = state.Find(id)->interval;
    if (interval.end() > at) periods.push_back(id);
    if (id == last || interval.end() <= from) break;
    from = interval.end();
  }
  return periods;
}

}  // namespace mutua::core
