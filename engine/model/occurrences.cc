#include "engine/model/occurrences.h"

#include <algorithm>
#include <utility>

namespace mutua::model {
namespace {

using Kind = OccurrenceLength::Kind;

std::optional<Instant> StartOf(CivilSecond start, Kind kind, const ZoneTable& zone) {
  if (kind == Kind::DAYS) {
    const std::optional<Interval> day = zone.DayBounds(CivilDay(start));
    return day.has_value() ? std::optional(day->start()) : std::nullopt;
  }
  const Resolution found = zone.Resolve(start);
  if (found.kind == Resolution::Kind::SKIPPED) return std::nullopt;
  return found.pre;
}

Instant EndOf(CivilSecond start, Instant start_at, OccurrenceLength length, const ZoneTable& zone) {
  switch (length.kind()) {
    case Kind::EXACT:
      break;
    case Kind::CIVIL:
      return zone.FirstAtOrAfter(start + length.value().seconds());
    case Kind::DAYS:
      return zone.FirstAtOrAfter(CivilSecond(CivilDay(start)) + length.value().seconds());
  }
  return start_at + length.value();
}

void PlaceOne(CivilSecond start, OccurrenceLength length, const ZoneTable& zone,
              Occurrences& placed) {
  const std::optional<Instant> start_at = StartOf(start, length.kind(), zone);
  if (!start_at.has_value()) {
    placed.skipped.push_back({start, SkippedStart::Reason::SKIPPED_BY_ZONE});
    return;
  }
  const Instant end_at = EndOf(start, *start_at, length, zone);
  const std::optional<Interval> interval = Interval::Make(*start_at, end_at);
  if (!interval.has_value() || end_at > zone.horizon()) {
    placed.skipped.push_back({start, SkippedStart::Reason::OUT_OF_RANGE});
    return;
  }
  placed.occurrences.push_back({start, *interval});
}

// Of whole days only the date counts.
CivilSecond AsStart(CivilSecond at, Kind kind) {
  return kind == Kind::DAYS ? CivilSecond(CivilDay(at)) : at;
}

std::vector<CivilSecond> Sorted(const std::vector<CivilSecond>& starts, Kind kind) {
  std::vector<CivilSecond> sorted;
  sorted.reserve(starts.size());
  for (const CivilSecond at : starts) sorted.push_back(AsStart(at, kind));
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// The rule as Expand takes it: UNTIL civil, and no times of day for whole days.
Recurrence Prepared(const SeriesTimes& series, const ZoneTable& zone) {
  Recurrence rule = InZone(*series.rule, zone);
  if (series.length.kind() != Kind::DAYS) return rule;
  rule.by_hour.clear();
  rule.by_minute.clear();
  rule.by_second.clear();
  if (rule.until.has_value()) rule.until->form = RuleUntil::Form::DATE;
  return rule;
}

}  // namespace

Occurrences Place(const std::vector<CivilSecond>& starts, OccurrenceLength length,
                  const ZoneTable& zone) {
  Occurrences placed;
  for (const CivilSecond start : starts) PlaceOne(start, length, zone, placed);
  return placed;
}

Recurrence InZone(Recurrence rule, const ZoneTable& zone) {
  if (!rule.until.has_value() || rule.until->form != RuleUntil::Form::UTC) return rule;
  const Instant until = Instant::FromUnix(rule.until->at - CivilSecond(1970, 1, 1));
  CivilSecond last = zone.ToCivil(until);
  // On the second pass through a repeated hour every reading of the first pass lies before `until`,
  // and a start means the first: the whole hour is in.
  const Resolution found = zone.Resolve(last);
  if (found.kind == Resolution::Kind::REPEATED && until >= found.transition) {
    last = zone.ToCivil(found.transition - Duration::Seconds(1));
  }
  rule.until = RuleUntil{.form = RuleUntil::Form::LOCAL, .at = last};
  return rule;
}

absl::StatusOr<Occurrences> OccurrencesIn(const SeriesTimes& series, const ZoneTable& zone,
                                          Interval window, size_t limit) {
  const Kind kind = series.length.kind();
  const CivilSecond first = AsStart(series.first, kind);
  // Civil and exact lengths differ by less than two days wherever clocks change, whole days
  // included.
  const int64_t slack = series.length.value().seconds() + 2 * 86400;
  const CivilSecond from = zone.ToCivil(window.start()) - slack;
  const CivilSecond until = zone.ToCivil(window.end()) + 86400;

  std::vector<CivilSecond> starts;
  bool truncated = false;
  if (series.rule.has_value()) {
    auto expanded =
        Expand(Prepared(series, zone), first, {.from = from, .until = until, .limit = limit});
    if (!expanded.ok()) return expanded.status();
    starts = std::move(expanded->starts);
    truncated = expanded->truncated;
  } else {
    starts.push_back(first);
  }
  for (const CivilSecond at : Sorted(series.added, kind)) {
    if (from <= at && at < until) starts.push_back(at);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  const std::vector<CivilSecond> excluded = Sorted(series.excluded, kind);

  Occurrences placed;
  placed.truncated = truncated;
  for (const CivilSecond at : starts) {
    if (std::binary_search(excluded.begin(), excluded.end(), at)) continue;
    const size_t before = placed.occurrences.size();
    PlaceOne(at, series.length, zone, placed);
    if (placed.occurrences.size() > before &&
        !placed.occurrences.back().interval.Overlaps(window)) {
      placed.occurrences.pop_back();
    }
  }
  // A skipped start is the window's business only if clocks would have shown it there.
  std::erase_if(placed.skipped, [&](const SkippedStart& skip) {
    const Instant at = zone.FirstAtOrAfter(skip.start);
    return at < window.start() || at >= window.end();
  });
  return placed;
}

}  // namespace mutua::model
