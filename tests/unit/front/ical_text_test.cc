#include "engine/front/ical_text.h"

#include <doctest/doctest.h>

#include "engine/front/calendar_text.h"
#include "engine/front/zones/zone_loader.h"

namespace mutua::front {
namespace {

std::string TextLine(std::string_view text) {
  IcalText out;
  out.Text("SUMMARY", text);
  return out.Take();
}

TEST_CASE("A text is escaped, and what no line may hold is left out") {
  struct Row {
    std::string_view text;
    std::string_view line;
  };
  using namespace std::string_view_literals;
  const Row rows[] = {
      {"", "SUMMARY:\r\n"},
      {"a, b; c", "SUMMARY:a\\, b\\; c\r\n"},
      {"C:\\temp", "SUMMARY:C:\\\\temp\r\n"},
      {"two\nlines", "SUMMARY:two\\nlines\r\n"},
      {"two\r\nlines", "SUMMARY:two\\nlines\r\n"},
      {"nul\0bell\a\x7F"sv, "SUMMARY:nulbell\r\n"},
      {"BEGIN:VEVENT\r\nX", "SUMMARY:BEGIN:VEVENT\\nX\r\n"},
      {"tab\tstays", "SUMMARY:tab\tstays\r\n"},
  };
  for (const Row& row : rows) CHECK(TextLine(row.text) == row.line);
}

TEST_CASE("A line of 75 bytes is whole; a longer one is folded, between characters") {
  const std::string name = "SUMMARY:";
  const std::string fits(75 - name.size(), 'x');
  CHECK(TextLine(fits) == name + fits + "\r\n");
  CHECK(TextLine(fits + "y") == name + fits + "\r\n y\r\n");
  CHECK(TextLine(fits + std::string(75, 'y')) ==
        name + fits + "\r\n " + std::string(74, 'y') + "\r\n y\r\n");
  const std::string shorter(74 - name.size(), 'x');
  CHECK(TextLine(shorter + "é") == name + shorter + "\r\n é\r\n");
}

TEST_CASE("A zone is told as far as it matters, from the offset that holds at first") {
  const auto load = [](const char* name) {
    auto zone = LoadZone(name);
    REQUIRE(zone.ok());
    return *std::move(zone);
  };
  const auto text = [](const model::ZoneTable& zone, CivilSecond from, CivilSecond until) {
    IcalText out;
    out.Zone(zone, Interval(Instant::FromUnix(from - CivilSecond()),
                            Instant::FromUnix(until - CivilSecond())));
    return out.Take();
  };
  CHECK(text(load("UTC"), CivilSecond(2026, 1, 1), CivilSecond(2027, 1, 1)) ==
        "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
  CHECK(text(load("America/St_Johns"), CivilSecond(2026, 6, 1), CivilSecond(2026, 6, 2)) ==
        "BEGIN:VTIMEZONE\r\nTZID:America/St_Johns\r\nBEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\n"
        "TZOFFSETFROM:-0330\r\nTZOFFSETTO:-0230\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n");
}

TEST_CASE("A calendar that is cut says how many bookings it lists") {
  Calendar calendar{.name = "Laser", .bookings = {}, .zones = {}, .cut = true};
  calendar.zones.try_emplace("UTC");
  Listed& one = calendar.bookings.emplace_back();
  one.booking.set_booking("b-1");
  one.booking.set_redacted(true);
  one.interval = Interval(Instant::FromUnix(0), Instant::FromUnix(60));
  one.zone = "UTC";
  const std::string text = CalendarText(calendar, Language::kFrench);
  CHECK(text.find("Seules les 1 premières réservations") != std::string::npos);
  calendar.cut = false;
  CHECK(CalendarText(calendar, Language::kFrench).find("Seules") == std::string::npos);
}

}  // namespace
}  // namespace mutua::front
