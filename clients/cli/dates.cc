#include "clients/cli/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace mutua::cli {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '\t') {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

absl::Status Unreadable(std::string_view what, std::string_view text, std::string_view example) {
  return absl::InvalidArgumentError(
      fmt::format("cannot read \"{}\" as {}; try {}", text, what, example));
}

// Digits at *at, moved past; none: nullopt.
std::optional<int64_t> Number(std::string_view text, size_t* at) {
  const size_t first = *at;
  int64_t value = 0;
  while (*at < text.size() && std::isdigit(static_cast<unsigned char>(text[*at])) &&
         *at - first < 9) {
    value = value * 10 + (text[(*at)++] - '0');
  }
  if (*at == first) return std::nullopt;
  return value;
}

// 14:00, 14h, 14h30, 9am, 2pm, 2:30pm: seconds after midnight.
std::optional<int64_t> TimeOfDay(std::string_view text) {
  size_t at = 0;
  const auto hour = Number(text, &at);
  if (!hour) return std::nullopt;
  int64_t minute = 0;
  bool marked = false;
  if (at < text.size() && (text[at] == ':' || text[at] == 'h')) {
    marked = true;
    const bool needs = text[at] == ':';
    ++at;
    const auto minutes = Number(text, &at);
    if (needs && !minutes) return std::nullopt;
    minute = minutes.value_or(0);
  }
  int64_t hours = *hour;
  const std::string_view rest = text.substr(at);
  if (rest == "am" || rest == "pm") {
    if (hours < 1 || hours > 12) return std::nullopt;
    hours = hours % 12 + (rest == "pm" ? 12 : 0);
  } else if (!rest.empty() || !marked) {
    return std::nullopt;
  }
  if (hours > 24 || minute > 59 || (hours == 24 && minute > 0)) return std::nullopt;
  return hours * 3600 + minute * 60;
}

std::optional<absl::Weekday> DayName(std::string_view word) {
  static constexpr std::array<std::array<std::string_view, 4>, 7> kNames = {{
      {"monday", "mon", "lundi", "lun"},
      {"tuesday", "tue", "mardi", "mar"},
      {"wednesday", "wed", "mercredi", "mer"},
      {"thursday", "thu", "jeudi", "jeu"},
      {"friday", "fri", "vendredi", "ven"},
      {"saturday", "sat", "samedi", "sam"},
      {"sunday", "sun", "dimanche", "dim"},
  }};
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  for (size_t day = 0; day < kNames.size(); ++day) {
    if (std::find(kNames[day].begin(), kNames[day].end(), word) != kNames[day].end()) {
      return static_cast<absl::Weekday>(day);
    }
  }
  return std::nullopt;
}

CivilDay NextWeekday(CivilDay from, absl::Weekday wanted) {
  while (absl::GetWeekday(from) != wanted) ++from;
  return from;
}

// 2026-03-29 or 29/03 or 29/03/2026.
std::optional<CivilDay> Date(std::string_view word, CivilDay today) {
  size_t at = 0;
  const auto first = Number(word, &at);
  if (!first || at >= word.size()) return std::nullopt;
  const char mark = word[at];
  if (mark != '-' && mark != '/') return std::nullopt;
  ++at;
  const auto second = Number(word, &at);
  if (!second) return std::nullopt;
  std::optional<int64_t> third;
  if (at < word.size() && word[at] == mark) {
    ++at;
    third = Number(word, &at);
  }
  if (at != word.size() || (mark == '-' && !third)) return std::nullopt;
  const int64_t year = mark == '-' ? *first : third.value_or(today.year());
  const int64_t day = mark == '-' ? *third : *first;
  const CivilDay date(year, static_cast<int>(*second), static_cast<int>(day));
  if (date.month() != *second || date.day() != day) return std::nullopt;  // 31/02
  return !third && date < today ? CivilDay(year + 1, date.month(), date.day()) : date;
}

std::optional<CivilDay> Day(std::string_view word, CivilDay today) {
  if (word == "today" || word == "aujourd'hui" || word == "auj") return today;
  if (word == "tomorrow" || word == "demain" || word == "tom") return today + 1;
  if (word == "yesterday" || word == "hier") return today - 1;
  if (const auto weekday = DayName(word)) return NextWeekday(today, *weekday);
  return Date(word, today);
}

bool IsFiller(std::string_view word) {
  return word == "at" || word == "à" || word == "a" || word == "on" || word == "le" ||
         word == "next" || word == "from" || word == "de";
}

// Where a range's end begins: after "-", "to", "until", "jusqu'à", "à"; none: npos.
size_t RangeMark(const std::string& text, size_t* length) {
  for (const std::string_view mark : {" - ", " to ", " until ", " till ", " jusqu'à ", "–"}) {
    const size_t at = text.find(mark);
    if (at != std::string::npos) {
      *length = mark.size();
      return at;
    }
  }
  // 14:00-16:00: a dash between two times of day.
  for (size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 1)) {
    const size_t word = text.rfind(' ', at) == std::string::npos ? 0 : text.rfind(' ', at) + 1;
    if (TimeOfDay(std::string_view(text).substr(word, at - word))) {
      *length = 1;
      return at;
    }
  }
  return std::string::npos;
}

}  // namespace

