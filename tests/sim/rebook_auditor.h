// The second opinion on what comes back when somebody else books what was given back too late: each
// unit's time by itself, each stretch of it with what it cost and what is paid for it now.
//
// Limitation: that of the second opinion on charges; of what is divided a few ticks may be lost.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tests/sim/charge_auditor.h"

namespace mutua::sim {

class RebookAuditor {
 public:
  // Borrowed; it hears of everything before this one.
  explicit RebookAuditor(const ChargeAuditor& charges) : charges_(charges) {}

  void Hear(const core::Event& event, Instant at);
  // At the end of a commit: all that has to come back did.
  void Settle();
  const std::string& wrong() const { return wrong_; }

  // How often something came back, and how many ticks in all.
  size_t times() const { return times_; }
  int64_t ticks() const { return ticks_; }

 private:
  // Of one unit.
  struct Stretch {
    BookingId booking{};
    ResourceId resource{};
    CompanyId company{};
    Instant given_up{};
    int64_t from = 0;
    int64_t to = 0;
    bool grab = false;
    double ticks = 0;  // for each second at half the normal rate
    double cents = 0;
  };
  using Key = std::tuple<BookingId, BookingId, ResourceId>;  // by whom, whose, of what
  struct Sum {
    double ticks = 0;
    double cents = 0;
    double cost = 0;  // ticks
    int parts = 0;
  };

  double HalvesOf(const Stretch& stretch, int64_t from, int64_t to) const;
  void Add(const model::Booking& booking, const model::Claim& claim, Interval time, Charge charge,
           Instant at, std::vector<Stretch>* to) const;
  std::vector<Stretch> Forfeited(const model::Booking& before, const model::Booking& after,
                                 Instant at) const;
  std::vector<Stretch> PricedOf(const model::Booking& booking, Instant at) const;
  bool Counts(const Stretch& given, const Stretch& paid, const model::Booking& by) const;
  void Match(const model::Booking& by, std::vector<Stretch> paid);
  void HearEnded(const core::BookingEnded& ended, Instant at);
  void HearRebooked(const core::BookingChanged& changed);
  void Expect(bool holds, const std::string& what);

  const ChargeAuditor& charges_;
  std::map<ResourceId, uint32_t> capacity_;
  std::map<BookingId, model::Booking> bookings_;
  std::map<BookingId, bool> passed_on_;
  std::vector<Stretch> late_;
  std::map<Key, Sum> expected_;
  std::string wrong_;
  size_t times_ = 0;
  int64_t ticks_ = 0;
};

}  // namespace mutua::sim
