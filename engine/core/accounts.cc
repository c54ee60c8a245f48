#include "engine/core/accounts.h"

#include <algorithm>

#include "engine/core/charge.h"
#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::BookingState;
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

void AddTo(Amounts* amounts, CivilDay first, int64_t amount) {
  for (Amount& known : *amounts) {
    if (known.first != first) continue;
    known.amount += amount;
    return;
  }
  amounts->push_back({first, amount});
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
  Claimed claimed{booking.company, booking.member, booking.interval, booking.kit,
                  !model::Occupies(booking.state)};
  claimed.charge = booking.Charged();
  const auto only_charged = [&]() -> std::optional<Claimed> {
    if (claimed.charge->IsNothing()) return std::nullopt;
    claimed.only_charged = true;
    return claimed;
  };
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
    parts_.push_back({resource.id, resource.pool, resource.kind, claim.units,
                      &state.ZoneOf(resource.id), &state.RulesOf(resource.id)});
  }
}

bool Counting::Selects(const Gauge& gauge, const Part& part) const {
  switch (gauge.selects) {
    case Gauge::Selects::kAll:
      return true;
    case Gauge::Selects::kPools:
      return gauge.selected != 0 ? part.pool.value() == gauge.selected
                                 : Has(state_.Find(gauge.quota)->pools, part.pool);
    case Gauge::Selects::kResources:
      return gauge.selected != 0 ? part.resource.value() == gauge.selected
                                 : Has(state_.Find(gauge.quota)->resources, part.resource);
    case Gauge::Selects::kKind:
      return static_cast<uint32_t>(part.kind) == gauge.selected;
  }
  return false;
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
  for (const auto& [known, spread] : spreads_) {
    if (known == &zone) return spread;
  }
  return spreads_.emplace_back(&zone, model::Spread(zone, claimed_.interval)).second;
}

template <class Visit>
void Counting::ForEachWindow(const Gauge& gauge, const Part& part, Visit visit) {
  if (!model::IsPeriod(gauge.window)) return visit(CivilDay(), claimed_.interval);
  SpreadIn(*part.zone).ForEachPart(gauge.window, visit);
}

void Counting::CountTime(const Gauge& gauge, Amounts* amounts) {
  for (const Part& part : parts_) {
    if (!Selects(gauge, part)) continue;
    ForEachWindow(gauge, part, [&](CivilDay first, Interval interval) {
      const int64_t seconds =
          gauge.peak_only ? RatedIn(part, interval).peak : interval.length().seconds();
      if (seconds > 0) AddTo(amounts, first, seconds * part.units);
    });
  }
}

void Counting::CountBookings(const Gauge& gauge, Amounts* amounts) {
  for (const Part& part : parts_) {
    if (!Selects(gauge, part)) continue;
    if (gauge.peak_only && RatedIn(part, claimed_.interval).peak == 0) continue;
    const CivilDay first =
        model::IsPeriod(gauge.window) ? SpreadIn(*part.zone).FirstOf(gauge.window) : CivilDay();
    return amounts->push_back({first, 1});
  }
}

// The charge was frozen as one sum. It lies in the windows and resources as the rates of now would
// have it: what each is charged is the difference of two shares of the whole, so that they add up.
void Counting::CountCharge(const Gauge& gauge, Amounts* amounts) {
  const bool money = gauge.measure == Quota::Measure::kMoney;
  if (!claimed_.charge) claimed_.charge = PriceOf(state_, claimed_.kit, claimed_.interval);
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
    ForEachWindow(gauge, part, [&](CivilDay first, Interval interval) {
      const model::Rated rated = RatedIn(part, interval);
      const int64_t peak = share(weigh(part, 4 * rated.peak, free));
      const int64_t rest = share(weigh(part, rated.halves() - 4 * rated.peak, free));
      const int64_t amount = gauge.peak_only ? peak : peak + rest;
      if (selected && amount > 0) AddTo(amounts, first, amount);
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

Accounts::PageKey Accounts::KeyOf(HolderId holder, Quota::Window window, CivilDay first) {
  return {holder, window, static_cast<int32_t>(first - CivilDay())};
}

void Accounts::Add(const PageKey& key, QuotaId quota, int64_t amount) {
  Page& page = pages_[key];
  const auto place = std::lower_bound(page.begin(), page.end(), quota,
                                      [](const Sum& sum, QuotaId id) { return sum.quota < id; });
  if (place == page.end() || place->quota != quota) {
    page.insert(place, {quota, amount});
    return;
  }
  MUTUA_CHECK(!__builtin_add_overflow(place->amount, amount, &place->amount));
  if (place->amount != 0) return;
  page.erase(place);
  if (page.empty()) pages_.erase(key);
}

void Accounts::Count(const State& state, const model::Booking& booking, int sign, QuotaId only) {
  if (empty()) return;
  const std::optional<Claimed> claimed = ClaimedBy(booking);
  if (!claimed) return;
  Counting counting(state, *claimed);
  Amounts amounts;
  ForEach(booking.company, booking.member, [&](const Gauge& gauge, HolderId holder) {
    if (only.IsSet() && gauge.quota != only) return;
    if (gauge.window != Quota::Window::kConcurrent) {
      counting.Count(gauge, &amounts);
      for (const Amount& one : amounts) {
        Add(KeyOf(holder, gauge.window, one.first), gauge.quota, sign * one.amount);
      }
      return;
    }
    if (claimed->over || !counting.Selects(gauge)) return;
    model::Calendar& calendar = concurrent_[{gauge.quota, holder}];
    if (sign > 0) {
      calendar.Insert({booking.interval, booking.id, 1});
    } else {
      calendar.Remove(booking.interval.start(), booking.id);
      if (calendar.size() == 0) concurrent_.erase({gauge.quota, holder});
    }
  });
}

void Accounts::Count(const model::Carry& carry, Quota::Window window,
                     const model::Carry::Entry& entry, int sign) {
  Add(KeyOf(carry.id, window, entry.first), entry.quota, sign * entry.amount);
}

void Accounts::Forget(QuotaId quota) {
  absl::erase_if(pages_, [&](auto& page) {
    auto& sums = page.second;
    sums.erase(std::remove_if(sums.begin(), sums.end(),
                              [&](const Sum& sum) { return sum.quota == quota; }),
               sums.end());
    return sums.empty();
  });
  absl::erase_if(concurrent_, [&](const auto& one) { return one.first.first == quota; });
}

void Accounts::ForgetAll() {
  pages_.clear();
  concurrent_.clear();
}

int64_t Accounts::Used(const Gauge& gauge, HolderId holder, CivilDay first) const {
  const auto page = pages_.find(KeyOf(holder, gauge.window, first));
  if (page == pages_.end()) return 0;
  for (const Sum& sum : page->second) {
    if (sum.quota == gauge.quota) return sum.amount;
  }
  return 0;
}

const model::Calendar* Accounts::Concurrent(const Gauge& gauge, HolderId holder) const {
  const auto found = concurrent_.find({gauge.quota, holder});
  return found == concurrent_.end() ? nullptr : &found->second;
}

}  // namespace mutua::core
