// The second opinion on overruns: which bookings stand past their end, minute by minute, whom they
// keep from starting, and what each costs in the end.
//
// Limitation: hours and rates do not change after the first booking; bookings end on whole minutes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/core/event.h"
#include "tests/sim/auditor.h"

namespace mutua::sim {

class OverrunAuditor {
 public:
  // `calendars` knows opening hours.
  explicit OverrunAuditor(const Auditor& calendars) : calendars_(calendars) {}

  // The next events follow from this command; null: from timers.
  void Announce(const core::Command* command) { command_ = command; }
  // Takes in what happened when it was decided `at`: after what asks this auditor about before.
  void Hear(const core::Event& event, Instant at);
  // All of a decision was heard: whether each overrun is charged as it should be.
  void Settle();

  // Whether a booking of another company keeps this one from starting.
  bool IsHindered(BookingId id, Instant at) const;

  // The first event that took it otherwise; empty when all is well.
  const std::string& wrong() const { return wrong_; }
  // How many overruns were charged, how many of them became cheaper, and how many bookings could
  // not start.
  size_t charged() const { return charged_; }
  size_t cheaper() const { return cheaper_; }
  size_t hindered() const { return hindered_; }

 private:
  // An overrun that is over: by when somebody was known to have left, and what it cost at the most.
  struct Over {
    Instant left;
    int64_t minutes = INT64_MAX;
  };

  bool IsOpen(const model::Booking& booking, Instant at) const;
  bool IsFull(const model::Booking& booking, Instant at) const;
  // Whether it is taken to be there still.
  bool Runs(const model::Booking& booking, Instant at) const;
  Instant EndOf(const model::Booking& booking, Instant left) const;
  Charge PriceOf(const model::Booking& booking, int64_t minutes) const;
  void HearEnded(const core::BookingEnded& ended, Instant at);
  void HearChanged(const core::BookingChanged& changed);
  void Expect(bool holds, BookingId id, const std::string& what);

  const Auditor& calendars_;
  const core::Command* command_ = nullptr;
  std::map<SiteId, model::Site> sites_;
  std::map<PoolId, model::Pool> pools_;
  std::map<ResourceId, model::Resource> resources_;
  std::map<BookingId, model::Booking> bookings_;
  std::map<BookingId, Over> over_;
  std::set<BookingId> touched_;  // to be looked at again
  std::string wrong_;
  size_t charged_ = 0;
  size_t cheaper_ = 0;
  size_t hindered_ = 0;
};

}  // namespace mutua::sim
