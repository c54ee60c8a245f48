// The second opinion on shares: guarantees, windows of access, what is grabbed and usage, from the
// events alone: every booking that ever was, summed anew for each question, decay in floating
// point, with the C++ time zone library of the system. Slow on purpose.
//
// What is charged it takes from the second opinion on that. It keeps every time that was given
// back, and knows of no accounts, windows' ends or timers.
//
// Limitation: all resources are at one site; opening hours begin and end on a grid of five minutes
// and do not change, nor do prices, nor whether a pool counts weeks or months; nobody overrides a
// policy.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "engine/core/fair_share.h"
#include "tests/sim/auditor.h"
#include "tests/sim/charge_auditor.h"
#include "tests/sim/quota_auditor.h"
#include "tests/sim/round_auditor.h"

namespace mutua::sim {

class ShareAuditor {
 public:
  // The other auditors are borrowed; `calendars`, `charges` and `rounds` hear of everything before,
  // `quotas` after this one.
  ShareAuditor(absl::TimeZone zone, const Auditor& calendars, const ChargeAuditor& charges,
               const QuotaAuditor& quotas, const RoundAuditor& rounds)
      : zone_(zone), calendars_(calendars), charges_(charges), quotas_(quotas), rounds_(rounds) {}

  // What happened is judged `at` by all that was before it, then taken in.
  void Hear(const core::Event& event, Instant at);
  // The first event that was not as it should be; empty when all is well.
  const std::string& wrong() const { return wrong_; }

  // Why shares forbid it, one reason a pool; `instead_of` is not there.
  std::vector<core::Reason> Judge(const core::Shared& asked, BookingId instead_of,
                                  Instant at) const;
  // Whether it would be grabbed, as a new booking or as `instead_of` changed.
  bool IsGrabbed(const model::Kit& kit, CompanyId company, Interval interval, BookingId instead_of,
                 Instant at) const;

  // Whether that is what the company has used of the pool, as far as decay in steps can tell.
  bool IsUsage(PoolId pool, CompanyId company, Ticks usage, Instant at) const;
  // The first usage, time within a guarantee or frozen period that the state keeps otherwise.
  std::string FindWrong(const core::State& state, Instant at) const;
  // A wish that waits although an idle time of its own would be granted in the grab window (I6).
  std::string FindIdle(Instant at) const;

  // Whether a wish could be given exactly this but for credits, in the opinion of all auditors.
  // `instead_of`: another company's, which is not there.
  bool CouldHave(const model::Wish& wish, ResourceId resource, Interval interval,
                 BookingId instead_of, Instant at) const;
  // What was consumed in ticks, `except` not: of what is still to come, and of what is over.
  struct Consumed {
    int64_t future = 0;
    double past = 0;
  };
  Consumed UsageOf(PoolId pool, CompanyId company, BookingId except, Instant at) const;

  bool IsShared(PoolId pool) const;
  // In their order.
  std::vector<const model::Guarantees*> PeriodsOf(PoolId pool) const;
  // How much of what is asked goes beyond the company's guarantees, by pool: seconds, times units, in
  // each period that begins on that day.
  std::map<PoolId, std::map<CivilDay, int64_t>> Beyond(const core::Shared& asked,
                                                       BookingId instead_of, Instant at) const;
  // What the company is guaranteed in the period of the pool in which `at` lies, lent or not; minutes.
  int64_t MinutesAt(PoolId pool, CompanyId company, Instant at) const;
  // Its share of the pool, and the resource that comes first.
  int64_t WeightIn(PoolId pool, CompanyId company) const {
    return WeightOf(pools_.at(pool).sharing, company);
  }
  const std::map<PoolId, model::Pool>& pools() const { return pools_; }
  const std::map<ResourceId, model::Resource>& resources() const { return resources_; }
  const std::map<GuaranteesId, model::Guarantees>& frozen() const { return frozen_; }
  int64_t UnitsIn(PoolId pool, const model::Kit& kit) const;
  int64_t Used(const model::Guarantees& period, CompanyId company, BookingId except) const;
  // Less what it lent.
  int64_t Guaranteed(const model::Guarantees& period, CompanyId company) const;
  // How often something was grabbed, or was not because it had been given back.
  size_t grabbed() const { return grabbed_; }
  size_t not_cheaper() const { return not_cheaper_; }

 private:
  struct Known {
    model::Booking booking;
    Instant ended;
    int64_t charged = 0;    // ticks
    std::set<PoolId> lost;  // not shared when it retired: its time counts there no more
  };
  struct Given {
    CompanyId company;
    PoolId pool;
    Interval interval;
  };
  struct Stretch {
    int64_t from = 0;
    int64_t to = 0;
  };
  struct Part {  // of a kit
    PoolId pool{};
    ResourceId first{};
    int64_t units = 0;
  };

  static bool IsLive(const model::Booking& booking);
  static int64_t WeightOf(const model::Sharing& sharing, CompanyId company);
  Stretch TimeThatCounts(const Known& known) const;
  int64_t SecondsIn(const model::Guarantees& period, int64_t from, int64_t to) const;
  int64_t UsedAt(const model::Guarantees& period, const core::Shared& asked, const Part& part,
                 BookingId instead_of, Instant at) const;
  std::vector<Part> PartsOf(const model::Kit& kit) const;
  int64_t KeptForOthers(const model::Guarantees& period, CompanyId company, BookingId except) const;
  const std::vector<Stretch>& OpenOn(const model::Resource& resource, int64_t day) const;
  int64_t Open(PoolId pool, int64_t from, int64_t to, bool only_free, BookingId except) const;
  int64_t EndOfBookable(PoolId pool, Instant end, Instant at) const;
  Duration HorizonOf(const model::Resource& resource) const;
  std::optional<core::Reason> JudgeIn(const model::Guarantees& period, const core::Shared& asked,
                                      const Part& part, BookingId instead_of, Instant at) const;
  bool GaveBack(const model::Kit& kit, CompanyId company, Interval interval) const;
  int64_t TicksIn(const Known& known, PoolId pool) const;
  void GiveBack(const model::Booking& booking, Interval time, Instant at);
  void HearBooked(const model::Booking& booking, Instant at);
  void HearChanged(const core::BookingChanged& changed, Instant at);
  void HearFrozen(const model::Guarantees& frozen, Instant at);
  void Expect(bool holds, const std::string& what);

  absl::TimeZone zone_;
  const Auditor& calendars_;
  const ChargeAuditor& charges_;
  const QuotaAuditor& quotas_;
  const RoundAuditor& rounds_;
  model::Opening site_;
  std::map<PoolId, model::Pool> pools_;
  std::map<ResourceId, model::Resource> resources_;
  std::set<CompanyId> companies_;
  std::map<OutageId, model::Outage> outages_;
  std::map<BookingId, Known> bookings_;  // all there ever were
  std::map<WishId, model::Wish> wishes_;
  std::map<GuaranteesId, model::Guarantees> frozen_;
  std::map<std::pair<GuaranteesId, CompanyId>, int64_t> lent_;  // minutes
  std::vector<Given> given_back_;
  mutable std::map<std::pair<ResourceId, int64_t>, std::vector<Stretch>> open_;  // by day in UTC
  std::string wrong_;
  size_t grabbed_ = 0;
  size_t not_cheaper_ = 0;
};

}  // namespace mutua::sim
