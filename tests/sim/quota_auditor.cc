#include "tests/sim/quota_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::BookingState;
using model::Quota;

bool IsLive(BookingState state) {
  return state == BookingState::kHeld || state == BookingState::kPending ||
         state == BookingState::kConfirmed || state == BookingState::kCheckedIn;
}

// Unless it says otherwise, a limit of a week, month or year lets pass what is grabbed.
bool Counts(const Quota& quota, bool grab) {
  const bool is_long = quota.window == Quota::Window::kWeek ||
                       quota.window == Quota::Window::kMonth ||
                       quota.window == Quota::Window::kYear;
  return !grab || (quota.grab_counts ? *quota.grab_counts : !is_long);
}

}  // namespace

void QuotaAuditor::Hear(const core::Event& event) {
  if (const auto* e = std::get_if<core::QuotaDefined>(&event)) {
    const auto before = quotas_.find(e->quota.id);
    if (before != quotas_.end() && e->quota.limit < before->second.limit) {
      lowered_[e->quota.id] = true;
    }
    quotas_[e->quota.id] = e->quota;
    if (e->quota.retired) quotas_.erase(e->quota.id);
  }
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    resources_[e->resource.id] = e->resource;
  }
  if (const auto* e = std::get_if<core::MemberDefined>(&event)) members_[e->member.id] = e->member;
  if (const auto* e = std::get_if<core::Booked>(&event)) {
    bookings_[e->booking.id] = {e->booking, {}, charges_.ChargedOf(e->booking.id)};
  }
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const Instant ended = bookings_[e->booking.id].ended;
    bookings_[e->booking.id] = {e->booking, ended, charges_.ChargedOf(e->booking.id)};
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) {
    bookings_[e->booking].booking.state = e->state;
    bookings_[e->booking].booking.hindered = e->hindered_by.IsSet();
    bookings_[e->booking].ended = e->at;
    bookings_[e->booking].charged = charges_.ChargedOf(e->booking);
    bookings_[e->booking].amounts.clear();
  }
}

