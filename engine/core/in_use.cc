#include "engine/core/in_use.h"

#include <algorithm>

namespace mutua::core {
namespace {

template <class Needs>
int64_t CountResources(const State& state, Needs needs) {
  int64_t count = 0;
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (!resource.retired && needs(resource)) ++count;
  });
  return count;
}

bool AskFor(const model::Rules& rules, CertificationId id) {
  const auto among = [id](const std::optional<std::vector<CertificationId>>& asked) {
    return asked && std::find(asked->begin(), asked->end(), id) != asked->end();
  };
  return among(rules.certifications) || among(rules.any_certifications);
}

}  // namespace

int64_t StillUsed(const State& state, ResourceId id, Instant at) {
  int64_t used = 0;
  state.CalendarOf(id).ForEachOverlap(Interval(at, kLatest), [&](const auto&) {
    ++used;
    return true;
  });
  return used;
}

int64_t StillUsed(const State& state, SiteId id, Instant) {
  return CountResources(state,
                        [&](const model::Resource& resource) { return resource.site == id; });
}

int64_t StillUsed(const State& state, PoolId id, Instant) {
  return CountResources(state, [&](const model::Resource& resource) {
    return resource.pool == id || resource.lent.pool == id;
  });
}

int64_t StillUsed(const State& state, CertificationId id, Instant) {
  int64_t used = CountResources(
      state, [&](const model::Resource& resource) { return AskFor(resource.rules, id); });
  state.ForEach<model::Pool>(
      [&](const model::Pool& pool) { used += !pool.retired && AskFor(pool.rules, id); });
  return used;
}

int64_t StillUsed(const State& state, CompanyId id, Instant) {
  int64_t used = CountResources(
      state, [&](const model::Resource& resource) { return resource.lent.by == id; });
  state.ForEach<model::Member>(
      [&](const model::Member& member) { used += !member.retired && member.company == id; });
  return used;
}

int64_t StillUsed(const State&, MemberId, Instant) { return 0; }

}  // namespace mutua::core
