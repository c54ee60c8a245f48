#include "engine/query/share_room.h"

#include <algorithm>

#include "engine/core/credits.h"
#include "engine/core/fair_share.h"
#include "engine/model/opening.h"

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

// Whether its company has not the credits for it.
bool IsTooDear(const core::State& state, const FreeTimeQuestion& question, ResourceId resource,
               Interval interval, Instant at) {
  const model::Claim claim{resource, question.units, PoolId()};
  core::Refusal refusal;
  core::JudgeCredits(state, {{&claim, 1}, question.company, interval}, question.instead_of, at,
                     &refusal);
  return !refusal.empty();
}

// The starts in the range at which what a booking of that length costs may begin to change
// otherwise: where it begins or ends with peak or off-peak hours. Ascending, with both ends.
std::vector<Instant> PriceTurns(const core::State& state, ResourceId resource, Duration length,
                                Range range) {
  std::vector<Instant> turns = {range.from, range.to};
  const auto& hours = state.RulesOf(resource).peak_hours;
  if (!hours) return turns;
  const auto add = [&](Instant turn) {
    if (range.from < turn && turn < range.to) turns.push_back(turn);
  };
  const Interval whole(range.from, range.to + length);
  for (const model::WeeklyHours& weekly : {hours->peak, hours->off_peak}) {
    for (const Interval rated : model::OpenIntervals({weekly, {}}, state.ZoneOf(resource), whole)) {
      for (const Instant turn : {rated.start(), rated.end()}) {
        add(turn);
        add(turn - length);
      }
    }
  }
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  return turns;
}

// Between two turns the cost goes up or down evenly: what both ends can pay, all between can.
void AddTooDear(const core::State& state, const FreeTimeQuestion& question, ResourceId resource,
                Duration length, Range range, Instant at, std::vector<Range>* blocked) {
  const std::vector<Instant> turns = PriceTurns(state, resource, length, range);
  const auto dear = [&](Instant start) {
    return IsTooDear(state, question, resource, Interval(start, start + length), at);
  };
  for (size_t i = 0; i + 1 < turns.size(); ++i) {
    const Instant last = turns[i + 1] - Duration::Seconds(1);
    if (dear(turns[i]) || dear(last)) blocked->push_back({turns[i], turns[i + 1]});
  }
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
    } else if (id.IsSet() && start < to) {
      AddTooDear(state, question, resource, length, {start, to}, at, blocked);
    }
    from = to;
  }
}

}  // namespace mutua::query
