// The calendar of a feed as iCalendar text: one VEVENT for each booking, the occurrences of a
// series too (engine/decisions/feeds_show_each_booking.md). Of equal bookings the text is equal:
// nothing in it comes from a clock.
//
// Thread-safe: no state.
#pragma once

#include <deque>
#include <map>
#include <string>

#include "engine/front/language.h"
#include "engine/model/zone.h"
#include "mutua/v1/booking.pb.h"

namespace mutua::front {

// A booking as the reader of a feed may see it, with what its message does not say.
struct Listed {
  v1::Booking booking;
  Interval interval{kEarliest, kLatest};
  Instant made_at{};
  Instant changed_at{};
  uint32_t version = 1;
  std::string zone;       // of its first resource
  std::string where;      // names of its resources and their site
  std::string resources;  // names of its resources
  std::string who;        // name of its member; empty: not to be told, or the feed is that member's
  std::string company;    // likewise
};

struct Calendar {
  std::string name;
  std::deque<Listed> bookings;
  std::map<std::string, model::ZoneTable> zones;  // of the bookings, by name
  bool cut = false;                               // there are more
};

std::string CalendarText(const Calendar& calendar, Language language);

}  // namespace mutua::front
