// Calendar text made fit for libical: checked as a whole, and with every RRULE under another name,
// as libical drops or rewrites rules that it reads otherwise than we do.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/base/time.h"

namespace mutua::calendar {

inline constexpr const char* kRuleProperty = "X-MUTUA-RRULE";

struct CalendarText {
  std::string text;
  size_t events = 0;  // lines BEGIN:VEVENT
};

// Errors: InvalidArgument, with the line: too long, not UTF-8, a NUL byte.
absl::StatusOr<CalendarText> PrepareCalendarText(std::string_view text);

// A DATE or DATE-TIME value as RFC 5545 writes it, "20260329" or "20260329T023000" with or without
// Z.
struct StatedTime {
  CivilSecond civil;
  bool is_date = false;
  bool is_utc = false;
};

// None if it is no such value, or no date of the calendar.
std::optional<StatedTime> ParseStatedTime(std::string_view value);

// As much of a text as so many bytes hold, whole characters only.
std::string CutText(std::string text, size_t bytes_max);

}  // namespace mutua::calendar
