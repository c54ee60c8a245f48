// Faults: anybody may report one; a manager closes it, and may lift the outage that it led to.
#include "engine/core/families.h"
#include "engine/core/outage.h"
#include "engine/core/party.h"

namespace mutua::core {
namespace {

using model::Fault;

Decision AcceptFault(FaultId id) { return Decision::Accept(Subject::Kind::kFault, id.value()); }

int64_t OpenFaultsOf(const State& state, ResourceId resource) {
  int64_t open = 0;
  state.ForEach<Fault>(
      [&](const Fault& fault) { open += fault.resource == resource && !fault.resolved; });
  return open;
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const ReportFault& command, Instant at) {
  const State& state = draft.state();
  if (state.Find(command.resource) == nullptr) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = command.resource.value()});
  }
  const int64_t open = OpenFaultsOf(state, command.resource);
  if (open >= static_cast<int64_t>(kFaultsOpenMost)) {
    return Decision::Refuse({.rule = Rule::kTooMany,
                             .resource = command.resource,
                             .limit = kFaultsOpenMost,
                             .used = open,
                             .asked = 1});
  }
  Fault fault;
  fault.id = FaultId(state.counters().fault);
  fault.resource = command.resource;
  fault.reporter = caller.member;
  fault.at = at;
  draft.Emit(FaultChanged{fault, command.text});
  return AcceptFault(fault.id);
}

Decision DecideOn(Draft& draft, const Caller& caller, const ResolveFault& command, Instant at) {
  const State& state = draft.state();
  const auto asked = static_cast<int64_t>(command.fault.value());
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = asked});
  const Fault* before = state.Find(command.fault);
  if (before == nullptr) return Decision::Refuse({.rule = Rule::kUnknown, .asked = asked});
  if (before->resolved) return Decision::Refuse({.rule = Rule::kStateForbids, .asked = asked});
  Fault fault = *before;
  fault.resolved = true;
  fault.resolved_at = at;
  draft.Emit(FaultChanged{fault, {}});
  const model::Outage* outage = state.Find(fault.outage);
  const bool in_force = outage != nullptr && !outage->lifted && outage->interval.end() > at;
  if (command.lift_outage && in_force) Lift(draft, fault.outage, at);
  return AcceptFault(command.fault);
}

}  // namespace mutua::core
