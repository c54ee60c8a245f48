// Recurrence rules of RFC 5545 (RRULE, sections 3.3.10 and 3.8.5.3): parsed, printed and expanded
// to civil times. FREQ from DAILY to YEARLY with every BY part; shorter frequencies are refused by
// name.
//
// Promises: the work on any input is bounded (kRecurrenceSteps), nothing recurses; what the RFC
// forbids is an error that names the part. No zone is involved: what a civil time means as an
// instant, or that it does not exist, is occurrences.h's matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"

namespace mutua::model {

// A rule's text. The longest that a calendar program was seen to write is under 200 bytes.
inline constexpr size_t kRecurrenceBytesMax = 1024;
inline constexpr int32_t kRecurrenceCountMax = 100000;
inline constexpr int32_t kRecurrenceIntervalMax = 100000;
// Days and starts looked at in one expansion: 8,000 years of any rule, about 50 ms.
inline constexpr int64_t kRecurrenceSteps = 5000000;

enum class Frequency : uint8_t { DAILY, WEEKLY, MONTHLY, YEARLY };

// "MO" (ordinal 0: each), "2MO" (the second of the month or year), "-1MO" (the last).
struct RuleWeekday {
  absl::Weekday day = absl::Weekday::monday;
  int16_t ordinal = 0;
  bool operator==(const RuleWeekday&) const = default;
};

// The last start that may be. DATE: the whole of that day counts. UTC: `at` is in UTC and must be
// put into the series' zone (occurrences.h, InZone) before it can be expanded.
struct RuleUntil {
  enum class Form : uint8_t { DATE, LOCAL, UTC };
  Form form = Form::LOCAL;
  CivilSecond at;
  bool operator==(const RuleUntil&) const = default;
};

// A well-formed rule: lists ascending, each value once, as ParseRecurrence makes them. Empty list:
// the part is absent.
struct Recurrence {
  Frequency frequency = Frequency::DAILY;
  int32_t interval = 1;
  std::optional<int32_t> count;
  std::optional<RuleUntil> until;
  std::vector<int16_t> by_month;
  std::vector<int16_t> by_week_number;
  std::vector<int16_t> by_year_day;
  std::vector<int16_t> by_month_day;
  std::vector<RuleWeekday> by_day;
  std::vector<int16_t> by_hour;
  std::vector<int16_t> by_minute;
  std::vector<int16_t> by_second;
  std::vector<int16_t> by_set_position;
  absl::Weekday week_start = absl::Weekday::monday;

  bool IsEndless() const { return !count.has_value() && !until.has_value(); }
  bool operator==(const Recurrence&) const = default;
};

// `text`: the value of an RRULE property, without "RRULE:". Case does not matter, the order of the
// parts neither. Errors: InvalidArgument, naming the part.
absl::StatusOr<Recurrence> ParseRecurrence(std::string_view text);

// Canonical: ParseRecurrence(ToString(rule)) == rule, and equal rules print equally.
std::string ToString(const Recurrence& rule);

struct Expansion {
  std::vector<CivilSecond> starts;  // ascending, each once
  bool truncated = false;           // there was at least one more than the limit
};

struct ExpansionWindow {
  CivilSecond from;
  CivilSecond until;  // not included
  size_t limit = 0;   // starts at most
};

// The starts within the window. `first` (DTSTART) is always a start and counts as the first,
// whether it fits the rule or not (3.8.5.3), unless UNTIL lies before it: then there is none. What
// the rule leaves open (a time, a day) is as in `first`. Nothing is found beyond the year 9999.
// Errors: InvalidArgument for an UNTIL in UTC; ResourceExhausted after kRecurrenceSteps.
absl::StatusOr<Expansion> Expand(const Recurrence& rule, CivilSecond first,
                                 const ExpansionWindow& window);

}  // namespace mutua::model
