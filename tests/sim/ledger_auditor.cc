#include "tests/sim/ledger_auditor.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using model::Booking;
using model::BookingState;
using model::Paid;
using Why = core::BookingChanged::Why;

constexpr int64_t kDay = 86400;

bool AsksNothingNew(const Booking& before, const Booking& after) {
  bool nothing_new = before.interval.start() <= after.interval.start() &&
                     after.interval.end() <= before.interval.end();
  for (const model::Claim& claim : after.kit) {
    bool had = false;
    for (const model::Claim& one : before.kit) {
      had = had || (one.resource == claim.resource && one.units >= claim.units);
    }
    nothing_new = nothing_new && had;
  }
  return nothing_new;
}

}  // namespace

void LedgerAuditor::Expect(bool holds, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = what;
}

std::map<PoolId, int64_t> LedgerAuditor::Held(const Known* known) const {
  std::map<PoolId, int64_t> held;
  if (known == nullptr || known->settled) return held;
  for (const Paid& paid : known->booking.aside->paid) {
    if (IsOwed(known->booking, paid)) held[paid.pool] += paid.ticks.value();
  }
  return held;
}

// A guaranteed minute costs what one does on any unit of the pool, on average.
int64_t LedgerAuditor::FloorOf(PoolId pool, CompanyId company, Instant at) const {
  if (retired_.contains(company)) return 0;
  std::vector<int64_t> tariffs;  // of each unit
  for (const auto& [id, resource] : shares_.resources()) {
    if (resource.pool != pool || resource.retired) continue;
    tariffs.insert(tariffs.end(), resource.capacity, charges_.TariffOf(id));
  }
  if (tariffs.empty()) return 0;
  const int64_t sum = std::accumulate(tariffs.begin(), tariffs.end(), int64_t{0});
  const int64_t seconds = shares_.MinutesAt(pool, company, at) * 60;
  return -(seconds * sum / static_cast<int64_t>(tariffs.size()));
}

std::map<PoolId, int64_t> LedgerAuditor::Owes(const Booking* before, const Booking& after,
                                              Instant at) const {
  std::map<PoolId, int64_t> owes;
  const bool own = before != nullptr && before->company == after.company;
  std::map<PoolId, int64_t> fresh;
  const core::Shared asked{after.kit, after.company, after.interval, after.grab};
  for (const auto& [pool, periods] : shares_.Beyond(asked, after.id, at)) {
    model::Kit part;
    for (const model::Claim& claim : after.kit) {
      if (shares_.resources().at(claim.resource).pool == pool) part.push_back(claim);
    }
    const int64_t price = part.size() == after.kit.size()
                              ? after.price.ticks.value()
                              : charges_.IfBooked(part, after.interval, after.grab).ticks.value();
    const int64_t all = shares_.UnitsIn(pool, after.kit) * after.interval.length().seconds();
    int64_t seconds = 0;
    for (const auto& [first, beyond] : periods) seconds += beyond;
    fresh[pool] = static_cast<int64_t>(static_cast<__int128>(price) * seconds / all);
  }
  if (before != nullptr) {
    const int64_t forfeited =
        (after.aside->forfeited.ticks - before->aside->forfeited.ticks).value();
    const int64_t price = before->price.ticks.value();
    for (const Paid& paid : before->aside->paid) {
      int64_t lost = paid.ticks.value();
      if (!paid.lost) {
        const bool loses = !before->refunded && forfeited > 0 && price > 0;
        lost = loses ? static_cast<int64_t>(static_cast<__int128>(lost) * forfeited / price) : 0;
      }
      owes[paid.pool] += lost;
    }
  }
  const bool less = own && !before->refunded && AsksNothingNew(*before, after);
  for (const auto& [pool, ticks] : fresh) {
    owes[pool] += ticks;
    if (!less) continue;
    int64_t had = 0;
    for (const Paid& paid : before->aside->paid) {
      if (paid.pool == pool) had += paid.ticks.value();
    }
    owes[pool] = std::min(owes[pool], had);
  }
  return owes;
}

