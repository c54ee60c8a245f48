#include "engine/query/round_room.h"

#include <algorithm>

namespace mutua::query {
namespace {

// The time that the booking has of the resource, if it is as much of it as is asked for.
std::optional<Interval> OwnTime(const core::State& state, const FreeTimeQuestion& question,
                                ResourceId resource) {
  if (!question.instead_of.IsSet()) return std::nullopt;
  const model::Booking* booking = state.Find(question.instead_of);
  if (booking == nullptr || !model::Occupies(booking->state)) return std::nullopt;
  const bool enough =
      std::any_of(booking->kit.begin(), booking->kit.end(), [&](const model::Claim& claim) {
        return claim.resource == resource && claim.units >= question.units;
      });
  return enough ? std::optional(booking->interval) : std::nullopt;
}

}  // namespace

std::vector<Interval> RoundWindows(const core::State& state, ResourceId resource, Interval window) {
  std::vector<Interval> windows;
  const PoolId pool = state.Find(resource)->pool;
  for (const RoundId id : state.open_rounds()) {
    const model::Round& round = *state.Find(id);
    if (round.pool != pool) continue;
    for (const Interval one : round.windows) {
      if (one.Overlaps(window)) windows.push_back(one);
    }
  }
  std::sort(windows.begin(), windows.end());
  return windows;
}

void AddRoundWindows(const core::State& state, const FreeTimeQuestion& question,
                     ResourceId resource, Interval window, std::vector<Range>* blocked) {
  if (state.open_rounds().empty()) return;
  const std::optional<Interval> own = OwnTime(state, question, resource);
  for (const Interval one : RoundWindows(state, resource, window)) {
    if (!own || !own->Overlaps(one)) {
      blocked->push_back({one.start(), one.end()});
      continue;
    }
    if (one.start() < own->start()) blocked->push_back({one.start(), own->start()});
    if (own->end() < one.end()) blocked->push_back({own->end(), one.end()});
  }
}

}  // namespace mutua::query