int64_t QuotaAuditor::OverrunOf(const Quota& quota, model::HolderId holder) const {
  int64_t all = 0;
  for (const auto& [id, known] : bookings_) {
    const model::Booking& booking = known.booking;
    if (HolderOf(quota, booking.company, booking.member) != holder) continue;
    const Charge& late = booking.aside->overrun;
    if (quota.measure == Quota::Measure::kCharge) all += late.ticks.value();
    if (quota.measure == Quota::Measure::kMoney) all += late.cents.value();
  }
  return all;
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

bool QuotaAuditor::Selects(const Quota& quota, ResourceId id) const {
  const model::Resource& resource = resources_.at(id);
  bool selects = quota.pools.empty() && quota.resources.empty() && !quota.kind;
  for (const PoolId pool : quota.pools) selects = selects || resource.pool == pool;
  for (const ResourceId one : quota.resources) selects = selects || resource.id == one;
  return selects || (quota.kind && *quota.kind == resource.kind);
}

int64_t QuotaAuditor::UnitsOf(const Quota& quota, const model::Kit& kit) const {
  int64_t units = 0;
  for (const model::Claim& claim : kit) units += Selects(quota, claim.resource) ? claim.units : 0;
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

int64_t QuotaAuditor::TimeOf(const Quota& quota, const Counted& counted,
                             const Window& window) const {
  const int64_t from = std::max(window.from, counted.interval.start().unix_seconds());
  const int64_t to = std::min(window.to, counted.interval.end().unix_seconds());
  if (to <= from) return 0;
  int64_t seconds = 0;
  for (const model::Claim& claim : counted.kit) {
    if (!Selects(quota, claim.resource)) continue;
    // Four halves a second.
    seconds += claim.units *
               (quota.peak_only ? charges_.Halves(claim.resource, from, to, true) / 4 : to - from);
  }
  return seconds;
}

// The one sum that was charged, cut along the kit, the windows and peak hours before the rest, each
// by its weight at the rates: every cut lies at the rounded-down share of all that is before it.
int64_t QuotaAuditor::ChargeOf(const Quota& quota, const Counted& counted,
                               const Window& window) const {
  const bool money = quota.measure == Quota::Measure::kMoney;
  const int64_t charge = money ? counted.charge.cents.value() : counted.charge.ticks.value();
  const int64_t start = counted.interval.start().unix_seconds();
  const int64_t end = counted.interval.end().unix_seconds();
  struct Piece {
    __int128 weight;
    bool counts;
  };
  const auto cut = [&](bool free) {
    std::vector<Piece> pieces;
    for (const model::Claim& claim : counted.kit) {
      const int64_t rate = free    ? 1
                           : money ? charges_.CentsOf(claim.resource)
                                   : charges_.TariffOf(claim.resource);
      for (const Window& one : WindowsFrom(quota, start, end)) {
        const int64_t from = std::max(one.from, start);
        const int64_t to = std::min(one.to, end);
        const bool here = Selects(quota, claim.resource) && one.from == window.from;
        const int64_t peak = charges_.Halves(claim.resource, from, to, true);
        const int64_t all = charges_.Halves(claim.resource, from, to, false);
        pieces.push_back({static_cast<__int128>(peak) * claim.units * rate, here});
        pieces.push_back(
            {static_cast<__int128>(all - peak) * claim.units * rate, here && !quota.peak_only});
      }
    }
    return pieces;
  };
  const auto sum = [](const std::vector<Piece>& pieces) {
    __int128 whole = 0;
    for (const Piece& piece : pieces) whole += piece.weight;
    return whole;
  };
  std::vector<Piece> pieces = cut(false);
  if (sum(pieces) == 0) pieces = cut(true);
  const __int128 whole = sum(pieces);
  __int128 before = 0;
  int64_t amount = 0;
  for (const Piece& piece : pieces) {
    const __int128 after = before + piece.weight;
    if (piece.counts)
      amount += static_cast<int64_t>(charge * after / whole - charge * before / whole);
    before = after;
  }
  return amount;
}

int64_t QuotaAuditor::AmountOf(const Quota& quota, const Counted& counted,
                               const Window& window) const {
  if (UnitsOf(quota, counted.kit) == 0 || !Counts(quota, counted.grab)) return 0;
  if (quota.measure == Quota::Measure::kCharge || quota.measure == Quota::Measure::kMoney) {
    return ChargeOf(quota, counted, window);
  }
  if (counted.only_charged) return 0;
  if (quota.measure == Quota::Measure::kTime) return TimeOf(quota, counted, window);
  const int64_t start = counted.interval.start().unix_seconds();
  const Window all{INT64_MIN, INT64_MAX, CivilDay()};
  const bool touches = !quota.peak_only || TimeOf(quota, counted, all) > 0;
  return touches && window.from <= start && start < window.to ? 1 : 0;
}

int64_t QuotaAuditor::WorkOut(const Quota& quota, const Known& known, const Window& window) const {
  const model::Booking& booking = known.booking;
  if (quota.window == Quota::Window::kOutstanding && !IsLive(booking.state)) return 0;
  Counted counted{booking.kit, booking.interval, known.charged,
                  booking.state == BookingState::kDisplaced || booking.hindered, booking.grab};
  const bool was_given_back =
      booking.state == BookingState::kCancelled || booking.state == BookingState::kExpired;
  if (was_given_back && !booking.hindered) {
    counted.only_charged = known.ended <= booking.interval.start();
    if (!counted.only_charged) {
      counted.interval =
          Interval(booking.interval.start(), std::min(booking.interval.end(), known.ended));
    }
  }
  return AmountOf(quota, counted, window);
}

int64_t QuotaAuditor::AmountOf(const Quota& quota, const Known& known, const Window& window) const {
  const Interval& interval = known.booking.interval;
  if (interval.end().unix_seconds() <= window.from ||
      window.to <= interval.start().unix_seconds()) {
    return 0;
  }
  const std::pair key(quota.id, window.from);
  const auto found = known.amounts.find(key);
  if (found != known.amounts.end()) return found->second;
  const int64_t amount = WorkOut(quota, known, window);
  bookings_[known.booking.id].amounts[key] = amount;
  return amount;
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
    if (!Counts(quota, booking.grab)) continue;
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

bool QuotaAuditor::ExceedsOne(const Quota& quota, const core::Ask& ask, bool grab,
                              Instant at) const {
  const model::Kit kit = {{ask.resource, ask.units, PoolId()}};
  if (!IsUnder(quota, ask.company, ask.member) || UnitsOf(quota, kit) == 0) return false;
  const model::HolderId holder = HolderOf(quota, ask.company, ask.member);
  const auto found = bookings_.find(ask.instead_of);
  const Known* before = found == bookings_.end() ? nullptr : &found->second;
  const Counted counted{kit, ask.interval,
                        before == nullptr
                            ? charges_.IfBooked(kit, ask.interval, grab)
                            : charges_.IfMoved(ask.instead_of, kit, ask.interval, grab, at),
                        false, grab};
  if (!Counts(quota, grab)) return false;
  if (before != nullptr &&
      (!IsUnder(quota, before->booking.company, before->booking.member) ||
       HolderOf(quota, before->booking.company, before->booking.member) != holder)) {
    before = nullptr;
  }
  const bool is_period = quota.window <= Quota::Window::kYear;
  if (!is_period && ask.interval.end() <= at) return false;
  if (quota.window == Quota::Window::kConcurrent) {
    const bool within = before != nullptr && before->booking.interval.Contains(ask.interval) &&
                        IsLive(before->booking.state) && UnitsOf(quota, before->booking.kit) > 0 &&
                        Counts(quota, before->booking.grab);
    return !within && PeakOf(quota, holder, ask.interval, ask.instead_of) + 1 > quota.limit;
  }
  for (const Window& window :
       WindowsFrom(quota, ask.interval.start().unix_seconds(), ask.interval.end().unix_seconds())) {
    if (window.to <= at.unix_seconds()) continue;
    const int64_t asked = AmountOf(quota, counted, window);
    const int64_t was = before == nullptr ? 0 : AmountOf(quota, *before, window);
    if (asked > was && Used(quota, holder, window, ask.instead_of) + asked > quota.limit) {
      return true;
    }
  }
  return false;
}

bool QuotaAuditor::Exceeds(const core::Ask& ask, bool grab, Instant at) const {
  return std::any_of(quotas_.begin(), quotas_.end(), [&](const auto& known) {
    return !known.second.warning && ExceedsOne(known.second, ask, grab, at);
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
        const int64_t kept = state.accounts().Used(gauge, holder, Day(window.first));
        // A late check-in that undoes a no-show is outstanding again, unasked; and who stays past
        // the end asks nobody.
        const bool exceeded = !quota.warning && !lowered &&
                              kept > quota.limit + OverrunOf(quota, holder) &&
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
