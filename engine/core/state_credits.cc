// What the state does for credits: the ledger's accounts are records, moved by what bookings
// become.
//
// Every move has two equal legs: company and escrow, escrow and company or commons, commons and
// company, mint and company. So the sum over all accounts of a pool is nothing at every position.
#include <algorithm>

#include "engine/core/credits.h"
#include "engine/core/lent.h"
#include "engine/core/material.h"
#include "engine/core/state.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::Entry;
using model::Paid;
using model::Purse;

constexpr auto kBefore = [](const Purse::Part& part, PoolId pool) { return part.pool < pool; };

bool IsOwed(const Booking& booking, const Paid& paid) { return paid.lost || !booking.refunded; }

bool Pays(const Booking& booking) {
  return !booking.aside.IsDefault() && !booking.aside->settled && !booking.aside->paid.empty();
}

void AddPools(const Booking* booking, std::vector<PoolId>* pools) {
  if (booking == nullptr) return;
  for (const Paid& paid : booking->aside->paid) {
    if (std::find(pools->begin(), pools->end(), paid.pool) == pools->end()) {
      pools->push_back(paid.pool);
    }
  }
}

int64_t SecondsIn(const Booking& booking, PoolId pool) {
  int64_t seconds = 0;
  for (const Paid& paid : booking.aside->paid) {
    if (paid.pool == pool && IsOwed(booking, paid)) seconds += paid.seconds;
  }
  return seconds;
}

// When, where and how much is told when it is entered.
Entry EntryOf(Entry::Why why, int64_t seconds, BookingId booking) {
  Entry entry;
  entry.why = why;
  entry.seconds = seconds;
  entry.booking = booking;
  return entry;
}

}  // namespace

Purse::Part State::CreditsOf(PoolId pool, CompanyId company) const {
  const Purse* purse = purses_.Find(company);
  if (purse == nullptr) return {pool, {}, {}};
  const auto place = std::lower_bound(purse->parts.begin(), purse->parts.end(), pool, kBefore);
  return place != purse->parts.end() && place->pool == pool ? *place : Purse::Part{pool, {}, {}};
}

void State::AddCredits(PoolId pool, CompanyId company, Ticks balance, Ticks escrow, Entry entry) {
  const Purse* known = purses_.Find(company);
  Purse purse = known == nullptr ? Purse() : *known;
  purse.id = company;
  auto place = std::lower_bound(purse.parts.begin(), purse.parts.end(), pool, kBefore);
  if (place == purse.parts.end() || place->pool != pool) {
    place = purse.parts.insert(place, {pool, {}, {}});
  }
  place->balance = place->balance + balance;
  place->escrow = place->escrow + escrow;
  MUTUA_CHECK(place->escrow >= Ticks());
  // A favour moves nothing, and is told all the same.
  if (balance != Ticks() || entry.resource.IsSet()) {
    entry.at = counters_.at;
    entry.pool = pool;
    entry.ticks = balance;
    if (purse.entries.size() == kEntriesKept) purse.entries.erase(purse.entries.begin());
    purse.entries.push_back(entry);
  }
  Put(std::move(purse));
}

void State::AddCommons(PoolId pool, Ticks balance, Ticks escrow, Ticks minted) {
  const model::Commons* known = commons_.Find(pool);
  model::Commons commons = known == nullptr ? model::Commons() : *known;
  commons.id = pool;
  commons.balance = commons.balance + balance;
  commons.escrow = commons.escrow + escrow;
  commons.minted = commons.minted + minted;
  MUTUA_CHECK(commons.balance >= Ticks() && commons.escrow >= Ticks());
  Put(commons);
}

// From who pays to the escrow, or back.
void State::MoveCredits(const Booking* before, const Booking* after) {
  std::vector<PoolId> pools;
  AddPools(before, &pools);
  AddPools(after, &pools);
  const auto move = [&](PoolId pool, CompanyId company, Ticks ticks, Entry entry) {
    if (ticks == Ticks()) return;
    AddCredits(pool, company, Ticks() - ticks, ticks, entry);
    AddCommons(pool, Ticks(), ticks);
  };
  for (const PoolId pool : pools) {
    const Ticks had = before == nullptr ? Ticks() : OwedIn(*before, pool);
    const Ticks has = OwedIn(*after, pool);
    const Entry paid = EntryOf(Entry::Why::kPaid, SecondsIn(*after, pool), after->id);
    const Entry back = EntryOf(Entry::Why::kGivenBack, 0, after->id);
    if (before != nullptr && before->company != after->company) {
      move(pool, before->company, Ticks() - had, back);
      move(pool, after->company, has, paid);
    } else {
      move(pool, after->company, has - had, has > had ? paid : back);
    }
  }
}

// Takes lent time, sign 1, or gives it back, -1.
void State::Borrow(const Booking& booking, int sign) {
  if (!Pays(booking)) return;
  for (const Paid& paid : booking.aside->paid) {
    const model::Lending* known = lendings_.Find(paid.lending);
    if (known == nullptr || !IsOwed(booking, paid)) continue;
    model::Lending lending = *known;
    lending.borrowed += sign * paid.seconds;
    MUTUA_CHECK(lending.borrowed >= 0);
    Put(lending);
  }
}

