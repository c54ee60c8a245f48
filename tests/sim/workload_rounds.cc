// Rounds: when they open, and what companies would like of them.
#include "tests/sim/workload.h"

namespace mutua::sim {

// Two evenings, soon or in some days.
core::Body Workload::SomeOpening(Instant at) {
  core::OpenRound open;
  open.pool = PoolId(static_cast<uint32_t>(random_.Between(1, pools_)));
  const int64_t hour = at.unix_seconds() / 3600 + random_.Between(2, random_.OneIn(2) ? 12 : 96);
  for (int64_t i = random_.Between(1, 2); i > 0; --i) {
    const Instant start = Instant::FromUnix((hour + 24 * i) * 3600);
    open.windows.emplace_back(start, start + Duration::Hours(random_.Between(1, 4)));
  }
  open.closes_at = at + Duration::Minutes(5 * random_.Between(1, 120));
  return open;
}

// What its company would like of the windows, half hours mostly on the same resources.
core::Body Workload::SomeList(const core::State& state, const model::Round& round) {
  core::FileList list;
  list.round = round.id;
  list.bundles.resize(static_cast<size_t>(random_.Between(0, 6)));
  for (model::Round::Bundle& bundle : list.bundles) {
    bundle.resize(static_cast<size_t>(random_.Between(1, 2)));
    for (model::Round::Alternative& alternative : bundle) {
      alternative.resize(static_cast<size_t>(random_.OneIn(3) ? 2 : 1));
      for (model::Round::Part& part : alternative) {
        const auto last = static_cast<int64_t>(round.windows.size()) - 1;
        const Interval window = round.windows[static_cast<size_t>(random_.Between(0, last))];
        const int64_t halves = window.length().seconds() / 1800;
        const int64_t length = random_.Between(1, 2);
        // Now and then it runs over the end.
        const int64_t first = random_.Between(0, halves - (random_.OneIn(20) ? 0 : length));
        const Instant start = window.start() + Duration::Minutes(30 * first);
        part.interval = Interval(start, start + Duration::Minutes(30 * length));
        part.want = {ResourceId(), round.pool, 1};
        if (random_.OneIn(20)) part.want = SomeWants().front();
        const std::vector<ResourceId>& resources = state.ResourcesOf(round.pool);
        if (!resources.empty() && !random_.OneIn(3)) {
          const auto most = static_cast<int64_t>(resources.size()) - 1;
          part.want = {resources[static_cast<size_t>(random_.Between(0, most))], PoolId(), 1};
        }
      }
    }
  }
  return list;
}

core::Body Workload::SomeRound(const core::State& state, Instant at, core::Caller* caller) {
  const auto& open = state.open_rounds();
  if (open.empty() || random_.OneIn(8)) {
    *caller = Manager();
    return SomeOpening(at);
  }
  const model::Round& round = *state.Find(random_.OneIn(2) ? *open.begin() : *open.rbegin());
  if (!random_.OneIn(6)) return SomeList(state, round);
  *caller = Manager();
  if (random_.OneIn(4)) return core::CancelRound{round.id};
  return core::CloseRound{round.id};
}

}  // namespace mutua::sim
