#include "engine/core/accounts.h"

#include <algorithm>
#include <array>

#include "engine/core/state.h"

namespace mutua::core {

using model::Calendar;
using model::HolderId;
using model::Quota;

namespace {

bool SelectsConcurrent(const Gauges& gauges, const Counting& counting) {
  for (auto gauge = gauges.rbegin(); gauge != gauges.rend(); ++gauge) {
    if (gauge->window != Quota::Window::kConcurrent) return false;
    if (counting.Selects(*gauge)) return true;
  }
  return false;
}

void CountConcurrent(const model::Booking& booking, int sign, Calendar* calendar) {
  if (sign > 0) return calendar->Insert({booking.interval, booking.id, 1});
  calendar->Remove(booking.interval.start(), booking.id);
}

}  // namespace

// --- Which quotas there are --------------------------------------------------------------------

Gauges& Accounts::ListFor(const Quota& quota) {
  switch (quota.who) {
    case Quota::Who::kEachCompany:
      return each_company_;
    case Quota::Who::kMember:
      return Open(model::HolderOf(quota.member)).gauges;
    case Quota::Who::kEachMember:
      return quota.company.IsSet() ? Open(model::HolderOf(quota.company)).of_its_members
                                   : each_member_;
    case Quota::Who::kCompany:
      break;
  }
  return Open(model::HolderOf(quota.company)).gauges;
}

void Accounts::Insert(const Quota& quota) {
  if (quota.retired) return;
  core::Insert(Gauge::Of(quota), &ListFor(quota));
  ++quotas_;
  warnings_ += quota.warning ? 1 : 0;
}

void Accounts::Remove(const Quota& quota) {
  if (quota.retired) return;
  std::erase_if(ListFor(quota), [&](const Gauge& gauge) { return gauge.quota == quota.id; });
  --quotas_;
  warnings_ -= quota.warning ? 1 : 0;
}

bool Accounts::Covers(CompanyId company, MemberId member) const {
  if (!each_company_.empty() || !each_member_.empty()) return true;
  const Account* of_company = Find(model::HolderOf(company));
  const Account* of_member = Find(model::HolderOf(member));
  return (of_company != nullptr &&
          !(of_company->gauges.empty() && of_company->of_its_members.empty())) ||
         (of_member != nullptr && !of_member->gauges.empty());
}

size_t Accounts::CountLike(const Quota& quota) const {
  if (quota.who == Quota::Who::kEachCompany) return each_company_.size();
  if (quota.who == Quota::Who::kEachMember && !quota.company.IsSet()) return each_member_.size();
  const bool of_member = quota.who == Quota::Who::kMember;
  const Account* account =
      Find(of_member ? model::HolderOf(quota.member) : model::HolderOf(quota.company));
  return account == nullptr ? 0 : account->gauges.size() + account->of_its_members.size();
}

// --- What they have counted --------------------------------------------------------------------

Accounts::Account& Accounts::Open(HolderId holder) {
  if (holder.value() >= accounts_.size()) accounts_.resize(holder.value() + 1);
  return accounts_[holder.value()];
}

// What falls into one window is gathered: a row is found and changed once.
void Accounts::CountOn(const Gauges& gauges, int sign, QuotaId only, Counting* counting,
                       Sums* sums) {
  std::array<Sums::Sum, 16> gathered;
  size_t count = 0;
  Sums::Window window;
  for (const Gauge& gauge : gauges) {
    if (gauge.window == Quota::Window::kConcurrent) break;  // the last kind there is
    if (only.IsSet() && gauge.quota != only) continue;
    counting->ForEachAmount(gauge, [&](const Amount& one) {
      const bool here = gauge.window == window.kind && one.first == window.first;
      if (!here || count == gathered.size()) {
        sums->Add(window, {gathered.data(), count});
        count = 0;
        window = {gauge.window, one.first};
      }
      gathered[count++] = {gauge.quota, sign * one.amount};
    });
  }
  sums->Add(window, {gathered.data(), count});
}

// `only`: of the sums those of this quota alone.
void Accounts::CountOf(const State& state, const model::Booking& booking, int sign, QuotaId only) {
  if (empty() || !Covers(booking.company, booking.member)) return;
  const std::optional<Claimed> claimed = ClaimedBy(booking);
  if (!claimed) return;
  Open(std::max(model::HolderOf(booking.company), model::HolderOf(booking.member)));
  Counting counting(state, *claimed);
  std::optional<HolderId> concurrent;  // whose calendar has it
  ForEachList(booking.company, booking.member, [&](const Gauges& gauges, HolderId holder) {
    Account& account = Open(holder);
    CountOn(gauges, sign, only, &counting, &account.sums);
    if (concurrent == holder || claimed->over || !SelectsConcurrent(gauges, counting)) return;
    CountConcurrent(booking, sign, &account.concurrent);
    concurrent = holder;
  });
}

void Accounts::Count(const model::Carry& carry, const model::Carry::Entry& entry,
                     Quota::Window window, int sign) {
  if (entry.amount == 0) return;
  const Sums::Sum sum{entry.quota, sign * entry.amount};
  Open(carry.id).sums.Add({window, Day(entry.first)}, {&sum, 1});
}

void Accounts::Forget(QuotaId quota) {
  for (Account& account : accounts_) {
    account.sums.Forget(quota);
    account.concurrent = Calendar();
  }
}

void Accounts::ForgetAll() {
  for (Account& account : accounts_) {
    account.sums = Sums();
    account.concurrent = Calendar();
  }
}

void Accounts::PrefetchSums(CompanyId company, MemberId member) const {
  for (const HolderId holder : {model::HolderOf(company), model::HolderOf(member)}) {
    if (const Account* account = Find(holder)) account->sums.Prefetch();
  }
}

Calendar Accounts::Concurrent(const State& state, const Gauge& gauge, HolderId holder,
                              Interval within) const {
  Calendar counted;
  const Account* account = Find(holder);
  if (account == nullptr) return counted;
  account->concurrent.ForEachOverlap(within, [&](const Calendar::Entry& entry) {
    if (Counting(state, *ClaimedBy(*state.Find(entry.booking))).Selects(gauge)) {
      counted.Insert(entry);
    }
    return true;
  });
  return counted;
}

}  // namespace mutua::core
