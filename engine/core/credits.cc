#include "engine/core/credits.h"

#include <algorithm>
#include <tuple>

#include "engine/core/charge.h"
#include "engine/core/fair_share.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::Paid;
using Payments = std::vector<Paid>;

bool IsOwed(const Booking& booking, const Paid& paid) { return paid.lost || !booking.refunded; }

// What the kit costs in one pool.
int64_t PriceIn(const State& state, const Booking& booking, PoolId pool) {
  model::Kit part;
  for (const model::Claim& claim : booking.kit) {
    if (state.Find(claim.resource)->pool == pool) part.push_back(claim);
  }
  if (part.size() == booking.kit.size()) return booking.price.ticks.value();
  return PriceOf(state, part, booking.interval, booking.grab).ticks.value();
}

// Takes what exceeds `most` away from the last ones; of the pool's alone.
void Trim(PoolId pool, int64_t most, Payments* payments) {
  int64_t sum = 0;
  for (Paid& paid : *payments) {
    if (paid.pool != pool) continue;
    const int64_t ticks = paid.ticks.value();
    const int64_t kept = std::clamp<int64_t>(most - sum, 0, ticks);
    if (kept < ticks) {
      paid.seconds = static_cast<int64_t>(static_cast<__int128>(paid.seconds) * kept / ticks);
      paid.ticks = Ticks(kept);
    }
    sum += kept;
  }
  std::erase_if(*payments, [](const Paid& paid) { return paid.ticks == Ticks(); });
}

// What stays paid of the booking before: what was lost already, and of the rest as much as of its
// price is forfeited now.
Payments LostOf(const Booking& before, const Booking& after) {
  Payments lost;
  if (before.aside.IsDefault()) return lost;
  const int64_t price = before.price.ticks.value();
  const int64_t forfeited = (after.aside->forfeited.ticks - before.aside->forfeited.ticks).value();
  for (Paid paid : before.aside->paid) {
    if (!paid.lost) {
      if (before.refunded || forfeited <= 0 || price <= 0) continue;
      const auto part = [&](int64_t of) {
        return static_cast<int64_t>(static_cast<__int128>(of) * forfeited / price);
      };
      paid.ticks = Ticks(part(paid.ticks.value()));
      paid.seconds = part(paid.seconds);
      paid.lost = true;
      if (paid.ticks == Ticks()) continue;
    }
    lost.push_back(paid);
  }
  return lost;
}

// Released time that may be taken, in the order in which it is: the poorest lender for its share
// first.
struct Offer {
  LendingId lending{};
  CompanyId company{};
  int64_t seconds = 0;
  Ticks balance;
  int64_t share = 0;
  bool operator<(const Offer& other) const {
    if ((share == 0) != (other.share == 0)) return share != 0;
    const auto own = static_cast<__int128>(balance.value()) * other.share;
    const auto others = static_cast<__int128>(other.balance.value()) * share;
    return own != others ? own < others : company < other.company;
  }
};

// Seconds of a lending that a booking has taken and will give back.
int64_t Returned(const Booking* before, const Payments& lost, LendingId lending) {
  if (before == nullptr || before->refunded || before->aside->settled) return 0;
  int64_t seconds = 0;
  for (const Paid& paid : before->aside->paid) {
    if (paid.lending == lending) seconds += paid.seconds;
  }
  for (const Paid& paid : lost) {
    if (paid.lending == lending) seconds -= paid.seconds;
  }
  return seconds;
}

std::vector<Offer> OffersIn(const State& state, GuaranteesId period, CompanyId borrower,
                            const Booking* before, const Payments& lost) {
  std::vector<Offer> offers;
  for (const LendingId id : state.usages().LentIn(period)) {
    const model::Lending& lending = *state.Find(id);
    if (lending.company == borrower) continue;
    const int64_t free = lending.minutes * 60 - lending.borrowed + Returned(before, lost, id);
    if (free <= 0) continue;
    offers.push_back({id, lending.company, free,
                      state.CreditsOf(lending.pool, lending.company).balance,
                      model::ShareOf(state.Find(lending.pool)->sharing, lending.company)});
  }
  std::sort(offers.begin(), offers.end());
  return offers;
}

// Pays for what is beyond, each second at the booking's average price in the pool, so that the
// parts add up.
class Payer {
 public:
  Payer(const State& state, const Booking* before, const Booking& booking)
      : state_(state), before_(before), booking_(booking) {}

  void PayFor(const Beyond& beyond, Payments* payments) {
    if (beyond.pool != pool_) {
      pool_ = beyond.pool;
      price_ = PriceIn(state_, booking_, pool_);
      sum_ = 0;
    }
    if (price_ == 0) return;  // what is free takes its time from nobody
    const std::vector<Offer> offers =
        OffersIn(state_, beyond.period, booking_.company, before_, *payments);
    int64_t left = beyond.seconds;
    for (const Offer& offer : offers) {
      const int64_t taken = std::min(left, offer.seconds);
      if (taken > 0) Add(beyond, offer, taken, payments);
      left -= taken;
    }
    if (left > 0) Add(beyond, Offer(), left, payments);
  }

