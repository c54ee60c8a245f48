// Real calendars (.ics, RFC 5545) as values: what a file says, and which instants it means. For
// import.
//
// Promises: nothing is lost silently: what cannot be read or placed is in `skipped`, with its
// reason; the text is untrusted and the work on it bounded. libical parses; rules are expanded by
// engine/model, as libical expands them wrongly where clocks change. Readings as
// `model/occurrences.h` has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"

namespace mutua::calendar {

inline constexpr size_t kCalendarBytesMax = 32 << 20;

// A time as a file states it. DATE: `civil` is midnight of it. FLOATING: the reader's own zone.
struct CalendarTime {
  enum class Form : uint8_t { DATE, FLOATING, UTC, ZONED };
  CivilSecond civil;
  Form form = Form::FLOATING;
  std::string zone;  // IANA name, if ZONED
  bool operator==(const CalendarTime&) const = default;
};

// One VEVENT: a single event, the master of a series, or the replacement of one of its occurrences.
struct CalendarEvent {
  std::string uid;  // never empty: made from the content if the file has none
  int32_t sequence = 0;
  std::string summary;
  CalendarTime start;
  std::optional<CalendarTime> end;            // DTEND, at most one of end and length
  std::optional<Duration> length;             // DURATION
  bool length_is_nominal = false;             // it was stated in days or weeks
  std::optional<CalendarTime> recurrence_id;  // which occurrence it replaces
  std::string rule;                           // RRULE as written; empty: none
  std::vector<CalendarTime> added;            // RDATE
  std::vector<CalendarTime> excluded;         // EXDATE
  bool cancelled = false;
};

// Why something was left out. In brackets: what of SkipReason says it more exactly.
enum class WhySkipped : uint8_t {
  kNoEvent,
  kUnreadable,    // [what: property]
  kNoTime,        // [what: property, other: its value]
  kUnknownZone,   // [what: TZID]
  kZoneOfItsOwn,  // [what: TZID]
  kFileZone,      // [what: X-WR-TIMEZONE, other: the zone that is used]
  kWithoutStart,
  kSeveralRules,
  kExrule,
  kRule,            // [what: what is wrong with it, in English, other: the rule]
  kRuleOfOne,       // of a single occurrence: ignored
  kRangeIgnored,    // THISANDFUTURE
  kPeriod,          // an RDATE
  kReplaced,        // [number: the SEQUENCE of what stands in its place]
  kDateAndTime,     // DTSTART and DTEND are not of one kind
  kEndsBefore,      // DTEND before DTSTART
  kNegativeLength,  // DURATION
  kCancelled,
  kCancelledOnce,  // one occurrence
  kNoLength,       // [number: of times]
  kUntilBefore,    // UNTIL before DTSTART
  kOutsideWindow,
  kSkippedByZone,  // [what: zone]
  kOutsideYears,
  kTooMany,  // [number: the most]
  kUnread,   // [number: events in the text, of: could be read]
  kLongUid,  // [number: the most bytes]
};

// Said to people by calendar_sentence.h.
struct SkipReason {
  WhySkipped why = WhySkipped::kNoEvent;
  std::string what{};
  std::string other{};
  int64_t number = 0;
  int64_t of = 0;
  bool operator==(const SkipReason&) const = default;
};

// What was left out, and why.
struct SkippedComponent {
  std::string kind;  // "VEVENT", "VTODO", ...
  std::string uid;
  std::string summary;
  std::string at;  // the start or occurrence concerned, as "2026-03-29T02:30:00"; empty: all of it
  SkipReason reason;
  bool operator==(const SkippedComponent&) const = default;
};

struct CalendarFile {
  std::string zone;  // X-WR-TIMEZONE as an IANA name; empty: not stated
  std::vector<CalendarEvent> events;
  std::vector<SkippedComponent> skipped;
};

// `default_zone`: the IANA zone to try first where a file brings a zone of its own making.
// Errors: InvalidArgument if the text as a whole is no calendar (size, UTF-8, unfinished
// components).
absl::StatusOr<CalendarFile> ParseCalendarFile(std::string_view text,
                                               std::string_view default_zone);

struct CalendarOccurrence {
  std::string uid;
  // Which occurrence of a series: its original start, in the series' own civil time. None for a
  // single event. With `uid` it stays the same from one export of a calendar to the next.
  std::optional<CivilSecond> recurrence_id;
  Interval interval;
  std::string summary;
};

// An occurrence without length: something to know, nothing to book. Each is named in `skipped`,
// too.
struct CalendarMoment {
  std::string uid;
  std::optional<CivilSecond> recurrence_id;
  Instant at;
  std::string summary;
};

struct CalendarExpansion {
  std::vector<CalendarOccurrence> occurrences;  // by start, then uid
  std::vector<CalendarMoment> moments;          // the same
  std::vector<SkippedComponent> skipped;        // of the file and of the expansion
};

struct CalendarWindow {
  Interval interval;
  size_t occurrences_per_event_max = 10000;
};

// The occurrences that overlap the window: rules, RDATE, EXDATE, replaced and cancelled occurrences
// resolved. Floating times and whole days are read in the file's zone, or in `default_zone`.
// Errors: NotFound if `default_zone` is unknown.
absl::StatusOr<CalendarExpansion> ExpandCalendar(const CalendarFile& file,
                                                 std::string_view default_zone,
                                                 const CalendarWindow& window);

}  // namespace mutua::calendar
