// A calendar file from anywhere: it is refused as a whole, or everything in it becomes an event or
// is skipped by name, and its occurrences lie within the window that was asked for, in order.
#include "engine/base/check.h"
#include "engine/front/calendar/calendar_file.h"
#include "engine/front/calendar/calendar_sentence.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"

namespace mutua::fuzz {

std::vector<std::string> Seeds() {
  const std::string head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n";
  const std::string tail = "END:VEVENT\r\nEND:VCALENDAR\r\n";
  return {
      head +
          "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Paris:20260302T090000\r\n"
          "DTEND;TZID=Europe/Paris:20260302T110000\r\nSUMMARY:Laser\r\n"
          "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=8\r\nEXDATE;TZID=Europe/Paris:20260309T090000\r\n" +
          tail,
      head +
          "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260305\r\nDURATION:P1D\r\n"
          "SUMMARY:Caf\xc3\xa9\\, open\r\n" +
          tail,
      head +
          "BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20260306T120000Z\r\nDTEND:20260306T130000Z\r\n"
          "RECURRENCE-ID:20260306T110000Z\r\nSTATUS:CANCELLED\r\n" +
          tail,
  };
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const mutua::fuzz::Ceiling ceiling("a calendar");
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = mutua::calendar::ParseCalendarFile(text, "Europe/Paris");
  mutua::fuzz::CameTo(file.status());
  if (!file.ok()) return 0;
  const mutua::Instant from = mutua::Instant::FromUnix(1'772'323'200);  // 1 March 2026
  const mutua::calendar::CalendarWindow window{
      .interval = mutua::Interval(from, from + mutua::Duration::Minutes(60 * 24 * 60)),
      .occurrences_per_event_max = 100};
  const auto expansion = mutua::calendar::ExpandCalendar(*file, "Europe/Paris", window);
  MUTUA_CHECK(expansion.ok());
  for (const auto& skipped : expansion->skipped) {
    mutua::fuzz::CameTo(mutua::fuzz::SentenceOf(
        mutua::calendar::SentenceOf(mutua::front::Language::kEnglish, skipped.reason)));
  }
  for (std::size_t i = 0; i < expansion->occurrences.size(); ++i) {
    MUTUA_CHECK(expansion->occurrences[i].interval.Overlaps(window.interval));
    MUTUA_CHECK(i == 0 || expansion->occurrences[i - 1].interval.start() <=
                              expansion->occurrences[i].interval.start());
  }
  return 0;
}
