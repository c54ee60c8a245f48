// The second opinion on prices and refunds: each price walked through in quarters of an hour, each
// refund decided from the two records before and after, with the C++ time zone library of the
// system.
//
// Limitation: prices do not change after the first booking, peak hours begin and end on quarters.
#pragma once

#include <map>
#include <string>

#include "absl/time/time.h"
#include "engine/core/event.h"
#include "engine/core/state.h"
#include "tests/sim/overrun_auditor.h"

namespace mutua::sim {

class ChargeAuditor {
 public:
  ChargeAuditor(absl::TimeZone zone, const OverrunAuditor& overruns)
      : zone_(zone), overruns_(overruns) {}

  // Takes in what happened when it was decided `at`.
  void Hear(const core::Event& event, Instant at);

  // The first event that charged otherwise than it should; empty when all is well.
  const std::string& wrong() const { return wrong_; }
  // The first live booking that the state charges otherwise (I3); empty when all is well.
  std::string FindWrong(const core::State& state) const;
  // What quotas count of it: what a booking is charged, until it leaves the live state.
  Charge ChargedOf(BookingId id) const { return bookings_.at(id).charged; }
  // Whether its price was given back; likewise.
  bool IsRefunded(BookingId id) const { return bookings_.at(id).booking.refunded; }
  // What it would be charged as a new booking, or as the booking `id` moved by its owner; grabbed
  // or not.
  Charge IfBooked(const model::Kit& kit, Interval interval, bool grab) const;
  Charge IfMoved(BookingId id, const model::Kit& kit, Interval interval, bool grab,
                 Instant at) const;
  // Half-rate seconds of its time, all or those of peak hours alone.
  int64_t Halves(ResourceId resource, int64_t from, int64_t to, bool peak_only) const;
  // Credits and cents of a unit-hour at the normal rate.
  int64_t TariffOf(ResourceId resource) const;
  int64_t CentsOf(ResourceId resource) const;
  bool IsMaterial(ResourceId resource) const {
    return resources_.at(resource).kind == model::ResourceKind::kMaterial;
  }
  // What each company was ever charged, of all that it has or had.
  std::map<CompanyId, Charge> ByCompany() const;
  // How often a price was given back, and how often something was forfeited.
  size_t refunds() const { return refunds_; }
  size_t forfeits() const { return forfeits_; }

 private:
  struct Known {
    model::Booking booking;
    Charge charged;
  };

  int64_t HalvesAt(const model::PeakHours& hours, int64_t t) const;
  Charge PriceOf(const model::Claim& claim, int64_t from, int64_t to, int64_t units,
                 bool grab) const;
  Charge PriceOf(const model::Booking& booking) const;
  Charge Missing(const model::Booking& before, const model::Booking& after) const;
  Charge ForfeitedBy(const model::Booking& before, const model::Booking& after, Instant at) const;
  void HearMoved(const model::Booking& before, const model::Booking& after, Instant at);
  void HearCut(const model::Booking& before, const model::Booking& after, Instant at);
  void HearEnded(const core::BookingEnded& ended);
  void Expect(bool holds, const model::Booking& booking, const char* what);

  absl::TimeZone zone_;
  const OverrunAuditor& overruns_;
  std::map<PoolId, model::Pool> pools_;
  std::map<ResourceId, model::Resource> resources_;
  std::map<BookingId, Known> bookings_;
  std::map<CompanyId, Charge> retired_;
  std::string wrong_;
  size_t refunds_ = 0;
  size_t forfeits_ = 0;
};

}  // namespace mutua::sim
