#include "engine/query/quota_room.h"

#include <algorithm>
#include <cstdint>

#include "engine/core/charge.h"
#include "engine/core/material.h"

namespace mutua::query {

using core::Gauge;
using model::HolderId;
using model::Quota;

// Calls visit(gauge, holder) for each hard quota that counts the resource.
template <class Visit>
void QuotaRoom::ForEach(ResourceId resource, Duration length, Visit visit) {
  const core::Accounts& accounts = state_.accounts();
  if (accounts.empty() || !accounts.Covers(question_.company, question_.member)) return;
  const Instant start = std::max(question_.window.start(), at_);
  const model::Kit kit = {{resource, question_.units, PoolId()}};
  const core::Claimed claimed{question_.company, question_.member, Interval(start, start + length),
                              kit};
  const core::Counting counting(state_, claimed);
  accounts.ForEach(question_.company, question_.member, [&](const Gauge& gauge, HolderId holder) {
    if (!gauge.warning && counting.Selects(gauge)) visit(gauge, holder);
  });
}

// What the booking in whose place this would be has of what is used.
int64_t QuotaRoom::CountedBefore(const Gauge& gauge, Day first) const {
  const model::Booking* before = state_.Find(question_.instead_of);
  if (before == nullptr) return 0;
  const auto claimed = core::ClaimedBy(*before);
  if (!claimed) return 0;
  return core::Counting(state_, *claimed).AmountIn(gauge, first);
}

// What a booking of that length counts at least: of charges at the cheapest hours.
int64_t QuotaRoom::LeastOf(const Gauge& gauge, ResourceId resource, Duration length) const {
  const model::EffectiveRules& rules = state_.RulesOf(resource);
  switch (gauge.measure) {
    case Quota::Measure::kBookings:
      return 1;
    case Quota::Measure::kTime:
      return length.seconds() * question_.units;
    default: {
      const bool money = gauge.measure == Quota::Measure::kMoney;
      if (core::IsMaterial(*state_.Find(resource))) {
        const model::Kit pieces = {{resource, question_.units, PoolId()}};
        const Charge price = core::PriceOf(state_, pieces, Interval(at_, at_ + length), false);
        return money ? price.cents.value() : price.ticks.value();
      }
      model::Rated time;
      (rules.peak_hours ? time.off_peak : time.normal) = length.seconds();
      const Charge least = model::PriceOf(time, question_.units, rules.tariff, rules.price);
      return money ? least.cents.value() : least.ticks.value();
    }
  }
}

// The longest booking, at most `length`, that what is left would do for.
Duration QuotaRoom::Lasts(const Gauge& gauge, ResourceId resource, Duration length,
                          int64_t left) const {
  const int64_t whole = LeastOf(gauge, resource, length);
  if (whole <= left) return length;
  return Duration::Seconds(
      static_cast<int64_t>(static_cast<__int128>(left) * length.seconds() / whole));
}

bool QuotaRoom::BarsAll(ResourceId resource, Duration length) {
  bool bars = false;
  ForEach(resource, length, [&](const Gauge& gauge, HolderId holder) {
    if (gauge.window == Quota::Window::kConcurrent) bars |= gauge.limit == 0;
    if (gauge.window != Quota::Window::kOutstanding) return;
    const int64_t before = CountedBefore(gauge, Day());
    if (gauge.peak_only) return;  // it bars no hour that is none of these
    const int64_t asked = LeastOf(gauge, resource, length);
    const int64_t used = state_.accounts().Used(gauge, holder, Day()) - before;
    bars |= asked > before && asked > gauge.limit - used;
  });
  return bars;
}

const std::vector<Range>& QuotaRoom::InPeriods(const Gauge& gauge, HolderId holder,
                                               ResourceId resource, Duration length) {
  const model::ZoneTable& zone = state_.ZoneOf(resource);
  const auto [found, is_new] = in_periods_.try_emplace(Key{gauge.quota, &zone, length});
  std::vector<Range>& blocked = found->second;
  if (!is_new) return blocked;
  if (gauge.peak_only) return blocked;
  const bool bookings = gauge.measure == Quota::Measure::kBookings;
  Instant start = std::max(question_.window.start(), at_);
  while (start < question_.window.end()) {
    const model::Period period = model::PeriodAt(zone, gauge.window, start);
    const int64_t used =
        state_.accounts().Used(gauge, holder, period.first) - CountedBefore(gauge, period.first);
    const int64_t left = std::max<int64_t>(0, gauge.limit - used);
    const Instant begins = zone.StartOf(period.first);
    if (bookings && left == 0) blocked.push_back({begins, period.end});
    const Duration rest = Lasts(gauge, resource, length, left);
    if (!bookings && rest < length && begins + rest < period.end - rest) {
      blocked.push_back({begins + rest, period.end - rest});
    }
    start = period.end;
  }
  return blocked;
}

void QuotaRoom::AddBlocked(ResourceId resource, Duration length, Interval window,
                           std::vector<Range>* blocked) {
  ForEach(resource, length, [&](const Gauge& gauge, HolderId holder) {
    if (model::IsPeriod(gauge.window)) {
      const std::vector<Range>& found = InPeriods(gauge, holder, resource, length);
      blocked->insert(blocked->end(), found.begin(), found.end());
    } else if (gauge.window == Quota::Window::kConcurrent && gauge.limit > 0) {
      const model::Calendar counted =
          state_.accounts().Concurrent(state_, gauge, holder, window);
      const auto most = static_cast<uint32_t>(std::min<int64_t>(gauge.limit, UINT32_MAX));
      FullRanges(counted, window, 1, most, question_.instead_of, blocked);
    }
  });
}

}  // namespace mutua::query
