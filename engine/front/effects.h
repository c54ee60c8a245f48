// Other bookings that changed in the same commit: repacked to make room, promoted into time freed.
#pragma once

#include <google/protobuf/repeated_field.h>

#include "engine/front/exchange.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {

// The events of the command alone, where it was answered: those that its commit lists between the
// command before it and its own. Empty when nothing can be told (a repeated request, an old
// commit).
std::vector<core::Event> EventsOf(const House& house, const pipeline::Answer& answer,
                                  const core::Caller& caller, const std::string& request_id);

// Of these events, those about other bookings than `subject`.
void ShowEffects(Showing& show, const std::vector<core::Event>& events,
                 const core::Subject& subject, google::protobuf::RepeatedPtrField<v1::Effect>* out);

// The bookings that the events cancelled.
void ShowCancelled(const std::vector<core::Event>& events,
                   google::protobuf::RepeatedPtrField<std::string>* out);

}  // namespace mutua::front
