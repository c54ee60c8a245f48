#include "engine/front/ical_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace mutua::front {
namespace {

constexpr size_t kLineBytesMost = 75;

std::string Escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      escaped += '\\';
      escaped += c;
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
      if (c != '\x7F') escaped += c;
    }
  }
  return escaped;
}

// "+0200", "-0330", and with seconds where an old offset has them.
std::string OffsetText(int32_t seconds) {
  const int32_t size = std::abs(seconds);
  std::string text =
      fmt::format("{}{:02}{:02}", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format("{:02}", size % 60);
  return text;
}

}  // namespace

std::string IcalCivil(CivilSecond civil) {
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}", civil.year(), civil.month(), civil.day(),
                     civil.hour(), civil.minute(), civil.second());
}

std::string IcalInstant(Instant at) { return IcalCivil(CivilSecond() + at.unix_seconds()) + "Z"; }

void IcalText::Line(std::string_view name, std::string_view value) {
  std::string line;
  line.reserve(name.size() + 1 + value.size());
  line.append(name).append(":").append(value);
  std::string_view rest = line;
  // What follows the first line has a blank before it, which counts.
  for (size_t room = kLineBytesMost; rest.size() > room; room = kLineBytesMost - 1) {
    size_t end = room;
    while (end > 1 && (static_cast<unsigned char>(rest[end]) & 0xC0U) == 0x80U) --end;
    text_.append(rest.substr(0, end)).append("\r\n ");
    rest.remove_prefix(end);
  }
  text_.append(rest).append("\r\n");
}

void IcalText::Text(std::string_view name, std::string_view text) { Line(name, Escaped(text)); }

void IcalText::Observance(CivilSecond start, int32_t offset_from, int32_t offset_to) {
  const char* const kind = offset_to > offset_from ? "DAYLIGHT" : "STANDARD";
  Line("BEGIN", kind);
  Line("DTSTART", IcalCivil(start));
  Line("TZOFFSETFROM", OffsetText(offset_from));
  Line("TZOFFSETTO", OffsetText(offset_to));
  Line("END", kind);
}

void IcalText::Zone(const model::ZoneTable& zone, Interval covered) {
  Line("BEGIN", "VTIMEZONE");
  Text("TZID", zone.name());
  const auto& all = zone.transitions();
  // The one that holds when the time covered begins, and those within it.
  auto first = std::upper_bound(
      all.begin(), all.end(), covered.start(),
      [](Instant at, const model::ZoneTransition& transition) { return at < transition.at; });
  int32_t offset = zone.first_offset_seconds();
  if (first == all.begin()) {
    Observance(CivilSecond(1970, 1, 1), offset, offset);
  } else {
    --first;
    if (first != all.begin()) offset = std::prev(first)->offset_seconds;
  }
  for (auto it = first; it != all.end() && it->at < covered.end(); ++it) {
    Observance(CivilSecond() + it->at.unix_seconds() + offset, offset, it->offset_seconds);
    offset = it->offset_seconds;
  }
  Line("END", "VTIMEZONE");
}

}  // namespace mutua::front
