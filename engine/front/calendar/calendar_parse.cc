// From text to CalendarFile, by libical. The only file that knows libical.
#include <libical/ical.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "engine/front/calendar/calendar_file.h"
#include "engine/front/calendar/calendar_text.h"
#include "engine/front/calendar/zone_names.h"

namespace mutua::calendar {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using OwnedComponent = std::unique_ptr<icalcomponent, FreeComponent>;

// libical's strings come from malloc, or are null.
std::string Taken(char* text) {
  const std::unique_ptr<char, void (*)(void*)> owned(text, icalmemory_free_buffer);
  return text == nullptr ? std::string() : std::string(text);
}

std::string ValueOf(icalproperty* property) {
  return Taken(icalproperty_get_value_as_string_r(property));
}

std::vector<icalproperty*> Properties(icalcomponent* component, icalproperty_kind kind) {
  std::vector<icalproperty*> found;
  for (icalproperty* one = icalcomponent_get_first_property(component, kind); one != nullptr;
       one = icalcomponent_get_next_property(component, kind)) {
    found.push_back(one);
  }
  return found;
}

std::vector<icalcomponent*> Components(icalcomponent* component) {
  std::vector<icalcomponent*> found;
  for (icalcomponent* one = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
       one != nullptr; one = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
    found.push_back(one);
  }
  return found;
}

// The value of the first property of a kind; empty if there is none.
std::string First(icalcomponent* component, icalproperty_kind kind) {
  const std::vector<icalproperty*> found = Properties(component, kind);
  return found.empty() ? std::string() : ValueOf(found.front());
}

// The values of an X- property.
std::vector<std::string> Named(icalcomponent* component, std::string_view name) {
  std::vector<std::string> found;
  for (icalproperty* one : Properties(component, ICAL_X_PROPERTY)) {
    const char* const x_name = icalproperty_get_x_name(one);
    if (x_name != nullptr && name == x_name) found.push_back(ValueOf(one));
  }
  return found;
}

std::string SummaryOf(icalcomponent* component) {
  const std::vector<icalproperty*> found = Properties(component, ICAL_SUMMARY_PROPERTY);
  const char* const text = found.empty() ? nullptr : icalproperty_get_summary(found.front());
  return text == nullptr ? std::string() : std::string(text);
}

// A stable name for an event that has none: FNV-1a over what tells it apart.
std::string MadeUid(icalcomponent* event) {
  uint64_t sum = 0xcbf29ce484222325;
  const auto add = [&](const std::string& text) {
    for (const char c : text + '\n') sum = (sum ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  };
  add(First(event, ICAL_DTSTART_PROPERTY));
  add(First(event, ICAL_DTEND_PROPERTY));
  add(SummaryOf(event));
  for (const std::string& rule : Named(event, kRuleProperty)) add(rule);
  return absl::StrFormat("without-uid-%016x", sum);
}

StatedZone ReadZone(icalcomponent* component) {
  StatedZone zone{.id = First(component, ICAL_TZID_PROPERTY), .location = {}, .observances = {}};
  const std::vector<std::string> locations = Named(component, "X-LIC-LOCATION");
  if (!locations.empty()) zone.location = locations.front();
  for (icalcomponent* part : Components(component)) {
    const auto start = ParseStatedTime(First(part, ICAL_DTSTART_PROPERTY));
    const auto from = Properties(part, ICAL_TZOFFSETFROM_PROPERTY);
    const auto to = Properties(part, ICAL_TZOFFSETTO_PROPERTY);
    if (!start.has_value() || from.empty() || to.empty()) continue;
    ZoneObservance observance;
    observance.start = start->civil;
    observance.offset_from = icalproperty_get_tzoffsetfrom(from.front());
    observance.offset_to = icalproperty_get_tzoffsetto(to.front());
    const std::vector<std::string> rules = Named(part, kRuleProperty);
    if (!rules.empty()) observance.rule = rules.front();
    for (icalproperty* added : Properties(part, ICAL_RDATE_PROPERTY)) {
      const auto at = ParseStatedTime(ValueOf(added));
      if (at.has_value()) observance.added.push_back(at->civil);
    }
    zone.observances.push_back(std::move(observance));
  }
  return zone;
}

// Reads the events of one file. Thread-bound; lives for one call.
class Reader {
 public:
  Reader(ZoneNames& names, CalendarFile& file) : names_(names), file_(file) {}

  void Read(icalcomponent* component) {
    const icalcomponent_kind kind = icalcomponent_isa(component);
    if (kind == ICAL_VTIMEZONE_COMPONENT) return;
    event_ = CalendarEvent();
    start_as_stated_ = First(component, ICAL_DTSTART_PROPERTY);
    event_.uid = First(component, ICAL_UID_PROPERTY);
    event_.summary = SummaryOf(component);
    if (kind != ICAL_VEVENT_COMPONENT) {
      const char* const name = icalcomponent_kind_to_string(kind);
      Skip(name == nullptr ? "component" : name, {.why = WhySkipped::kNoEvent});
      return;
    }
    if (event_.uid.empty()) event_.uid = MadeUid(component);
    std::optional<SkipReason> wrong = ReadEvent(component);
    if (!wrong) {
      file_.events.push_back(std::move(event_));
    } else {
      Skip("VEVENT", *std::move(wrong));
    }
  }

 private:
  // What is wrong with what is read; none: nothing.
  using Wrong = std::optional<SkipReason>;

  void Skip(std::string kind, SkipReason reason) {
    file_.skipped.push_back({.kind = std::move(kind),
                             .uid = event_.uid,
                             .summary = event_.summary,
                             .at = start_as_stated_,
                             .reason = std::move(reason)});
  }

  Wrong ReadEvent(icalcomponent* event) {
    if (Wrong broken = RefuseBroken(event)) return broken;
    if (Wrong wrong = ReadTimes(event)) return wrong;
    event_.sequence = std::atoi(First(event, ICAL_SEQUENCE_PROPERTY).c_str());
    event_.cancelled = First(event, ICAL_STATUS_PROPERTY) == "CANCELLED";
    const std::vector<std::string> rules = Named(event, kRuleProperty);
    if (rules.size() > 1) return SkipReason{.why = WhySkipped::kSeveralRules};
    if (!rules.empty()) event_.rule = rules.front();
    if (!Properties(event, ICAL_EXRULE_PROPERTY).empty()) {
      return SkipReason{.why = WhySkipped::kExrule};
    }
    return ReadLists(event);
  }

  // libical puts a note where it has dropped a property that it could not read. A dropped
  // decoration does no harm; a dropped time would change what the event means.
  static Wrong RefuseBroken(icalcomponent* event) {
    constexpr std::string_view kNeeded[] = {"DTSTART", "DTEND",  "DURATION",     "RDATE",
                                            "EXDATE",  "EXRULE", "RECURRENCE-ID"};
    for (icalproperty* note : Properties(event, ICAL_XLICERROR_PROPERTY)) {
      const std::string text = ValueOf(note);
      for (const std::string_view name : kNeeded) {
        if (text.find(absl::StrFormat(" %s property", name)) != std::string::npos) {
          return SkipReason{.why = WhySkipped::kUnreadable, .what = std::string(name)};
        }
      }
    }
    return std::nullopt;
  }

  Wrong ReadTime(icalproperty* property, CalendarTime* time) {
    const std::string name = Taken(icalproperty_get_property_name_r(property));
    const std::string value = ValueOf(property);
    const std::optional<StatedTime> stated = ParseStatedTime(value);
    if (!stated.has_value()) {
      return SkipReason{
          .why = WhySkipped::kNoTime, .what = name, .other = absl::StrFormat("%.40s", value)};
    }
    *time = {.civil = stated->civil, .form = CalendarTime::Form::FLOATING, .zone = {}};
    if (stated->is_date) {
      time->form = CalendarTime::Form::DATE;
      return std::nullopt;
    }
    if (stated->is_utc) {
      time->form = CalendarTime::Form::UTC;
      return std::nullopt;
    }
    const std::string id = Taken(icalproperty_get_parameter_as_string_r(property, "TZID"));
    if (id.empty()) return std::nullopt;
    absl::StatusOr<std::string> zone = names_.Resolve(id);
    if (!zone.ok()) {
      const bool defined = absl::IsFailedPrecondition(zone.status());
      return SkipReason{.why = defined ? WhySkipped::kZoneOfItsOwn : WhySkipped::kUnknownZone,
                        .what = id};
    }
    time->form = CalendarTime::Form::ZONED;
    time->zone = *std::move(zone);
    return std::nullopt;
  }

  Wrong ReadTimes(icalcomponent* event) {
    const auto starts = Properties(event, ICAL_DTSTART_PROPERTY);
    if (starts.empty()) return SkipReason{.why = WhySkipped::kWithoutStart};
    if (Wrong wrong = ReadTime(starts.front(), &event_.start)) return wrong;
    const auto ends = Properties(event, ICAL_DTEND_PROPERTY);
    if (!ends.empty()) {
      if (Wrong wrong = ReadTime(ends.front(), &event_.end.emplace())) return wrong;
    } else {
      const auto durations = Properties(event, ICAL_DURATION_PROPERTY);
      if (!durations.empty()) ReadLength(icalproperty_get_duration(durations.front()));
    }
    const auto replaced = Properties(event, ICAL_RECURRENCEID_PROPERTY);
    if (replaced.empty()) return std::nullopt;
    if (Wrong wrong = ReadTime(replaced.front(), &event_.recurrence_id.emplace())) return wrong;
    if (!Taken(icalproperty_get_parameter_as_string_r(replaced.front(), "RANGE")).empty()) {
      Skip("VEVENT", {.why = WhySkipped::kRangeIgnored});
    }
    return std::nullopt;
  }

  // Days and weeks are nominal, hours exact (RFC 5545, 3.3.6).
  void ReadLength(const icaldurationtype& stated) {
    const int64_t days = static_cast<int64_t>(stated.days) + int64_t{7} * stated.weeks;
    const int64_t seconds =
        stated.seconds + int64_t{60} * stated.minutes + int64_t{3600} * stated.hours;
    const Duration length = Duration::Days(days) + Duration::Seconds(seconds);
    event_.length = stated.is_neg != 0 ? -length : length;
    event_.length_is_nominal = days != 0;
  }

  Wrong ReadLists(icalcomponent* event) {
    for (icalproperty* added : Properties(event, ICAL_RDATE_PROPERTY)) {
      if (ValueOf(added).find('/') != std::string::npos) {
        return SkipReason{.why = WhySkipped::kPeriod};
      }
      if (Wrong wrong = ReadTime(added, &event_.added.emplace_back())) return wrong;
    }
    for (icalproperty* excluded : Properties(event, ICAL_EXDATE_PROPERTY)) {
      if (Wrong wrong = ReadTime(excluded, &event_.excluded.emplace_back())) return wrong;
    }
    return std::nullopt;
  }

  ZoneNames& names_;
  CalendarFile& file_;
  CalendarEvent event_;
  std::string start_as_stated_;
};

// The components of the file's calendars (a file may hold several, or bare events).
std::vector<icalcomponent*> Flattened(icalcomponent* root) {
  std::vector<icalcomponent*> flat;
  std::vector<icalcomponent*> open = {root};
  while (!open.empty()) {
    icalcomponent* const one = open.back();
    open.pop_back();
    const icalcomponent_kind kind = icalcomponent_isa(one);
    if (kind != ICAL_XROOT_COMPONENT && kind != ICAL_VCALENDAR_COMPONENT) {
      flat.push_back(one);
      continue;
    }
    const std::vector<icalcomponent*> inner = Components(one);
    open.insert(open.end(), inner.rbegin(), inner.rend());
  }
  return flat;
}

// X-WR-TIMEZONE of the file's first calendar.
std::string StatedDefaultZone(icalcomponent* root) {
  std::vector<icalcomponent*> calendars = {root};
  if (icalcomponent_isa(root) == ICAL_XROOT_COMPONENT) calendars = Components(root);
  for (icalcomponent* calendar : calendars) {
    const std::vector<std::string> stated = Named(calendar, "X-WR-TIMEZONE");
    if (!stated.empty()) return stated.front();
  }
  return "";
}

}  // namespace

absl::StatusOr<CalendarFile> ParseCalendarFile(std::string_view text,
                                               std::string_view default_zone) {
  absl::StatusOr<CalendarText> prepared = PrepareCalendarText(text);
  if (!prepared.ok()) return prepared.status();
  icalerror_set_errors_are_fatal(false);
  const OwnedComponent root(icalparser_parse_string(prepared->text.c_str()));
  if (root == nullptr) {
    return absl::InvalidArgumentError(
        "calendar: no complete iCalendar text (BEGIN:VCALENDAR ... END:VCALENDAR)");
  }
  const std::vector<icalcomponent*> components = Flattened(root.get());
  std::vector<StatedZone> zones;
  size_t events = 0;
  for (icalcomponent* component : components) {
    const icalcomponent_kind kind = icalcomponent_isa(component);
    if (kind == ICAL_VTIMEZONE_COMPONENT) zones.push_back(ReadZone(component));
    if (kind == ICAL_VEVENT_COMPONENT) ++events;
  }
  CalendarFile file;
  ZoneCache cache;
  const std::string stated = StatedDefaultZone(root.get());
  ZoneNames names(std::move(zones), {stated, std::string(default_zone)}, cache);
  if (!stated.empty()) {
    absl::StatusOr<std::string> zone = names.Resolve(stated);
    if (zone.ok()) {
      file.zone = *std::move(zone);
    } else {
      file.skipped.push_back({.kind = "VCALENDAR",
                              .uid = {},
                              .summary = {},
                              .at = {},
                              .reason = {.why = WhySkipped::kFileZone,
                                         .what = absl::StrFormat("%.64s", stated),
                                         .other = std::string(default_zone)}});
    }
  }
  Reader reader(names, file);
  for (icalcomponent* component : components) reader.Read(component);
  if (events != prepared->events) {
    file.skipped.push_back({.kind = "VCALENDAR",
                            .uid = {},
                            .summary = {},
                            .at = {},
                            .reason = {.why = WhySkipped::kUnread,
                                       .number = static_cast<int64_t>(prepared->events),
                                       .of = static_cast<int64_t>(events)}});
  }
  return file;
}

}  // namespace mutua::calendar
