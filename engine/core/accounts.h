// What quotas have counted: an account for each quota, holder and window, and which quotas a
// booking is under.
//
// Accounts follow from the records, as the calendars do: the state adds what a booking counts when
// it indexes the booking and takes it away when it unindexes it. So whatever a booking goes
// through, on whichever road, counts once, and what a refusal rolled back was never counted.
// Nothing is swept: an account of nothing is no account.
//
// What is charged (model::Booking::Charged) counts on quotas of charge and money, whatever became of
// the time (decisions/charges_follow_the_records.md).
//
// What else counts (decisions/quotas_follow_the_records.md): a booking that is held, waits for approval,
// is confirmed or in use, was completed (as far as it was used) or released as a no-show counts its
// interval; one that was cancelled or ran out after it had begun, what had passed by then; a
// displaced one nothing. Of these only those that are not over are outstanding or concurrent.
//
// Thread-bound, a part of the state.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "engine/model/booking.h"
#include "engine/model/calendar.h"
#include "engine/model/quota.h"

namespace mutua::core {

class State;

// A quota as far as counting and judging need it: small, for many are looked at in a row.
struct Gauge {
  enum class Selects : uint8_t { kAll, kPools, kResources, kKind };
  QuotaId quota{};
  model::Quota::Who who = model::Quota::Who::kEachCompany;
  model::Quota::Measure measure = model::Quota::Measure::kTime;
  model::Quota::Window window = model::Quota::Window::kMonth;
  Selects selects = Selects::kAll;
  bool warning = false;
  bool peak_only = false;
  uint32_t selected = 0;  // the only pool, resource or kind; 0: several, the record has them
  int64_t limit = 0;
};

// A booking as quotas see it, or what is asked for. The kit is borrowed.
struct Claimed {
  CompanyId company{};
  MemberId member{};
  Interval interval{kEarliest, kLatest};
  std::span<const model::Claim> kit;
  bool over = false;  // neither outstanding nor concurrent
  bool only_charged = false;  // it gave its time back and not its charge
  // What is charged for all of it; none: what it costs by the rules of now.
  std::optional<Charge> charge{};
};

constexpr bool IsOfCharges(model::Quota::Measure measure) {
  return measure == model::Quota::Measure::kCharge || measure == model::Quota::Measure::kMoney;
}

// What a booking counts; none: nothing. The booking is borrowed.
std::optional<Claimed> ClaimedBy(const model::Booking& booking);

// What one booking counts on one quota in one window. Of windows that are no period, `first` is
// nothing.
struct Amount {
  CivilDay first;
  int64_t amount = 0;
};
using Amounts = absl::InlinedVector<Amount, 2>;

// The kit with what quotas select by, looked up once for all quotas that it is under. The state and
// what is claimed are borrowed.
class Counting {
 public:
  Counting(const State& state, const Claimed& claimed);

  // Whether the quota counts any of it.
  bool Selects(const Gauge& gauge) const;
  // The same by window; empty when it counts nothing. Precondition: it is not kConcurrent.
  void Count(const Gauge& gauge, Amounts* amounts);
  // The first resource that it counts. Precondition: Selects(gauge).
  ResourceId FirstSelected(const Gauge& gauge) const;

 private:
  struct Part {
    ResourceId resource{};
    PoolId pool{};
    model::ResourceKind kind{};
    uint32_t units = 1;
    const model::ZoneTable* zone = nullptr;
    const model::EffectiveRules* rules = nullptr;
  };
  bool Selects(const Gauge& gauge, const Part& part) const;
  static model::Rated RatedIn(const Part& part, Interval interval);
  const model::Spread& SpreadIn(const model::ZoneTable& zone);
  // Calls visit(first day, interval) for each window that its time lies in.
  template <class Visit>
  void ForEachWindow(const Gauge& gauge, const Part& part, Visit visit);
  void CountTime(const Gauge& gauge, Amounts* amounts);
  void CountBookings(const Gauge& gauge, Amounts* amounts);
  void CountCharge(const Gauge& gauge, Amounts* amounts);