 private:
  int64_t Upto(int64_t seconds, const Beyond& beyond) const {
    return static_cast<int64_t>(static_cast<__int128>(price_) * seconds / beyond.asked);
  }
  void Add(const Beyond& beyond, const Offer& from, int64_t seconds, Payments* payments) {
    const Ticks ticks(Upto(sum_ + seconds, beyond) - Upto(sum_, beyond));
    sum_ += seconds;
    if (ticks == Ticks()) return;
    payments->push_back({beyond.pool, state_.Find(beyond.period)->first, from.lending, from.company,
                         seconds, ticks, false});
  }

  const State& state_;
  const Booking* before_;
  const Booking& booking_;
  PoolId pool_{};
  int64_t price_ = 0;
  int64_t sum_ = 0;
};

int64_t SumIn(PoolId pool, const Payments& payments) {
  int64_t sum = 0;
  for (const Paid& paid : payments) {
    if (paid.pool == pool) sum += paid.ticks.value();
  }
  return sum;
}

// What the booking pays, whether its company has it or not.
Payments PaymentsFor(const State& state, const Booking* before, Instant at,
                     const Booking& booking) {
  // What was refunded, and asks for nothing new, stays as it is.
  if (before != nullptr && booking.refunded) return before->aside->paid;
  const Booking* live = before != nullptr && model::Occupies(before->state) ? before : nullptr;
  Payments payments = before == nullptr ? Payments() : LostOf(*before, booking);
  const std::vector<Beyond> beyond = BeyondGuarantee(
      state, {booking.kit, booking.company, booking.interval, booking.grab}, live, at);
  if (beyond.empty()) return payments;
  Payer payer(state, before, booking);
  for (const Beyond& one : beyond) payer.PayFor(one, &payments);
  const bool only_gives_back = live != nullptr && !before->refunded &&
                               before->company == booking.company &&
                               OnlyGivesBack(*before, booking);
  if (!only_gives_back) return payments;
  for (const Beyond& one : beyond) Trim(one.pool, OwedIn(*before, one.pool).value(), &payments);
  return payments;
}

// What of the company's own the booking has in escrow, in the pool.
int64_t EscrowedIn(const Booking* before, const Booking& booking, PoolId pool) {
  const bool own = before != nullptr && before->company == booking.company;
  return own ? OwedIn(*before, pool).value() : 0;
}

std::vector<PoolId> PoolsOf(const Payments& payments) {
  std::vector<PoolId> pools;
  for (const Paid& paid : payments) {
    if (std::find(pools.begin(), pools.end(), paid.pool) == pools.end()) pools.push_back(paid.pool);
  }
  return pools;
}

// What the company can still pay.
int64_t MayPay(const State& state, PoolId pool, CompanyId company, Instant at) {
  return (state.CreditsOf(pool, company).balance + CreditLimitsOf(state, pool, company, at).debt)
      .value();
}

void Judge(const State& state, const Booking* before, const Booking& booking, Instant at,
           Refusal* refusal) {
  if (booking.refunded) return;  // it pays nothing
  const Payments payments = PaymentsFor(state, before, at, booking);
  for (const PoolId pool : PoolsOf(payments)) {
    const int64_t more = SumIn(pool, payments) - EscrowedIn(before, booking, pool);
    if (more <= 0 || more <= MayPay(state, pool, booking.company, at)) continue;
    Reason reason;
    reason.rule = Rule::kCreditsUsed;
    for (const model::Claim& claim : booking.kit) {
      const bool first = !reason.resource.IsSet() && state.Find(claim.resource)->pool == pool;
      if (first) reason.resource = claim.resource;
    }
    reason.limit = CreditLimitsOf(state, pool, booking.company, at).debt.value();
    reason.used = -state.CreditsOf(pool, booking.company).balance.value();
    reason.asked = more;
    reason.renews = booking.interval.end() - kGrabWindow;
    refusal->Add(reason);
  }
}

// What an hour in the pool costs at the normal rate: of each unit in service what its resource
// says, and all of them counted alike.
struct Rate {
  int64_t sum = 0;
  int64_t units = 0;
};
Rate RateOf(const State& state, PoolId pool) {
  Rate rate;
  for (const ResourceId id : state.ResourcesOf(pool)) {
    const model::Resource& resource = *state.Find(id);
    if (resource.retired) continue;
    rate.sum += state.RulesOf(id).tariff * resource.capacity;
    rate.units += resource.capacity;
  }
  return rate;
}

CreditLimits LimitsAt(const State& state, PoolId pool, const Rate& rate, CompanyId company,
                      Instant at) {
  // Who has left owes nothing and earns nothing.
  const model::Company* known = state.Find(company);
  if (known != nullptr && known->retired) return {};
  const GuaranteesId period = state.usages().At(pool, at);
  if (!period.IsSet() || rate.units == 0) return {};
  const __int128 seconds = model::MinutesOf(*state.Find(period), company) * 60;
  const auto debt = static_cast<int64_t>(seconds * rate.sum / rate.units);
  return {Ticks(debt), Ticks(debt * kCeilingPeriods)};
}

}  // namespace

