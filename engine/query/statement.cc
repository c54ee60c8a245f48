#include "engine/query/statement.h"

#include <algorithm>

#include "engine/core/charge.h"
#include "engine/core/usages.h"
#include "engine/model/price.h"

namespace mutua::query {
namespace {

using core::State;
using model::Booking;
using model::BookingState;

constexpr CivilSecond kEpoch(1970, 1, 1);

// How much of its time had passed when it ended, and was used.
Duration UsedOf(const Booking& booking) {
  const bool counts =
      booking.state == BookingState::kCompleted || booking.state == BookingState::kCancelled;
  if (!counts) return Duration();
  const Instant ended = core::ConsumedAt(booking);
  return ended <= booking.interval.start() ? Duration() : ended - booking.interval.start();
}

// What one pool's part of a kit weighs in a division.
struct Weight {
  PoolId pool{};
  int64_t units = 0;
  Charge price;
};

std::vector<Weight> WeightsOf(const State& state, const Booking& booking) {
  std::vector<Weight> weights;
  for (const model::Claim& claim : booking.kit) {
    const PoolId pool = state.Find(claim.resource)->pool;
    auto place = std::find_if(weights.begin(), weights.end(),
                              [&](const Weight& weight) { return weight.pool == pool; });
    if (place == weights.end()) place = weights.insert(place, Weight{.pool = pool, .price = {}});
    place->units += claim.units;
    place->price = place->price + core::PriceOf(state, {&claim, 1}, booking.interval);
  }
  return weights;
}

// `all` divided by weight, by differences of what is rounded down: the parts add up.
template <class Amount, class WeightOf>
std::vector<Amount> Divide(Amount all, const std::vector<Weight>& weights, WeightOf weight_of) {
  __int128 whole = 0;
  for (const Weight& weight : weights) whole += weight_of(weight);
  std::vector<Amount> parts;
  __int128 before = 0;
  for (const Weight& weight : weights) {
    const __int128 until = before + weight_of(weight);
    parts.push_back(Amount(static_cast<int64_t>(all.value() * until / whole) -
                           static_cast<int64_t>(all.value() * before / whole)));
    before = until;
  }
  return parts;
}

std::vector<Charge> Divide(const Charge& all, const std::vector<Weight>& weights) {
  // One more each: what is free by the rules of now is divided all the same.
  const auto ticks = Divide(all.ticks, weights,
                            [](const Weight& weight) { return weight.price.ticks.value() + 1; });
  const bool priced = std::any_of(weights.begin(), weights.end(), [](const Weight& weight) {
    return weight.price.cents != Cents();
  });
  const auto cents = Divide(all.cents, weights, [&](const Weight& weight) {
    return priced ? weight.price.cents.value() : weight.price.ticks.value() + 1;
  });
  std::vector<Charge> parts;
  for (size_t i = 0; i < weights.size(); ++i) parts.push_back({ticks[i], cents[i]});
  return parts;
}

}  // namespace

absl::CivilDay DayOf(const Booking& booking) {
  return absl::CivilDay(kEpoch + booking.interval.start().unix_seconds() +
                        int64_t{booking.offset_minutes} * 60);
}

absl::CivilMonth MonthOf(const Booking& booking) { return absl::CivilMonth(DayOf(booking)); }

Instant BeginOf(const State& state, absl::CivilDay day) {
  const CivilSecond midnight(day);
  Instant begin = kEarliest;
  bool found = false;
  state.ForEach<model::Site>([&](const model::Site& site) {
    begin = std::max(begin, state.Find(site.zone)->table.FirstAtOrAfter(midnight));
    found = true;
  });
  return found ? begin : model::ZoneTable().FirstAtOrAfter(midnight);
}

void StatementSums::Add(const StatementSums& other) {
  bookings += other.bookings;
  booked += other.booked;
  used += other.used;
  refunded = refunded + other.refunded;
  charged = charged + other.charged;
  overrun = overrun + other.overrun;
}

StatementSums SumsOf(const Booking& booking) {
  int64_t units = 0;
  for (const model::Claim& claim : booking.kit) units += claim.units;
  const Charge charged = booking.Charged();
  return {.bookings = 1,
          .booked = booking.interval.length().seconds() * units,
          .used = UsedOf(booking).seconds() * units,
          .refunded = booking.price + booking.aside->forfeited + booking.aside->overrun - charged,
          .charged = charged,
          .overrun = booking.aside->overrun};
}

std::vector<RatedClaim> RatesOf(const State& state, const Booking& booking) {
  std::vector<RatedClaim> rates;
  for (const model::Claim& claim : booking.kit) {
    RatedClaim& one = rates.emplace_back(RatedClaim{.claim = claim, .rated = {}});
    const int64_t units = claim.units;
    if (booking.grab) {
      one.grabbed = booking.interval.length().seconds() * units;
      continue;
    }
    const model::EffectiveRules& rules = state.RulesOf(claim.resource);
    const model::PeakHours* hours = rules.peak_hours ? &*rules.peak_hours : nullptr;
    const model::Rated rated = model::Rate(hours, state.ZoneOf(claim.resource), booking.interval);
    one.rated = {.peak = rated.peak * units,
                 .normal = rated.normal * units,
                 .off_peak = rated.off_peak * units};
  }
  return rates;
}

bool IsPricedOtherwise(const State& state, const Booking& booking) {
  return !(core::PriceOf(state, booking.kit, booking.interval, booking.grab) == booking.price);
}

void StatementTally::AddUse(const Booking& booking) {
  for (const model::Claim& claim : booking.kit) {
    const int64_t units = claim.units;
    ResourceUse& use = resources_[claim.resource];
    use.bookings += 1;
    use.booked += booking.interval.length().seconds() * units;
    use.used += UsedOf(booking).seconds() * units;
  }
}

void StatementTally::Add(const State& state, const Booking& booking) {
  const StatementSums sums = SumsOf(booking);
  total_.Add(sums);
  AddUse(booking);
  if (booking.kit.size() == 1) {
    return pools_[state.Find(booking.kit.front().resource)->pool].Add(sums);
  }
  const std::vector<Weight> weights = WeightsOf(state, booking);
  const std::vector<Charge> charged = Divide(sums.charged, weights);
  const std::vector<Charge> refunded = Divide(sums.refunded, weights);
  const std::vector<Charge> overrun = Divide(sums.overrun, weights);
  for (size_t i = 0; i < weights.size(); ++i) {
    const int64_t units = weights[i].units;
    pools_[weights[i].pool].Add({.bookings = 1,
                                 .booked = booking.interval.length().seconds() * units,
                                 .used = UsedOf(booking).seconds() * units,
                                 .refunded = refunded[i],
                                 .charged = charged[i],
                                 .overrun = overrun[i]});
  }
}

}  // namespace mutua::query
