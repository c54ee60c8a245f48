#include "clients/cli/show.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdio>

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

std::string WantedBy(const v1::BookingSpec& spec) {
  std::string what;
  for (const v1::Want& want : spec.wants()) {
    what += (what.empty() ? "" : " + ") +
            (want.resource().empty() ? "any:" + want.pool() : want.resource());
    if (want.units() > 1) what += fmt::format("={}", want.units());
    if (want.count() > 1) what += fmt::format("*{}", want.count());
  }
  return what;
}

std::string HexOf(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::string Counted(int number, const char* what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::string NameOfCaller(const v1::GetCallerResponse& caller) {
  std::string role = v1::Role_Name(caller.role()).substr(sizeof("ROLE_") - 1);
  for (char& c : role) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  const v1::Member& member = caller.member();
  if (member.member().empty()) return fmt::format("{}, by token {}", role, caller.token());
  return fmt::format("{} of {}, {}, by token {}", member.member(), member.company(), role,
                     caller.token());
}

std::string CreditsText(int64_t ticks) {
  const int64_t thousandths = ticks % 3600 * 1000 / 3600;
  std::string text = std::to_string(ticks / 3600);
  if (thousandths == 0) return text;
  text += fmt::format(".{:03}", thousandths);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string MoneyText(int64_t cents) { return fmt::format("{}.{:02}", cents / 100, cents % 100); }

std::string ChargeText(const v1::Charge& charge) {
  std::string text =
      fmt::format("{} credit{}", CreditsText(charge.ticks()), charge.ticks() == 3600 ? "" : "s");
  return charge.cents() == 0 ? text : text + ", " + MoneyText(charge.cents());
}

namespace {

// What it costs, or did: of what is over, what stayed charged.
void ShowCharge(Session& session, const v1::Booking& booking) {
  if (booking.redacted() || !booking.has_price()) return;
  const std::string price = ChargeText(booking.price());
  if (booking.refunded()) {
    fmt::print("    refunded: {}\n", price);
  } else {
    fmt::print("    {} {}{}\n", booking.has_ended_at() ? "charged" : "costs", price,
               booking.grabbed() ? ", a quarter: within 24 h an idle time is anybody's" : "");
  }
  if (booking.has_forfeited()) {
    fmt::print("    charged {} {} for what was given back too late\n",
               booking.refunded() ? "all the same" : "also", ChargeText(booking.forfeited()));
  }
  if (booking.has_overrun_charge()) {
    fmt::print("    charged also {} past its end, until {}\n", ChargeText(booking.overrun_charge()),
               FormatTime(session, booking.overrun_until()));
  }
  if (booking.has_returned()) {
    fmt::print("    {} came back: another company booked what was given back too late\n",
               ChargeText(booking.returned()));
  }
}

}  // namespace

void ShowBooking(Session& session, const v1::Booking& booking) {
  if (session.PrintJson(booking)) return;
  fmt::print("{}  {}  {}  {}\n", session.Bold(booking.booking()), WhatOf(booking),
             FormatInterval(session, booking.interval()), StateName(booking.state()));
  if (!booking.title().empty()) fmt::print("    {}\n", booking.title());
  if (!booking.end_reason().empty()) fmt::print("    because: {}\n", booking.end_reason());
  if (booking.has_held_until()) {
    fmt::print("    held until {}: mutua confirm {}\n", FormatTime(session, booking.held_until()),
               booking.booking());
  }
  if (booking.state() == v1::BOOKING_STATE_PENDING) {
    fmt::print("    waits for a manager's approval; the time is kept meanwhile\n");
  }
  ShowCharge(session, booking);
  if (booking.hindered()) {
    fmt::print("    {}\n",
               booking.has_ended_at()
                   ? "could not start: the one before had not left"
                   : "the one before has not left: move or cancel it, nothing is charged");
  }
}

void ShowEffects(Session& session, const google::protobuf::RepeatedPtrField<v1::Effect>& effects) {
  if (session.style() == Style::kJson) return;
  for (const v1::Effect& effect : effects) {
    std::string why;
    for (const v1::BookedPart& part : effect.moved_from()) why += ", moved from " + part.resource();
    if (!effect.wish().empty()) why += ", for " + effect.wish();
    fmt::print("    also: {}  {}  {}  {}{}\n", effect.booking().booking(), WhatOf(effect.booking()),
               FormatInterval(session, effect.booking().interval()),
               StateName(effect.booking().state()), why);
  }
}

void ShowWarnings(const google::protobuf::RepeatedPtrField<v1::Reason>& warnings) {
  for (const v1::Reason& warning : warnings) fmt::print(stderr, "Mind: {}\n", warning.sentence());
}

Table BookingTable() { return Table({"BOOKING", "WHAT", "WHEN", "STATE", "WHO", "TITLE"}); }

void AddRow(Session& session, const v1::Booking& booking, Table* table) {
  table->Add({booking.booking(), WhatOf(booking), FormatInterval(session, booking.interval()),
              StateName(booking.state()), booking.redacted() ? "" : booking.member(),
              booking.title()});
}

}  // namespace mutua::cli
