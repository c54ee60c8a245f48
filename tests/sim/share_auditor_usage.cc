// The second opinion on shares: what was used, and what waits although it need not.
#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "tests/sim/share_auditor.h"

namespace mutua::sim {
namespace {

using model::Booking;
using model::Guarantees;
using model::Wish;

constexpr int64_t kDay = 86400;

// Two entries of a table of 4,096 steps from one power of two to the next, each the nearest lower.
bool IsDecayed(int64_t kept, double exact) {
  static const double above = std::exp2(2.0 / 4096) * (1 + 1e-9);
  const auto past = static_cast<double>(kept);
  return exact * (1 - 1e-9) - 3 <= past && past <= exact * above + 3;
}

}  // namespace

// --- Usage --------------------------------------------------------------------------------------

// A kit over several pools is cut in proportion to what each costs by the rules, and a tick more.
int64_t ShareAuditor::TicksIn(const Known& known, PoolId pool) const {
  const Booking& booking = known.booking;
  std::vector<std::pair<PoolId, int64_t>> weights;
  for (const model::Claim& claim : booking.kit) {
    const PoolId of = resources_.at(claim.resource).pool;
    const bool is_new = std::none_of(weights.begin(), weights.end(),
                                     [&](const auto& one) { return one.first == of; });
    if (!is_new) continue;
    model::Kit part;
    for (const model::Claim& other : booking.kit) {
      if (resources_.at(other.resource).pool == of) part.push_back(other);
    }
    weights.emplace_back(of, charges_.IfBooked(part, booking.interval, false).ticks.value() + 1);
  }
  __int128 whole = 0;
  for (const auto& [of, weight] : weights) whole += weight;
  __int128 before = 0;
  for (const auto& [of, weight] : weights) {
    const auto cut = [&](__int128 up_to) { return known.charged * up_to / whole; };
    if (of == pool) return static_cast<int64_t>(cut(before + weight) - cut(before));
    before += weight;
  }
  return 0;
}

ShareAuditor::Consumed ShareAuditor::UsageOf(PoolId pool, CompanyId company, BookingId except,
                                             Instant at) const {
  Consumed usage;
  for (const auto& [id, known] : bookings_) {
    if (id == except || known.booking.company != company) continue;
    if (UnitsIn(pool, known.booking.kit) == 0) continue;
    const int64_t ticks = TicksIn(known, pool);
    if (IsLive(known.booking)) {
      usage.future += ticks;
      continue;
    }
    const Instant consumed = std::min(known.booking.interval.end(), known.ended);
    const auto age = static_cast<double>((at - consumed).seconds());
    usage.past += static_cast<double>(ticks) * std::exp2(-age / (28.0 * kDay));
  }
  return usage;
}

bool ShareAuditor::IsUsage(PoolId pool, CompanyId company, Ticks usage, Instant at) const {
  const Consumed consumed = UsageOf(pool, company, BookingId(), at);
  return IsDecayed(usage.value() - consumed.future, consumed.past);
}

std::string ShareAuditor::FindWrong(const core::State& state, Instant at) const {
  for (const auto& [pool, record] : pools_) {
    for (const CompanyId company : companies_) {
      const std::string name = absl::StrCat("company ", company.value(), " in pool ", pool.value());
      const Consumed usage = UsageOf(pool, company, BookingId(), at);
      const int64_t future = state.usages().Future(pool, company).value();
      const int64_t past = state.usages().Of(pool, company, at).value() - future;
      if (future != usage.future) {
        return absl::StrCat(name, ": F is ", future, ", summed ", usage.future);
      }
      if (!IsDecayed(past, usage.past)) {
        return absl::StrCat(name, ": U is ", past, ", summed ", usage.past);
      }
      if (!IsShared(pool)) continue;
      for (const Guarantees* period : PeriodsOf(pool)) {
        if (period->interval.end() <= at) continue;  // what is over is of no use any more
        const int64_t used = Used(*period, company, BookingId());
        const int64_t within = state.usages().Within(pool, company, period->first);
        if (used == within) continue;
        return absl::StrCat(name, ": ", within, " s within its guarantee, summed ", used);
      }
    }
    if (!IsShared(pool)) continue;
    for (const Guarantees* period : PeriodsOf(pool)) {
      if (period->interval.end() <= at) continue;
      if (state.usages().Unused(period->id) != KeptForOthers(*period, CompanyId(), BookingId())) {
        return absl::StrCat("period ", period->id.value(), ": another time is unused");
      }
    }
    // All that can be booked lies in a frozen period, or far away; but a definition freezes
    // nothing.
    if (state.Unfrozen()) continue;
    int64_t horizon = 0;
    for (const auto& [id, resource] : resources_) {
      if (resource.pool == pool) horizon = std::max(horizon, HorizonOf(resource).seconds());
    }
    horizon = at.unix_seconds() + std::min(horizon, 120 * kDay);
    const std::vector<const Guarantees*> periods = PeriodsOf(pool);
    if (periods.empty() || periods.back()->interval.end().unix_seconds() <= horizon) {
      return absl::StrCat("pool ", pool.value(), ": what can be booked is not frozen yet");
    }
    for (size_t i = 1; i < periods.size(); ++i) {
      if (periods[i - 1]->interval.end() != periods[i]->interval.start()) {
        return absl::StrCat("pool ", pool.value(), ": no period follows the one before");
      }
    }
  }
  return "";
}

// --- Wishes -------------------------------------------------------------------------------------

bool ShareAuditor::CouldHave(const Wish& wish, ResourceId resource, Interval interval,
                             BookingId instead_of, Instant at) const {
  const model::Want& want = wish.wants.front();
  if (wish.wants.size() != 1 || want.units != 1 || wish.length != interval.length()) return false;
  if (want.resource.IsSet() ? want.resource != resource
                            : want.pool != resources_.at(resource).pool) {
    return false;
  }
  const bool wanted = std::any_of(wish.windows.begin(), wish.windows.end(),
                                  [&](Interval window) { return window.Contains(interval); });
  const bool passed = std::any_of(wish.passed.begin(), wish.passed.end(),
                                  [&](Interval time) { return time.Overlaps(interval); });
  if (!wanted || passed ||
      interval.start() < (wish.book_at_once ? at : at + Duration::Seconds(1))) {
    return false;
  }
  core::Ask ask;
  ask.resource = resource;
  ask.interval = interval;
  ask.member = wish.member;
  ask.company = wish.company;
  ask.instead_of = instead_of;
  ask.cannot_wait = wish.book_at_once && interval.start() <= at;
  if (!calendars_.Judge(ask, at).empty()) return false;
  const model::Kit kit = {{resource, 1, PoolId()}};
  if (!Judge({kit, wish.company, interval}, instead_of, at).empty()) return false;
  if (rounds_.Forbids(kit, interval, instead_of)) return false;
  ask.instead_of = BookingId();  // another company's: no quota of this one counts it
  return !quotas_.Exceeds(ask, IsGrabbed(kit, wish.company, interval, BookingId(), at), at);
}

std::string ShareAuditor::FindIdle(Instant at) const {
  for (const auto& [id, wish] : wishes_) {
    if (wish.state != model::WishState::kWaiting || wish.valid_until <= at) continue;
    for (const auto& [resource, record] : resources_) {
      if (!IsShared(record.pool)) continue;
      for (int64_t t = (at.unix_seconds() / 1800 + 1) * 1800; t < at.unix_seconds() + kDay;
           t += 1800) {
        const Interval interval(Instant::FromUnix(t), Instant::FromUnix(t) + wish.length);
        if ((interval.end() - at).seconds() > kDay) break;
        if (CouldHave(wish, resource, interval, BookingId(), at)) {
          return absl::StrCat("wish ", id.value(), " waits for resource ", resource.value(), " at ",
                              t, ", which is idle");
        }
      }
    }
  }
  return "";
}

}  // namespace mutua::sim
