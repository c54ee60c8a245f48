// Outages and faults between the contract and the core. Thread-safe: no state.
#pragma once

#include <vector>

#include "engine/core/event.h"
#include "engine/front/reading.h"
#include "engine/front/showing.h"
#include "engine/front/texts.h"
#include "engine/pipeline/request.h"
#include "mutua/v1/catalogue.pb.h"

namespace mutua::front {

core::DeclareOutage ReadOutage(Reading& in, const v1::OutageSpec& spec, const Path& path);
core::ChangeOutage ReadChange(Reading& in, const v1::UpdateOutageRequest& request);
core::LiftOutage ReadLift(Reading& in, const v1::LiftOutageRequest& request);

// Its reason is filled in when the replica is no longer held.
void ShowOutage(Showing& show, const model::Outage& outage, v1::Outage* out);
void ShowFault(Showing& show, const model::Fault& fault, v1::Fault* out);

// Whether the outage is one of this resource. Precondition: the resource is known.
bool IsOver(const core::State& state, const model::Outage& outage, ResourceId id);

// The bookings that these events of one command replan for an outage or give back, by start.
void ShowVictims(Showing& show, const std::vector<core::Event>& events,
                 google::protobuf::RepeatedPtrField<v1::OutageVictim>* out);

}  // namespace mutua::front
