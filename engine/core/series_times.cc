// When the occurrences of a series are: the rule read, its starts, their instants.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "engine/core/series.h"
#include "engine/model/occurrences.h"

namespace mutua::core {
namespace {

constexpr CivilSecond kCivilEarliest(1970, 1, 1);
constexpr CivilSecond kCivilLatest(2200, 1, 1);  // kLatest on a clock of UTC

// The part that an error of the rule's reader names: it comes first, behind "RRULE: ".
RecurrencePart PartNamedBy(std::string_view message) {
  constexpr std::string_view kBefore = "RRULE: ";
  // In the order of RecurrencePart, from 1.
  constexpr std::array<std::string_view, 14> kNames = {
      "FREQ",  "UNTIL",      "COUNT",     "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR",
      "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",  "BYSETPOS", "WKST"};
  if (!message.starts_with(kBefore)) return RecurrencePart::kWhole;
  const std::string_view rest = message.substr(kBefore.size());
  const std::string_view name = rest.substr(0, rest.find_first_of("= "));
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return RecurrencePart::kWhole;
  return static_cast<RecurrencePart>(found - kNames.begin() + 1);
}

// Whether the rule goes on behind the last time that the engine accepts.
bool GoesBeyond(const model::Recurrence& rule, const model::Expansion& found) {
  if (rule.until) return rule.until->at >= kCivilLatest;
  return rule.count && !found.truncated && found.starts.size() < static_cast<size_t>(*rule.count);
}

Reason BadTime(CivilSecond start) {
  Reason reason;
  reason.rule = Rule::kBadInterval;
  reason.limit = kBookingLongest.seconds();
  reason.asked = start - kCivilEarliest;
  return reason;
}

}  // namespace

std::optional<model::Recurrence> ReadRule(std::string_view text, const model::ZoneTable& zone,
                                          Refusal* refusal) {
  absl::StatusOr<model::Recurrence> rule = model::ParseRecurrence(text);
  if (!rule.ok()) {
    const std::string message(rule.status().message());
    refusal->Add(
        {.rule = Rule::kBadRecurrence, .asked = static_cast<int64_t>(PartNamedBy(message))});
    return std::nullopt;
  }
  if (rule->IsEndless()) {
    refusal->Add({.rule = Rule::kEndlessSeries});
    return std::nullopt;
  }
  return model::InZone(*std::move(rule), zone);
}

std::vector<CivilSecond> StartsOf(const model::Recurrence& rule, const model::Series& series,
                                  Refusal* refusal) {
  const size_t listed = std::max(series.excluded.size(), series.added.size());
  if (listed > kOccurrencesMost) {
    refusal->Add(
        {.rule = Rule::kTooMany, .limit = kOccurrencesMost, .asked = static_cast<int64_t>(listed)});
    return {};
  }
  if (series.start < kCivilEarliest || series.start >= kCivilLatest) {
    refusal->Add(BadTime(series.start));
    return {};
  }
  // One more than may be, and as many as the exclusions can take away.
  const absl::StatusOr<model::Expansion> found =
      model::Expand(rule, series.start,
                    {series.start, kCivilLatest, kOccurrencesMost + series.excluded.size() + 1});
  if (!found.ok()) {
    refusal->Add({.rule = Rule::kBadRecurrence});
    return {};
  }
  std::vector<CivilSecond> starts = found->starts;
  starts.insert(starts.end(), series.added.begin(), series.added.end());
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<CivilSecond> excluded = series.excluded;
  std::sort(excluded.begin(), excluded.end());
  std::erase_if(starts, [&](CivilSecond start) {
    return std::binary_search(excluded.begin(), excluded.end(), start);
  });
  if (starts.size() > kOccurrencesMost) {
    // The expansion stops where it is too much: how many there would be is known from COUNT alone.
    const int64_t counted = rule.count ? int64_t{*rule.count} : 0;
    const auto found_so_far = static_cast<int64_t>(starts.size());
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kOccurrencesMost,
                  .asked = found->truncated ? counted : found_so_far});
  } else if (GoesBeyond(rule, *found)) {
    refusal->Add(BadTime(kCivilLatest));
  } else if (starts.empty()) {
    refusal->Add({.rule = Rule::kEmptySeries});
  } else {
    return starts;
  }
  return {};
}

std::vector<CivilSecond> StartsOf(const State& state, const model::Series& series) {
  Refusal refusal;
  const std::optional<model::Recurrence> rule =
      ReadRule(series.rule, ZoneOf(state, series), &refusal);
  MUTUA_CHECK(rule.has_value());
  std::vector<CivilSecond> starts = StartsOf(*rule, series, &refusal);
  MUTUA_CHECK(refusal.empty());
  for (CivilSecond& start : starts) start += series.shift_civil_seconds;
  return starts;
}

std::optional<Interval> IntervalAt(const model::ZoneTable& zone, CivilSecond start,
                                   int64_t civil_seconds, Refusal* refusal) {
  const bool accepted = start >= kCivilEarliest && start < kCivilLatest && civil_seconds > 0 &&
                        civil_seconds <= kBookingLongest.seconds();
  if (!accepted) {
    refusal->Add(BadTime(start));
    return std::nullopt;
  }
  const model::Occurrences placed =
      model::Place({start}, model::OccurrenceLength::Civil(Duration::Seconds(civil_seconds)), zone);
  if (!placed.occurrences.empty()) {
    const Interval interval = placed.occurrences.front().interval;
    if (interval.length() <= kBookingLongest) return interval;
  } else if (placed.skipped.front().reason == model::SkippedStart::Reason::SKIPPED_BY_ZONE) {
    refusal->Add({.rule = Rule::kSkippedTime, .limit = zone.FirstAtOrAfter(start).unix_seconds()});
    return std::nullopt;
  }
  refusal->Add(BadTime(start));
  return std::nullopt;
}

const model::ZoneTable& ZoneOf(const State& state, const model::Series& series) {
  return state.Find(state.Find(series.site)->zone)->table;
}

}  // namespace mutua::core
