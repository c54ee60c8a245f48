#include "clients/cli/show.h"

#include <fmt/format.h>

namespace mutua::cli {

std::string StateName(v1::BookingState state) {
  std::string name = v1::BookingState_Name(state);
  const std::string prefix = "BOOKING_STATE_";
  if (name.rfind(prefix, 0) == 0) name = name.substr(prefix.size());
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return name;
}

std::string WhatOf(const v1::Booking& booking) {
  std::string what;
  for (const v1::BookedPart& part : booking.parts()) {
    what += (what.empty() ? "" : " + ") + part.resource();
    if (part.units() > 1) what += fmt::format("={}", part.units());
  }
  return what;
}

void ShowBooking(Session& session, const v1::Booking& booking) {
  if (session.PrintJson(booking)) return;
  fmt::print("{}  {}  {}  {}\n", session.Bold(booking.booking()), WhatOf(booking),
             FormatInterval(session, booking.interval()), StateName(booking.state()));
  if (!booking.title().empty()) fmt::print("    {}\n", booking.title());
  if (booking.has_held_until()) {
    fmt::print("    held until {}: mutua confirm {}\n", FormatTime(session, booking.held_until()),
               booking.booking());
  }
  if (booking.state() == v1::BOOKING_STATE_PENDING) {
    fmt::print("    waits for a manager's approval; the time is kept meanwhile\n");
  }
}

void ShowEffects(Session& session, const google::protobuf::RepeatedPtrField<v1::Effect>& effects) {
  if (session.style() == Style::kJson) return;
  for (const v1::Effect& effect : effects) {
    fmt::print("    also: {}  {}  {}\n", effect.booking().booking(), WhatOf(effect.booking()),
               FormatInterval(session, effect.booking().interval()));
  }
}

Table BookingTable() { return Table({"BOOKING", "WHAT", "WHEN", "STATE", "WHO", "TITLE"}); }

void AddRow(Session& session, const v1::Booking& booking, Table* table) {
  table->Add({booking.booking(), WhatOf(booking), FormatInterval(session, booking.interval()),
              StateName(booking.state()), booking.redacted() ? "" : booking.member(),
              booking.title()});
}

}  // namespace mutua::cli
