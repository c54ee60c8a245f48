#include "engine/core/accounts.h"

#include <algorithm>

#include "engine/core/charge.h"
#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::BookingState;
using model::Calendar;
using model::HolderId;
using model::Quota;

Gauge GaugeOf(const Quota& quota) {
  Gauge gauge;
  gauge.quota = quota.id;
  gauge.who = quota.who;
  gauge.measure = quota.measure;
  gauge.window = quota.window;
  gauge.warning = quota.warning;
  gauge.peak_only = quota.peak_only;
  gauge.counts_grab = model::CountsGrab(quota);
  gauge.limit = quota.limit;
  if (!quota.pools.empty()) {
    gauge.selects = Gauge::Selects::kPools;
    if (quota.pools.size() == 1) gauge.selected = quota.pools.front().value();
  } else if (!quota.resources.empty()) {
    gauge.selects = Gauge::Selects::kResources;
    if (quota.resources.size() == 1) gauge.selected = quota.resources.front().value();
  } else if (quota.kind) {
    gauge.selects = Gauge::Selects::kKind;
    gauge.selected = static_cast<uint32_t>(*quota.kind);
  }
  return gauge;
}

template <class IdType>
bool Has(const std::vector<IdType>& ids, IdType id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void AddTo(Amounts* amounts, int32_t day, int64_t amount) {
  for (Amount& known : *amounts) {
    if (known.day != day) continue;
    known.amount += amount;
    return;
  }
  amounts->push_back({day, amount});
}

int32_t DayOf(CivilDay first) { return static_cast<int32_t>(first - CivilDay()); }

// Holders are companies and members in turn (model::HolderOf).
Sums::Hint& HintOf(Accounts::Hints* hints, const Gauge& gauge, HolderId holder) {
  return (*hints)[holder.value() % 2][static_cast<size_t>(gauge.window)];
}

// The first `part` of `whole` shares of an amount, rounded down. What is too large for 128 bits is
// divided by two on both sides first.
int64_t ShareOf(int64_t amount, __int128 part, __int128 whole) {
  constexpr __int128 kMost = static_cast<__int128>(INT64_MAX);
  while (whole > kMost) {
    whole /= 2;
    part /= 2;
  }
  return static_cast<int64_t>(amount * part / whole);
}

}  // namespace

std::optional<Claimed> ClaimedBy(const model::Booking& booking) {
  Claimed claimed{booking.company,
                  booking.member,
                  booking.interval,
                  booking.kit,
                  !model::Occupies(booking.state),
                  booking.grab};
  claimed.charge = booking.Charged();
  const auto only_charged = [&]() -> std::optional<Claimed> {
    if (claimed.charge->IsNothing()) return std::nullopt;
    claimed.only_charged = true;
    return claimed;
  };
  if (booking.hindered) return only_charged();
  switch (booking.state) {
    case BookingState::kDisplaced:
      return only_charged();
    case BookingState::kCancelled:
    case BookingState::kExpired: {
      const Instant ended = booking.due - kEndedKept;
      if (ended <= booking.interval.start()) return only_charged();
      claimed.interval =
          Interval(booking.interval.start(), std::min(ended, booking.interval.end()));
      return claimed;
    }
    default:
      return claimed;
  }
}

// --- What one booking counts -------------------------------------------------------------------

Counting::Counting(const State& state, const Claimed& claimed) : state_(state), claimed_(claimed) {
  for (const model::Claim& claim : claimed.kit) {
    const model::Resource& resource = *state.Find(claim.resource);
    const auto kind = static_cast<uint32_t>(resource.kind);
    parts_.push_back({resource.id,
                      {0, resource.pool.value(), resource.id.value(), kind},
                      claim.units,
                      &state.ZoneOf(resource.id),
                      &state.RulesOf(resource.id)});
  }
  if (parts_.size() != 1 || claimed.only_charged) return;
  const Part& part = parts_.front();
  if (!SpreadIn(*part.zone).within_a_day()) return;
  plain_time_ = claimed.interval.length().seconds() * part.units;
}

int32_t Counting::StartOf(Quota::Window window) const {
  return DayOf(zoned_.front().spread.FirstOf(window));
}

bool Counting::SelectsOneOf(const Gauge& gauge, const Part& part) const {
  if (gauge.selects == Gauge::Selects::kPools) {
    const PoolId pool(part.selected_as[static_cast<size_t>(Gauge::Selects::kPools)]);
    return Has(state_.Find(gauge.quota)->pools, pool);
  }
  return gauge.selects == Gauge::Selects::kResources &&
         Has(state_.Find(gauge.quota)->resources, part.resource);
}

model::Rated Counting::RatedIn(const Part& part, Interval interval) {
  const model::PeakHours* hours = part.rules->peak_hours ? &*part.rules->peak_hours : nullptr;
  return model::Rate(hours, *part.zone, interval);
}

bool Counting::Selects(const Gauge& gauge) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& part) { return Selects(gauge, part); });
}

