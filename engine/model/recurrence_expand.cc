// Expansion by RFC 5545 section 3.3.10: period by period (a day, week, month or year, INTERVAL
// apart), the days of a period that pass every BY part, times the day's times, of these the
// BYSETPOS-th.
//
// "Expand" and "limit" of the RFC's table come to the same here: a day of the period is in if every
// part admits it, and parts that the rule leaves out are filled in from the first start.
#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "engine/model/recurrence.h"

namespace mutua::model {
namespace {

constexpr int64_t kYearMax = 9999;

int DaysSince(absl::Weekday start, absl::Weekday day) {
  return (static_cast<int>(day) - static_cast<int>(start) + 7) % 7;
}

int64_t DaysInMonth(CivilDay day) {
  const absl::CivilMonth month(day);
  return CivilDay(month + 1) - CivilDay(month);
}

int64_t DaysInYear(CivilDay day) {
  const absl::CivilYear year(day);
  return CivilDay(year + 1) - CivilDay(year);
}

bool Holds(const std::vector<int16_t>& sorted, int64_t value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

// `position` of `length`, counted from 1, or its place from the end, counted from -1.
bool HoldsPosition(const std::vector<int16_t>& sorted, int64_t position, int64_t length) {
  return Holds(sorted, position) || Holds(sorted, position - length - 1);
}

// A week belongs to the year that has four of its days (ISO 8601, with any first weekday).
struct WeekNumber {
  int64_t number;
  int64_t weeks_in_year;
};

int64_t NumberOfWeek(CivilDay fourth_day) { return (absl::GetYearDay(fourth_day) - 1) / 7 + 1; }

CivilDay FirstOfWeek(CivilDay day, absl::Weekday week_start) {
  return day - DaysSince(week_start, absl::GetWeekday(day));
}

WeekNumber WeekOf(CivilDay day, absl::Weekday week_start) {
  const CivilDay fourth = FirstOfWeek(day, week_start) + 3;
  // December 28 is always in the last week of its year.
  const CivilDay last = FirstOfWeek(CivilDay(fourth.year(), 12, 28), week_start) + 3;
  return {.number = NumberOfWeek(fourth), .weeks_in_year = NumberOfWeek(last)};
}

// The rule with what it leaves open filled in from the first start.
Recurrence Completed(Recurrence rule, CivilSecond first) {
  const CivilDay day(first);
  const bool no_day = rule.by_year_day.empty() && rule.by_month_day.empty() && rule.by_day.empty();
  const auto number = [](int value) { return static_cast<int16_t>(value); };
  if (no_day) {
    const bool by_week = rule.frequency == Frequency::WEEKLY || !rule.by_week_number.empty();
    if (by_week) {
      rule.by_day.push_back({.day = absl::GetWeekday(day)});
    } else if (rule.frequency != Frequency::DAILY) {
      if (rule.frequency == Frequency::YEARLY && rule.by_month.empty()) {
        rule.by_month.push_back(number(first.month()));
      }
      rule.by_month_day.push_back(number(first.day()));
    }
  }
  if (rule.by_hour.empty()) rule.by_hour.push_back(number(first.hour()));
  if (rule.by_minute.empty()) rule.by_minute.push_back(number(first.minute()));
  if (rule.by_second.empty()) rule.by_second.push_back(number(first.second()));
  return rule;
}

// The last start that UNTIL admits.
CivilSecond LastStart(const std::optional<RuleUntil>& until) {
  if (!until.has_value()) return CivilSecond(kYearMax, 12, 31, 23, 59, 59);
  return until->form == RuleUntil::Form::DATE ? CivilSecond(CivilDay(until->at) + 1) - 1
                                              : until->at;
}

class Expander {
 public:
  Expander(const Recurrence& rule, CivilSecond first, const ExpansionWindow& window)
      : rule_(Completed(rule, first)),
        first_(first),
        window_(window),
        last_(LastStart(rule.until)),
        nth_in_year_(rule.frequency == Frequency::YEARLY && rule.by_month.empty()) {
    for (const int16_t hour : rule_.by_hour) {
      for (const int16_t minute : rule_.by_minute) {
        for (const int16_t second : rule_.by_second) {
          times_.push_back(hour * 3600 + minute * 60 + second);
        }
      }
    }
  }

  absl::StatusOr<Expansion> Run() {
    if (first_ <= last_) Take(first_);
    std::vector<CivilDay> days;
    for (int64_t index = FirstPeriod(); !done_; ++index) {
      const CivilDay begin = PeriodBegin(index);
      if (CivilSecond(begin) > last_ || CivilSecond(begin) >= window_.until) break;
      const CivilDay end = PeriodEnd(begin);
      days.clear();
      for (CivilDay day = begin; day < end; ++day) {
        if (Admits(day)) days.push_back(day);
      }
      steps_ += end - begin;
      if (rule_.by_set_position.empty()) {
        TakeAll(days);
      } else {
        TakePositions(days);
      }
      if (steps_ > kRecurrenceSteps) {
        return absl::ResourceExhaustedError(
            absl::StrFormat("RRULE: given up after %d steps", kRecurrenceSteps));
      }
    }
    return std::move(found_);
  }

 private:
  // The period to begin with. Without COUNT nothing before the window matters, so one period before
  // the window's own (a period may begin before the window and reach into it) is early enough.
  int64_t FirstPeriod() const {
    if (rule_.count.has_value() || window_.from <= first_) return 0;
    int64_t periods = 0;
    switch (rule_.frequency) {
      case Frequency::DAILY:
        periods = CivilDay(window_.from) - CivilDay(first_);
        break;
      case Frequency::WEEKLY:
        periods = (CivilDay(window_.from) - CivilDay(first_)) / 7;
        break;
      case Frequency::MONTHLY:
        periods = absl::CivilMonth(window_.from) - absl::CivilMonth(first_);
        break;
      case Frequency::YEARLY:
        periods = window_.from.year() - first_.year();
        break;
    }
    return std::max<int64_t>(0, periods / rule_.interval - 1);
  }

  CivilDay PeriodBegin(int64_t index) const {
    const int64_t ahead = index * rule_.interval;
    switch (rule_.frequency) {
      case Frequency::DAILY:
        break;
      case Frequency::WEEKLY:
        return FirstOfWeek(CivilDay(first_), rule_.week_start) + 7 * ahead;
      case Frequency::MONTHLY:
        return CivilDay(absl::CivilMonth(first_) + ahead);
      case Frequency::YEARLY:
        return CivilDay(absl::CivilYear(first_) + ahead);
    }
    return CivilDay(first_) + ahead;
  }

  CivilDay PeriodEnd(CivilDay begin) const {
    switch (rule_.frequency) {
      case Frequency::DAILY:
        break;
      case Frequency::WEEKLY:
        return begin + 7;
      case Frequency::MONTHLY:
        return CivilDay(absl::CivilMonth(begin) + 1);
      case Frequency::YEARLY:
        return CivilDay(absl::CivilYear(begin) + 1);
    }
    return begin + 1;
  }

  bool Admits(CivilDay day) const {
    if (!rule_.by_month.empty() && !Holds(rule_.by_month, day.month())) return false;
    if (!rule_.by_month_day.empty() &&
        !HoldsPosition(rule_.by_month_day, day.day(), DaysInMonth(day))) {
      return false;
    }
    if (!rule_.by_day.empty() && !AdmitsWeekday(day)) return false;
    if (!rule_.by_year_day.empty() &&
        !HoldsPosition(rule_.by_year_day, absl::GetYearDay(day), DaysInYear(day))) {
      return false;
    }
    if (rule_.by_week_number.empty()) return true;
    const WeekNumber week = WeekOf(day, rule_.week_start);
    return HoldsPosition(rule_.by_week_number, week.number, week.weeks_in_year);
  }

  bool AdmitsWeekday(CivilDay day) const {
    const absl::Weekday weekday = absl::GetWeekday(day);
    for (const RuleWeekday& entry : rule_.by_day) {
      if (entry.day != weekday) continue;
      if (entry.ordinal == 0) return true;
      const int64_t place = nth_in_year_ ? absl::GetYearDay(day) : day.day();
      const int64_t length = nth_in_year_ ? DaysInYear(day) : DaysInMonth(day);
      const int64_t nth = entry.ordinal > 0 ? (place - 1) / 7 + 1 : -((length - place) / 7 + 1);
      if (nth == entry.ordinal) return true;
    }
    return false;
  }

  void TakeAll(const std::vector<CivilDay>& days) {
    // Days that can neither be seen nor counted are not gone through time by time.
    const CivilDay relevant(rule_.count.has_value() ? first_ : std::max(first_, window_.from));
    for (const CivilDay day : days) {
      if (day < relevant) continue;
      for (const int32_t time : times_) {
        if (!done_) Consider(CivilSecond(day) + time);
      }
      if (done_) return;
    }
  }

  void TakePositions(const std::vector<CivilDay>& days) {
    const int64_t times = static_cast<int64_t>(times_.size());
    const int64_t length = static_cast<int64_t>(days.size()) * times;
    std::vector<int64_t> chosen;
    for (const int64_t position : rule_.by_set_position) {
      const int64_t index = position > 0 ? position - 1 : length + position;
      if (index >= 0 && index < length) chosen.push_back(index);
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    for (const int64_t index : chosen) {
      const CivilDay day = days[static_cast<size_t>(index / times)];
      if (!done_) Consider(CivilSecond(day) + times_[static_cast<size_t>(index % times)]);
    }
  }

  // Starts come here in ascending order, the first one's earlier company and itself included.
  void Consider(CivilSecond start) {
    ++steps_;
    if (start > first_) Take(start);
  }

  void Take(CivilSecond start) {
    const bool beyond_count = rule_.count.has_value() && taken_ == *rule_.count;
    if (beyond_count || start > last_ || start >= window_.until) {
      done_ = true;
      return;
    }
    ++taken_;
    if (start < window_.from) return;
    if (found_.starts.size() == window_.limit) {
      found_.truncated = true;
      done_ = true;
      return;
    }
    found_.starts.push_back(start);
  }

  const Recurrence rule_;
  const CivilSecond first_;
  const ExpansionWindow window_;
  const CivilSecond last_;
  const bool nth_in_year_;
  std::vector<int32_t> times_;  // seconds into the day, ascending
  Expansion found_;
  int64_t taken_ = 0;
  int64_t steps_ = 0;
  bool done_ = false;
};

}  // namespace

absl::StatusOr<Expansion> Expand(const Recurrence& rule, CivilSecond first,
                                 const ExpansionWindow& window) {
  if (rule.until.has_value() && rule.until->form == RuleUntil::Form::UTC) {
    return absl::InvalidArgumentError("RRULE: UNTIL in UTC must be put into the zone first");
  }
  if (first.year() < 1 || first.year() > kYearMax) {
    return absl::InvalidArgumentError("RRULE: the first start must be in the years 1 to 9999");
  }
  return Expander(rule, first, window).Run();
}

}  // namespace mutua::model
