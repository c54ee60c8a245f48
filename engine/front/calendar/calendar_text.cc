#include "engine/front/calendar/calendar_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "engine/front/calendar/calendar_file.h"

namespace mutua::calendar {
namespace {

// How many bytes the character at `at` has; 0 if it is not UTF-8 (RFC 3629) or NUL.
size_t CharacterBytes(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : 0; };
  const auto follows = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const int lead = byte(at);
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  if (lead < 0xC2 || lead > 0xF4 || !follows(at + 1)) return 0;
  if (lead < 0xE0) return 2;
  const int second = byte(at + 1);
  // Overlong forms, surrogates, beyond U+10FFFF.
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
  if (!follows(at + 2)) return 0;
  if (lead < 0xF0) return 3;
  return follows(at + 3) ? 4 : 0;
}

bool IsText(std::string_view line) {
  for (size_t at = 0; at < line.size();) {
    const size_t bytes = CharacterBytes(line, at);
    if (bytes == 0) return false;
    at += bytes;
  }
  return true;
}

// A line without its end, and without the blank that makes it a continuation.
void AppendUnfolded(std::string_view line, std::string& unfolded) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (!unfolded.empty() && !line.empty()) line.remove_prefix(1);
  unfolded += line;
}

bool BeginsWith(std::string_view line, std::string_view upper) {
  return line.size() >= upper.size() &&
         std::equal(upper.begin(), upper.end(), line.begin(), [](char wanted, char found) {
           return wanted == (found >= 'a' && found <= 'z' ? found - 'a' + 'A' : found);
         });
}

// The number that `count` digits at `at` make, or -1.
int Digits(std::string_view text, size_t at, size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

absl::StatusOr<CalendarText> PrepareCalendarText(std::string_view text) {
  if (text.size() > kCalendarBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrFormat("calendar: %d bytes are more than %d", text.size(), kCalendarBytesMax));
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  CalendarText prepared;
  prepared.text.reserve(text.size() + text.size() / 32);
  std::string unfolded;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    if (BeginsWith(line, "RRULE:") || BeginsWith(line, "RRULE;")) {
      prepared.text += kRuleProperty;
      prepared.text += line.substr(5);
    } else {
      prepared.text += line;
    }
    if (BeginsWith(line, "BEGIN:VEVENT")) ++prepared.events;
    // Old programs fold in the middle of a character, so a line is judged together with those that
    // continue it.
    const bool continues = !text.empty() && (text.front() == ' ' || text.front() == '\t');
    AppendUnfolded(line, unfolded);
    if (continues) continue;
    if (!IsText(unfolded)) {
      return absl::InvalidArgumentError(
          absl::StrFormat("calendar: line %d is not UTF-8 text", number));
    }
    unfolded.clear();
  }
  return prepared;
}

std::optional<StatedTime> ParseStatedTime(std::string_view value) {
  StatedTime stated;
  if (value.size() == 16 && (value.back() == 'Z' || value.back() == 'z')) {
    stated.is_utc = true;
    value.remove_suffix(1);
  }
  stated.is_date = value.size() == 8 && !stated.is_utc;
  if (!stated.is_date && (value.size() != 15 || (value[8] != 'T' && value[8] != 't'))) {
    return std::nullopt;
  }
  const int year = Digits(value, 0, 4);
  const int month = Digits(value, 4, 2);
  const int day = Digits(value, 6, 2);
  const int hour = stated.is_date ? 0 : Digits(value, 9, 2);
  const int minute = stated.is_date ? 0 : Digits(value, 11, 2);
  // Without leap seconds a 60th second is the 59th (RFC 5545, 3.3.12).
  const int second = stated.is_date ? 0 : std::min(Digits(value, 13, 2), 59);
  const std::array<int, 6> parts = {year - 1, month - 1, day - 1, hour, minute, second};
  if (*std::min_element(parts.begin(), parts.end()) < 0 || hour > 23 || minute > 59) {
    return std::nullopt;
  }
  stated.civil = CivilSecond(year, month, day, hour, minute, second);
  if (stated.civil.month() != month || stated.civil.day() != day) return std::nullopt;
  return stated;
}

std::string CutText(std::string text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

}  // namespace mutua::calendar
