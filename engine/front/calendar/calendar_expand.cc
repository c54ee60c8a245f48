// From CalendarFile to occurrences: which event stands for which occurrence (RFC 5545, 3.8.4.4),
// and the instants they mean, by engine/model's expander.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "engine/front/calendar/calendar_file.h"
#include "engine/front/calendar/calendar_text.h"
#include "engine/front/calendar/zone_names.h"
#include "engine/model/occurrences.h"

namespace mutua::calendar {
namespace {

using Form = CalendarTime::Form;
using model::OccurrenceLength;
using model::ZoneTable;

// The events of one UID: the series (or single event), and what replaces its occurrences.
struct Family {
  const CalendarEvent* master = nullptr;
  // By what they replace.
  std::map<std::tuple<CivilSecond, Form, std::string>, const CalendarEvent*> replacements;
};

// One event's length; no length means a moment.
struct EventLength {
  std::optional<OccurrenceLength> length;
};

constexpr size_t kRuleBytesShown = 200;

std::string Written(CivilSecond at) { return absl::FormatCivilTime(at); }

class Expander {
 public:
  Expander(const CalendarFile& file, const ZoneTable& floating, const CalendarWindow& window,
           ZoneCache& cache)
      : file_(file), floating_(floating), window_(window), cache_(cache) {
    found_.skipped = file.skipped;
  }

  CalendarExpansion Run() {
    std::vector<std::string_view> order;
    std::map<std::string_view, Family> families;
    for (const CalendarEvent& event : file_.events) {
      const auto [place, is_new] = families.try_emplace(event.uid);
      if (is_new) order.push_back(event.uid);
      Enter(event, place->second);
    }
    for (const std::string_view uid : order) ExpandFamily(families.at(uid));
    const auto key = [](const auto& one) { return std::tie(one.uid, one.recurrence_id); };
    std::sort(found_.occurrences.begin(), found_.occurrences.end(),
              [&](const CalendarOccurrence& left, const CalendarOccurrence& right) {
                return std::tuple(left.interval, key(left)) <
                       std::tuple(right.interval, key(right));
              });
    std::sort(found_.moments.begin(), found_.moments.end(),
              [&](const CalendarMoment& left, const CalendarMoment& right) {
                return std::tuple(left.at, key(left)) < std::tuple(right.at, key(right));
              });
    return std::move(found_);
  }

 private:
  void Skip(const CalendarEvent& event, std::string at, SkipReason reason) {
    found_.skipped.push_back({.kind = "VEVENT",
                              .uid = event.uid,
                              .summary = event.summary,
                              .at = std::move(at),
                              .reason = std::move(reason)});
  }

  static SkipReason BadRule(const CalendarEvent& event, const absl::Status& status) {
    return {.why = WhySkipped::kRule,
            .what = std::string(status.message()),
            .other = CutText(event.rule, kRuleBytesShown)};
  }

  // Of two events for the same place the one with the higher SEQUENCE stands, of equals the later
  // one (a file states its changes in order).
  const CalendarEvent* Later(const CalendarEvent* known, const CalendarEvent* other) {
    const bool other_stands = other->sequence >= known->sequence;
    const CalendarEvent* const dropped = other_stands ? known : other;
    Skip(
        *dropped, Written(dropped->start.civil),
        {.why = WhySkipped::kReplaced, .number = other_stands ? other->sequence : known->sequence});
    return other_stands ? other : known;
  }

  void Enter(const CalendarEvent& event, Family& family) {
    if (!event.recurrence_id.has_value()) {
      family.master = family.master == nullptr ? &event : Later(family.master, &event);
      return;
    }
    const CalendarTime& replaced = *event.recurrence_id;
    const auto [known, is_new] = family.replacements.try_emplace(
        std::tuple(replaced.civil, replaced.form, replaced.zone), &event);
    if (!is_new) known->second = Later(known->second, &event);
  }

  const ZoneTable& ZoneOf(const CalendarTime& time) {
    if (time.form == Form::UTC) return utc_;
    if (time.form != Form::ZONED) return floating_;
    // The file was parsed with zones of this system; one that is gone since is read as floating.
    const auto zone = cache_.Find(time.zone);
    return zone.ok() ? **zone : floating_;
  }

