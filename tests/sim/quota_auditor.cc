#include "tests/sim/quota_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::BookingState;
using model::Quota;

int64_t Overlap(int64_t from, int64_t to, int64_t a, int64_t b) {
  return std::max<int64_t>(0, std::min(to, b) - std::max(from, a));
}

bool IsLive(BookingState state) {
  return state == BookingState::kHeld || state == BookingState::kPending ||
         state == BookingState::kConfirmed || state == BookingState::kCheckedIn;
}

}  // namespace

void QuotaAuditor::Hear(const core::Event& event) {
  if (const auto* e = std::get_if<core::QuotaDefined>(&event)) {
    const auto before = quotas_.find(e->quota.id);
    if (before != quotas_.end() && e->quota.limit < before->second.limit) {
      lowered_[e->quota.id] = true;
    }
    quotas_[e->quota.id] = e->quota;
  }
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    resources_[e->resource.id] = e->resource;
  }
  if (const auto* e = std::get_if<core::MemberDefined>(&event)) members_[e->member.id] = e->member;
  if (const auto* e = std::get_if<core::Booked>(&event))
    bookings_[e->booking.id] = {e->booking, {}};
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    bookings_[e->booking.id].booking = e->booking;
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) {
    bookings_[e->booking].booking.state = e->state;
    bookings_[e->booking].ended = e->at;
  }
}

QuotaAuditor::Window QuotaAuditor::WindowAt(const Quota& quota, int64_t t) const {
  const absl::CivilDay day = absl::ToCivilDay(absl::FromUnixSeconds(t), zone_);
  absl::CivilDay first = day;
  absl::CivilDay next = day + 1;
  if (quota.window == Quota::Window::kWeek) {
    first = absl::PrevWeekday(day + 1, absl::Weekday::monday);
    next = first + 7;
  } else if (quota.window == Quota::Window::kMonth) {
    first = absl::CivilDay(absl::CivilMonth(day));
    next = absl::CivilDay(absl::CivilMonth(day) + 1);
  } else if (quota.window == Quota::Window::kYear) {
    first = absl::CivilDay(absl::CivilYear(day));
    next = absl::CivilDay(absl::CivilYear(day) + 1);
  } else if (quota.window != Quota::Window::kDay) {
    return {INT64_MIN, INT64_MAX, CivilDay()};
  }
  return {absl::ToUnixSeconds(absl::FromCivil(first, zone_)),
          absl::ToUnixSeconds(absl::FromCivil(next, zone_)), first};
}

std::vector<QuotaAuditor::Window> QuotaAuditor::WindowsFrom(const Quota& quota, int64_t from,
                                                            int64_t to) const {
  std::vector<Window> windows = {WindowAt(quota, from)};
  while (windows.back().to < to) windows.push_back(WindowAt(quota, windows.back().to));
  return windows;
}

int64_t QuotaAuditor::UnitsOf(const Quota& quota, const model::Kit& kit) const {
  int64_t units = 0;
  for (const model::Claim& claim : kit) {
    const model::Resource& resource = resources_.at(claim.resource);
    bool counts = quota.pools.empty() && quota.resources.empty() && !quota.kind;
    for (const PoolId pool : quota.pools) counts = counts || resource.pool == pool;
    for (const ResourceId id : quota.resources) counts = counts || resource.id == id;
    counts = counts || (quota.kind && *quota.kind == resource.kind);
    if (counts) units += claim.units;
  }
  return units;
}

bool QuotaAuditor::IsUnder(const Quota& quota, CompanyId company, MemberId member) const {
  if (quota.who == Quota::Who::kCompany) return company == quota.company;
  if (quota.who == Quota::Who::kMember) return member == quota.member;
  return !quota.company.IsSet() || company == quota.company;
}

model::HolderId QuotaAuditor::HolderOf(const Quota& quota, CompanyId company,
                                       MemberId member) const {
  const bool of_companies =
      quota.who == Quota::Who::kEachCompany || quota.who == Quota::Who::kCompany;
  return of_companies ? model::HolderOf(company) : model::HolderOf(member);
}

int64_t QuotaAuditor::AmountOf(const Quota& quota, const model::Kit& kit, Interval interval,
                               const Window& window) const {
  const int64_t units = UnitsOf(quota, kit);
  if (units == 0) return 0;
  const int64_t start = interval.start().unix_seconds();
  if (quota.measure == Quota::Measure::kBookings) {
    return window.from <= start && start < window.to ? 1 : 0;
  }
  return units * Overlap(window.from, window.to, start, interval.end().unix_seconds());
}

int64_t QuotaAuditor::AmountOf(const Quota& quota, const Known& known, const Window& window) const {
  const model::Booking& booking = known.booking;
  if (quota.window == Quota::Window::kOutstanding && !IsLive(booking.state)) return 0;
  if (booking.state == BookingState::kDisplaced) return 0;
  Instant end = booking.interval.end();
  if (booking.state == BookingState::kCancelled || booking.state == BookingState::kExpired) {
    end = std::min(end, known.ended);
    if (end <= booking.interval.start()) return 0;
  }
  return AmountOf(quota, booking.kit, Interval(booking.interval.start(), end), window);
}