  const State& state_;
  Claimed claimed_;
  absl::InlinedVector<Part, 1> parts_;
  absl::InlinedVector<std::pair<const model::ZoneTable*, model::Spread>, 1> spreads_;
};

class Accounts {
 public:
  // Whether there is no quota at all.
  bool empty() const { return quotas_ == 0; }
  // Whether any of them only warns.
  bool warns() const { return warnings_ > 0; }

  // Quotas come and go with their records. What they have counted is the state's to add.
  void Insert(const model::Quota& quota);
  void Remove(const model::Quota& quota);

  // Calls visit(gauge, holder) for each quota that a booking of this company and member is under,
  // by whom they limit and then by id.
  template <class Visit>
  void ForEach(CompanyId company, MemberId member, Visit visit) const {
    for (const Gauge& gauge : each_company_) visit(gauge, model::HolderOf(company));
    for (const Gauge& gauge : each_member_) visit(gauge, model::HolderOf(member));
    if (const auto found = of_company_.find(company); found != of_company_.end()) {
      for (const Gauge& gauge : found->second) {
        visit(gauge,
              model::IsOfCompanies(gauge.who) ? model::HolderOf(company) : model::HolderOf(member));
      }
    }
    if (const auto found = of_member_.find(member); found != of_member_.end()) {
      for (const Gauge& gauge : found->second) visit(gauge, model::HolderOf(member));
    }
  }
  // Whether any quota is about this company, this member or each of them.
  bool Covers(CompanyId company, MemberId member) const;
  // How many limit each company, each member, or this one as such: what kQuotasOnOneMost bounds.
  size_t CountLike(const model::Quota& quota) const;

  // Adds what a booking counts, `sign` 1, or takes it away, -1; on `only` alone, if that is set.
  void Count(const State& state, const model::Booking& booking, int sign, QuotaId only = QuotaId());
  void Count(const model::Carry& carry, model::Quota::Window window,
             const model::Carry::Entry& entry, int sign);
  // Forgets what was counted: on one quota, or on all.
  void Forget(QuotaId quota);
  void ForgetAll();

  // What was counted. Of outstanding, `first` is nothing.
  int64_t Used(const Gauge& gauge, model::HolderId holder, CivilDay first) const;
  // When what counts on a kConcurrent quota is; null when nothing is.
  const model::Calendar* Concurrent(const Gauge& gauge, model::HolderId holder) const;

 private:
  // The amounts of one holder and window, of all quotas together: a booking under many quotas finds
  // them in a few places.
  struct PageKey {
    model::HolderId holder;
    model::Quota::Window window{};
    int32_t first = 0;  // days since 1970
    bool operator==(const PageKey&) const = default;
    template <class H>
    friend H AbslHashValue(H h, const PageKey& key) {
      return H::combine(std::move(h), key.holder, key.window, key.first);
    }
  };
  struct Sum {
    QuotaId quota;
    int64_t amount;
  };
  using Page = absl::InlinedVector<Sum, 4>;

  static PageKey KeyOf(model::HolderId holder, model::Quota::Window window, CivilDay first);
  std::vector<Gauge>& ListFor(const model::Quota& quota);
  void Add(const PageKey& key, QuotaId quota, int64_t amount);

  std::vector<Gauge> each_company_;
  std::vector<Gauge> each_member_;
  absl::flat_hash_map<CompanyId, std::vector<Gauge>> of_company_;
  absl::flat_hash_map<MemberId, std::vector<Gauge>> of_member_;
  size_t quotas_ = 0;
  size_t warnings_ = 0;
  absl::flat_hash_map<PageKey, Page> pages_;
  absl::flat_hash_map<std::pair<QuotaId, model::HolderId>, model::Calendar> concurrent_;
};

}  // namespace mutua::core
