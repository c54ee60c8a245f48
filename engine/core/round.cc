// Rounds opened, lists filed, rounds closed and cancelled.
#include "engine/core/round.h"

#include <algorithm>

#include "engine/core/fair_share.h"
#include "engine/core/families.h"
#include "engine/core/party.h"

namespace mutua::core {
namespace {

using model::Round;
using model::RoundState;

Decision AcceptRound(RoundId id) { return Decision::Accept(Subject::Kind::kRound, id.value()); }

void CheckPool(const State& state, PoolId id, Refusal* refusal) {
  const model::Pool* pool = state.Find(id);
  if (pool == nullptr || pool->retired) {
    refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
    return;
  }
  if (!state.IsShared(id)) refusal->Add({.rule = Rule::kNotShared, .asked = id.value()});
  const size_t companies = pool->sharing.shares.size();
  if (companies > kRoundCompaniesMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kRoundCompaniesMost,
                  .asked = static_cast<int64_t>(companies)});
  }
  if (state.open_rounds().size() >= kRoundsOpenMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kRoundsOpenMost,
                  .used = static_cast<int64_t>(state.open_rounds().size()),
                  .asked = 1});
  }
}

// Ascending; those that touch or overlap made one.
std::vector<Interval> Joined(std::vector<Interval> windows) {
  std::sort(windows.begin(), windows.end());
  std::vector<Interval> joined;
  for (const Interval window : windows) {
    if (!joined.empty() && window.start() <= joined.back().end()) {
      joined.back() = Interval(joined.back().start(), std::max(joined.back().end(), window.end()));
    } else {
      joined.push_back(window);
    }
  }
  return joined;
}

void CheckWindows(const std::vector<Interval>& windows, Instant at, Refusal* refusal) {
  if (windows.empty() || windows.size() > kRoundWindowsMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kRoundWindowsMost,
                  .asked = static_cast<int64_t>(windows.size())});
  }
  for (const Interval window : windows) {
    if (window.length() > kRoundWindowLongest) {
      refusal->Add({.rule = Rule::kBadInterval,
                    .limit = kRoundWindowLongest.seconds(),
                    .asked = window.length().seconds()});
    }
    if (window.end() - at > kRoundAhead) {
      refusal->Add({.rule = Rule::kHorizon,
                    .limit = kRoundAhead.seconds(),
                    .asked = (window.end() - at).seconds()});
    }
  }
}

void CheckTimes(const std::vector<Interval>& windows, Instant closes_at, Instant at,
                Refusal* refusal) {
  if (closes_at <= at) {
    refusal->Add(
        {.rule = Rule::kInThePast, .limit = at.unix_seconds(), .asked = closes_at.unix_seconds()});
  }
  if (!windows.empty() && closes_at >= windows.front().start()) {
    refusal->Add({.rule = Rule::kRoundTimes,
                  .limit = windows.front().start().unix_seconds(),
                  .asked = closes_at.unix_seconds()});
  }
}

// No time is given out in two rounds.
void CheckOtherRounds(const State& state, PoolId pool, const std::vector<Interval>& windows,
                      Refusal* refusal) {
  for (const RoundId id : state.open_rounds()) {
    const Round& other = *state.Find(id);
    if (other.pool != pool) continue;
    for (const Interval taken : other.windows) {
      const bool both = std::any_of(windows.begin(), windows.end(),
                                    [&](Interval window) { return window.Overlaps(taken); });
      if (!both) continue;
      refusal->Add({.rule = Rule::kInRound,
                    .limit = taken.start().unix_seconds(),
                    .used = static_cast<int64_t>(id.value()),
                    .asked = taken.end().unix_seconds(),
                    .renews = other.closes_at});
      break;
    }
  }
}

// From that of the period in which it opens: it was fixed, and its hash published, before anybody
// could know who would stand how.
uint64_t SeedOf(const State& state, PoolId pool, Instant first, Instant at) {
  const GuaranteesId period = state.usages().At(pool, at);
  const uint64_t secret = period.IsSet() ? state.Find(period)->seed : state.counters().entropy;
  return SeedFrom(secret, pool, first);
}

// Known and open; else null, with the reason added.
const Round* FindOpen(const State& state, RoundId id, Refusal* refusal) {
  const auto asked = static_cast<int64_t>(id.value());
  const Round* round = state.Find(id);
  if (round == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = asked});
    return nullptr;
  }
  if (round->state == RoundState::kOpen) return round;
  refusal->Add({.rule = Rule::kRoundOver,
                .limit = round->ended_at.unix_seconds(),
                .used = static_cast<int64_t>(round->state),
                .asked = asked});
  return nullptr;
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const OpenRound& command, Instant at) {
  const State& state = draft.state();
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  CheckPool(state, command.pool, &refusal);
  CheckWindows(command.windows, at, &refusal);
  const std::vector<Interval> windows = Joined(command.windows);
  CheckTimes(windows, command.closes_at, at, &refusal);
  CheckOtherRounds(state, command.pool, windows, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Round round;
  round.id = RoundId(state.counters().round);
  round.pool = command.pool;
  round.windows = windows;
  round.opened_at = at;
  round.closes_at = command.closes_at;
  round.due = command.closes_at;
  round.seed = SeedOf(state, command.pool, windows.front().start(), at);
  round.turns = OrderOfTurns(state, command.pool, windows.front().start(), round.seed, at);
  if (round.turns.empty()) return Decision::Refuse({.rule = Rule::kNoShares});
  const RoundId id = round.id;
  draft.Emit(RoundOpened{std::move(round)});
  return AcceptRound(id);
}

Decision DecideOn(Draft& draft, const Caller& caller, const FileList& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const Round* round = FindOpen(state, command.round, &refusal);
  if (round == nullptr) return Decision::Refuse(refusal);
  const std::optional<Party> party = PartyOf(state, caller, command.member, &refusal);
  if (!party) return Decision::Refuse(refusal);
  if (model::TurnOf(*round, party->company) == 0) {
    return Decision::Refuse({.rule = Rule::kNoTurn, .asked = party->company.value()});
  }
  const Round::List* before = model::ListOf(*round, party->company);
  const uint32_t version = before == nullptr ? 0 : before->version;
  if (command.version && *command.version != version) {
    return Decision::Refuse({.rule = Rule::kStale, .limit = version, .asked = *command.version});
  }
  CheckList(state, *round, party->company, party->member, command.bundles, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Round::List list;
  list.company = party->company;
  list.member = party->member;
  list.filed_by = party->by;
  list.filed_at = at;
  list.version = version + 1;
  list.bundles = command.bundles;
  draft.Emit(ListFiled{command.round, std::move(list)});
  return AcceptRound(command.round);
}

Decision DecideOn(Draft& draft, const Caller& caller, const CloseRound& command, Instant at) {
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  if (FindOpen(draft.state(), command.round, &refusal) == nullptr) return Decision::Refuse(refusal);
  DecideRound(draft, command.round, at);
  return AcceptRound(command.round);
}

Decision DecideOn(Draft& draft, const Caller& caller, const CancelRound& command, Instant at) {
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  if (FindOpen(draft.state(), command.round, &refusal) == nullptr) return Decision::Refuse(refusal);
  draft.Emit(RoundCancelled{command.round, at});
  return AcceptRound(command.round);
}

}  // namespace mutua::core