int64_t QuotaAuditor::Used(const Quota& quota, model::HolderId holder, const Window& window,
                           BookingId except) const {
  int64_t used = 0;
  for (const auto& [id, known] : bookings_) {
    const model::Booking& booking = known.booking;
    if (id == except || !IsUnder(quota, booking.company, booking.member)) continue;
    if (HolderOf(quota, booking.company, booking.member) != holder) continue;
    used += AmountOf(quota, known, window);
  }
  return used;
}

int64_t QuotaAuditor::PeakOf(const Quota& quota, model::HolderId holder, Interval interval,
                             BookingId except) const {
  std::vector<const model::Booking*> counted;
  std::vector<Instant> moments = {interval.start()};
  for (const auto& [id, known] : bookings_) {
    const model::Booking& booking = known.booking;
    if (id == except || !IsLive(booking.state) || UnitsOf(quota, booking.kit) == 0) continue;
    if (!IsUnder(quota, booking.company, booking.member) ||
        HolderOf(quota, booking.company, booking.member) != holder) {
      continue;
    }
    counted.push_back(&booking);
    if (interval.Contains(booking.interval.start())) moments.push_back(booking.interval.start());
  }
  int64_t peak = 0;
  for (const Instant t : moments) {
    peak = std::max<int64_t>(
        peak, std::count_if(counted.begin(), counted.end(), [&](const model::Booking* booking) {
          return booking->interval.Contains(t);
        }));
  }
  return peak;
}

bool QuotaAuditor::ExceedsOne(const Quota& quota, const core::Ask& ask, Instant at) const {
  const model::Kit kit = {{ask.resource, ask.units, PoolId()}};
  if (!IsUnder(quota, ask.company, ask.member) || UnitsOf(quota, kit) == 0) return false;
  const model::HolderId holder = HolderOf(quota, ask.company, ask.member);
  const auto found = bookings_.find(ask.instead_of);
  const Known* before = found == bookings_.end() ? nullptr : &found->second;
  if (before != nullptr &&
      (!IsUnder(quota, before->booking.company, before->booking.member) ||
       HolderOf(quota, before->booking.company, before->booking.member) != holder)) {
    before = nullptr;
  }
  const bool is_period = quota.window <= Quota::Window::kYear;
  if (!is_period && ask.interval.end() <= at) return false;
  if (quota.window == Quota::Window::kConcurrent) {
    const bool within = before != nullptr && before->booking.interval.Contains(ask.interval) &&
                        IsLive(before->booking.state) && UnitsOf(quota, before->booking.kit) > 0;
    return !within && PeakOf(quota, holder, ask.interval, ask.instead_of) + 1 > quota.limit;
  }
  for (const Window& window :
       WindowsFrom(quota, ask.interval.start().unix_seconds(), ask.interval.end().unix_seconds())) {
    if (window.to <= at.unix_seconds()) continue;
    const int64_t asked = AmountOf(quota, kit, ask.interval, window);
    const int64_t was = before == nullptr ? 0 : AmountOf(quota, *before, window);
    if (asked > was && Used(quota, holder, window, ask.instead_of) + asked > quota.limit) {
      return true;
    }
  }
  return false;
}

bool QuotaAuditor::Exceeds(const core::Ask& ask, Instant at) const {
  return std::any_of(quotas_.begin(), quotas_.end(), [&](const auto& known) {
    return !known.second.warning && ExceedsOne(known.second, ask, at);
  });
}

std::string QuotaAuditor::FindWrong(const core::State& state, Instant at) const {
  constexpr int64_t kAhead = Duration::Days(30).seconds();
  for (const auto& [id, quota] : quotas_) {
    if (quota.window == Quota::Window::kConcurrent) continue;
    core::Gauge gauge;
    gauge.quota = id;
    gauge.window = quota.window;
    const bool lowered = lowered_.contains(id);
    for (const auto& [member, record] : members_) {
      if (!IsUnder(quota, record.company, member)) continue;
      const model::HolderId holder = HolderOf(quota, record.company, member);
      for (const Window& window :
           WindowsFrom(quota, at.unix_seconds(), at.unix_seconds() + kAhead)) {
        const int64_t counted = Used(quota, holder, window, BookingId());
        const int64_t kept = state.accounts().Used(gauge, holder, window.first);
        // A late check-in that undoes a no-show is outstanding again, unasked.
        const bool exceeded = !quota.warning && !lowered && kept > quota.limit &&
                              quota.window != Quota::Window::kOutstanding;
        if (counted == kept && !exceeded) continue;
        return absl::StrCat("quota ", id.value(), " of holder ", holder.value(), " from ",
                            absl::FormatCivilTime(window.first), ": ", kept, " kept, ", counted,
                            " counted, limit ", quota.limit);
      }
    }
  }
  return "";
}

}  // namespace mutua::sim