// From the escrow to whoever released the time, as far as the ceiling lets it, and to the commons.
void State::PayOut(const Booking& booking) {
  for (const Paid& paid : booking.aside->paid) {
    if (!IsOwed(booking, paid)) continue;
    AddCredits(paid.pool, booking.company, Ticks(), Ticks() - paid.ticks, {});
    Ticks lent;
    if (paid.lender.IsSet()) {
      const Purse::Part has = CreditsOf(paid.pool, paid.lender);
      const Ticks ceiling = CreditLimitsOf(*this, paid.pool, paid.lender, counters_.at).ceiling;
      lent = std::clamp(ceiling - has.balance - has.escrow, Ticks(), paid.ticks);
    }
    if (lent != Ticks()) {
      AddCredits(paid.pool, paid.lender, lent, Ticks(),
                 EntryOf(Entry::Why::kLent, paid.seconds, BookingId()));
    }
    AddCommons(paid.pool, paid.ticks - lent, Ticks() - paid.ticks);
  }
}

// Whether with this booking's end, which is not settled yet, something was used that another
// company lends.
bool State::IsGiven(const Booking& booking) const {
  if (booking.aside->settled) return false;
  return std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
    return IsLentTo(*resources_.Find(claim.resource), booking.company);
  });
}

// What was fetched is on offer no more; what turns out not to have been is again.
void State::CountPieces(const Booking* before, const Booking& after) {
  const bool was = before != nullptr && before->state == model::BookingState::kCompleted;
  const bool is = after.state == model::BookingState::kCompleted;
  if (was == is) return;
  for (const model::Claim& claim : after.kit) {
    const model::Resource* known = resources_.Find(claim.resource);
    if (!IsMaterial(*known)) continue;
    model::Resource resource = *known;
    // One that was something else when it was used has none of it among its pieces.
    resource.taken =
        is ? resource.taken + claim.units : resource.taken - std::min(resource.taken, claim.units);
    Put(std::move(resource));
  }
}

// From the mint to whoever lends what was used, as far as the ceiling lets it.
void State::PayForGiven(const Booking& booking) {
  for (const model::Claim& claim : booking.kit) {
    const model::Resource& resource = *resources_.Find(claim.resource);
    if (!IsLentTo(resource, booking.company)) continue;
    const model::LentTerms& lent = resource.lent;
    const PoolId pool = lent.pool.IsSet() ? lent.pool : resource.pool;
    // A piece is worth an hour, as it costs one.
    const Duration time = IsMaterial(resource) ? Duration::Hours(1) : booking.interval.length();
    const int64_t seconds = time.seconds() * claim.units;
    const Purse::Part has = CreditsOf(pool, lent.by);
    const Ticks ceiling = CreditLimitsOf(*this, pool, lent.by, counters_.at).ceiling;
    const Ticks ticks =
        std::clamp(ceiling - has.balance - has.escrow, Ticks(), Ticks(seconds * lent.tariff));
    const bool for_nothing = (booking.price + booking.aside->forfeited).IsNothing();
    const bool favour = lent.tariff == 0 && for_nothing;
    Entry entry = EntryOf(favour ? Entry::Why::kFavour : Entry::Why::kGiven, seconds, booking.id);
    entry.resource = claim.resource;
    AddCredits(pool, lent.by, ticks, Ticks(), entry);
    if (ticks != Ticks()) AddCommons(pool, Ticks(), Ticks(), ticks);
    if (!for_nothing) continue;
    entry.why = Entry::Why::kReceived;
    AddCredits(pool, booking.company, Ticks(), Ticks(), entry);
  }
}

void State::PutBooking(Booking booking) {
  const Booking* known = bookings_.Find(booking.id);
  CountPieces(known, booking);
  const bool paid = known != nullptr && Pays(*known);
  const bool was_over = known != nullptr && known->state == model::BookingState::kCompleted;
  const bool is_over = booking.state == model::BookingState::kCompleted;
  const bool given = is_over && !was_over && IsGiven(booking);
  // By the terms of when it ended first, whatever turns out, or is lent, after that.
  const bool reopened = was_over && !is_over;
  if (!paid && !given && !reopened && !Pays(booking)) return Put(std::move(booking));
  const Booking before = known == nullptr ? Booking() : *known;
  MoveCredits(known == nullptr ? nullptr : &before, &booking);
  Borrow(before, -1);
  Borrow(booking, 1);
  const bool pays = is_over && Pays(booking);
  if (pays) PayOut(booking);
  if (given) PayForGiven(booking);
  if (pays || given || reopened) {
    model::Aside aside = *booking.aside;
    aside.settled = true;
    booking.aside = aside;
  }
  Put(std::move(booking));
}

void State::RetireCredits(const Booking& booking) {
  if (Pays(booking)) PayOut(booking);
}

void State::On(const WoundUp& event) {
  ForgetContests(event.company);
  for (const WoundUp::Part& part : event.parts) {
    AddCredits(part.pool, event.company, Ticks() - part.ticks, Ticks(),
               EntryOf(Entry::Why::kWoundUp, 0, BookingId()));
    const bool owed = part.ticks < Ticks();
    AddCommons(part.pool, owed ? Ticks() : part.ticks, Ticks(),
               owed ? Ticks() - part.ticks : Ticks());
  }
}

void State::On(const Recirculated& event) {
  model::Guarantees period = *guarantees_.Find(event.period);
  const PoolId pool = period.pool;
  Ticks all;
  for (const Recirculated::Part& part : event.parts) {
    AddCredits(pool, part.company, part.ticks, Ticks(),
               EntryOf(Entry::Why::kRecirculated, 0, BookingId()));
    all = all + part.ticks;
  }
  if (all != Ticks()) AddCommons(pool, Ticks() - all, Ticks());
  period.recirculated = true;
  period.due = period.interval.end() + kEndedKept;
  Put(std::move(period));
}

}  // namespace mutua::core
