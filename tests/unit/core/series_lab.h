// The tiny lab with long horizons, for tests of series: what was asked, in civil time, and what
// came of it, as one readable line an occurrence.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "engine/core/series.h"
#include "tests/unit/core/lab.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::core::testing {

class SeriesLab : public Lab {
 public:
  explicit SeriesLab(model::ZoneTable zone = model::testing::Paris()) : Lab(std::move(zone)) {
    for (const ResourceId id : printers) SetRules(id, Rules());
    SetRules(laser, Rules());
    SetRules(room, Rules());
  }

  static model::Rules Rules() {
    model::Rules rules;
    rules.horizon = Duration::Days(3660);
    return rules;
  }

  // An hour each on the resource. The lab's Monday is 2026-01-05, nine o'clock in Paris.
  static BookSeries Hourly(ResourceId resource, std::string rule, CivilSecond start,
                           model::SeriesMode mode = model::SeriesMode::kAllOrNothing) {
    BookSeries command;
    command.wants.push_back({resource, PoolId(), 1});
    command.rule = std::move(rule);
    command.start = start;
    command.civil_seconds = 3600;
    command.mode = mode;
    return command;
  }

  SeriesId BookedSeries(MemberId member, const BookSeries& command) {
    const Decision decision = Do(As(member), command);
    REQUIRE(RulesOf(decision) == std::vector<Rule>());
    return SeriesId(decision.subject.id);
  }

  Instant Civil(CivilSecond local) const { return Zone().FirstAtOrAfter(local); }
  const model::ZoneTable& Zone() const { return state.Find(state.Find(site)->zone)->table; }

  // A booking of one hour from a civil time on.
  BookingId Taken(MemberId member, ResourceId resource, CivilSecond start) {
    return Booked(member, On(resource, Interval(Civil(start), Civil(start + 3600))));
  }

  // Every occurrence that is booked or missing, by number: "1 01-12 10:00 laser". Behind it:
  // "edited", "pending", "running", "missing" with its rule's number.
  std::vector<std::string> Show(SeriesId id) const {
    std::map<uint32_t, std::string> lines;
    const auto shown = [](CivilSecond local) {
      return absl::StrFormat("%02d-%02d %02d:%02d", local.month(), local.day(), local.hour(),
                             local.minute());
    };
    for (const model::Series::Missing& missing : state.Find(id)->missing) {
      lines[missing.occurrence] =
          absl::StrFormat(" missing %s rule %d", shown(missing.start), missing.rule);
    }
    for (const BookingId booking_id : state.BookingsOf(id)) {
      const model::Booking& booking = *state.Find(booking_id);
      if (!model::Occupies(booking.state)) continue;
      std::string line = " " + shown(Zone().ToCivil(booking.interval.start()));
      for (const model::Claim& claim : booking.kit) {
        line += " " + state.Find(claim.resource)->handle;
      }
      if (booking.edited) line += " edited";
      if (booking.state == model::BookingState::kPending) line += " pending";
      if (booking.state == model::BookingState::kCheckedIn) line += " running";
      lines[booking.occurrence] = line + lines[booking.occurrence];
    }
    std::vector<std::string> all;
    for (const auto& [number, line] : lines) all.push_back(std::to_string(number) + line);
    return all;
  }
  std::string Line(SeriesId id) const { return absl::StrJoin(Show(id), ", "); }

  BookingId Occurrence(SeriesId id, uint32_t number) const {
    const model::Booking* booking = FindOccurrence(state, *state.Find(id), number, at);
    REQUIRE(booking != nullptr);
    return booking->id;
  }
};

// Everything that a command about series could have changed.
struct Changeable {
  std::vector<model::Booking> bookings;
  std::vector<model::Series> series;
  Counters counters;
  bool operator==(const Changeable&) const = default;
};
inline Changeable Records(const State& state) {
  Changeable records;
  state.ForEach<model::Booking>([&](const auto& record) { records.bookings.push_back(record); });
  state.ForEach<model::Series>([&](const auto& record) { records.series.push_back(record); });
  records.counters = state.counters();
  return records;
}

inline std::vector<std::string> Lines(std::initializer_list<const char*> lines) {
  return {lines.begin(), lines.end()};
}

}  // namespace mutua::core::testing