absl::StatusOr<Duration> ParseLength(std::string_view text) {
  const std::string lower = Lower(text);
  int64_t seconds = 0;
  size_t at = 0;
  while (at < lower.size()) {
    if (lower[at] == ' ') {
      ++at;
      continue;
    }
    const auto number = Number(lower, &at);
    if (!number) return Unreadable("a length", text, "2h, 90min, 1h30 or 2d");
    size_t end = at;
    while (end < lower.size() && std::isalpha(static_cast<unsigned char>(lower[end]))) ++end;
    const std::string_view unit = std::string_view(lower).substr(at, end - at);
    at = end;
    if (unit == "h" || unit == "hour" || unit == "hours" || unit == "heure" || unit == "heures") {
      seconds += *number * 3600;
    } else if (unit == "m" || unit == "min" || unit == "mn" || unit == "minutes") {
      seconds += *number * 60;
    } else if (unit == "d" || unit == "j" || unit == "day" || unit == "days" || unit == "jours") {
      seconds += *number * 86400;
    } else if (unit == "w" || unit == "week" || unit == "weeks") {
      seconds += *number * 7 * 86400;
    } else if (unit == "s") {
      seconds += *number;
    } else if (unit.empty() && seconds > 0 && seconds % 3600 == 0) {
      seconds += *number * 60;  // 1h30
    } else {
      return Unreadable("a length", text, "2h, 90min, 1h30 or 2d");
    }
  }
  if (seconds <= 0) return Unreadable("a length", text, "2h, 90min, 1h30 or 2d");
  return Duration::Seconds(seconds);
}

absl::StatusOr<CivilSecond> ParseWhen(std::string_view text, CivilSecond now) {
  const std::string lower = Lower(text);
  const CivilDay today(now);
  std::optional<CivilDay> day;
  std::optional<int64_t> time;
  for (const std::string& word : Words(lower)) {
    if (IsFiller(word)) continue;
    if (word == "now" || word == "maintenant") return now;
    if (word[0] == '+') {
      const auto ahead = ParseLength(std::string_view(word).substr(1));
      if (!ahead.ok()) return ahead.status();
      const CivilSecond from = day ? CivilSecond(*day) + time.value_or(0) : now;
      return from + ahead->seconds();
    }
    const size_t t = word.find('t');
    if (t == 10 && Date(word.substr(0, t), today) && !day) {
      day = Date(word.substr(0, t), today);
      std::string clock = word.substr(t + 1);
      if (clock.size() == 8 && clock.substr(5) == ":00") clock.resize(5);
      time = TimeOfDay(clock);
      if (!time) return Unreadable("a time", text, "2026-03-29T14:00");
      continue;
    }
    if (!time && (time = TimeOfDay(word))) continue;
    if (!day && (day = Day(word, today))) continue;
    return Unreadable("a time", text, "\"tomorrow 14:00\", \"demain 14h\", \"mon 9am\" or +2h");
  }
  if (!day && !time) {
    return Unreadable("a time", text, "\"tomorrow 14:00\", \"demain 14h\", \"mon 9am\" or +2h");
  }
  if (!day) {
    const CivilSecond at_today = CivilSecond(today) + *time;
    return at_today < now ? CivilSecond(today + 1) + *time : at_today;
  }
  return CivilSecond(*day) + time.value_or(0);
}

absl::StatusOr<CivilRange> ParseRange(std::string_view text, CivilSecond now) {
  const std::string lower = Lower(text);
  for (const std::string_view mark : {" for ", " pendant ", " durant "}) {
    const size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    const auto start = ParseWhen(lower.substr(0, at), now);
    const auto length = ParseLength(lower.substr(at + mark.size()));
    if (!start.ok()) return start.status();
    if (!length.ok()) return length.status();
    return CivilRange{*start, std::nullopt, *length};
  }
  size_t length = 0;
  const size_t at = RangeMark(lower, &length);
  if (at == std::string::npos) {
    const auto start = ParseWhen(lower, now);
    if (!start.ok()) return start.status();
    return CivilRange{*start, std::nullopt, std::nullopt};
  }
  const auto start = ParseWhen(lower.substr(0, at), now);
  if (!start.ok()) return start.status();
  // An end without a day is on the start's, or the day after when the clock says less.
  const auto end = ParseWhen(lower.substr(at + length), *start);
  if (!end.ok()) return end.status();
  if (*end <= *start) return Unreadable("a range", text, "\"tomorrow 14:00-16:00\"");
  // Through the night is meant; two times in the wrong order, which would be most of a day, are
  // not.
  constexpr int64_t kNightLongest = 16 * 3600;
  const auto same_day = ParseWhen(lower.substr(at + length), CivilSecond(CivilDay(*start)));
  if (same_day.ok() && *same_day <= *start && *end - *start > kNightLongest) {
    return absl::InvalidArgumentError(
        fmt::format("\"{}\" ends before it begins; for the day after, say \"{} to {}\"", text,
                    FormatCivil(*start), FormatCivil(*end)));
  }
  return CivilRange{*start, *end, std::nullopt};
}

std::string FormatLength(Duration length) {
  const int64_t minutes = length.seconds() / 60;
  if (minutes % 1440 == 0 && minutes > 0) return fmt::format("{} d", minutes / 1440);
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes % 60 == 0) return fmt::format("{} h", minutes / 60);
  return fmt::format("{} h {:02}", minutes / 60, minutes % 60);
}

std::string FormatCivil(CivilSecond civil) {
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", civil.year(), civil.month(),
                                 civil.day(), civil.hour(), civil.minute());
  if (civil.second() != 0) text += fmt::format(":{:02}", civil.second());
  return text;
}

}  // namespace mutua::cli