// What it pays is what it owes, as far as its company has it.
void LedgerAuditor::CheckPaid(const Booking* before, const Booking& after, Instant at) {
  if (before != nullptr && after.refunded) {
    return Expect(after.aside->paid == before->aside->paid, "a refunded booking pays otherwise");
  }
  std::map<PoolId, int64_t> paid;
  for (const Paid& one : after.aside->paid) {
    paid[one.pool] += one.ticks.value();
    const auto lending = lendings_.find(one.lending);
    Expect(!one.lending.IsSet() ||
               (lending != lendings_.end() && one.lender != after.company &&
                lending->second.company == one.lender) ||
               one.lost,
           absl::StrCat("b-", after.id.value(), " pays who lends nothing"));
  }
  const auto known = bookings_.find(after.id);
  const bool own = before != nullptr && before->company == after.company;
  const std::map<PoolId, int64_t> held = Held(own ? &known->second : nullptr);
  for (const auto& [pool, owes] : Owes(before, after, at)) {
    const auto in_escrow = held.find(pool);
    const auto balance = balances_.find({pool, after.company});
    const int64_t has =
        (balance == balances_.end() ? 0 : balance->second) - FloorOf(pool, after.company, at);
    const int64_t most =
        std::max<int64_t>(has, 0) + (in_escrow == held.end() ? 0 : in_escrow->second);
    Expect(paid[pool] == std::min(owes, most),
           absl::StrCat("b-", after.id.value(), " pays ", paid[pool], " in pool ", pool.value(),
                        ", owes ", owes, ", has ", most));
    paid.erase(pool);
  }
  for (const auto& [pool, ticks] : paid) {
    Expect(ticks == 0, absl::StrCat("b-", after.id.value(), " pays for nothing"));
  }
}

// Of what a booking paid for time that it gave back too late, and has in escrow yet, as large a
// part comes back as of what it is charged for that.
void LedgerAuditor::CheckBack(const Known& known, const core::BookingChanged& changed) {
  const Booking& before = known.booking;
  const bool cancelled =
      before.state == BookingState::kCancelled || before.state == BookingState::kExpired;
  const bool stays = known.settled || retired_.contains(before.company);
  const int64_t late = (before.aside->forfeited - before.aside->returned).ticks.value();
  const int64_t charged = late + (cancelled ? before.price.ticks.value() : 0);
  const int64_t back = changed.rebooked->back.ticks.value();
  std::map<PoolId, int64_t> paid;
  for (const Paid& one : before.aside->paid) {
    int64_t ticks = one.ticks.value();
    const bool counts = (one.lost || cancelled) && !stays && back > 0;
    if (counts) ticks -= static_cast<int64_t>(static_cast<__int128>(ticks) * back / charged);
    paid[one.pool] += ticks;
  }
  for (const Paid& one : changed.booking.aside->paid) paid[one.pool] -= one.ticks.value();
  for (const auto& [pool, ticks] : paid) {
    Expect(ticks == 0, absl::StrCat("b-", before.id.value(), ": ", ticks,
                                    " of its credits more should come back"));
  }
}

// Into the escrow; negative: out of it.
void LedgerAuditor::Take(PoolId pool, CompanyId company, int64_t ticks, Instant at) {
  if (ticks == 0) return;
  int64_t& balance = balances_[{pool, company}];
  balance -= ticks;
  escrows_[{pool, company}] += ticks;
  Expect(escrows_[{pool, company}] >= 0, "more comes back than was paid");
  (ticks > 0 ? paid_ : given_back_) += std::abs(ticks);
  if (ticks < 0) return;
  Expect(balance >= FloorOf(pool, company, at),
         absl::StrCat("company ", company.value(), " is below its floor"));
}

void LedgerAuditor::Settle(Known* known, Instant at) {
  if (known->settled) return;
  for (const Paid& paid : known->booking.aside->paid) {
    if (!IsOwed(known->booking, paid)) continue;
    const int64_t ticks = paid.ticks.value();
    escrows_[{paid.pool, known->booking.company}] -= ticks;
    int64_t to_lender = 0;
    if (paid.lender.IsSet()) {
      const Account lender(paid.pool, paid.lender);
      const int64_t ceiling = -3 * FloorOf(paid.pool, paid.lender, at);
      const int64_t has = balances_[lender] + escrows_[lender];
      to_lender = std::clamp<int64_t>(ceiling - has, 0, ticks);
      balances_[lender] += to_lender;
    }
    commons_[paid.pool] += ticks - to_lender;
    earned_ += to_lender;
  }
  known->settled = true;
}

