// What instead: bookings that would be accepted where one was refused. Computed on a replica,
// beside the writer: a refusal costs the writer no more than a booking (DESIGN.md 3 and 5.1).
//
// Promises: everything given was put to the judge and would be accepted if asked now (of a split,
// each part); kAlternativesMost at most, ranked as the kinds below are, nearest and longest first;
// the work is bounded by kAlternativeProbes questions to the judge and a sweep over the pool.
// Deterministic. Nothing is repacked for an alternative: it takes only what is free as it stands.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/command.h"
#include "engine/core/judge.h"

namespace mutua::query {

enum class AlternativeKind : uint8_t {
  kNearestTime = 1,    // the same resources at the nearest times before and after
  kEqualResource = 2,  // another of the pool at the same time
  kShorter = 3,        // the same resources and start
  kSplit = 4,          // in consecutive parts on different resources of the pool
};

// One booking to ask for: what to put into the request instead.
struct AlternativePart {
  model::Wants wants;
  Interval interval;
  bool operator==(const AlternativePart&) const = default;
};

struct Alternative {
  AlternativeKind kind = AlternativeKind::kNearestTime;
  std::vector<AlternativePart> parts;  // one, but for kSplit
  bool operator==(const Alternative&) const = default;
};

// What was refused.
struct RefusedAsk {
  model::Wants wants;  // known, as core::CheckWants has them
  Interval interval{kEarliest, kLatest};
  MemberId member{};
  CompanyId company{};
  BookingId instead_of{};  // a move: judged without it
  std::optional<Instant> hold_until{};
  bool walk_up = false;  // nothing at another time is given then
  bool manages = false;  // needs nobody's approval
};

// What a refused Book or Move asked for, when something else could help: the refusal is about time,
// resources or rules, not about the request itself.
std::optional<RefusedAsk> RefusedAskOf(const core::State& state, const core::Command& command,
                                       const core::Refusal& refusal, Instant at);

std::vector<Alternative> FindAlternatives(const core::State& state, const RefusedAsk& refused,
                                          Instant at);

}  // namespace mutua::query
