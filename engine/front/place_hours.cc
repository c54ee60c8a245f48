// Opening hours, weeks and exceptions, and quiet hours: in minutes of civil days.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/limits.h"
#include "engine/front/place_rules.h"

namespace mutua::front {
namespace {

constexpr int kDay = 1440;
constexpr size_t kRangesMost = 12;
constexpr int64_t kExceptionDaysMost = 1000;

// "08:00" to "24:00" in minutes.
std::optional<int> ParseMinutes(std::string_view text) {
  const auto digit = [&](size_t i) {
    return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 99;
  };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hours = digit(0) * 10 + digit(1);
  const int minutes = digit(3) * 10 + digit(4);
  if (hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) return std::nullopt;
  return hours * 60 + minutes;
}

std::string MinutesText(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

using Ranges = std::vector<model::MinuteRange>;

Ranges Merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  });
  Ranges merged;
  for (const model::MinuteRange& range : ranges) {
    if (!merged.empty() && range.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, range.to);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

using OpenRanges = google::protobuf::RepeatedPtrField<v1::OpenRange>;

Ranges ReadRanges(Reading& in, const OpenRanges& from, const Path& path) {
  Ranges ranges;
  if (!in.Count(from.size(), kRangesMost, false, Path(path, "ranges"))) return ranges;
  for (int i = 0; i < from.size(); ++i) {
    const Path here(path, "ranges", static_cast<size_t>(i));
    const std::optional<int> opens = ParseMinutes(from[i].opens());
    const std::optional<int> closes = ParseMinutes(from[i].closes());
    if (!opens || *opens == kDay) in.Malformed(Path(here, "opens"), Flaw::kBadForm);
    if (!closes) in.Malformed(Path(here, "closes"), Flaw::kBadForm);
    if (!in.ok()) return ranges;
    const int end = *closes <= *opens ? *closes + kDay : *closes;
    ranges.push_back({static_cast<uint16_t>(*opens), static_cast<uint16_t>(end)});
  }
  return Merged(std::move(ranges));
}

void ShowRange(int from, int to, OpenRanges* out) {
  v1::OpenRange& range = *out->Add();
  range.set_opens(MinutesText(from));
  range.set_closes(MinutesText(to));
}

// A range of more than a day's length has two in the contract: up to midnight, and the 24 hours
// that end where it ends.
void ShowRanges(const Ranges& from, OpenRanges* out) {
  for (const model::MinuteRange& range : from) {
    if (range.to <= kDay) {
      ShowRange(range.from, range.to, out);
    } else if (range.to - kDay <= range.from) {
      ShowRange(range.from, range.to - kDay, out);
    } else {
      ShowRange(range.from, kDay, out);
      ShowRange(range.to - kDay, range.to - kDay, out);
    }
  }
}

std::optional<CivilDay> ReadDay(Reading& in, const std::string& text, const Path& path) {
  const CivilSecond midnight = in.Civil(text.empty() ? text : text + "T00:00", path);
  return in.ok() ? std::optional(CivilDay(midnight)) : std::nullopt;
}

std::string DayText(CivilDay day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
}

void ReadExceptions(Reading& in, const v1::OpeningHours& from, const Path& path,
                    model::Opening* to) {
  std::set<CivilDay> seen;
  for (int i = 0; i < from.exceptions_size() && in.ok(); ++i) {
    const v1::DayException& exception = from.exceptions(i);
    const Path here(path, "exceptions", static_cast<size_t>(i));
    const auto first = ReadDay(in, exception.first_day(), Path(here, "first_day"));
    const auto last = exception.last_day().empty()
                          ? first
                          : ReadDay(in, exception.last_day(), Path(here, "last_day"));
    const Ranges ranges = ReadRanges(in, exception.ranges(), here);
    if (!in.ok()) return;
    if (*last < *first) return in.Malformed(Path(here, "last_day"), Flaw::kOutOfRange);
    if (*last - *first + static_cast<int64_t>(seen.size()) >= kExceptionDaysMost) {
      return in.Malformed(Path(path, "exceptions"), Flaw::kTooMany, kExceptionDaysMost);
    }
    for (CivilDay day = *first; day <= *last; ++day) {
      if (!seen.insert(day).second) {
        return in.Object({.rule = v1::RULE_BAD_DEFINITION, .subject = here.ToString(), .at = {}});
      }
      to->exceptions.push_back({day, ranges});
    }
  }
  std::sort(to->exceptions.begin(), to->exceptions.end(),
            [](const auto& a, const auto& b) { return a.day < b.day; });
}

using OpenDaysList = google::protobuf::RepeatedPtrField<v1::OpenDays>;

model::WeeklyHours ReadWeek(Reading& in, const OpenDaysList& from, const Path& path,
                            const char* field) {
  model::WeeklyHours weekly;
  for (int i = 0; i < from.size() && in.ok(); ++i) {
    const v1::OpenDays& days = from[i];
    const Path here(path, field, static_cast<size_t>(i));
    const Ranges ranges = ReadRanges(in, days.ranges(), here);
    for (int d = 0; d < days.days_size() && in.ok(); ++d) {
      if (days.days(d) < v1::DAY_OF_WEEK_MONDAY || days.days(d) > v1::DAY_OF_WEEK_SUNDAY) {
        in.Malformed(Path(here, "days", static_cast<size_t>(d)), Flaw::kBadForm);
        break;
      }
      Ranges& day = weekly[static_cast<size_t>(days.days(d) - v1::DAY_OF_WEEK_MONDAY)];
      day.insert(day.end(), ranges.begin(), ranges.end());
      day = Merged(std::move(day));
    }
  }
  return weekly;
}

void ShowWeek(const model::WeeklyHours& from, OpenDaysList* to) {
  for (size_t day = 0; day < from.size(); ++day) {
    if (from[day].empty()) continue;
    // Days with equal hours are one line, at the first of them.
    const auto equal = std::find(from.begin(), from.end(), from[day]);
    if (static_cast<size_t>(equal - from.begin()) != day) continue;
    v1::OpenDays& days = *to->Add();
    for (size_t other = day; other < from.size(); ++other) {
      if (from[other] != from[day]) continue;
      days.add_days(static_cast<v1::DayOfWeek>(other + v1::DAY_OF_WEEK_MONDAY));
    }
    ShowRanges(from[day], days.mutable_ranges());
  }
}

}  // namespace

model::Opening ReadHours(Reading& in, const v1::OpeningHours& from, const Path& path) {
  model::Opening opening;
  opening.weekly = ReadWeek(in, from.week(), path, "week");
  ReadExceptions(in, from, path, &opening);
  return opening;
}

model::PeakHours ReadPeakHours(Reading& in, const v1::PeakHours& from, const Path& path) {
  return {ReadWeek(in, from.peak(), path, "peak"), ReadWeek(in, from.off_peak(), path, "off_peak")};
}

void ShowPeakHours(const model::PeakHours& from, v1::PeakHours* to) {
  ShowWeek(from.peak, to->mutable_peak());
  ShowWeek(from.off_peak, to->mutable_off_peak());
}

void ShowHours(const model::Opening& from, v1::OpeningHours* to) {
  ShowWeek(from.weekly, to->mutable_week());
  for (size_t i = 0; i < from.exceptions.size();) {
    size_t last = i;
    while (last + 1 < from.exceptions.size() &&
           from.exceptions[last + 1].day == from.exceptions[last].day + 1 &&
           from.exceptions[last + 1].hours == from.exceptions[i].hours) {
      ++last;
    }
    v1::DayException& exception = *to->add_exceptions();
    exception.set_first_day(DayText(from.exceptions[i].day));
    if (last != i) exception.set_last_day(DayText(from.exceptions[last].day));
    ShowRanges(from.exceptions[i].hours, exception.mutable_ranges());
    i = last + 1;
  }
}

model::QuietHours ReadQuietHours(Reading& in, const v1::QuietHours& from, const Path& path) {
  const auto read = [&](const std::string& text, const char* field) {
    const std::optional<int> minutes = ParseMinutes(text);
    const bool good = minutes && *minutes < kDay;
    if (!good) in.Malformed(Path(path, field), text.empty() ? Flaw::kMissing : Flaw::kBadForm);
    return static_cast<uint16_t>(good ? *minutes : 0);
  };
  const model::QuietHours quiet{read(from.from(), "from"), read(from.until(), "until")};
  const int over_midnight = quiet.until <= quiet.from ? kDay : 0;
  const int length = quiet.until - quiet.from + over_midnight;
  if (in.ok() && Duration::Minutes(length) > kQuietLongest) {
    in.Object({.subject = path.ToString(),
               .flaw = Flaw::kLengthOutOfRange,
               .limit = kQuietLongest.seconds(),
               .asked = Duration::Minutes(length).seconds(),
               .at = {},
               .unit = v1::UNIT_SECONDS});
  }
  return in.ok() ? quiet : model::QuietHours();
}

void ShowQuietHours(const model::QuietHours& from, v1::QuietHours* to) {
  to->set_from(MinutesText(from.from));
  to->set_until(MinutesText(from.until));
}

}  // namespace mutua::front
