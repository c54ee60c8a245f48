// The auditor: a second opinion, written a second, naive way. It knows the lab by its definitions
// and the bookings by the events alone, keeps them in plain lists, counts capacity at every five
// minutes, and asks the C++ time zone library of the system instead of the engine's tables. Slow on
// purpose.
//
// Limitation: everything the workload asks for lies on a grid of five minutes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "engine/core/decide.h"
#include "engine/core/judge.h"

namespace mutua::sim {

class Auditor {
 public:
  explicit Auditor(absl::TimeZone zone) : zone_(zone) {}

  // Takes in what happened.
  void Hear(const core::Event& event);

  // The rules that a claim breaks, ascending, each once.
  std::vector<core::Rule> Judge(const core::Ask& ask, Instant at) const;

  // The first thing wrong with the calendars at any time; empty when all is well (P2).
  std::string FindOverbooking() const;

  const std::map<BookingId, model::Booking>& bookings() const { return bookings_; }

 private:
  int64_t UnitsAt(ResourceId resource, Instant t, BookingId except) const;
  bool IsOpenAt(const model::Opening& opening, Instant t) const;
  void JudgeOpening(const model::Opening& opening, const core::Ask& ask, bool overnight,
                    std::vector<core::Rule>* broken) const;
  int64_t SecondsOfDay(Instant t) const;

  absl::TimeZone zone_;
  std::map<SiteId, model::Site> sites_;
  std::map<PoolId, model::Pool> pools_;
  std::map<ResourceId, model::Resource> resources_;
  std::map<MemberId, model::Member> members_;
  std::map<BookingId, model::Booking> bookings_;  // all that are not retired
  std::map<OutageId, model::Outage> outages_;
};

}  // namespace mutua::sim
