// Outages declared, changed and lifted. Managers only.
#include "engine/core/outage.h"

#include <algorithm>

#include "engine/core/families.h"
#include "engine/core/freed.h"
#include "engine/core/party.h"

namespace mutua::core {
namespace {

using model::Outage;

Decision AcceptOutage(OutageId id) { return Decision::Accept(Subject::Kind::kOutage, id.value()); }

// Exactly one of resource, pool and site, and it is known.
void CheckPlace(const State& state, const DeclareOutage& command, Refusal* refusal) {
  const int named =
      int{command.resource.IsSet()} + int{command.pool.IsSet()} + int{command.site.IsSet()};
  if (named != 1) {
    refusal->Add({.rule = Rule::kBadDefinition, .limit = 1, .asked = named});
    return;
  }
  const bool known = command.resource.IsSet() ? state.Find(command.resource) != nullptr
                     : command.pool.IsSet()   ? state.Find(command.pool) != nullptr
                                              : state.Find(command.site) != nullptr;
  if (known) return;
  refusal->Add({.rule = Rule::kUnknown,
                .asked = command.resource.value() + command.pool.value() + command.site.value()});
}

void CheckInterval(Interval interval, Instant at, Refusal* refusal) {
  if (interval.length() > kBookingLongest) {
    refusal->Add({.rule = Rule::kBadInterval,
                  .limit = kBookingLongest.seconds(),
                  .asked = interval.length().seconds()});
  }
  if (interval.end() <= at) {
    refusal->Add({.rule = Rule::kInThePast,
                  .limit = at.unix_seconds(),
                  .asked = interval.end().unix_seconds()});
  }
}

// A fault that led to the outage: known, not resolved, and of something that the outage is over.
void CheckFault(const State& state, const Outage& outage, FaultId id, Refusal* refusal) {
  if (!id.IsSet()) return;
  const auto asked = static_cast<int64_t>(id.value());
  const model::Fault* fault = state.Find(id);
  if (fault == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = asked});
    return;
  }
  if (fault->resolved) refusal->Add({.rule = Rule::kStateForbids, .asked = asked});
  const std::vector<ResourceId> over = ResourcesOf(state, outage);
  if (!std::binary_search(over.begin(), over.end(), fault->resource)) {
    refusal->Add({.rule = Rule::kBadDefinition, .resource = fault->resource, .asked = asked});
  }
}

// The outage that a manager's command is about: known, of the version given and in force; else
// null.
const Outage* FindForChange(const State& state, const Caller& caller, OutageId id, uint32_t version,
                            Instant at, Refusal* refusal) {
  const auto asked = static_cast<int64_t>(id.value());
  const Outage* outage = state.Find(id);
  if (!Manages(caller)) {
    refusal->Add({.rule = Rule::kNotPermitted, .asked = asked});
  } else if (outage == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = asked});
  } else {
    if (outage->lifted || outage->interval.end() <= at) {
      refusal->Add({.rule = Rule::kStateForbids, .asked = asked});
    }
    if (version != 0 && version != outage->version) {
      refusal->Add({.rule = Rule::kStale, .limit = outage->version, .asked = version});
    }
  }
  return refusal->empty() ? outage : nullptr;
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const DeclareOutage& command, Instant at) {
  const State& state = draft.state();
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  Refusal refusal;
  CheckPlace(state, command, &refusal);
  CheckInterval(command.interval, at, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Outage outage;
  outage.id = OutageId(state.counters().outage);
  outage.kind = command.kind;
  outage.resource = command.resource;
  outage.pool = command.pool;
  outage.site = command.site;
  outage.interval = command.interval;
  CheckFault(state, outage, command.fault, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);

  const OutageId id = outage.id;
  draft.Emit(OutageChanged{std::move(outage), command.text});
  if (command.fault.IsSet()) {
    model::Fault fault = *state.Find(command.fault);
    fault.outage = id;
    draft.Emit(FaultChanged{fault, {}});
  }
  Replan(draft, id, at, &refusal);
  return refusal.empty() ? AcceptOutage(id) : Decision::Refuse(refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const ChangeOutage& command, Instant at) {
  Refusal refusal;
  const Outage* before =
      FindForChange(draft.state(), caller, command.outage, command.version, at, &refusal);
  if (before == nullptr) return Decision::Refuse(refusal);
  CheckInterval(command.interval, at, &refusal);
  if (before->interval == command.interval) refusal.Add({.rule = Rule::kNothingToDo});
  if (!refusal.empty()) return Decision::Refuse(refusal);

  Outage outage = *before;
  outage.interval = command.interval;
  ++outage.version;
  draft.Emit(OutageChanged{std::move(outage), {}});
  BringBack(draft, command.outage, at);
  Replan(draft, command.outage, at, &refusal);
  return refusal.empty() ? AcceptOutage(command.outage) : Decision::Refuse(refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const LiftOutage& command, Instant at) {
  Refusal refusal;
  const Outage* outage =
      FindForChange(draft.state(), caller, command.outage, command.version, at, &refusal);
  if (outage == nullptr) return Decision::Refuse(refusal);
  Lift(draft, command.outage, at);
  return AcceptOutage(command.outage);
}

}  // namespace mutua::core
