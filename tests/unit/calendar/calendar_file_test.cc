// Calendar files by rows: what each odd thing in a file means, and that what is left out says why.
#include "engine/front/calendar/calendar_file.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "engine/front/calendar/calendar_sentence.h"
#include "engine/front/calendar/calendar_text.h"

namespace mutua::calendar {
namespace {

constexpr Interval k2026(Instant::FromUnix(1767225600), Instant::FromUnix(1798761600));

std::string Utc(Instant at) {
  const CivilSecond shown = CivilSecond(1970, 1, 1) + at.unix_seconds();
  return absl::StrFormat("%02d-%02d %02d:%02d", shown.month(), shown.day(), shown.hour(),
                         shown.minute());
}

// Events given as lines, "|" between lines, "||" between events.
std::string Calendar(const std::string& events, const std::string& head = "") {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + head;
  std::string body = "BEGIN:VEVENT|" + events + "|END:VEVENT";
  for (size_t at = 0; (at = body.find("||", at)) != std::string::npos;) {
    body.replace(at, 2, "|END:VEVENT|BEGIN:VEVENT|");
  }
  for (const char c : body) {
    if (c == '|') {
      text += "\r\n";
    } else {
      text += c;
    }
  }
  return text + "\r\nEND:VCALENDAR\r\n";
}

std::string Shown(const CalendarExpansion& found) {
  std::string text;
  for (const CalendarOccurrence& one : found.occurrences) {
    absl::StrAppendFormat(&text, "%s%s +%dm", text.empty() ? "" : ", ", Utc(one.interval.start()),
                          one.interval.length().seconds() / 60);
  }
  return text;
}

std::string Reasons(const std::vector<SkippedComponent>& skipped) {
  std::string text;
  for (const SkippedComponent& skip : skipped) {
    absl::StrAppendFormat(&text, "%s%s: %s", text.empty() ? "" : "; ",
                          skip.at.empty() ? skip.kind : skip.at,
                          SentenceOf(front::Language::kEnglish, skip.reason));
  }
  return text;
}

CalendarExpansion Read(const std::string& text) {
  const auto file = ParseCalendarFile(text, "Europe/Paris");
  REQUIRE_MESSAGE(file.ok(), file.status().message());
  auto found =
      ExpandCalendar(*file, "Europe/Paris", {.interval = k2026, .occurrences_per_event_max = 100});
  REQUIRE(found.ok());
  return *std::move(found);
}

TEST_CASE("Each way to state an event's time means the instants that it should") {
  struct Row {
    const char* event;
    const char* occurrences;  // in UTC, 2026
  };
  // clang-format off
  const Row rows[] = {
      {"DTSTART;TZID=Europe/Paris:20260701T100000|DTEND;TZID=Europe/Paris:20260701T113000", "07-01 08:00 +90m"},
      {"DTSTART:20260701T100000Z|DTEND:20260701T113000Z",                                   "07-01 10:00 +90m"},
      {"DTSTART:20260701T100000|DTEND:20260701T113000",                                     "07-01 08:00 +90m"},
      {"DTSTART;VALUE=DATE:20260701|DTEND;VALUE=DATE:20260703",                             "06-30 22:00 +2880m"},
      {"DTSTART;VALUE=DATE:20260701",                                                       "06-30 22:00 +1440m"},
      {"DTSTART;VALUE=DATE:20260701|DTEND;VALUE=DATE:20260701",                             "06-30 22:00 +1440m"},
      {"DTSTART;VALUE=DATE:20261025|DURATION:P1D",                                          "10-24 22:00 +1500m"},
      {"DTSTART;TZID=Europe/Paris:20261024T120000|DURATION:P1D",                            "10-24 10:00 +1500m"},
      {"DTSTART;TZID=Europe/Paris:20261024T120000|DURATION:PT24H",                          "10-24 10:00 +1440m"},
      {"DTSTART;TZID=Europe/Paris:20260701T100000|DTEND;TZID=Europe/London:20260701T100000", "07-01 08:00 +60m"},
      {"DTSTART;TZID=America/New_York:20260307T020000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3",
       "03-07 07:00 +60m, 03-09 06:00 +60m"},
      {"DTSTART;TZID=Europe/Paris:20260701T100000|DURATION:PT1H|RDATE;TZID=Europe/Paris:20260703T090000,20260704T090000",
       "07-01 08:00 +60m, 07-03 07:00 +60m, 07-04 07:00 +60m"},
      {"DTSTART;TZID=Europe/Paris:20260701T100000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=5|"
       "EXDATE;TZID=Europe/Paris:20260702T100000|EXDATE:20260703T080000Z|EXDATE;VALUE=DATE:20260704",
       "07-01 08:00 +60m, 07-05 08:00 +60m"},
      {"DTSTART;VALUE=DATE:20260701|RRULE:FREQ=WEEKLY;UNTIL=20260715", "06-30 22:00 +1440m, 07-07 22:00 +1440m, 07-14 22:00 +1440m"},
      {"DTSTART;TZID=Europe/Paris:20260701T100000|DURATION:PT1H|RRULE:FREQ=DAI\r\n LY;COUNT=2", "07-01 08:00 +60m, 07-02 08:00 +60m"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.event);
    CHECK(Shown(Read(Calendar(std::string("UID:a|") + row.event))) == row.occurrences);
  }
}

TEST_CASE("Zones are known by every name that programs give them") {
  const std::string custom =
      "BEGIN:VTIMEZONE\r\nTZID:Werkstatt\r\n"
      "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
      "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
      "BEGIN:VTIMEZONE\r\nTZID:Moon\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\n"
      "TZOFFSETFROM:+0013\r\nTZOFFSETTO:+0013\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
      "BEGIN:VTIMEZONE\r\nTZID:Here\r\nX-LIC-LOCATION:Asia/Kathmandu\r\nEND:VTIMEZONE\r\n";
  struct Row {
    const char* id;
    const char* zone;
    const char* reason;
  };
  // clang-format off
  const Row rows[] = {
      {"Europe/Lisbon",                                      "Europe/Lisbon",                  ""},
      {"/freeassociation.sourceforge.net/Europe/Lisbon",     "Europe/Lisbon",                  ""},
      {"/mozilla.org/20050126_1/America/Argentina/Ushuaia",  "America/Argentina/Ushuaia",      ""},
      {"W. Europe Standard Time",                            "Europe/Berlin",                  ""},
      {"\"Lord Howe Standard Time\"",                        "Australia/Lord_Howe",            ""},
      {"Here",                                               "Asia/Kathmandu",                 ""},
      {"Werkstatt",                                          "Europe/Paris",                   ""},
      {"Moon", "", "20260701T100000: its time zone \"Moon\" is of the file's own making, and no known zone has its offsets"},
      {"Mars", "", "20260701T100000: its time zone \"Mars\" is neither known nor defined in the file"},
      {"../../etc/passwd", "", "20260701T100000: its time zone \"../../etc/passwd\" is neither known nor defined in the file"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.id);
    const auto file = ParseCalendarFile(
        Calendar(absl::StrFormat("UID:a|DTSTART;TZID=%s:20260701T100000", row.id), custom),
        "Europe/Paris");
    REQUIRE(file.ok());
    CHECK(Reasons(file->skipped) == row.reason);
    CHECK((file->events.empty() ? "" : file->events.front().start.zone) == row.zone);
  }
}

TEST_CASE("Every reason is said in both languages, with its words and numbers") {
  using front::Language;
  for (int why = 0; why <= static_cast<int>(WhySkipped::kLongUid); ++why) {
    CAPTURE(why);
    const SkipReason reason{static_cast<WhySkipped>(why), "RRULE: FREQ", "FREQ", 1, 2};
    CHECK_FALSE(SentenceOf(Language::kEnglish, reason).empty());
    CHECK(SentenceOf(Language::kEnglish, reason) != SentenceOf(Language::kFrench, reason));
  }
  CHECK(SentenceOf(Language::kFrench, {.why = WhySkipped::kUnread, .number = 3, .of = 1}) ==
        "le texte contient 3 événements, 1 a pu être lu");
  CHECK(SentenceOf(Language::kFrench,
                   {.why = WhySkipped::kNoTime, .what = "DTEND", .other = "{x}"}) ==
        "son DTEND « {x} » n'est pas une heure qui existe");
}

TEST_CASE("A file's own zone is where its floating times and whole days are") {
  const std::string event =
      "UID:a|DTSTART:20260701T100000|DURATION:PT1H||UID:b|DTSTART;VALUE=DATE:20260702";
  CHECK(Shown(Read(Calendar(event, "X-WR-TIMEZONE:America/New_York\r\n"))) ==
        "07-01 14:00 +60m, 07-02 04:00 +1440m");
  const CalendarExpansion unknown = Read(Calendar(event, "X-WR-TIMEZONE:Nowhere\r\n"));
  CHECK(Shown(unknown) == "07-01 08:00 +60m, 07-01 22:00 +1440m");
  CHECK(Reasons(unknown.skipped) ==
        "VCALENDAR: X-WR-TIMEZONE \"Nowhere\" is not known; Europe/Paris is used");
}

TEST_CASE("Replaced and cancelled occurrences stand for those of the rule") {
  const std::string series =
      "UID:a|SUMMARY:weekly|DTSTART;TZID=Europe/"
      "Paris:20260701T100000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=4";
  struct Row {
    const char* more;
    const char* occurrences;
    const char* reasons;
  };
  // clang-format off
  const Row rows[] = {
      {"", "07-01 08:00 +60m, 07-08 08:00 +60m, 07-15 08:00 +60m, 07-22 08:00 +60m", ""},
      {"||UID:a|RECURRENCE-ID;TZID=Europe/Paris:20260708T100000|DTSTART;TZID=Europe/Paris:20260709T150000|DURATION:PT2H",
       "07-01 08:00 +60m, 07-09 13:00 +120m, 07-15 08:00 +60m, 07-22 08:00 +60m", ""},
      {"||UID:a|RECURRENCE-ID:20260708T080000Z|DTSTART:20260709T150000Z|DURATION:PT2H",
       "07-01 08:00 +60m, 07-09 15:00 +120m, 07-15 08:00 +60m, 07-22 08:00 +60m", ""},
      {"||UID:a|RECURRENCE-ID;VALUE=DATE:20260708|DTSTART:20260709T150000Z|DURATION:PT2H",
       "07-01 08:00 +60m, 07-09 15:00 +120m, 07-15 08:00 +60m, 07-22 08:00 +60m", ""},
      {"||UID:a|RECURRENCE-ID;TZID=Europe/Paris:20260708T100000|DTSTART;TZID=Europe/Paris:20260708T100000|DURATION:PT1H|STATUS:CANCELLED",
       "07-01 08:00 +60m, 07-15 08:00 +60m, 07-22 08:00 +60m", "2026-07-08T10:00:00: this occurrence is cancelled"},
      {"|STATUS:CANCELLED", "", "VEVENT: is cancelled"},
      {"||UID:a|RECURRENCE-ID;TZID=Europe/Paris:20260708T100000|DTSTART:20260709T150000Z|DURATION:PT2H|SEQUENCE:1"
       "||UID:a|RECURRENCE-ID;TZID=Europe/Paris:20260708T100000|DTSTART:20260710T150000Z|DURATION:PT2H",
       "07-01 08:00 +60m, 07-09 15:00 +120m, 07-15 08:00 +60m, 07-22 08:00 +60m",
       "2026-07-10T15:00:00: is replaced by another event of the same UID with SEQUENCE 1"},
      {"||UID:b|RECURRENCE-ID:20260708T080000Z|DTSTART:20260709T150000Z|DURATION:PT2H",
       "07-01 08:00 +60m, 07-08 08:00 +60m, 07-09 15:00 +120m, 07-15 08:00 +60m, 07-22 08:00 +60m", ""},
      {"||UID:a|SEQUENCE:2|DTSTART:20260709T150000Z|DURATION:PT2H", "07-09 15:00 +120m",
       "2026-07-01T10:00:00: is replaced by another event of the same UID with SEQUENCE 2"},
      {"||UID:a|RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20260708T100000|DTSTART:20260709T150000Z|DURATION:PT2H",
       "07-01 08:00 +60m, 07-09 15:00 +120m, 07-15 08:00 +60m, 07-22 08:00 +60m",
       "20260709T150000Z: RANGE=THISANDFUTURE is not supported: only this occurrence is replaced"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.more);
    const CalendarExpansion found = Read(Calendar(series + row.more));
    CHECK(Shown(found) == row.occurrences);
    CHECK(Reasons(found.skipped) == row.reasons);
  }
}

TEST_CASE("An occurrence keeps its identity when it is moved") {
  const CalendarExpansion found = Read(Calendar(
      "UID:a|DTSTART;TZID=Europe/Paris:20260701T100000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=2||"
      "UID:a|SUMMARY:moved|RECURRENCE-ID:20260708T080000Z|DTSTART:20260709T150000Z|DURATION:PT2H||"
      "UID:z|DTSTART:20260801T100000Z|DURATION:PT1H"));
  REQUIRE(found.occurrences.size() == 3);
  CHECK(found.occurrences[0].recurrence_id == CivilSecond(2026, 7, 1, 10, 0, 0));
  CHECK(found.occurrences[1].recurrence_id == CivilSecond(2026, 7, 8, 10, 0, 0));
  CHECK(found.occurrences[1].summary == "moved");
  CHECK_FALSE(found.occurrences[2].recurrence_id.has_value());
}

TEST_CASE("What cannot be booked is named, with its reason") {
  struct Row {
    const char* event;
    const char* reasons;
  };
  // clang-format off
  const Row rows[] = {
      {"DTSTART:20260701T100000Z|DTEND:20260701T090000Z",  "2026-07-01T10:00:00: its DTEND is before its DTSTART"},
      {"DTSTART:20260701T100000Z|DURATION:-PT1H",          "2026-07-01T10:00:00: its DURATION is negative"},
      {"DTSTART:20260701T100000Z|DTEND:20260701T100000Z",  "2026-07-01T10:00:00: has no length: there is nothing to book (1 time)"},
      {"DTSTART:20260701T100000Z",                         "2026-07-01T10:00:00: has no length: there is nothing to book (1 time)"},
      {"DTSTART:20260701T100000Z|DTEND;VALUE=DATE:20260702", "2026-07-01T10:00:00: of DTSTART and DTEND one is a date, the other a time"},
      {"SUMMARY:when?",                                    "VEVENT: has no DTSTART"},
      {"DTSTART:20260230T100000Z|DURATION:PT1H",           "20260230T100000Z: its DTSTART \"20260230T100000Z\" is no time that exists"},
      {"DTSTART:soon|DURATION:PT1H",                       "VEVENT: its DTSTART cannot be read"},
      {"DTSTART:20260701T100000Z|DURATION:long",           "20260701T100000Z: its DURATION cannot be read"},
      {"DTSTART:20260701T100000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;UNTL=20261001", "VEVENT: RRULE: UNTL is not a part of a rule"},
      {"DTSTART:20260701T100000Z|DURATION:PT1H|RRULE:FREQ=HOURLY", "VEVENT: RRULE: FREQ=HOURLY: is not supported: the shortest frequency is DAILY"},
      {"DTSTART:20260701T100000Z|DURATION:PT1H|RRULE:FREQ=DAILY|RRULE:FREQ=WEEKLY", "20260701T100000Z: has more than one RRULE"},
      {"DTSTART:20260701T100000Z|DURATION:PT1H|RRULE:FREQ=DAILY|EXRULE:FREQ=WEEKLY", "20260701T100000Z: EXRULE is not supported (RFC 5545 has removed it)"},
      {"DTSTART:20260701T100000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260630", "2026-07-01T10:00:00: its UNTIL is before its DTSTART"},
      {"DTSTART:20260701T100000Z|DURATION:PT1H|RDATE;VALUE=PERIOD:20260702T100000Z/PT2H", "20260701T100000Z: an RDATE with a period is not supported"},
      {"DTSTART:20250701T100000Z|DURATION:PT1H",           "2025-07-01T10:00:00: has no occurrence of its own in the window"},
      {"DTSTART;TZID=Europe/Paris:20260329T023000|DURATION:PT1H", "2026-03-29T02:30:00: clocks in Europe/Paris skip this time"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.event);
    const CalendarExpansion found = Read(Calendar(std::string("UID:a|") + row.event));
    CHECK(found.occurrences.empty());
    CHECK(Reasons(found.skipped) == row.reasons);
  }
}

TEST_CASE("An endless series is cut at the limit, and the cut is named") {
  const CalendarExpansion found =
      Read(Calendar("UID:a|DTSTART:20260101T100000Z|DURATION:PT1H|RRULE:FREQ=DAILY"));
  CHECK(found.occurrences.size() == 100);
  CHECK(Reasons(found.skipped) ==
        "VEVENT: has more than 100 occurrences; those after them are left out");
}

TEST_CASE("Texts are unescaped and unfolded, and other components are named") {
  const std::string text =
      "\xEF\xBB\xBF"
      "begin:vcalendar\nBEGIN:VEVENT\nUID:a\nDTSTART:20260701T100000Z\nDURATION:PT1H\n"
      "SUMMARY:R\xC3\n \xA9union\\, salle 2\\; d\xC3\n \xA9"
      "but\nEND:VEVENT\nBEGIN:VTODO\nUID:t\nEND:VTODO\nend:vcalendar\n";
  const CalendarExpansion found = Read(text);
  REQUIRE(found.occurrences.size() == 1);
  CHECK(found.occurrences[0].summary ==
        "R\xC3\xA9union, salle 2; d\xC3\xA9"
        "but");
  CHECK(Reasons(found.skipped) == "VTODO: is not an event");
}

TEST_CASE("Events without a UID get one that stays the same") {
  const std::string text = Calendar(
      "SUMMARY:x|DTSTART:20260701T100000Z|DURATION:PT1H||SUMMARY:y|DTSTART:20260701T100000Z|"
      "DURATION:PT1H");
  const CalendarExpansion found = Read(text);
  REQUIRE(found.occurrences.size() == 2);
  CHECK(found.occurrences[0].uid != found.occurrences[1].uid);
  CHECK(found.occurrences[0].uid == Read(text).occurrences[0].uid);
}

TEST_CASE("What is no calendar as a whole is refused") {
  struct Row {
    std::string text;
    const char* says;
  };
  const Row rows[] = {
      {"", "calendar: no complete iCalendar text (BEGIN:VCALENDAR ... END:VCALENDAR)"},
      {"hello", "calendar: no complete iCalendar text (BEGIN:VCALENDAR ... END:VCALENDAR)"},
      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n",
       "calendar: no complete iCalendar text (BEGIN:VCALENDAR ... END:VCALENDAR)"},
      {"BEGIN:VCALENDAR\nX:\xFF\nEND:VCALENDAR\n", "calendar: line 2 is not UTF-8 text"},
      {"BEGIN:VCALENDAR\nX:\xED\xA0\x80\nEND:VCALENDAR\n", "calendar: line 2 is not UTF-8 text"},
      {"BEGIN:VCALENDAR\nX:\xC0\xAF\nEND:VCALENDAR\n", "calendar: line 2 is not UTF-8 text"},
      {std::string("BEGIN:VCALENDAR\nX:\0\nEND:VCALENDAR\n", 34),
       "calendar: line 2 is not UTF-8 text"},
      {std::string(kCalendarBytesMax + 1, 'x'), "calendar: 33554433 bytes are more than 33554432"},
  };
  for (const Row& row : rows) {
    const auto file = ParseCalendarFile(row.text, "Europe/Paris");
    CHECK(std::string(file.status().message()) == row.says);
  }
  CHECK(ParseCalendarFile("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "Europe/Paris")->events.empty());
}

}  // namespace
}  // namespace mutua::calendar