// Each hour that others used of what a company lends is paid at the rate posted then, from nothing.
void LedgerAuditor::Mint(const Booking& booking, Instant at) {
  for (const model::Claim& claim : booking.kit) {
    const model::Resource& resource = shares_.resources().at(claim.resource);
    if (!resource.lent.by.IsSet() || resource.lent.by == booking.company) continue;
    const PoolId pool = resource.lent.pool.IsSet() ? resource.lent.pool : resource.pool;
    const bool pieces = resource.kind == model::ResourceKind::kMaterial;  // an hour each
    const int64_t time = pieces ? 3600 : booking.interval.length().seconds();
    const int64_t hours = time * claim.units;
    const Account lender(pool, resource.lent.by);
    const int64_t ceiling = -3 * FloorOf(pool, resource.lent.by, at);
    const int64_t room = std::max<int64_t>(0, ceiling - balances_[lender] - escrows_[lender]);
    const int64_t paid = std::min(room, hours * resource.lent.tariff);
    balances_[lender] += paid;
    minted_[pool] += paid;
    minted_all_ += paid;
    const Charge cost = booking.price + booking.aside->forfeited;
    const bool free = cost.ticks.value() == 0 && cost.cents.value() == 0;
    if (free && resource.lent.tariff == 0) ++favours_;
  }
}

void LedgerAuditor::Become(const Booking& after, Instant at) {
  const auto found = bookings_.find(after.id);
  const Known* before = found == bookings_.end() ? nullptr : &found->second;
  Known now{after, before != nullptr && before->settled, before != nullptr && before->minted};
  const std::map<PoolId, int64_t> was = Held(before);
  const std::map<PoolId, int64_t> is = Held(&now);
  const bool handed_over = before != nullptr && before->booking.company != after.company;
  for (const auto& [pool, ticks] : was) {
    const auto kept = is.find(pool);
    const int64_t stays = handed_over || kept == is.end() ? 0 : kept->second;
    if (stays < ticks) Take(pool, before->booking.company, stays - ticks, at);
  }
  for (const auto& [pool, ticks] : is) {
    const auto had = was.find(pool);
    const int64_t known = handed_over || had == was.end() ? 0 : had->second;
    if (ticks > known) Take(pool, after.company, ticks - known, at);
  }
  const auto borrow = [&](const Known* one, int64_t sign) {
    if (one == nullptr || one->settled) return;
    for (const Paid& paid : one->booking.aside->paid) {
      const auto lending = lendings_.find(paid.lending);
      const bool counts = lending != lendings_.end() && IsOwed(one->booking, paid);
      if (counts) lending->second.borrowed += sign * paid.seconds;
    }
  };
  borrow(before, -1);
  borrow(&now, 1);
  for (const auto& [id, lending] : lendings_) {
    Expect(0 <= lending.borrowed && lending.borrowed <= lending.minutes * 60,
           absl::StrCat("more is borrowed of lending ", id.value(), " than was released"));
  }
  if (after.state == BookingState::kCompleted) {
    Settle(&now, at);
    if (!now.minted) Mint(after, at);
    now.minted = true;
  }
  bookings_[after.id] = now;
}

void LedgerAuditor::Announce(std::span<const core::Event> events) {
  leaving_.clear();
  for (const core::Event& event : events) {
    if (const auto* e = std::get_if<core::WoundUp>(&event)) leaving_.insert(e->company);
  }
}

void LedgerAuditor::HearWoundUp(const core::WoundUp& event) {
  for (const core::WoundUp::Part& part : event.parts) {
    int64_t& balance = balances_[{part.pool, event.company}];
    Expect(part.ticks.value() == balance && balance != 0,
           absl::StrCat("company ", event.company.value(), " is wound up with ", part.ticks.value(),
                        ", has ", balance));
    (balance > 0 ? commons_ : minted_)[part.pool] += std::abs(balance);
    balance = 0;
  }
  for (const auto& [account, balance] : balances_) {
    Expect(account.second != event.company || balance == 0, "a company left with credits");
  }
  ++wound_up_;
}