CreditLimits CreditLimitsOf(const State& state, PoolId pool, CompanyId company, Instant at) {
  return LimitsAt(state, pool, RateOf(state, pool), company, at);
}

Ticks OwedIn(const Booking& booking, PoolId pool) {
  Ticks owed;
  if (booking.aside.IsDefault() || booking.aside->settled) return owed;
  for (const Paid& paid : booking.aside->paid) {
    if (paid.pool == pool && IsOwed(booking, paid)) owed = owed + paid.ticks;
  }
  return owed;
}

void Pay(const State& state, const Booking* before, Instant at, Booking* booking) {
  Payments payments = PaymentsFor(state, before, at, *booking);
  if (!booking->refunded) {
    for (const PoolId pool : PoolsOf(payments)) {
      const int64_t may = MayPay(state, pool, booking->company, at);
      Trim(pool, std::max<int64_t>(may, 0) + EscrowedIn(before, *booking, pool), &payments);
    }
  }
  if (payments == booking->aside->paid) return;
  model::Aside aside = *booking->aside;
  aside.paid = std::move(payments);
  booking->aside = aside;
}

void GiveBackCredits(Ticks back, Booking* booking) {
  if (back == Ticks() || booking->aside->paid.empty() || booking->aside->settled) return;
  // Of one that was cancelled all of the price was given up.
  const bool all = booking->state == model::BookingState::kCancelled ||
                   booking->state == model::BookingState::kExpired;
  model::Aside aside = *booking->aside;
  const Charge late = aside.forfeited - aside.returned;
  const int64_t charged = (all ? late + booking->price : late).ticks.value();
  for (Paid& paid : aside.paid) {
    if (!paid.lost && !all) continue;
    const auto rest = [&](int64_t of) {
      return of - static_cast<int64_t>(static_cast<__int128>(of) * back.value() / charged);
    };
    paid.ticks = Ticks(rest(paid.ticks.value()));
    paid.seconds = rest(paid.seconds);
  }
  std::erase_if(aside.paid, [](const Paid& paid) { return paid.ticks == Ticks(); });
  booking->aside = std::move(aside);
}

void JudgeCredits(const State& state, const Shared& asked, BookingId instead_of, Instant at,
                  Refusal* refusal) {
  if (asked.grab) return;
  if (!asked.by_round && AccessTo(asked.interval, at) != Access::kOpen) return;
  const Booking* before = instead_of.IsSet() ? state.Find(instead_of) : nullptr;
  if (BeyondGuarantee(state, asked, before, at).empty()) return;
  Booking after = before == nullptr ? Booking() : *before;
  after.company = asked.company;
  after.kit = model::Kit(asked.kit.begin(), asked.kit.end());
  after.interval = asked.interval;
  after.grab = false;
  after.price = PriceOf(state, asked.kit, asked.interval);
  after.refunded = false;
  if (before != nullptr) ForfeitGivenBack(state, *before, at, &after);
  Judge(state, before, after, at, refusal);
}

void JudgeCredits(const State& state, const Booking& booking, Instant at, Refusal* refusal) {
  if (booking.grab || AccessTo(booking.interval, at) != Access::kOpen) return;
  const Booking* known = state.Find(booking.id);
  // As it stands it has paid.
  if (known != nullptr && known->company == booking.company) return;
  Judge(state, known, booking, at, refusal);
}

std::vector<Recirculated::Part> PartsOfCommons(const State& state, PoolId pool, Instant at) {
  const model::Commons* commons = state.FindCommons(pool);
  const model::Sharing& sharing = state.Find(pool)->sharing;
  const int64_t shares = model::SumOfShares(sharing);
  std::vector<Recirculated::Part> parts;
  if (commons == nullptr || commons->balance <= Ticks() || shares == 0) return parts;
  const auto all = static_cast<__int128>(commons->balance.value());
  int64_t left = commons->balance.value();
  std::vector<std::tuple<int64_t, CompanyId, size_t>> rests;  // largest first: negative
  for (const model::Share& share : sharing.shares) {
    const int64_t weight = model::ShareOf(sharing, share);
    const auto ticks = static_cast<int64_t>(all * weight / shares);
    rests.emplace_back(-static_cast<int64_t>(all * weight % shares), share.company, parts.size());
    parts.push_back({share.company, Ticks(ticks)});
    left -= ticks;
  }
  std::sort(rests.begin(), rests.end());
  for (size_t i = 0; left > 0; ++i, --left) {
    Ticks& ticks = parts[std::get<2>(rests[i])].ticks;
    ticks = ticks + Ticks(1);
  }
  const Rate rate = RateOf(state, pool);
  for (Recirculated::Part& part : parts) {
    const model::Purse::Part has = state.CreditsOf(pool, part.company);
    const Ticks room =
        LimitsAt(state, pool, rate, part.company, at).ceiling - has.balance - has.escrow;
    part.ticks = std::clamp(room, Ticks(), part.ticks);
  }
  std::erase_if(parts, [](const Recirculated::Part& part) { return part.ticks == Ticks(); });
  return parts;
}

}  // namespace mutua::core