ResourceId Counting::FirstSelected(const Gauge& gauge) const {
  const auto first = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const Part& part) { return Selects(gauge, part); });
  MUTUA_CHECK(first != parts_.end());
  return first->resource;
}

const model::Spread& Counting::SpreadIn(const model::ZoneTable& zone) {
  for (const Zoned& known : zoned_) {
    if (known.zone == &zone) return known.spread;
  }
  return zoned_.emplace_back(Zoned{&zone, model::Spread(zone, claimed_.interval)}).spread;
}

template <class Visit>
void Counting::ForEachWindow(const Gauge& gauge, const Part& part, Visit visit) {
  if (!model::IsPeriod(gauge.window)) return visit(0, claimed_.interval);
  SpreadIn(*part.zone).ForEachPart(gauge.window, [&](CivilDay first, Interval interval) {
    visit(DayOf(first), interval);
  });
}

void Counting::CountTime(const Gauge& gauge, Amounts* amounts) {
  for (const Part& part : parts_) {
    if (!Selects(gauge, part)) continue;
    ForEachWindow(gauge, part, [&](int32_t day, Interval interval) {
      const int64_t seconds =
          gauge.peak_only ? RatedIn(part, interval).peak : interval.length().seconds();
      if (seconds > 0) AddTo(amounts, day, seconds * part.units);
    });
  }
}

void Counting::CountBookings(const Gauge& gauge, Amounts* amounts) {
  for (const Part& part : parts_) {
    if (!Selects(gauge, part)) continue;
    if (gauge.peak_only && RatedIn(part, claimed_.interval).peak == 0) continue;
    const bool period = model::IsPeriod(gauge.window);
    const int32_t day = period ? DayOf(SpreadIn(*part.zone).FirstOf(gauge.window)) : 0;
    return amounts->push_back({day, 1});
  }
}

// The charge was frozen as one sum. It lies in the windows and resources as the rates of now would
// have it: what each is charged is the difference of two shares of the whole, so that they add up.
void Counting::CountCharge(const Gauge& gauge, Amounts* amounts) {
  const bool money = gauge.measure == Quota::Measure::kMoney;
  if (!claimed_.charge) {
    claimed_.charge = PriceOf(state_, claimed_.kit, claimed_.interval, claimed_.grab);
  }
  const int64_t charge = money ? claimed_.charge->cents.value() : claimed_.charge->ticks.value();
  if (charge == 0) return;
  const auto weigh = [&](const Part& part, int64_t halves, bool free) {
    const int64_t rate = free ? 1 : money ? part.rules->price.value() : part.rules->tariff;
    return static_cast<__int128>(halves) * part.units * rate;
  };
  __int128 whole = 0;
  for (const Part& part : parts_) {
    whole += weigh(part, RatedIn(part, claimed_.interval).halves(), false);
  }
  // By the rules of now it would be free: then by time alone.
  const bool free = whole == 0;
  for (const Part& part : parts_) {
    if (free) whole += weigh(part, RatedIn(part, claimed_.interval).halves(), true);
  }
  __int128 before = 0;
  const auto share = [&](__int128 weight) {
    const int64_t from = ShareOf(charge, before, whole);
    before += weight;
    return ShareOf(charge, before, whole) - from;
  };
  for (const Part& part : parts_) {
    const bool selected = Selects(gauge, part);
    ForEachWindow(gauge, part, [&](int32_t day, Interval interval) {
      const model::Rated rated = RatedIn(part, interval);
      const int64_t peak = share(weigh(part, 4 * rated.peak, free));
      const int64_t rest = share(weigh(part, rated.halves() - 4 * rated.peak, free));
      const int64_t amount = gauge.peak_only ? peak : peak + rest;
      if (selected && amount > 0) AddTo(amounts, day, amount);
    });
  }
}

void Counting::Count(const Gauge& gauge, Amounts* amounts) {
  amounts->clear();
  if (gauge.window == Quota::Window::kOutstanding && claimed_.over) return;
  if (IsOfCharges(gauge.measure)) return CountCharge(gauge, amounts);
  if (claimed_.only_charged) return;
  if (gauge.measure == Quota::Measure::kTime) return CountTime(gauge, amounts);
  CountBookings(gauge, amounts);
}

int64_t Counting::AmountIn(const Gauge& gauge, CivilDay first) {
  const int32_t day = model::IsPeriod(gauge.window) ? DayOf(first) : 0;
  int64_t amount = 0;
  ForEachAmount(gauge, [&](const Amount& one) { amount += one.day == day ? one.amount : 0; });
  return amount;
}

// --- Which quotas there are --------------------------------------------------------------------

std::vector<Gauge>& Accounts::ListFor(const Quota& quota) {
  switch (quota.who) {
    case Quota::Who::kEachCompany:
      return each_company_;
    case Quota::Who::kMember:
      return of_member_[quota.member];
    case Quota::Who::kEachMember:
      return quota.company.IsSet() ? of_company_[quota.company] : each_member_;
    case Quota::Who::kCompany:
      break;
  }
  return of_company_[quota.company];
}

