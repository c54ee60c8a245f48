#include "tests/sim/charge_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::Booking;
using model::BookingState;
using Why = core::BookingChanged::Why;

constexpr int64_t kQuarter = 900;
constexpr int64_t kDay = 86400;

bool Has(const std::vector<model::MinuteRange>& ranges, int64_t minute) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const model::MinuteRange& range) {
    return range.from <= minute && minute < range.to;
  });
}

bool IsFree(const Booking& booking, Instant at) {
  return at < booking.interval.start() && ((at - booking.made_at).seconds() <= 600 ||
                                           (booking.interval.start() - at).seconds() >= kDay);
}

}  // namespace

int64_t ChargeAuditor::HalvesAt(const model::PeakHours& hours, int64_t t) const {
  const absl::CivilMinute now = absl::ToCivilMinute(absl::FromUnixSeconds(t), zone_);
  const absl::CivilDay day(now);
  const int64_t minute = now - absl::CivilMinute(day);
  const auto weekday = static_cast<size_t>(absl::GetWeekday(day));  // Monday is 0
  const size_t before = (weekday + 6) % 7;
  const auto names = [&](const model::WeeklyHours& week) {
    return Has(week[weekday], minute) || Has(week[before], minute + 1440);
  };
  return names(hours.peak) ? 4 : names(hours.off_peak) ? 1 : 2;
}

int64_t ChargeAuditor::Halves(ResourceId id, int64_t from, int64_t to, bool peak_only) const {
  const model::Resource& resource = resources_.at(id);
  const model::Rules& pool = pools_.at(resource.pool).rules;
  const auto hours = resource.rules.peak_hours ? resource.rules.peak_hours : pool.peak_hours;
  int64_t halves = 0;
  for (int64_t t = from; t < to;) {
    const int64_t next = std::min(to, t / kQuarter * kQuarter + kQuarter);
    const int64_t rate = hours ? HalvesAt(*hours, t) : 2;
    if (!peak_only || rate == 4) halves += (next - t) * rate;
    t = next;
  }
  return halves;
}

int64_t ChargeAuditor::TariffOf(ResourceId id) const {
  const model::Resource& resource = resources_.at(id);
  const auto& own = resource.rules.tariff;
  return own ? *own : pools_.at(resource.pool).rules.tariff.value_or(1);
}

int64_t ChargeAuditor::CentsOf(ResourceId id) const {
  const model::Resource& resource = resources_.at(id);
  const auto& own = resource.rules.price;
  return (own ? *own : pools_.at(resource.pool).rules.price.value_or(Cents())).value();
}

Charge ChargeAuditor::PriceOf(const model::Claim& claim, int64_t from, int64_t to, int64_t units,
                              bool grab) const {
  if (IsMaterial(claim.resource)) {  // an hour a piece
    return {Ticks(3600 * units * TariffOf(claim.resource)), Cents(units * CentsOf(claim.resource))};
  }
  if (grab) {  // a quarter of the normal rate at all hours
    const int64_t seconds = (to - from) * units;
    return {Ticks(seconds * TariffOf(claim.resource) / 4),
            Cents(seconds * CentsOf(claim.resource) / 14400)};
  }
  const int64_t halves = Halves(claim.resource, from, to, false) * units;
  return {Ticks(halves * TariffOf(claim.resource) / 2),
          Cents(halves * CentsOf(claim.resource) / 7200)};
}

Charge ChargeAuditor::IfBooked(const model::Kit& kit, Interval interval, bool grab) const {
  Booking booking;
  booking.grab = grab;
  booking.kit = kit;
  booking.interval = interval;
  return PriceOf(booking);
}

// What asks for nothing new costs no more than before, and stays refunded.
Charge ChargeAuditor::IfMoved(BookingId id, const model::Kit& kit, Interval interval, bool grab,
                              Instant at) const {
  const Booking& before = bookings_.at(id).booking;
  Booking after = before;
  after.kit = kit;
  after.interval = interval;
  after.grab = grab;
  const Charge price = PriceOf(after);
  bool nothing_new = before.interval.Contains(interval);
  for (const model::Claim& claim : kit) {
    nothing_new = nothing_new &&
                  std::any_of(before.kit.begin(), before.kit.end(), [&](const model::Claim& had) {
                    return had.resource == claim.resource && had.units >= claim.units;
                  });
  }
  const Charge late = before.aside->forfeited - before.aside->returned;
  if (before.refunded) return nothing_new ? late : late + price;
  const Charge forfeited = ForfeitedBy(before, after, at);
  const Charge all = late + forfeited;
  if (!nothing_new) return all + price;
  return all + Charge{std::min(price.ticks, (before.price - forfeited).ticks),
                      std::min(price.cents, (before.price - forfeited).cents)};
}

Charge ChargeAuditor::PriceOf(const Booking& booking) const {
  Charge all;
  for (const model::Claim& claim : booking.kit) {
    all = all + PriceOf(claim, booking.interval.start().unix_seconds(),
                        booking.interval.end().unix_seconds(), claim.units, booking.grab);
  }
  return all;
}

// The price of what `before` has and `after` has not, piece by piece.
Charge ChargeAuditor::Missing(const Booking& before, const Booking& after) const {
  Charge all;
  const int64_t from = before.interval.start().unix_seconds();
  const int64_t to = before.interval.end().unix_seconds();
  const int64_t start = std::clamp(after.interval.start().unix_seconds(), from, to);
  const int64_t end = std::clamp(after.interval.end().unix_seconds(), start, to);
  for (const model::Claim& claim : before.kit) {
    int64_t still = 0;
    for (const model::Claim& other : after.kit) {
      if (other.resource == claim.resource) still = std::min(claim.units, other.units);
    }
    if (IsMaterial(claim.resource)) {
      all = all + PriceOf(claim, from, to, claim.units - still, before.grab);
      continue;
    }
    if (still == 0 || start == end) {
      all = all + PriceOf(claim, from, to, claim.units, before.grab);
      continue;
    }
    all = all + PriceOf(claim, from, start, claim.units, before.grab) +
          PriceOf(claim, end, to, claim.units, before.grab) +
          PriceOf(claim, start, end, claim.units - still, before.grab);
  }
  return all;
}

