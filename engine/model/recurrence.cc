// The canonical text of a recurrence rule.
#include "engine/model/recurrence.h"

#include <utility>

#include "absl/strings/str_format.h"

namespace mutua::model {
namespace {

const char* Name(Frequency frequency) {
  switch (frequency) {
    case Frequency::DAILY:
      return "DAILY";
    case Frequency::WEEKLY:
      return "WEEKLY";
    case Frequency::MONTHLY:
      return "MONTHLY";
    case Frequency::YEARLY:
      return "YEARLY";
  }
  return "";
}

const char* Name(absl::Weekday day) {
  constexpr const char* kNames[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  return kNames[static_cast<int>(day)];
}

void AppendNumbers(std::string& text, const char* part, const std::vector<int16_t>& numbers) {
  const char* before = part;
  for (const int16_t number : numbers) {
    absl::StrAppendFormat(&text, "%s%d", before, number);
    before = ",";
  }
}

void AppendWeekdays(std::string& text, const std::vector<RuleWeekday>& days) {
  const char* before = ";BYDAY=";
  for (const RuleWeekday& entry : days) {
    text += before;
    if (entry.ordinal != 0) absl::StrAppendFormat(&text, "%d", entry.ordinal);
    text += Name(entry.day);
    before = ",";
  }
}

void AppendUntil(std::string& text, const RuleUntil& until) {
  const CivilSecond at = until.at;
  absl::StrAppendFormat(&text, ";UNTIL=%04d%02d%02d", at.year(), at.month(), at.day());
  if (until.form == RuleUntil::Form::DATE) return;
  absl::StrAppendFormat(&text, "T%02d%02d%02d", at.hour(), at.minute(), at.second());
  if (until.form == RuleUntil::Form::UTC) text += 'Z';
}

}  // namespace

std::string ToString(const Recurrence& rule) {
  std::string text = absl::StrFormat("FREQ=%s", Name(rule.frequency));
  if (rule.until.has_value()) AppendUntil(text, *rule.until);
  if (rule.count.has_value()) absl::StrAppendFormat(&text, ";COUNT=%d", *rule.count);
  if (rule.interval != 1) absl::StrAppendFormat(&text, ";INTERVAL=%d", rule.interval);
  AppendNumbers(text, ";BYMONTH=", rule.by_month);
  AppendNumbers(text, ";BYWEEKNO=", rule.by_week_number);
  AppendNumbers(text, ";BYYEARDAY=", rule.by_year_day);
  AppendNumbers(text, ";BYMONTHDAY=", rule.by_month_day);
  AppendWeekdays(text, rule.by_day);
  AppendNumbers(text, ";BYHOUR=", rule.by_hour);
  AppendNumbers(text, ";BYMINUTE=", rule.by_minute);
  AppendNumbers(text, ";BYSECOND=", rule.by_second);
  AppendNumbers(text, ";BYSETPOS=", rule.by_set_position);
  if (rule.week_start != absl::Weekday::monday) {
    absl::StrAppendFormat(&text, ";WKST=%s", Name(rule.week_start));
  }
  return text;
}

}  // namespace mutua::model