void Accounts::Insert(const Quota& quota) {
  if (quota.retired) return;
  std::vector<Gauge>& list = ListFor(quota);
  const auto place =
      std::lower_bound(list.begin(), list.end(), quota.id,
                       [](const Gauge& gauge, QuotaId id) { return gauge.quota < id; });
  list.insert(place, GaugeOf(quota));
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
  const auto has = [](const auto& map, auto id) {
    const auto found = map.find(id);
    return found != map.end() && !found->second.empty();
  };
  return !each_company_.empty() || !each_member_.empty() || has(of_company_, company) ||
         has(of_member_, member);
}

size_t Accounts::CountLike(const Quota& quota) const {
  switch (quota.who) {
    case Quota::Who::kEachCompany:
      return each_company_.size();
    case Quota::Who::kMember: {
      const auto found = of_member_.find(quota.member);
      return found == of_member_.end() ? 0 : found->second.size();
    }
    case Quota::Who::kEachMember:
      if (!quota.company.IsSet()) return each_member_.size();
      break;
    case Quota::Who::kCompany:
      break;
  }
  const auto found = of_company_.find(quota.company);
  return found == of_company_.end() ? 0 : found->second.size();
}

// --- What they have counted --------------------------------------------------------------------

Accounts::Account& Accounts::Open(HolderId holder) {
  if (holder.value() >= accounts_.size()) accounts_.resize(holder.value() + 1);
  return accounts_[holder.value()];
}

void Accounts::CountConcurrent(Account* account, QuotaId quota, const model::Booking& booking,
                               int sign) {
  auto& calendars = account->concurrent;
  auto found = std::find_if(calendars.begin(), calendars.end(),
                            [&](const auto& one) { return one.first == quota; });
  if (found == calendars.end()) found = calendars.emplace(calendars.end(), quota, Calendar());
  if (sign > 0) return found->second.Insert({booking.interval, booking.id, 1});
  found->second.Remove(booking.interval.start(), booking.id);
  if (found->second.size() == 0) calendars.erase(found);
}

void Accounts::Count(const State& state, const model::Booking& booking, int sign, QuotaId only) {
  if (empty()) return;
  const std::optional<Claimed> claimed = ClaimedBy(booking);
  if (!claimed) return;
  Counting counting(state, *claimed);
  Hints hints{};
  ForEach(booking.company, booking.member, [&](const Gauge& gauge, HolderId holder) {
    if (only.IsSet() && gauge.quota != only) return;
    if (gauge.window == Quota::Window::kConcurrent) {
      if (claimed->over || !counting.Selects(gauge)) return;
      return CountConcurrent(&Open(holder), gauge.quota, booking, sign);
    }
    counting.ForEachAmount(gauge, [&](const Amount& one) {
      Open(holder).sums.Add({one.day, gauge.quota}, sign * one.amount,
                            &HintOf(&hints, gauge, holder));
    });
  });
}

void Accounts::Count(const model::Carry& carry, const model::Carry::Entry& entry, int sign) {
  Sums::Hint hint;
  Open(carry.id).sums.Add({DayOf(entry.first), entry.quota}, sign * entry.amount, &hint);
}

void Accounts::Forget(QuotaId quota) {
  for (Account& account : accounts_) {
    account.sums.Forget(quota);
    std::erase_if(account.concurrent, [&](const auto& one) { return one.first == quota; });
  }
}

void Accounts::ForgetAll() { accounts_.clear(); }

int64_t Accounts::Used(const Gauge& gauge, HolderId holder, CivilDay first) const {
  const Account* account = Find(holder);
  return account == nullptr ? 0 : account->sums.Of({DayOf(first), gauge.quota});
}

int64_t Accounts::Used(const Gauge& gauge, HolderId holder, const Amount& in, Hints* hints) const {
  const Account* account = Find(holder);
  if (account == nullptr) return 0;
  return account->sums.Of({in.day, gauge.quota}, &HintOf(hints, gauge, holder));
}

void Accounts::PrefetchAccounts(CompanyId company, MemberId member) const {
  for (const HolderId holder : {model::HolderOf(company), model::HolderOf(member)}) {
    if (const Account* account = Find(holder)) __builtin_prefetch(account);
  }
}

void Accounts::PrefetchSums(CompanyId company, MemberId member) const {
  for (const HolderId holder : {model::HolderOf(company), model::HolderOf(member)}) {
    if (const Account* account = Find(holder)) account->sums.Prefetch();
  }
}

const Calendar* Accounts::Concurrent(const Gauge& gauge, HolderId holder) const {
  const Account* account = Find(holder);
  if (account == nullptr) return nullptr;
  for (const auto& [quota, calendar] : account->concurrent) {
    if (quota == gauge.quota) return &calendar;
  }
  return nullptr;
}

}  // namespace mutua::core