void LedgerAuditor::HearRecirculated(const core::Recirculated& event, Instant at) {
  const model::Guarantees& period = shares_.frozen().at(event.period);
  const PoolId pool = period.pool;
  const model::Sharing& sharing = shares_.pools().at(pool).sharing;
  Expect(period.interval.end() <= at, "credits are handed out before the period is over");
  int64_t shares = 0;
  for (const model::Share& share : sharing.shares) shares += shares_.WeightIn(pool, share.company);
  const int64_t commons = commons_[pool];
  int64_t sum = 0;
  int64_t cut = 0;
  for (const model::Share& share : sharing.shares) {
    const Account account(pool, share.company);
    int64_t ticks = 0;
    for (const core::Recirculated::Part& part : event.parts) {
      if (part.company == share.company) ticks += part.ticks.value();
    }
    const __int128 exact = static_cast<__int128>(commons) * shares_.WeightIn(pool, share.company);
    const __int128 got = static_cast<__int128>(ticks) * shares;
    balances_[account] += ticks;
    const int64_t room =
        -3 * FloorOf(pool, share.company, at) - balances_[account] - escrows_[account];
    Expect(ticks == 0 || room >= 0, "the commons raise a balance above its ceiling");
    // To the tick; where nobody has a share any more, nobody gets any.
    const bool fair = shares == 0 ? ticks == 0 : got - exact < shares && exact - got < shares;
    Expect(fair || (room <= 0 && got < exact), "the commons are not handed out by shares");
    cut += room <= 0 ? 1 : 0;
    sum += ticks;
  }
  Expect(sum == commons || cut > 0 || shares == 0, "the commons are not handed out");
  commons_[pool] -= sum;
  recirculated_ += sum;
}

void LedgerAuditor::Hear(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::Booked>(&event)) {
    CheckPaid(nullptr, e->booking, at);
    Become(e->booking, at);
  }
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const Booking before = bookings_.at(e->booking.id).booking;
    if (e->why == Why::kRebooked) {
      CheckBack(bookings_.at(e->booking.id), *e);
    } else if (e->why == Why::kMoved || before.company != e->booking.company) {
      CheckPaid(&before, e->booking, at);
    } else if (e->why != Why::kRestored) {
      Expect(e->booking.aside->paid == before.aside->paid, "a booking pays otherwise by itself");
    }
    Become(e->booking, at);
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) {
    Booking after = bookings_.at(e->booking).booking;
    after.state = e->state;
    after.refunded = charges_.IsRefunded(e->booking);
    Become(after, at);
  }
  if (const auto* e = std::get_if<core::BookingRetired>(&event)) {
    Settle(&bookings_.at(e->booking), at);
    bookings_.erase(e->booking);
  }
  if (const auto* e = std::get_if<core::LendingChanged>(&event)) {
    const model::Guarantees& period = shares_.frozen().at(e->lending.period);
    model::Lending& known = lendings_[e->lending.id];
    const int64_t more = e->lending.minutes - known.minutes;
    const int64_t used = shares_.Used(period, e->lending.company, BookingId());
    Expect(more < 0 || used + more * 60 <= shares_.Guaranteed(period, e->lending.company),
           "what is lent is not the lender's");
    Expect(more < 0 || (period.interval.end() - at).seconds() >= 3 * kDay ||
               leaving_.contains(e->lending.company),
           "lent too late");
    Expect(known.borrowed == e->lending.borrowed, "what is lent was borrowed otherwise");
    known = e->lending;
    lent_ += more > 0 ? 1 : 0;
  }
  if (const auto* e = std::get_if<core::GuaranteesRetired>(&event)) {
    std::erase_if(lendings_, [&](const auto& one) { return one.second.period == e->guarantees; });
  }
  if (const auto* e = std::get_if<core::Recirculated>(&event)) HearRecirculated(*e, at);
  if (const auto* e = std::get_if<core::WoundUp>(&event)) HearWoundUp(*e);
  if (const auto* e = std::get_if<core::CompanyDefined>(&event)) {
    if (e->company.retired) retired_.insert(e->company.id);
    if (!e->company.retired) retired_.erase(e->company.id);
  }
}

