// The second opinion on quotas: every booking that ever was, from the events alone, counted anew
// for each question, with the C++ time zone library of the system. Slow on purpose.
//
// What is charged for a booking it takes from the second opinion on that; where the charge lies it
// works out itself, in quarters of an hour.
//
// Limitation: quotas are there before the first booking, and change in nothing but their limits;
// prices do not change; clocks do not go back over midnight.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "engine/core/judge.h"
#include "engine/core/state.h"
#include "tests/sim/charge_auditor.h"

namespace mutua::sim {

class QuotaAuditor {
 public:
  // `charges` is borrowed, and hears of everything first.
  QuotaAuditor(absl::TimeZone zone, const ChargeAuditor& charges)
      : zone_(zone), charges_(charges) {}

  // Takes in what happened.
  void Hear(const core::Event& event);

  // Whether a hard quota would be exceeded, by what is grabbed or not.
  bool Exceeds(const core::Ask& ask, bool grab, Instant at) const;

  // The first account that the state keeps otherwise than a count of all bookings gives, or that is
  // over a limit that was never lowered (P3, I4); empty when all is well. Looks at what is not
  // over.
  std::string FindWrong(const core::State& state, Instant at) const;

 private:
  // [from, to) and the first day; of what is no period everything.
  struct Window {
    int64_t from = 0;
    int64_t to = 0;
    CivilDay first;
  };
  struct Known {
    model::Booking booking;
    Instant ended;
    Charge charged;
    // What it counts by quota and start of the window, worked out when it is first asked for.
    std::map<std::pair<QuotaId, int64_t>, int64_t> amounts{};
  };
  // What is counted: of what is asked for, or of a booking.
  struct Counted {
    model::Kit kit;
    Interval interval{kEarliest, kLatest};
    Charge charge;
    bool only_charged = false;  // its time was given back
    bool grab = false;
  };

  Window WindowAt(const model::Quota& quota, int64_t t) const;
  std::vector<Window> WindowsFrom(const model::Quota& quota, int64_t from, int64_t to) const;
  int64_t UnitsOf(const model::Quota& quota, const model::Kit& kit) const;
  bool IsUnder(const model::Quota& quota, CompanyId company, MemberId member) const;
  model::HolderId HolderOf(const model::Quota& quota, CompanyId company, MemberId member) const;
  bool Selects(const model::Quota& quota, ResourceId resource) const;
  int64_t AmountOf(const model::Quota& quota, const Counted& counted, const Window& window) const;
  int64_t TimeOf(const model::Quota& quota, const Counted& counted, const Window& window) const;
  int64_t ChargeOf(const model::Quota& quota, const Counted& counted, const Window& window) const;
  int64_t WorkOut(const model::Quota& quota, const Known& known, const Window& window) const;
  int64_t AmountOf(const model::Quota& quota, const Known& known, const Window& window) const;
  int64_t Used(const model::Quota& quota, model::HolderId holder, const Window& window,
               BookingId except) const;
  int64_t PeakOf(const model::Quota& quota, model::HolderId holder, Interval interval,
                 BookingId except) const;
  // What overruns cost that the quota may have counted.
  int64_t OverrunOf(const model::Quota& quota, model::HolderId holder) const;
  bool ExceedsOne(const model::Quota& quota, const core::Ask& ask, bool grab, Instant at) const;

  absl::TimeZone zone_;
  const ChargeAuditor& charges_;
  std::map<QuotaId, model::Quota> quotas_;
  std::map<QuotaId, bool> lowered_;
  std::map<ResourceId, model::Resource> resources_;
  std::map<MemberId, model::Member> members_;
  mutable std::map<BookingId, Known> bookings_;  // all there ever were
};

}  // namespace mutua::sim
