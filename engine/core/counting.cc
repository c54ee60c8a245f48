#include "engine/core/counting.h"

#include <algorithm>
#include <vector>

#include "engine/core/charge.h"
#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::BookingState;
using model::Quota;

template <class IdType>
bool Has(const std::vector<IdType>& ids, IdType id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void AddTo(Amounts* amounts, Day first, int64_t amount) {
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
  if (parts_.size() != 1) return;
  const Part& part = parts_.front();
  const model::Spread spread(*part.zone, claimed.interval);
  is_plain_ = spread.within_a_day();
  if (!is_plain_) return;
  const Day day = spread.FirstOf(Quota::Window::kDay);
  const Date date = Date::Of(day.number());
  firsts_ = {Day(), day, day.Monday(), day - (date.day - 1), day - date.day_of_year, Day()};
  const bool counts = !claimed.only_charged;
  const int64_t seconds = claimed.interval.length().seconds() * part.units;
  plain_amounts_ = {0, counts ? seconds : 0, counts ? 1 : 0, kUnknown, kUnknown};
}

bool Counting::SelectsOneOf(const Gauge& gauge, const Part& part) const {
  if (gauge.selects == Gauge::Selects::kPools) {
    const PoolId pool(part.selected_as[static_cast<size_t>(Gauge::Selects::kPools)]);
    return Has(state_.Find(gauge.quota)->pools, pool);
  }
  return gauge.selects == Gauge::Selects::kResources &&
         Has(state_.Find(gauge.quota)->resources, part.resource);
}

bool Counting::SelectsAny(const Gauge& gauge) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& part) { return Selects(gauge, part); });
}

ResourceId Counting::FirstSelected(const Gauge& gauge) const {
  const auto first = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const Part& part) { return Selects(gauge, part); });
  MUTUA_CHECK(first != parts_.end());
  return first->resource;
}

model::Rated Counting::RatedIn(const Part& part, Interval interval) {
  const model::PeakHours* hours = part.rules->peak_hours ? &*part.rules->peak_hours : nullptr;
  return model::Rate(hours, *part.zone, interval);
}

const Counting::Pieces& Counting::PiecesIn(const Gauge& gauge, const Part& part) {
  auto zoned = std::find_if(zoned_.begin(), zoned_.end(),
                            [&](const Zoned& known) { return known.zone == part.zone; });
  if (zoned == zoned_.end()) zoned = zoned_.insert(zoned, Zoned{part.zone, {}});
  const bool is_period = model::IsPeriod(gauge.window);
  Pieces& pieces = zoned->pieces[is_period ? static_cast<size_t>(gauge.window) : 0];
  if (!pieces.empty()) return pieces;
  if (is_period) {
    model::Spread(*part.zone, claimed_.interval)
        .ForEachPart(gauge.window, [&](Day first, Interval interval) {
          pieces.push_back({first, interval});
        });
  } else {
    pieces.push_back({Day(), claimed_.interval});
  }
  return pieces;
}

void Counting::CountTime(const Gauge& gauge, Amounts* amounts) {
  for (const Part& part : parts_) {
    if (!Selects(gauge, part)) continue;
    for (const Piece& piece : PiecesIn(gauge, part)) {
      const int64_t seconds =
          gauge.peak_only ? RatedIn(part, piece.interval).peak : piece.interval.length().seconds();
      if (seconds > 0) AddTo(amounts, piece.first, seconds * part.units);
    }
  }
}

void Counting::CountBookings(const Gauge& gauge, Amounts* amounts) {
  for (const Part& part : parts_) {
    if (!Selects(gauge, part)) continue;
    if (gauge.peak_only && RatedIn(part, claimed_.interval).peak == 0) continue;
    return amounts->push_back({PiecesIn(gauge, part).front().first, 1});
  }
}

int64_t Counting::ChargeIn(Quota::Measure measure) {
  if (!claimed_.charge) {
    claimed_.charge = PriceOf(state_, claimed_.kit, claimed_.interval, claimed_.grab);
  }
  return measure == Quota::Measure::kMoney ? claimed_.charge->cents.value()
                                           : claimed_.charge->ticks.value();
}

// The charge was frozen as one sum. It lies in the windows and resources as the rates of now would
// have it: what each is charged is the difference of two shares of the whole, so that they add up.
void Counting::CountCharge(const Gauge& gauge, Amounts* amounts) {
  const bool money = gauge.measure == Quota::Measure::kMoney;
  const int64_t charge = ChargeIn(gauge.measure);
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
    for (const Piece& piece : PiecesIn(gauge, part)) {
      const model::Rated rated = RatedIn(part, piece.interval);
      const int64_t peak = share(weigh(part, 4 * rated.peak, free));
      const int64_t rest = share(weigh(part, rated.halves() - 4 * rated.peak, free));
      const int64_t amount = gauge.peak_only ? peak : peak + rest;
      if (selected && amount > 0) AddTo(amounts, piece.first, amount);
    }
  }
}

void Counting::Count(const Gauge& gauge, Amounts* amounts) {
  amounts->clear();
  if (CountsNoMore(gauge)) return;
  if (IsOfCharges(gauge.measure)) return CountCharge(gauge, amounts);
  if (claimed_.only_charged) return;
  if (gauge.measure == Quota::Measure::kTime) return CountTime(gauge, amounts);
  CountBookings(gauge, amounts);
}

int64_t Counting::AmountIn(const Gauge& gauge, Day first) {
  const Day wanted = model::IsPeriod(gauge.window) ? first : Day();
  int64_t amount = 0;
  ForEachAmount(gauge, [&](const Amount& one) { amount += one.first == wanted ? one.amount : 0; });
  return amount;
}

}  // namespace mutua::core