std::optional<core::Reason> LedgerAuditor::Judge(const core::Shared& asked, BookingId instead_of,
                                                 Instant at) const {
  const bool near = (asked.interval.end() - at).seconds() <= kDay;
  const bool far = (asked.interval.start() - at).seconds() > 7 * kDay;
  if (asked.grab || (!asked.by_round && (near || far))) return std::nullopt;
  const auto known = bookings_.find(instead_of);
  const Booking* before = known == bookings_.end() ? nullptr : &known->second.booking;
  const model::Kit kit(asked.kit.begin(), asked.kit.end());
  Booking after = before == nullptr ? Booking() : *before;
  after.company = asked.company;
  after.kit = kit;
  after.interval = asked.interval;
  after.grab = false;
  after.refunded = false;
  after.price = charges_.IfBooked(kit, asked.interval, false);
  if (before != nullptr) {
    // What is charged then is the price and what is forfeited: by which of both they differ.
    const Charge charged = charges_.IfMoved(instead_of, kit, asked.interval, false, at);
    const bool nothing_new = AsksNothingNew(*before, after);
    model::Aside aside = *before->aside;
    if (!before->refunded && !nothing_new) {
      aside.forfeited.ticks = charged.ticks + aside.returned.ticks - after.price.ticks;
      after.aside = aside;
    } else if (nothing_new) {
      return std::nullopt;  // it pays no more than before
    }
  }
  const std::map<PoolId, int64_t> held = Held(before == nullptr ? nullptr : &known->second);
  for (const auto& [pool, owes] : Owes(before, after, at)) {
    const auto in_escrow = held.find(pool);
    const int64_t more = owes - (in_escrow == held.end() ? 0 : in_escrow->second);
    const auto balance = balances_.find({pool, asked.company});
    const int64_t has = balance == balances_.end() ? 0 : balance->second;
    const int64_t floor = FloorOf(pool, asked.company, at);
    if (more <= 0 || has - more >= floor) continue;
    core::Reason reason;
    reason.rule = core::Rule::kCreditsUsed;
    reason.limit = -floor;
    reason.used = -has;
    reason.asked = more;
    reason.renews = asked.interval.end() - Duration::Hours(24);
    return reason;
  }
  return std::nullopt;
}

int64_t LedgerAuditor::BalanceOf(PoolId pool, CompanyId company) const {
  const auto balance = balances_.find({pool, company});
  return balance == balances_.end() ? 0 : balance->second;
}

int64_t LedgerAuditor::EscrowOf(BookingId booking, PoolId pool) const {
  const auto known = bookings_.find(booking);
  const std::map<PoolId, int64_t> held = Held(known == bookings_.end() ? nullptr : &known->second);
  const auto in_pool = held.find(pool);
  return in_pool == held.end() ? 0 : in_pool->second;
}

std::string LedgerAuditor::FindWrong(const core::State& state) const {
  std::map<PoolId, int64_t> sums;
  std::map<PoolId, int64_t> escrows;
  for (const auto& [account, balance] : balances_) {
    const auto escrow = escrows_.find(account);
    const int64_t held = escrow == escrows_.end() ? 0 : escrow->second;
    const model::Purse::Part kept = state.CreditsOf(account.first, account.second);
    if (kept.balance.value() != balance || kept.escrow.value() != held) {
      return absl::StrCat("company ", account.second.value(), " in pool ", account.first.value(),
                          " has ", kept.balance.value(), " and ", kept.escrow.value(),
                          " in escrow; summed ", balance, " and ", held);
    }
  }
  std::string wrong;
  state.ForEach<model::Purse>([&](const model::Purse& purse) {
    for (const model::Purse::Part& part : purse.parts) {
      sums[part.pool] += part.balance.value();
      escrows[part.pool] += part.escrow.value();
    }
  });
  state.ForEach<model::Commons>([&](const model::Commons& commons) {
    const int64_t sum = sums[commons.id] + commons.balance.value() + commons.escrow.value() -
                        commons.minted.value();
    const auto known = commons_.find(commons.id);
    const int64_t summed = known == commons_.end() ? 0 : known->second;
    if (sum != 0)
      wrong = absl::StrCat("the accounts of pool ", commons.id.value(), " sum to ", sum);
    if (commons.balance.value() != summed) wrong = "the commons have something else";
    const auto minted = minted_.find(commons.id);
    if (commons.minted.value() != (minted == minted_.end() ? 0 : minted->second)) {
      wrong = "the mint has paid something else";
    }
    if (commons.escrow.value() != escrows[commons.id]) wrong = "the escrow holds something else";
  });
  for (const auto& [id, lending] : lendings_) {
    const model::Lending* kept = state.Find(id);
    if (kept == nullptr || !(*kept == lending)) wrong = "a lending is kept otherwise";
  }
  return wrong;
}

}  // namespace mutua::sim
