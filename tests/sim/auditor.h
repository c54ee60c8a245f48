// The auditor: a second opinion, written a second, naive way. It knows the lab by its definitions
// and the bookings by the events alone, keeps them in plain lists, counts capacity whenever
// anything begins, and asks the C++ time zone library of the system instead of the engine's tables.
// Slow on purpose.
//
// Limitation: opening hours begin and end on a grid of five minutes, and last that long.
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
  // The first material of which the state has taken another number of pieces.
  std::string FindWrongPieces(const core::State& state) const;

  bool IsOpenAt(const model::Opening& opening, Instant t) const;
  // Whether an outage is in the booking's way.
  bool IsOut(const model::Booking& booking) const;

  const std::map<BookingId, model::Booking>& bookings() const { return bookings_; }
  // What the wish is offered now; null when nothing is.
  const model::Booking* OfferOf(WishId wish) const;

 private:
  // Pieces of material that completed bookings took, and that live ones are to.
  int64_t PiecesGone(ResourceId resource, BookingId except) const;
  // What the booking, in another state than before, has taken or not.
  void CountPieces(const model::Booking& booking, model::BookingState before);
  int64_t UnitsAt(ResourceId resource, Instant t, BookingId except) const;
  // Use only grows when something begins: at these moments within [from, to) it is highest.
  std::vector<Instant> MomentsToCount(Instant from, Instant to) const;
  void JudgeOpening(const model::Opening& opening, const core::Ask& ask, bool overnight,
                    std::vector<core::Rule>* broken) const;
  int64_t SecondsOfDay(Instant t) const;
  bool IsOut(ResourceId resource, Instant from, Instant to) const;

  absl::TimeZone zone_;
  std::map<SiteId, model::Site> sites_;
  std::map<PoolId, model::Pool> pools_;
  std::map<ResourceId, model::Resource> resources_;
  std::map<MemberId, model::Member> members_;
  std::map<BookingId, model::Booking> bookings_;  // all that are not retired
  std::map<ResourceId, int64_t> taken_;           // pieces
  std::map<OutageId, model::Outage> outages_;
  std::map<WishId, model::Wish> wishes_;
};

}  // namespace mutua::sim
