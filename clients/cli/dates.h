// Dates as people type them, in the site's wall clock, in English and French:
//   now, today, tomorrow, demain, monday, mon, lundi, lun., 2026-03-29, 29/03, 14:00, 14h, 14h30,
//   9am, "tomorrow 14:00", "demain 14h", "mon 9am", "+2h", "2026-03-29T14:00"
// and lengths: 2h, 90min, 1h30, 2d, "for 2h", "pendant 2h". A range is "WHEN-END", "WHEN to END" or
// "WHEN for LENGTH". A weekday is the next one, today included; a time of day already past is
// tomorrow's. Pure: now is given.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/base/time.h"

namespace mutua::cli {

struct CivilRange {
  CivilSecond start;
  std::optional<CivilSecond> end;  // or
  std::optional<Duration> length;  // or neither: only a start was said
};

// Errors: InvalidArgument that says what cannot be read, with an example.
absl::StatusOr<CivilSecond> ParseWhen(std::string_view text, CivilSecond now);
absl::StatusOr<Duration> ParseLength(std::string_view text);
absl::StatusOr<CivilRange> ParseRange(std::string_view text, CivilSecond now);

std::string FormatLength(Duration length);   // "2 h 30", "45 min", "3 d"
std::string FormatCivil(CivilSecond civil);  // "2026-03-29T14:00" (":30" only when it is not zero)

}  // namespace mutua::cli
