// The grammar of RFC 5545 section 3.3.10 ("recur"), and its rules on which parts go together. The
// input is untrusted: every error quotes at most 32 escaped bytes of it.
#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "engine/model/recurrence.h"

namespace mutua::model {
namespace {

using Text = std::string_view;

constexpr std::array<Text, 7> kWeekdays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

std::string Quoted(Text text) {
  constexpr size_t kShownMax = 32;
  std::string shown = absl::CHexEscape({text.data(), std::min(text.size(), kShownMax)});
  if (text.size() > kShownMax) shown += "...";
  return shown;
}

absl::Status Wrong(Text part, Text value, Text why) {
  return absl::InvalidArgumentError(
      absl::StrFormat("RRULE: %s=%s: %s", Quoted(part), Quoted(value), why));
}

absl::Status Contradiction(Text what) {
  return absl::InvalidArgumentError(absl::StrFormat("RRULE: %s", what));
}

// Takes what stands before the first `separator` off `rest`.
Text TakeUntil(Text& rest, char separator) {
  const size_t at = rest.find(separator);
  const Text taken = rest.substr(0, at);
  rest = at == Text::npos ? Text() : rest.substr(at + 1);
  return taken;
}

std::optional<int32_t> Number(Text text) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return std::nullopt;
  }
  int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  // More than any part may be; keeps every later abs() and cast in range.
  constexpr int32_t kNumberMax = 1000000;
  if (value < -kNumberMax || value > kNumberMax) return std::nullopt;
  return value;
}

std::optional<absl::Weekday> Weekday(Text text) {
  const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<absl::Weekday>(found - kWeekdays.begin());
}

// What a list of numbers may hold: least to most, and the same below zero if `from_end`.
struct Range {
  int16_t least;
  int16_t most;
  bool from_end;
};

absl::Status ParseNumbers(Text part, Text value, Range range, std::vector<int16_t>& numbers) {
  for (Text rest = value; !rest.empty() || numbers.empty();) {
    const Text item = TakeUntil(rest, ',');
    const std::optional<int32_t> number = Number(item);
    const bool fits = number.has_value() && (*number >= range.least || range.from_end) &&
                      (range.from_end ? std::abs(*number) >= range.least : true) &&
                      std::abs(*number) <= range.most;
    if (!fits) {
      return Wrong(part, item,
                   absl::StrFormat("must be %d to %d%s", range.least, range.most,
                                   range.from_end ? ", or negative to count from the end" : ""));
    }
    numbers.push_back(static_cast<int16_t>(*number));
  }
  if (value.back() == ',') return Wrong(part, value, "ends with a comma");
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return absl::OkStatus();
}

absl::Status ParseWeekdays(Text value, std::vector<RuleWeekday>& days) {
  constexpr Text kPart = "BYDAY";
  for (Text rest = value; !rest.empty() || days.empty();) {
    const Text item = TakeUntil(rest, ',');
    if (item.size() < 2) return Wrong(kPart, item, "must be a weekday as MO or -1SU");
    const std::optional<absl::Weekday> day = Weekday(item.substr(item.size() - 2));
    const Text ordinal = item.substr(0, item.size() - 2);
    const std::optional<int32_t> number = ordinal.empty() ? 0 : Number(ordinal);
    if (!day.has_value() || !number.has_value()) {
      return Wrong(kPart, item, "must be a weekday as MO or -1SU");
    }
    if (!ordinal.empty() && (*number == 0 || std::abs(*number) > 53)) {
      return Wrong(kPart, item, "the number must be 1 to 53, or negative to count from the end");
    }
    days.push_back({.day = *day, .ordinal = static_cast<int16_t>(*number)});
  }
  if (value.back() == ',') return Wrong(kPart, value, "ends with a comma");
  const auto key = [](const RuleWeekday& entry) { return std::tuple(entry.day, entry.ordinal); };
  std::sort(days.begin(), days.end(),
            [&](const auto& left, const auto& right) { return key(left) < key(right); });
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return absl::OkStatus();
}