void ChargeAuditor::Expect(bool holds, const Booking& booking, const char* what) {
  if (holds || !wrong_.empty()) return;
  wrong_ = absl::StrCat(
      "b-", booking.id.value(), ", ", what, ": price ", booking.price.ticks.value(), ", forfeited ",
      booking.aside->forfeited.ticks.value(), ", refunded ", booking.refunded ? 1 : 0);
}

Charge ChargeAuditor::ForfeitedBy(const Booking& before, const Booking& after, Instant at) const {
  const bool stood =
      before.state == BookingState::kConfirmed || before.state == BookingState::kCheckedIn;
  const bool forfeits =
      stood && !before.refunded && !IsFree(before, at) && !overruns_.IsHindered(before.id, at);
  const Charge missing = forfeits ? Missing(before, after) : Charge();
  return {std::min(missing.ticks, before.price.ticks), std::min(missing.cents, before.price.cents)};
}

void ChargeAuditor::HearMoved(const Booking& before, const Booking& after, Instant at) {
  const Charge most = ForfeitedBy(before, after, at);
  Expect(after.aside->forfeited == before.aside->forfeited + most, after, "forfeited by a move");
  forfeits_ += most.IsNothing() ? 0 : 1;
  const Charge price = PriceOf(after);
  // The lab may have made it cheaper than its time is.
  const bool as_priced = before.price == PriceOf(before);
  Expect(as_priced ? after.price == price
                   : after.price.ticks <= price.ticks && after.price.cents <= price.cents,
         after, "the price after a move");
}

// What is left of the time of who leaves early stays charged beside what was used, unless the lab
// ends it.
void ChargeAuditor::HearCut(const Booking& before, const Booking& after, Instant at) {
  const Charge rest = after.refunded ? Charge() : ForfeitedBy(before, after, at);
  Expect(after.aside->forfeited == before.aside->forfeited + rest, after, "forfeited by leaving");
  Expect(after.price == before.price - rest, after, "the price of what was used");
}

void ChargeAuditor::HearEnded(const core::BookingEnded& ended) {
  Known& known = bookings_.at(ended.booking);
  Booking& booking = known.booking;
  const bool begun = booking.interval.start() <= ended.at;
  bool back = booking.refunded || ended.by_lab || ended.state == BookingState::kDisplaced ||
              ended.hindered_by.IsSet();
  if (ended.state == BookingState::kCancelled || ended.state == BookingState::kExpired) {
    back = back || IsFree(booking, ended.at) || booking.state == BookingState::kPending ||
           (booking.state == BookingState::kHeld && (!begun || booking.wish.IsSet()));
  }
  refunds_ += back ? 1 : 0;
  booking.refunded = back;
  booking.state = ended.state;
  known.charged = booking.Charged();
}

void ChargeAuditor::Hear(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::PoolDefined>(&event)) pools_[e->pool.id] = e->pool;
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    resources_[e->resource.id] = e->resource;
  }
  if (const auto* e = std::get_if<core::Booked>(&event)) {
    Expect(e->booking.price == PriceOf(e->booking), e->booking, "the price when booked");
    Expect(e->booking.aside->forfeited.IsNothing() && !e->booking.refunded, e->booking, "booked");
    bookings_[e->booking.id] = {e->booking, e->booking.price};
  }
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const Booking before = bookings_.at(e->booking.id).booking;
    const Booking& after = e->booking;
    if (e->why == Why::kMoved) {
      HearMoved(before, after, at);
    } else if (e->why == Why::kShortened && model::Occupies(before.state)) {
      HearCut(before, after, at);
    } else {
      Expect(after.aside->forfeited == before.aside->forfeited, after, "forfeited by no move");
      Expect(after.price.ticks <= before.price.ticks && after.price.cents <= before.price.cents,
             after, "dearer without its owner");
      const bool moves = e->why == Why::kReplanned || e->why == Why::kRestored;
      if (!moves) Expect(after.price == before.price, after, "another price without a move");
    }
    const Charge back = e->rebooked ? e->rebooked->back : Charge();
    Expect(after.aside->returned == before.aside->returned + back, after, "another sum came back");
    bookings_[after.id] = {after, after.Charged()};
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) HearEnded(*e);
  if (const auto* e = std::get_if<core::BookingRetired>(&event)) {
    const Known& known = bookings_.at(e->booking);
    Charge& all = retired_[known.booking.company];
    all = all + known.charged;
    bookings_.erase(e->booking);
  }
}

std::map<CompanyId, Charge> ChargeAuditor::ByCompany() const {
  std::map<CompanyId, Charge> all = retired_;
  for (const auto& [id, known] : bookings_) {
    Charge& sum = all[known.booking.company];
    sum = sum + known.charged;
  }
  return all;
}

std::string ChargeAuditor::FindWrong(const core::State& state) const {
  for (const auto& [id, known] : bookings_) {
    const Booking* booking = state.Find(id);
    if (booking == nullptr || !(booking->Charged() == known.charged)) {
      return absl::StrCat("b-", id.value(), " is charged otherwise than its history says");
    }
  }
  return "";
}

}  // namespace mutua::sim
