#include "engine/front/calendar_text.h"

#include <algorithm>
#include <optional>

#include "engine/front/ical_text.h"
#include "engine/front/sentences.h"

namespace mutua::front {
namespace {

bool IsOver(v1::BookingState state) {
  switch (state) {
    case v1::BOOKING_STATE_CANCELLED:
    case v1::BOOKING_STATE_NO_SHOW:
    case v1::BOOKING_STATE_DISPLACED:
    case v1::BOOKING_STATE_EXPIRED:
      return true;
    default:
      return false;
  }
}

const char* StatusOf(v1::BookingState state) {
  if (IsOver(state)) return "CANCELLED";
  const bool open = state == v1::BOOKING_STATE_HELD || state == v1::BOOKING_STATE_PENDING;
  return open ? "TENTATIVE" : "CONFIRMED";
}

std::string SummaryOf(const Listed& one, Language language) {
  if (one.booking.redacted()) return WordOf(language, CalendarWord::kBusy);
  const std::string& what = one.booking.title().empty() ? one.resources : one.booking.title();
  return one.who.empty() ? what : what + " · " + one.who;
}

std::string DescriptionOf(const Listed& one, Language language) {
  std::string text;
  const v1::BookingState state = one.booking.state();
  if (state == v1::BOOKING_STATE_PENDING) text += WordOf(language, CalendarWord::kPending) + "\n";
  if (state == v1::BOOKING_STATE_HELD) text += WordOf(language, CalendarWord::kHeld) + "\n";
  if (!one.company.empty()) text += one.company + "\n";
  return text + one.booking.booking();
}

// Whether its civil time names one instant. Of two that clocks show alike a reader should take the
// first (RFC 5545, 3.3.5), and ical.js takes the second.
bool IsPlain(const model::ZoneTable& zone, Instant at) {
  return zone.Resolve(zone.ToCivil(at)).kind == model::Resolution::Kind::UNIQUE;
}

void PutTimes(const Listed& one, const model::ZoneTable& zone, IcalText* out) {
  const Instant start = one.interval.start();
  const Instant end = one.interval.end();
  if (!IsPlain(zone, start) || !IsPlain(zone, end)) {
    out->Line("DTSTART", IcalInstant(start));
    out->Line("DTEND", IcalInstant(end));
    return;
  }
  out->Line("DTSTART;TZID=" + zone.name(), IcalCivil(zone.ToCivil(start)));
  out->Line("DTEND;TZID=" + zone.name(), IcalCivil(zone.ToCivil(end)));
}

void PutEvent(const Listed& one, const model::ZoneTable& zone, Language language, IcalText* out) {
  const v1::Booking& booking = one.booking;
  out->Line("BEGIN", "VEVENT");
  // An id is given once in a lab; when it was made tells labs apart, and outlives a restore.
  out->Line("UID", booking.booking() + "." + std::to_string(one.made_at.unix_seconds()) + "@mutua");
  // Without METHOD it is when the event was last revised (RFC 5545, 3.8.7.2).
  out->Line("DTSTAMP", IcalInstant(one.changed_at));
  out->Line("CREATED", IcalInstant(one.made_at));
  out->Line("LAST-MODIFIED", IcalInstant(one.changed_at));
  out->Line("SEQUENCE", std::to_string(one.version - 1));
  PutTimes(one, zone, out);
  out->Text("SUMMARY", SummaryOf(one, language));
  out->Text("LOCATION", one.where);
  if (!booking.redacted()) out->Text("DESCRIPTION", DescriptionOf(one, language));
  out->Line("STATUS", StatusOf(booking.state()));
  out->Line("TRANSP", IsOver(booking.state()) ? "TRANSPARENT" : "OPAQUE");
  out->Line("END", "VEVENT");
}

// From the first start to the last end in that zone.
std::optional<Interval> CoveredIn(const std::string& zone, const Calendar& calendar) {
  std::optional<Interval> covered;
  for (const Listed& one : calendar.bookings) {
    if (one.zone != zone) continue;
    const Instant from = covered ? covered->start() : one.interval.start();
    const Instant until = covered ? covered->end() : one.interval.end();
    covered = Interval(std::min(from, one.interval.start()), std::max(until, one.interval.end()));
  }
  return covered;
}

}  // namespace

std::string CalendarText(const Calendar& calendar, Language language) {
  IcalText out;
  out.Line("BEGIN", "VCALENDAR");
  out.Line("VERSION", "2.0");
  out.Line("PRODID", "-//Mutua//Mutua//EN");
  out.Line("CALSCALE", "GREGORIAN");
  out.Text("NAME", calendar.name);
  out.Text("X-WR-CALNAME", calendar.name);
  if (calendar.cut) {
    const std::string count = std::to_string(calendar.bookings.size());
    out.Text("DESCRIPTION", WordOf(language, CalendarWord::kCutOff, count));
    out.Text("X-WR-CALDESC", WordOf(language, CalendarWord::kCutOff, count));
  }
  out.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
  out.Line("X-PUBLISHED-TTL", "PT15M");
  for (const auto& [name, table] : calendar.zones) {
    if (const std::optional<Interval> covered = CoveredIn(name, calendar)) {
      out.Zone(table, *covered);
    }
  }
  for (const Listed& one : calendar.bookings) {
    PutEvent(one, calendar.zones.at(one.zone), language, &out);
  }
  out.Line("END", "VCALENDAR");
  return out.Take();
}

}  // namespace mutua::front
