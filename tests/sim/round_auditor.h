// The second opinion on rounds: which time is given out, by whom it was had, and in which order,
// from the events alone.
//
// A booking that a round gives out comes before the event that says so: Expect is told of all
// events of a step before anybody hears the first.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>

#include "engine/core/round.h"
#include "tests/sim/auditor.h"

namespace mutua::sim {

class RoundAuditor {
 public:
  // Borrowed; it hears of everything after this one.
  explicit RoundAuditor(const Auditor& calendars) : calendars_(calendars) {}

  void Expect(std::span<const core::Event> events);
  void Hear(const core::Event& event);

  // Whether a window of an open round lies in the way of what the booking `instead_of` has not
  // already.
  bool Forbids(const model::Kit& kit, Interval interval, BookingId instead_of) const;
  // Whether a round gave it out.
  bool IsGiven(BookingId id) const { return given_.contains(id); }

  // The first thing that was not as it should be; empty when all is well.
  const std::string& wrong() const { return wrong_; }
  size_t decided() const { return decided_; }
  size_t taken() const { return taken_; }
  size_t taken_before() const { return taken_before_; }

 private:
  void Must(bool holds, const std::string& what);
  void HearBooked(const model::Booking& booking);
  void HearChanged(const core::BookingChanged& changed);
  void HearDecided(const core::RoundDecided& decided);
  void CheckOrder(const model::Round& round);

  const Auditor& calendars_;
  std::map<ResourceId, PoolId> pools_;
  std::map<RoundId, model::Round> open_;
  std::set<BookingId> given_;
  std::string wrong_;
  size_t decided_ = 0;
  size_t taken_ = 0;
  size_t taken_before_ = 0;
};

}  // namespace mutua::sim
