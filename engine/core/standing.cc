#include "engine/core/standing.h"

#include <algorithm>
#include <utility>

namespace mutua::core {
namespace {

using model::Booking;
using model::HolderId;
using model::Quota;

// The clocks by which "this month" is said: those of the first resource that the quota counts.
const model::ZoneTable& ZoneFor(const State& state, const Quota& quota) {
  static const model::ZoneTable kUtc;
  const auto of = [&](ResourceId id) -> const model::ZoneTable& { return state.ZoneOf(id); };
  if (!quota.resources.empty()) return of(quota.resources.front());
  for (const PoolId pool : quota.pools) {
    const std::vector<ResourceId>& resources = state.ResourcesOf(pool);
    if (!resources.empty()) return of(resources.front());
  }
  const model::ZoneTable* zone = nullptr;
  state.ForEach<model::Site>([&](const model::Site& site) {
    if (zone == nullptr && !site.retired) zone = &state.Find(site.zone)->table;
  });
  return zone == nullptr ? kUtc : *zone;
}

// What limits each company comes first, then each member, then one company or its members, then one
// member.
int PlaceOf(const Quota& quota) {
  if (quota.who == Quota::Who::kMember) return 3;
  if (quota.company.IsSet()) return 2;
  return quota.who == Quota::Who::kEachMember ? 1 : 0;
}

// The most at one instant from now on.
int64_t PeakFrom(const State& state, const Gauge& gauge, HolderId holder, Instant at) {
  if (at >= kLatest) return 0;
  const Interval from_now(at, kLatest);
  return state.accounts().Concurrent(state, gauge, holder, from_now).PeakUse(from_now);
}

Standing Begin(const State& state, const Gauge& gauge, HolderId holder, Instant at) {
  Standing standing;
  standing.quota = gauge.quota;
  standing.holder = holder;
  if (model::IsPeriod(gauge.window)) {
    const model::Period period =
        model::PeriodAt(ZoneFor(state, *state.Find(gauge.quota)), gauge.window, at);
    standing.first = period.first.civil();
    standing.renews = period.end;
  }
  standing.used = gauge.window == Quota::Window::kConcurrent
                      ? PeakFrom(state, gauge, holder, at)
                      : state.accounts().Used(gauge, holder, Day(standing.first));
  return standing;
}

int64_t AmountIn(Counting* counting, const Claimed& claimed, const Gauge& gauge, CivilDay first) {
  if (gauge.window == Quota::Window::kConcurrent) {
    return !claimed.over && counting->Selects(gauge) ? 1 : 0;
  }
  return counting->AmountIn(gauge, Day(first));
}

void AddShares(const State& state, const Booking& booking, Instant at,
               std::vector<Standing>* standings) {
  const std::optional<Claimed> claimed = ClaimedBy(booking);
  if (!claimed) return;
  Counting counting(state, *claimed);
  state.accounts().ForEach(
      booking.company, booking.member, [&](const Gauge& gauge, HolderId holder) {
        const auto standing = std::find_if(
            standings->begin(), standings->end(),
            [&](const Standing& one) { return one.quota == gauge.quota && one.holder == holder; });
        if (standing == standings->end()) return;
        const int64_t amount = AmountIn(&counting, *claimed, gauge, standing->first);
        if (amount == 0) return;
        standing->shares.push_back({booking.id, amount});
        const bool to_come = !claimed->over && booking.interval.start() > at &&
                             booking.state != model::BookingState::kCheckedIn;
        if (to_come && gauge.window != Quota::Window::kConcurrent) standing->held += amount;
      });
}

}  // namespace

std::vector<Standing> StandingsOf(const State& state, CompanyId company, MemberId member,
                                  Instant at) {
  std::vector<Standing> standings;
  state.accounts().ForEach(company, member, [&](const Gauge& gauge, HolderId holder) {
    if (!member.IsSet() && !model::IsOfCompanies(gauge.who)) return;
    standings.push_back(Begin(state, gauge, holder, at));
  });
  const auto place = [&](const Standing& one) {
    return std::pair(PlaceOf(*state.Find(one.quota)), one.quota);
  };
  std::sort(standings.begin(), standings.end(),
            [&](const Standing& a, const Standing& b) { return place(a) < place(b); });
  return standings;
}

void AddShares(const State& state, MemberId member, Instant at, std::vector<Standing>* standings) {
  for (const BookingId id : state.BookingsOf(member)) {
    AddShares(state, *state.Find(id), at, standings);
  }
  for (Standing& standing : *standings) {
    std::sort(standing.shares.begin(), standing.shares.end(),
              [](const auto& a, const auto& b) { return a.booking < b.booking; });
  }
}

}  // namespace mutua::core
