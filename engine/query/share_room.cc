#include "engine/query/share_room.h"

#include <algorithm>

#include "engine/core/fair_share.h"

namespace mutua::query {
namespace {

// Whether shares refuse a booking of that length at `start`.
bool Refuses(const core::State& state, const FreeTimeQuestion& question, ResourceId resource,
             Interval interval, Instant at) {
  const model::Claim claim{resource, question.units, PoolId()};
  core::Refusal refusal;
  core::JudgeShares(state, {{&claim, 1}, question.company, interval}, question.instead_of, at,
                    &refusal);
  return !refusal.empty();
}

}  // namespace

void AddWithoutRoom(const core::State& state, const FreeTimeQuestion& question, ResourceId resource,
                    Duration length, Interval window, Instant at, std::vector<Range>* blocked) {
  const PoolId pool = state.Find(resource)->pool;
  if (!state.IsShared(pool)) return;
  // What is asked for is the same anywhere in a period, as long as its window of access is.
  const Instant grab_ends = at + kGrabWindow;
  const Instant own_begins = at + kOwnWindowCloses + Duration::Seconds(1);
  const GuaranteesId last = state.usages().Last(pool);
  for (Instant from = std::max(window.start(), grab_ends); from < window.end();) {
    const GuaranteesId id = state.usages().At(pool, from);
    Instant to = window.end();
    if (id.IsSet() && id != last) {
      const Instant ends = state.Find(id)->interval.end();
      if (ends > from) to = std::min(to, ends);
    }
    if (from < own_begins) to = std::min(to, own_begins);
    // One that begins in the grab window and ends behind it is judged as the open window is.
    const Instant start = from == grab_ends ? from + Duration::Seconds(1) : from;
    if (id.IsSet() && Refuses(state, question, resource, Interval(start, start + length), at)) {
      blocked->push_back({from, to});
    }
    from = to;
  }
}

}  // namespace mutua::query
