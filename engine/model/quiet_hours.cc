#include "engine/model/quiet_hours.h"

#include <algorithm>

namespace mutua::model {
namespace {

constexpr int64_t kDay = 86400;

// From one reading of a clock to the next time that it shows the other, at least a second.
Duration Until(int64_t second_of_day, int64_t minute_of_day) {
  const int64_t left = (minute_of_day * 60 - second_of_day + kDay) % kDay;
  return Duration::Seconds(left == 0 ? kDay : left);
}

}  // namespace

Instant RunsOutAt(const QuietHours& quiet, const ZoneTable& zone, Instant at, Duration length) {
  if (!quiet.IsSet()) return at + length;
  Duration left = length;
  while (left > Duration()) {
    const CivilSecond shown = zone.ToCivil(at);
    const int64_t second = shown.hour() * 3600 + shown.minute() * 60 + shown.second();
    const Duration to_quiet = Until(second, quiet.from);
    const Duration to_end = Until(second, quiet.until);
    // Which of the two comes first says which of them the clock is in.
    const bool is_quiet = to_end < to_quiet;
    const Instant next = std::min(at + std::min(to_quiet, to_end), zone.NextChange(at));
    if (!is_quiet) {
      if (next - at >= left) return at + left;
      left = left - (next - at);
    }
    at = next;
  }
  return at;
}

}  // namespace mutua::model
