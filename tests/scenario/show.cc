#include "tests/scenario/show.h"

#include <fmt/format.h>

#include "engine/front/sentences.h"

namespace mutua::scenario {
namespace {

// BOOKING_STATE_NO_SHOW is "no show".
std::string ShortName(std::string name, const std::string& prefix) {
  name = name.substr(prefix.size());
  for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return name;
}

std::string DateText(absl::CivilDay date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

bool ClocksChange(absl::TimeZone zone, absl::CivilDay date) {
  return zone.At(absl::FromCivil(date, zone)).offset !=
         zone.At(absl::FromCivil(date + 1, zone)).offset;
}

std::string OffsetText(int seconds) {
  const char sign = seconds < 0 ? '-' : '+';
  const int minutes = std::abs(seconds) / 60;
  return fmt::format("{}{:02}:{:02}", sign, minutes / 60, minutes % 60);
}

std::string ClockText(absl::TimeZone zone, absl::Time at) {
  const absl::TimeZone::CivilInfo civil = zone.At(at);
  std::string text = fmt::format("{:02}:{:02}", civil.cs.hour(), civil.cs.minute());
  if (civil.cs.second() != 0) text += fmt::format(":{:02}", civil.cs.second());
  if (ClocksChange(zone, absl::CivilDay(civil.cs))) text += OffsetText(civil.offset);
  return text;
}

std::string PartsText(const v1::Booking& booking) {
  std::string text;
  for (const v1::BookedPart& part : booking.parts()) {
    text += (text.empty() ? "" : " and ") + part.resource();
    if (part.units() > 1) text += fmt::format(" x{}", part.units());
    if (!part.pool().empty()) text += fmt::format(" (any of {})", part.pool());
    if (part.substitute()) text += " (a stand-in)";
  }
  return text;
}

std::string GuestsText(const v1::Guests& guests) {
  std::string text;
  for (const std::string& name : guests.names()) text += (text.empty() ? "" : ", ") + name;
  if (guests.more() == 0) return text;
  return text + (text.empty() ? "" : " and ") + fmt::format("{} more", guests.more());
}

const char* CauseText(v1::EventCause cause) {
  switch (cause) {
    case v1::EVENT_CAUSE_UNSPECIFIED:
      return "changed";
    case v1::EVENT_CAUSE_CREATED:
      return "booked";
    case v1::EVENT_CAUSE_REPACKED:
      return "moved to make room";
    case v1::EVENT_CAUSE_OVERRUN:
      return "overruns";
    case v1::EVENT_CAUSE_OUTAGE:
      return "hit by an outage";
    case v1::EVENT_CAUSE_RESTORED:
      return "back where it was";
    case v1::EVENT_CAUSE_NEXT_IS_DELAYED:
      return "its holder is warned";
    default:
      return nullptr;
  }
}

const char* FateText(v1::VictimFate fate) {
  switch (fate) {
    case v1::VICTIM_FATE_MOVED:
      return "moved";
    case v1::VICTIM_FATE_DISPLACED:
      return "displaced";
    case v1::VICTIM_FATE_RESTORED:
      return "restored";
    case v1::VICTIM_FATE_CUT_SHORT:
      return "cut short";
    default:
      return "?";
  }
}

}  // namespace

std::string LengthText(int64_t seconds) {
  return front::DurationText(front::Language::kEnglish, seconds);
}

std::string RuleText(v1::Rule rule) { return v1::Rule_Name(rule).substr(sizeof("RULE_") - 1); }

std::string WantsText(const google::protobuf::RepeatedPtrField<v1::Want>& wants) {
  std::string text;
  for (const v1::Want& want : wants) {
    text += text.empty() ? "" : " and ";
    if (want.has_resource()) {
      text += want.resource();
    } else {
      text += want.count() > 1 ? fmt::format("any {} {}", want.count(), want.pool())
                               : "any " + want.pool();
    }
    if (want.units() > 1) text += fmt::format(" x{}", want.units());
  }
  return text;
}

absl::TimeZone Show::ZoneOf(const std::string& name) const {
  absl::TimeZone zone = zone_;
  if (!name.empty()) absl::LoadTimeZone(name, &zone);
  return zone;
}

std::string Show::Moment(const google::protobuf::Timestamp& at, absl::TimeZone zone) const {
  const absl::Time time = absl::FromUnixSeconds(at.seconds());
  const absl::CivilDay date(zone.At(time).cs);
  return (date == today_ ? "" : DateText(date) + " ") + ClockText(zone, time);
}

std::string Show::Span(const v1::Interval& interval, absl::TimeZone zone) const {
  const absl::Time end = absl::FromUnixSeconds(interval.end().seconds());
  const absl::CivilDay start_date(zone.At(absl::FromUnixSeconds(interval.start().seconds())).cs);
  const absl::CivilDay end_date(zone.At(end).cs);
  const std::string start = Moment(interval.start(), zone);
  if (end_date == start_date) return start + "-" + ClockText(zone, end);
  // 24:00 of the day is the next one's midnight.
  if (end == absl::FromCivil(start_date + 1, zone)) return start + "-24:00";
  return fmt::format("{} to {} {}", start, DateText(end_date), ClockText(zone, end));
}

std::string Show::Booking(const v1::Booking& booking) const {
  const absl::TimeZone zone = ZoneOf(booking.zone());
  std::string text =
      fmt::format("{}: {}, {}", booking.booking().empty() ? "b-?" : booking.booking(),
                  PartsText(booking), Span(booking.interval(), zone));
  if (booking.redacted()) return text + ", taken";
  text += ", " + ShortName(v1::BookingState_Name(booking.state()), "BOOKING_STATE_");
  if (booking.has_held_until()) text += " until " + Moment(booking.held_until(), zone);
  if (booking.member() != reader_) text += ", for " + booking.member();
  if (!booking.booked_by().empty()) text += ", booked by " + booking.booked_by();
  if (!booking.title().empty()) text += ", \"" + booking.title() + "\"";
  const std::string guests = GuestsText(booking.guests());
  if (!guests.empty()) text += ", with " + guests;
  if (booking.overrun()) text += ", overrun";
  if (booking.hindered()) text += ", hindered";
  if (!booking.end_reason().empty()) text += ", because \"" + booking.end_reason() + "\"";
  if (booking.overridden()) text += ", rules set aside";
  return text;
}

std::string Show::Wish(const v1::Wish& wish) const {
  std::string text = wish.wish() + ": " + WantsText(wish.spec().wants());
  text += ", " + LengthText(wish.length().seconds()) + " in";
  for (const v1::Interval& window : wish.windows()) text += " " + Span(window);
  text += ", " + ShortName(v1::WishState_Name(wish.state()), "WISH_STATE_");
  if (!wish.booking().empty()) text += " " + wish.booking();
  if (wish.has_offer_until()) text += " until " + Moment(wish.offer_until());
  if (wish.member() != reader_) text += ", for " + wish.member();
  if (wish.has_valid_until()) text += ", given up " + Moment(wish.valid_until());
  if (!wish.instead_of().empty()) text += ", instead of " + wish.instead_of();
  return text;
}

std::string Show::Outage(const v1::Outage& outage) const {
  const std::string what = outage.has_resource() ? outage.resource()
                           : outage.has_pool()   ? "pool " + outage.pool()
                                                 : "site " + outage.site();
  std::string text =
      fmt::format("{}: {} is out {}", outage.outage(), what, Span(outage.interval()));
  if (!outage.reason().empty()) text += ", \"" + outage.reason() + "\"";
  return text + (outage.lifted() ? ", lifted" : "");
}

std::string Show::Victim(const v1::OutageVictim& victim) const {
  std::string text = FateText(victim.fate());
  if (victim.from() != victim.to()) {
    if (!victim.from().empty()) text += " from " + victim.from();
    if (!victim.to().empty()) text += " to " + victim.to();
  }
  text += ", " + Booking(victim.booking());
  return text + (victim.wish().empty() ? "" : ", waits as " + victim.wish());
}

std::string Show::Fault(const v1::Fault& fault) const {
  std::string text =
      fmt::format("{}: {}, \"{}\"", fault.fault(), fault.resource(), fault.description());
  if (fault.reported_by() != reader_ && !fault.reported_by().empty()) {
    text += ", reported by " + fault.reported_by();
  }
  if (!fault.outage().empty()) text += ", led to " + fault.outage();
  return text + (fault.resolved() ? ", resolved" : "");
}

std::string Show::Event(const v1::Event& event) const {
  const char* told = CauseText(event.cause());
  const std::string cause =
      told != nullptr ? told : ShortName(v1::EventCause_Name(event.cause()), "EVENT_CAUSE_");
  switch (event.kind()) {
    case v1::EVENT_KIND_BOOKING:
      return cause + ", " + Booking(event.booking());
    case v1::EVENT_KIND_WISH:
      return cause + ", " + Wish(event.wish());
    case v1::EVENT_KIND_SERIES:
      return cause + ", " + event.series().series();
    case v1::EVENT_KIND_OUTAGE:
      return cause + ", " + Outage(event.outage());
    case v1::EVENT_KIND_FAULT:
      return cause + ", " + Fault(event.fault());
    case v1::EVENT_KIND_ROUND:
      return (event.cause() == v1::EVENT_CAUSE_CREATED ? "opened" : cause) + ", " +
             event.round().round();
    default:
      return cause;
  }
}

std::vector<std::string> Show::Series(const v1::Series& series) const {
  std::string head = series.series() + ":";
  if (!series.split_from().empty()) head += " split from " + series.split_from() + ",";
  head += " " + series.recurrence().rrule() + " from " + series.recurrence().start().local();
  std::vector<std::string> lines{head + (series.ended() ? ", ended" : "")};
  for (const v1::SeriesOccurrence& occurrence : series.occurrences()) {
    std::string line = fmt::format("#{} ", occurrence.occurrence());
    if (occurrence.has_booking()) line += Booking(occurrence.booking());
    if (occurrence.skipped() != v1::RULE_UNSPECIFIED) {
      line += (occurrence.has_booking() ? ", " : "") + occurrence.local_start() + " skipped, " +
              RuleText(occurrence.skipped());
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Show::Refusal(const v1::Refusal& refusal) const {
  std::vector<std::string> lines;
  for (const v1::Reason& reason : refusal.reasons()) {
    std::string line = lines.empty() ? "refused, " : "and ";
    if (reason.occurrence() != 0) line += fmt::format("#{} ", reason.occurrence());
    lines.push_back(line + RuleText(reason.rule()) + ": " + reason.sentence());
  }
  for (const v1::Alternative& alternative : refusal.alternatives()) {
    std::string line = "instead ";
    for (const v1::AlternativeBooking& booking : alternative.bookings()) {
      line += (line == "instead " ? "" : ", and ") + WantsText(booking.wants()) + " " +
              Span(booking.interval());
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace mutua::scenario
