// Bookings and what goes with them, as rows and lines.
#pragma once

#include <string>

#include "clients/cli/session.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::cli {

std::string StateName(v1::BookingState state);
std::string WhatOf(const v1::Booking& booking);     // "laser-1", "fdm-2 + room"
std::string WantedBy(const v1::BookingSpec& spec);  // "any:fdm + room"
std::string CreditsText(int64_t ticks);              // "2.5"
std::string MoneyText(int64_t cents);                // "12.50"
std::string ChargeText(const v1::Charge& charge);    // "2.5 credits, 12.50"
std::string HexOf(const std::string& bytes);          // "00ff"
std::string Counted(int number, const char* what);  // "1 change", "3 changes"
std::string NameOfCaller(
    const v1::GetCallerResponse& caller);  // "lea of cabane, member, by token t-2"
void ShowBooking(Session& session, const v1::Booking& booking);
void ShowEffects(Session& session, const google::protobuf::RepeatedPtrField<v1::Effect>& effects);
// Quotas that only warn, if the answer has any: beside it, as a hint.
void ShowWarnings(const google::protobuf::RepeatedPtrField<v1::Reason>& warnings);
Table BookingTable();
void AddRow(Session& session, const v1::Booking& booking, Table* table);

}  // namespace mutua::cli
