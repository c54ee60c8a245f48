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
// displaced one nothing, and so one that could not start for an overrun. Of these only those that are not over are outstanding or concurrent.
//
// Thread-bound, a part of the state.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "engine/core/sums.h"
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
  bool counts_grab = false;
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
  bool grab = false;
  bool only_charged = false;  // it gave its time back and not its charge
  // What is charged for all of it; none: what it costs by the rules of now.
  std::optional<Charge> charge{};
  RoundId round{};  // given out by this round: its windows are not held against it, nor windows of
                    // access
};

constexpr bool IsOfCharges(model::Quota::Measure measure) {
  return measure == model::Quota::Measure::kCharge || measure == model::Quota::Measure::kMoney;
}

// What a booking counts; none: nothing. The booking is borrowed.
std::optional<Claimed> ClaimedBy(const model::Booking& booking);

// What one booking counts on one quota in one window, which begins so many days after 1970; of what
// is no period 0.
struct Amount {
  int32_t day = 0;
  int64_t amount = 0;
  CivilDay first() const { return CivilDay() + day; }
};
using Amounts = absl::InlinedVector<Amount, 2>;

// The kit with what quotas select by, looked up once for all quotas that it is under. The state and
// what is claimed are borrowed.
class Counting {
 public:
  Counting(const State& state, const Claimed& claimed);

  // Whether the quota counts any of it.
  bool Selects(const Gauge& gauge) const;
  // Calls visit(Amount) for each window in which it counts. Precondition: it is not kConcurrent.
  template <class Visit>
  void ForEachAmount(const Gauge& gauge, Visit visit) {
    if (!IsPlain(gauge)) return ForEachOfAny(gauge, visit);
    if (!Selects(gauge, parts_.front())) return;
    const bool in_time = gauge.measure == model::Quota::Measure::kTime;
    visit(Amount{model::IsPeriod(gauge.window) ? StartIn(gauge.window) : 0,
                 in_time ? plain_time_ : 1});
  }
  // What it counts in the window that begins on that day; of what is no period `first` is nothing.
  int64_t AmountIn(const Gauge& gauge, CivilDay first);
  // The first resource that it counts. Precondition: Selects(gauge).
  ResourceId FirstSelected(const Gauge& gauge) const;

 private:
  struct Part {
    ResourceId resource{};
    std::array<uint32_t, 4> selected_as{};  // by Gauge::Selects: nothing, its pool, itself, its kind
    uint32_t units = 1;
    const model::ZoneTable* zone = nullptr;
    const model::EffectiveRules* rules = nullptr;
  };
  // How its time lies in the windows of a zone.
  struct Zoned {
    const model::ZoneTable* zone;
    model::Spread spread;
  };

  // Nearly all: one resource within a day, on a quota of all its time or of bookings.
  bool IsPlain(const Gauge& gauge) const {
    return plain_time_ > 0 && !gauge.peak_only && !IsOfCharges(gauge.measure) &&
           !(claimed_.over && gauge.window == model::Quota::Window::kOutstanding);
  }
  // The first day of the window of the first part, worked out once: many quotas share a week.
  int32_t StartIn(model::Quota::Window window) {
    const auto known = static_cast<size_t>(window);
    if (starts_[known] == kUnknown) starts_[known] = StartOf(window);
    return starts_[known];
  }
  int32_t StartOf(model::Quota::Window window) const;
  bool Selects(const Gauge& gauge, const Part& part) const {
    if (claimed_.grab && !gauge.counts_grab) return false;
    if (part.selected_as[static_cast<size_t>(gauge.selects)] == gauge.selected) return true;
    return gauge.selected == 0 && SelectsOneOf(gauge, part);
  }
  bool SelectsOneOf(const Gauge& gauge, const Part& part) const;
  static model::Rated RatedIn(const Part& part, Interval interval);
  const model::Spread& SpreadIn(const model::ZoneTable& zone);
  template <class Visit>
  void ForEachOfAny(const Gauge& gauge, Visit visit) {
    Count(gauge, &amounts_);
    for (const Amount& one : amounts_) visit(one);
  }
  void Count(const Gauge& gauge, Amounts* amounts);
  // Calls visit(first day, interval) for each window that its time lies in.
  template <class Visit>
  void ForEachWindow(const Gauge& gauge, const Part& part, Visit visit);
  void CountTime(const Gauge& gauge, Amounts* amounts);
  void CountBookings(const Gauge& gauge, Amounts* amounts);
  void CountCharge(const Gauge& gauge, Amounts* amounts);

  static constexpr int32_t kUnknown = INT32_MIN;
  const State& state_;
  Claimed claimed_;
  absl::InlinedVector<Part, 1> parts_;
  absl::InlinedVector<Zoned, 1> zoned_;
  int64_t plain_time_ = 0;  // units times seconds; 0: it is not plain
  std::array<int32_t, 5> starts_{kUnknown, kUnknown, kUnknown, kUnknown, kUnknown};
  Amounts amounts_;
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
  void Count(const model::Carry& carry, const model::Carry::Entry& entry, int sign);
  // Forgets what was counted: on one quota, or on all.
  void Forget(QuotaId quota);
  void ForgetAll();

  // Where a pass over the quotas of one booking found amounts last: by holder, a company or a member,
  // and window.
  using Hints = std::array<std::array<Sums::Hint, 7>, 2>;

  // What was counted. Of outstanding, `first` is nothing.
  int64_t Used(const Gauge& gauge, model::HolderId holder, CivilDay first) const;
  // The same in the window of an amount, as one of many.
  int64_t Used(const Gauge& gauge, model::HolderId holder, const Amount& in, Hints* hints) const;
  // Asks the processor for what a booking of theirs will need, first for the accounts and then for
  // what is in them: both are far apart in memory, and other work can be done meanwhile.
  void PrefetchAccounts(CompanyId company, MemberId member) const;
  void PrefetchSums(CompanyId company, MemberId member) const;
  // When what counts on a kConcurrent quota is; null when nothing is.
  const model::Calendar* Concurrent(const Gauge& gauge, model::HolderId holder) const;

 private:
  // All that was counted of one holder.
  struct Account {
    Sums sums;
    std::vector<std::pair<QuotaId, model::Calendar>> concurrent;  // of these quotas there are few
  };

  std::vector<Gauge>& ListFor(const model::Quota& quota);
  const Account* Find(model::HolderId holder) const {
    return holder.value() < accounts_.size() ? &accounts_[holder.value()] : nullptr;
  }
  Account& Open(model::HolderId holder);
  static void CountConcurrent(Account* account, QuotaId quota, const model::Booking& booking,
                              int sign);

  std::vector<Gauge> each_company_;
  std::vector<Gauge> each_member_;
  absl::flat_hash_map<CompanyId, std::vector<Gauge>> of_company_;
  absl::flat_hash_map<MemberId, std::vector<Gauge>> of_member_;
  size_t quotas_ = 0;
  size_t warnings_ = 0;
  std::vector<Account> accounts_;  // by holder: ids are dense
};

}  // namespace mutua::core
