// What quotas have counted: an account for each quota, holder and window, and which quotas a
// booking is under.
//
// Accounts follow from the records, as the calendars do: the state adds what a booking counts
// (core/counting.h) when it indexes the booking and takes it away when it unindexes it. So whatever
// a booking goes through, on whichever road, counts once, and what a refusal rolled back was never
// counted. Nothing is swept: an account of nothing is no account.
//
// Thread-bound, a part of the state.
#pragma once

#include <vector>

#include "engine/core/counting.h"
#include "engine/core/gauge.h"
#include "engine/core/sums.h"
#include "engine/model/booking.h"
#include "engine/model/calendar.h"
#include "engine/model/quota.h"

namespace mutua::core {

class State;

class Accounts {
 public:
  // Whether there is no quota at all.
  bool empty() const { return quotas_ == 0; }
  // Whether any of them only warns.
  bool warns() const { return warnings_ > 0; }

  // Quotas come and go with their records. What they have counted is the state's to add.
  void Insert(const model::Quota& quota);
  void Remove(const model::Quota& quota);

  // Calls visit(gauges, holder) for the lists of all quotas that a booking of this company and
  // member is under: those of each company, of this one, of each member, of each of this company,
  // of this one. None of them is empty.
  template <class Visit>
  void ForEachList(CompanyId company, MemberId member, Visit visit) const {
    const model::HolderId as_company = model::HolderOf(company);
    const model::HolderId as_member = model::HolderOf(member);
    const Account* of_company = Find(as_company);
    const Account* of_member = Find(as_member);
    const auto list = [&](const Gauges& gauges, model::HolderId holder) {
      if (!gauges.empty()) visit(gauges, holder);
    };
    list(each_company_, as_company);
    if (of_company != nullptr) list(of_company->gauges, as_company);
    list(each_member_, as_member);
    if (of_company != nullptr) list(of_company->of_its_members, as_member);
    if (of_member != nullptr) list(of_member->gauges, as_member);
  }
  // Calls visit(gauge, holder) for each of them.
  template <class Visit>
  void ForEach(CompanyId company, MemberId member, Visit visit) const {
    ForEachList(company, member, [&](const Gauges& gauges, model::HolderId holder) {
      for (const Gauge& gauge : gauges) visit(gauge, holder);
    });
  }
  // Whether any quota is about this company, this member or each of them.
  bool Covers(CompanyId company, MemberId member) const;
  // How many limit each company, each member, or this one as such: what kQuotasOnOneMost bounds.
  size_t CountLike(const model::Quota& quota) const;

  // Adds what a booking counts, `sign` 1, or takes it away, -1.
  void Count(const State& state, const model::Booking& booking, int sign) {
    CountOf(state, booking, sign, QuotaId());
  }
  void Count(const model::Carry& carry, const model::Carry::Entry& entry,
             model::Quota::Window window, int sign);
  // After Forget(quota): adds again what a booking counts on it and on quotas of bookings at once.
  void Recount(const State& state, const model::Booking& booking, QuotaId quota) {
    CountOf(state, booking, 1, quota);
  }
  // Forgets what was counted: on one quota, and on all of bookings at once, which are kept
  // together; or on all.
  void Forget(QuotaId quota);
  void ForgetAll();

  // What was counted. Of outstanding, `first` is nothing.
  int64_t Used(const Gauge& gauge, model::HolderId holder, Day first) const {
    return RowOf(holder, {gauge.window, first}).Of(gauge.quota);
  }
  // The same of all quotas of the holder in one window.
  Sums::Row RowOf(model::HolderId holder, Sums::Window window) const {
    const Account* account = Find(holder);
    return account == nullptr ? Sums::Row() : account->sums.RowOf(window);
  }

  // Asks the processor for what a booking of theirs will need, first for the accounts and then for
  // what is in them: both are far apart in memory, and other work can be done meanwhile.
  void PrefetchAccounts(CompanyId company, MemberId member) const {
    for (const model::HolderId holder : {model::HolderOf(company), model::HolderOf(member)}) {
      if (const Account* account = Find(holder)) __builtin_prefetch(account);
    }
  }
  void PrefetchSums(CompanyId company, MemberId member) const;

  // How many bookings of the holder count on any kConcurrent quota: no more are at once on one.
  size_t ConcurrentMost(model::HolderId holder) const {
    const Account* account = Find(holder);
    return account == nullptr ? 0 : account->concurrent.size();
  }
  // When those are that count on this one and overlap `within`.
  model::Calendar Concurrent(const State& state, const Gauge& gauge, model::HolderId holder,
                             Interval within) const;

 private:
  // What there is of one holder.
  struct Account {
    Gauges gauges;          // that limit it as such
    Gauges of_its_members;  // that limit each member of this company
    Sums sums;
    model::Calendar concurrent;  // bookings that count on a kConcurrent quota of the holder's
  };

  Gauges& ListFor(const model::Quota& quota);
  const Account* Find(model::HolderId holder) const {
    return holder.value() < accounts_.size() ? &accounts_[holder.value()] : nullptr;
  }
  Account& Open(model::HolderId holder);
  static void CountOn(const Gauges& gauges, int sign, QuotaId only, Counting* counting, Sums* sums);
  void CountOf(const State& state, const model::Booking& booking, int sign, QuotaId only);

  Gauges each_company_;
  Gauges each_member_;
  size_t quotas_ = 0;
  size_t warnings_ = 0;
  std::vector<Account> accounts_;  // by holder: ids are dense
};

}  // namespace mutua::core