  // `time` as clocks of `zone` show it, the zone of the series it is about.
  CivilSecond In(const CalendarTime& time, const CalendarTime& series) {
    const bool same = time.form == series.form && time.zone == series.zone;
    if (same || time.form == Form::DATE || time.form == Form::FLOATING) return time.civil;
    return ZoneOf(series).ToCivil(ZoneOf(time).FirstAtOrAfter(time.civil));
  }

  // What is wrong with it; none: nothing.
  std::optional<SkipReason> ReadLength(const CalendarEvent& event, EventLength* out) {
    const bool whole_days = event.start.form == Form::DATE;
    Duration length;
    bool civil = true;
    if (event.end.has_value()) {
      if ((event.end->form == Form::DATE) != whole_days) {
        return SkipReason{.why = WhySkipped::kDateAndTime};
      }
      civil = event.end->form == event.start.form && event.end->zone == event.start.zone;
      length = civil ? Duration::Seconds(event.end->civil - event.start.civil)
                     : ZoneOf(*event.end).FirstAtOrAfter(event.end->civil) -
                           ZoneOf(event.start).FirstAtOrAfter(event.start.civil);
      if (length < Duration()) return SkipReason{.why = WhySkipped::kEndsBefore};
    } else if (event.length.has_value()) {
      civil = event.length_is_nominal;
      length = *event.length;
      if (length < Duration()) return SkipReason{.why = WhySkipped::kNegativeLength};
    }
    if (whole_days) {
      // A day without an end is that day (3.6.1); so is one that ends on itself, as some programs
      // write.
      const int64_t days = std::max<int64_t>(1, length.seconds() / 86400);
      out->length = OccurrenceLength::Days(days);
    } else if (!length.IsZero()) {
      out->length = civil ? OccurrenceLength::Civil(length) : OccurrenceLength::Exact(length);
    }
    return std::nullopt;
  }

  // Which starts of `series` an EXDATE or RECURRENCE-ID means: one, or, stated as a date for a
  // series of times, those of that day, which the caller then asks for.
  static bool IsWholeDayFor(const CalendarTime& time, const CalendarTime& series) {
    return time.form == Form::DATE && series.form != Form::DATE;
  }

  void ExpandFamily(const Family& family) {
    std::vector<const CalendarTime*> left_out;
    for (const auto& [replaced, one] : family.replacements)
      left_out.push_back(&*one->recurrence_id);
    if (family.master != nullptr) {
      if (family.master->cancelled) {
        Skip(*family.master, "", {.why = WhySkipped::kCancelled});
        return;
      }
      for (const CalendarTime& time : family.master->excluded) left_out.push_back(&time);
      ExpandSeries(*family.master, left_out);
    }
    for (const auto& [replaced, one] : family.replacements) {
      const CalendarTime& series = family.master == nullptr ? one->start : family.master->start;
      ExpandReplacement(*one, series);
    }
  }

  void ExpandSeries(const CalendarEvent& event, const std::vector<const CalendarTime*>& left_out) {
    model::SeriesTimes series;
    series.first = event.start.civil;
    if (!event.rule.empty()) {
      absl::StatusOr<model::Recurrence> rule = model::ParseRecurrence(event.rule);
      if (!rule.ok()) return Skip(event, "", BadRule(event, rule.status()));
      series.rule = *std::move(rule);
    }
    std::vector<CivilDay> days_left_out;
    for (const CalendarTime* time : left_out) {
      if (IsWholeDayFor(*time, event.start)) {
        days_left_out.emplace_back(time->civil);
      } else {
        series.excluded.push_back(In(*time, event.start));
      }
    }
    for (const CalendarTime& time : event.added) series.added.push_back(In(time, event.start));
    const bool recurs = series.rule.has_value() || !series.added.empty();
    Place(event, std::move(series), recurs, [&](CivilSecond start) -> std::optional<CivilSecond> {
      const bool out = std::find(days_left_out.begin(), days_left_out.end(), CivilDay(start)) !=
                       days_left_out.end();
      return out ? std::nullopt : std::optional(start);
    });
  }

