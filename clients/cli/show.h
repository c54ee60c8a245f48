// Bookings and what goes with them, as rows and lines.
#pragma once

#include <string>

#include "clients/cli/session.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::cli {

std::string StateName(v1::BookingState state);
std::string WhatOf(const v1::Booking& booking);  // "laser-1", "fdm-2 + room"
void ShowBooking(Session& session, const v1::Booking& booking);
void ShowEffects(Session& session, const google::protobuf::RepeatedPtrField<v1::Effect>& effects);
Table BookingTable();
void AddRow(Session& session, const v1::Booking& booking, Table* table);

}  // namespace mutua::cli
