#include "engine/core/material.h"

#include <algorithm>
#include <set>

namespace mutua::core {
namespace {

bool IsMisplaced(const State& state, ResourceId id) {
  const model::Resource& resource = *state.Find(id);
  return IsMaterial(resource) && !resource.retired &&
         model::SumOfShares(state.Find(resource.pool)->sharing) > 0;
}

// The resources that a definition is about.
std::vector<ResourceId> DefinedBy(const State& state, const Subject& subject) {
  const auto id = static_cast<uint32_t>(subject.id);
  if (subject.kind == Subject::Kind::kResource) return {ResourceId(id)};
  if (subject.kind == Subject::Kind::kPool) return state.ResourcesOf(PoolId(id));
  return {};
}

}  // namespace

int64_t PiecesGone(const State& state, ResourceId id, BookingId except) {
  int64_t gone = state.Find(id)->taken;
  state.CalendarOf(id).ForEachOverlap(
      Interval(kEarliest, kLatest), [&](const model::Calendar::Entry& entry) {
        // A completed one stands there for a while, and is taken already.
        const bool booked = model::Occupies(state.Find(entry.booking)->state);
        if (booked && entry.booking != except) gone += entry.units;
        return true;
      });
  return gone;
}

Refusal JudgeMaterial(const State& state, const Decision& defined) {
  Refusal refusal;
  std::set<ResourceId> told;
  const auto judge = [&](const Subject& subject, uint32_t part) {
    for (const ResourceId id : DefinedBy(state, subject)) {
      const bool full = refusal.reasons().size() >= kReasonsMost;
      if (full || !IsMisplaced(state, id) || !told.insert(id).second) continue;
      Reason reason;
      reason.rule = Rule::kMaterialShared;
      reason.resource = id;
      reason.occurrence = part;
      refusal.Add(reason);
    }
  };
  for (size_t i = 0; i < defined.parts.size(); ++i) {
    judge(defined.parts[i], static_cast<uint32_t>(i + 1));
  }
  if (defined.parts.empty()) judge(defined.subject, 0);
  return refusal;
}

}  // namespace mutua::core