  void ExpandReplacement(const CalendarEvent& event, const CalendarTime& series_start) {
    const CivilSecond replaced = In(*event.recurrence_id, series_start);
    if (event.cancelled) {
      return Skip(event, Written(replaced), {.why = WhySkipped::kCancelledOnce});
    }
    if (!event.rule.empty()) Skip(event, Written(replaced), {.why = WhySkipped::kRuleOfOne});
    model::SeriesTimes single;
    single.first = event.start.civil;
    Place(event, std::move(single), true, [&](CivilSecond) { return std::optional(replaced); });
  }

  // Puts the occurrences of `series` into what was found. `id_of` gives the identity of a start, or
  // none to leave it out.
  template <class IdOf>
  void Place(const CalendarEvent& event, model::SeriesTimes series, bool recurs, IdOf id_of) {
    EventLength length;
    if (std::optional<SkipReason> wrong = ReadLength(event, &length)) {
      return Skip(event, Written(event.start.civil), *std::move(wrong));
    }
    const bool is_moment = !length.length.has_value();
    // A moment is placed as a second, of which only the start is kept.
    series.length = length.length.value_or(OccurrenceLength::Exact(Duration::Seconds(1)));
    const ZoneTable& zone = ZoneOf(event.start);
    const auto placed =
        OccurrencesIn(series, zone, window_.interval, window_.occurrences_per_event_max);
    if (!placed.ok()) return Skip(event, "", BadRule(event, placed.status()));
    size_t moments = 0;
    size_t occurrences = 0;
    for (const model::Occurrence& one : placed->occurrences) {
      const std::optional<CivilSecond> id = id_of(one.start);
      if (!id.has_value()) continue;
      const std::optional<CivilSecond> recurrence_id = recurs ? id : std::nullopt;
      if (is_moment) {
        found_.moments.push_back({event.uid, recurrence_id, one.interval.start(), event.summary});
        ++moments;
      } else {
        found_.occurrences.push_back({event.uid, recurrence_id, one.interval, event.summary});
        ++occurrences;
      }
    }
    if (moments > 0) {
      Skip(event, Written(event.start.civil),
           {.why = WhySkipped::kNoLength, .number = static_cast<int64_t>(moments)});
    }
    NameSkipped(event, *placed, zone);
    if (moments + occurrences == 0 && placed->skipped.empty()) {
      Skip(event, Written(event.start.civil),
           {.why = BeginsAfterItsUntil(series, zone) ? WhySkipped::kUntilBefore
                                                     : WhySkipped::kOutsideWindow});
    }
  }

  static bool BeginsAfterItsUntil(const model::SeriesTimes& series, const ZoneTable& zone) {
    if (!series.rule.has_value() || !series.rule->until.has_value()) return false;
    return model::InZone(*series.rule, zone).until->at < CivilSecond(CivilDay(series.first));
  }

  void NameSkipped(const CalendarEvent& event, const model::Occurrences& placed,
                   const ZoneTable& zone) {
    for (const model::SkippedStart& skip : placed.skipped) {
      SkipReason reason{.why = WhySkipped::kOutsideYears};
      if (skip.reason == model::SkippedStart::Reason::SKIPPED_BY_ZONE) {
        reason = {.why = WhySkipped::kSkippedByZone, .what = std::string(zone.name())};
      }
      Skip(event, Written(skip.start), std::move(reason));
    }
    if (placed.truncated) {
      Skip(event, "",
           {.why = WhySkipped::kTooMany,
            .number = static_cast<int64_t>(window_.occurrences_per_event_max)});
    }
  }

  const CalendarFile& file_;
  const ZoneTable& floating_;
  const CalendarWindow window_;
  ZoneCache& cache_;
  const ZoneTable utc_;
  CalendarExpansion found_;
};

}  // namespace

absl::StatusOr<CalendarExpansion> ExpandCalendar(const CalendarFile& file,
                                                 std::string_view default_zone,
                                                 const CalendarWindow& window) {
  ZoneCache cache;
  const auto floating = cache.Find(file.zone.empty() ? default_zone : std::string_view(file.zone));
  if (!floating.ok()) return floating.status();
  return Expander(file, **floating, window, cache).Run();
}

}  // namespace mutua::calendar