// Two or four digits at `at`; -1 if they are none.
int Digits(Text text, size_t at, size_t count) {
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

absl::Status ParseUntil(Text value, std::optional<RuleUntil>& until) {
  const absl::Status wrong =
      Wrong("UNTIL", value, "must be YYYYMMDD, YYYYMMDDTHHMMSS or the latter with Z");
  RuleUntil parsed;
  Text rest = value;
  if (rest.size() == 8) {
    parsed.form = RuleUntil::Form::DATE;
  } else if (rest.size() == 16 && rest.back() == 'Z') {
    parsed.form = RuleUntil::Form::UTC;
    rest.remove_suffix(1);
  }
  const bool timed = parsed.form != RuleUntil::Form::DATE;
  if (timed && (rest.size() != 15 || rest[8] != 'T')) return wrong;
  const int year = Digits(rest, 0, 4);
  const int month = Digits(rest, 4, 2);
  const int day = Digits(rest, 6, 2);
  const int hour = timed ? Digits(rest, 9, 2) : 0;
  const int minute = timed ? Digits(rest, 11, 2) : 0;
  // Without leap seconds a 60th second is the 59th (RFC 5545, 3.3.12).
  const int second = timed ? std::min(Digits(rest, 13, 2), 59) : 0;
  if (year < 1 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0) return wrong;
  if (hour > 23 || minute > 59) return wrong;
  parsed.at = CivilSecond(year, month, day, hour, minute, second);
  if (parsed.at.month() != month || parsed.at.day() != day) {
    return Wrong("UNTIL", value, "is not a date of the calendar");
  }
  until = parsed;
  return absl::OkStatus();
}

absl::Status ParseFrequency(Text value, Frequency& frequency) {
  constexpr std::array<Text, 4> kNames = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
  const auto found = std::find(kNames.begin(), kNames.end(), value);
  if (found != kNames.end()) {
    frequency = static_cast<Frequency>(found - kNames.begin());
    return absl::OkStatus();
  }
  if (value == "SECONDLY" || value == "MINUTELY" || value == "HOURLY") {
    return Wrong("FREQ", value, "is not supported: the shortest frequency is DAILY");
  }
  return Wrong("FREQ", value, "must be DAILY, WEEKLY, MONTHLY or YEARLY");
}

absl::StatusOr<int32_t> ParseWhole(Text part, Text value, int32_t most) {
  const std::optional<int32_t> number = Number(value);
  if (!number.has_value() || *number < 1 || *number > most) {
    return Wrong(part, value, absl::StrFormat("must be 1 to %d", most));
  }
  return *number;
}

absl::Status ParsePart(Text part, Text value, Recurrence& rule) {
  if (part == "FREQ") return ParseFrequency(value, rule.frequency);
  if (part == "UNTIL") return ParseUntil(value, rule.until);
  if (part == "COUNT") {
    const auto count = ParseWhole(part, value, kRecurrenceCountMax);
    if (count.ok()) rule.count = *count;
    return count.status();
  }
  if (part == "INTERVAL") {
    const auto interval = ParseWhole(part, value, kRecurrenceIntervalMax);
    if (interval.ok()) rule.interval = *interval;
    return interval.status();
  }
  if (part == "WKST") {
    const std::optional<absl::Weekday> day = Weekday(value);
    if (!day.has_value()) return Wrong(part, value, "must be a weekday as MO");
    rule.week_start = *day;
    return absl::OkStatus();
  }
  if (part == "BYDAY") return ParseWeekdays(value, rule.by_day);
  if (part == "BYMONTH") return ParseNumbers(part, value, {1, 12, false}, rule.by_month);
  if (part == "BYWEEKNO") return ParseNumbers(part, value, {1, 53, true}, rule.by_week_number);
  if (part == "BYYEARDAY") return ParseNumbers(part, value, {1, 366, true}, rule.by_year_day);
  if (part == "BYMONTHDAY") return ParseNumbers(part, value, {1, 31, true}, rule.by_month_day);
  if (part == "BYHOUR") return ParseNumbers(part, value, {0, 23, false}, rule.by_hour);
  if (part == "BYMINUTE") return ParseNumbers(part, value, {0, 59, false}, rule.by_minute);
  if (part == "BYSECOND") return ParseNumbers(part, value, {0, 60, false}, rule.by_second);
  if (part == "BYSETPOS") return ParseNumbers(part, value, {1, 366, true}, rule.by_set_position);
  return Contradiction(absl::StrFormat("%s is not a part of a rule", Quoted(part)));
}

// A day of the month that no month asked for has, as February 30.
bool MonthDaysNeverCome(const Recurrence& rule) {
  constexpr std::array<int16_t, 13> kLongest = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (const int16_t month : rule.by_month) {
    for (const int16_t day : rule.by_month_day) {
      if (std::abs(day) <= kLongest[static_cast<size_t>(month)]) return false;
    }
  }
  return !rule.by_month.empty() && !rule.by_month_day.empty();
}

// The most a weekday's number may count to; 0 where numbers are not allowed at all.
int WeekdayOrdinalMax(const Recurrence& rule) {
  if (rule.frequency == Frequency::MONTHLY) return 5;
  if (rule.frequency != Frequency::YEARLY || !rule.by_week_number.empty()) return 0;
  return rule.by_month.empty() ? 53 : 5;
}

absl::Status CheckTogether(const Recurrence& rule) {
  const Frequency frequency = rule.frequency;
  if (rule.count.has_value() && rule.until.has_value()) {
    return Contradiction("COUNT and UNTIL exclude each other");
  }
  if (!rule.by_week_number.empty() && frequency != Frequency::YEARLY) {
    return Contradiction("BYWEEKNO needs FREQ=YEARLY");
  }
  if (!rule.by_year_day.empty() && frequency != Frequency::YEARLY) {
    return Contradiction("BYYEARDAY needs FREQ=YEARLY");
  }
  if (!rule.by_month_day.empty() && frequency == Frequency::WEEKLY) {
    return Contradiction("BYMONTHDAY cannot be used with FREQ=WEEKLY");
  }
  const int ordinal_max = WeekdayOrdinalMax(rule);
  for (const RuleWeekday& entry : rule.by_day) {
    if (entry.ordinal == 0 || std::abs(entry.ordinal) <= ordinal_max) continue;
    return Contradiction(
        ordinal_max == 0 ? "BYDAY with a number needs FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO"
                         : "BYDAY counts to 5 within a month, to 53 within a year");
  }
  const bool has_other =
      !(rule.by_month.empty() && rule.by_week_number.empty() && rule.by_year_day.empty() &&
        rule.by_month_day.empty() && rule.by_day.empty() && rule.by_hour.empty() &&
        rule.by_minute.empty() && rule.by_second.empty());
  if (!rule.by_set_position.empty() && !has_other) {
    return Contradiction("BYSETPOS needs another BY part to choose from");
  }
  if (MonthDaysNeverCome(rule))
    return Contradiction("BYMONTHDAY never comes in the months of BYMONTH");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Recurrence> ParseRecurrence(std::string_view text) {
  if (text.empty()) return Contradiction("the rule is empty");
  if (text.size() > kRecurrenceBytesMax) {
    return Contradiction(
        absl::StrFormat("%d bytes are more than %d", text.size(), kRecurrenceBytesMax));
  }
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  Recurrence rule;
  std::vector<Text> seen;
  for (Text rest = upper; !rest.empty();) {
    Text value = TakeUntil(rest, ';');
    // Some programs end a rule with a semicolon; an empty part in the middle is broken.
    if (value.empty() && rest.empty()) break;
    const Text part = TakeUntil(value, '=');
    if (value.empty()) return Contradiction(absl::StrFormat("%s has no value", Quoted(part)));
    if (std::find(seen.begin(), seen.end(), part) != seen.end()) {
      return Contradiction(absl::StrFormat("%s is stated twice", Quoted(part)));
    }
    seen.push_back(part);
    if (absl::Status status = ParsePart(part, value, rule); !status.ok()) return status;
  }
  if (std::find(seen.begin(), seen.end(), Text("FREQ")) == seen.end()) {
    return Contradiction("FREQ is missing");
  }
  if (!rule.by_second.empty() && rule.by_second.back() == 60) {
    // As for UNTIL: the 60th second is the 59th.
    rule.by_second.back() = 59;
    rule.by_second.erase(std::unique(rule.by_second.begin(), rule.by_second.end()),
                         rule.by_second.end());
  }
  if (absl::Status status = CheckTogether(rule); !status.ok()) return status;
  return rule;
}

}  // namespace mutua::model
