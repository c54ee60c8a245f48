// The mutual ledger: what is paid beyond a guarantee, to whom it goes, and that nothing is ever
// made or lost.
#include "engine/core/credits.h"

#include <array>

#include "engine/core/merit.h"
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::Entry;

constexpr int64_t kHour = 3600;  // a credit in ticks

// Of 504 hours acme is guaranteed 63 and bolt 189: so far each may be in debt.
struct CreditLab : ShareLab {
  int64_t Has(CompanyId company) const {
    return state.CreditsOf(fdm, company).balance.value() / kHour;
  }
  int64_t InEscrow(CompanyId company) const {
    return state.CreditsOf(fdm, company).escrow.value() / kHour;
  }
  int64_t InCommons() const {
    const model::Commons* commons = state.FindCommons(fdm);
    return commons == nullptr ? 0 : commons->balance.value() / kHour;
  }
  // All accounts of the pool together, and whether each company's escrow is in the pool's.
  bool IsBalanced() const {
    const model::Commons* commons = state.FindCommons(fdm);
    if (commons == nullptr) return state.Count<model::Purse>() == 0;
    Ticks sum = commons->balance + commons->escrow;
    Ticks escrow;
    state.ForEach<model::Purse>([&](const model::Purse& purse) {
      for (const auto& part : purse.parts) {
        sum = sum + part.balance;
        escrow = escrow + part.escrow;
      }
    });
    return sum == Ticks() && escrow == commons->escrow;
  }
  Decision Lends(MemberId member, CompanyId company, int64_t hours) {
    return Do(As(member), Lend{fdm, company, at, hours * 60});
  }
  // A wish that is booked at once when it can be, and cannot be yet.
  WishId WaitsFor(MemberId member, ResourceId resource, Interval interval) {
    FileWish wish;
    wish.wants.push_back({resource, PoolId(), 1});
    wish.windows.push_back(interval);
    wish.length = interval.length();
    wish.book_at_once = true;
    const Decision filed = Do(As(member), wish);
    REQUIRE(filed.accepted());
    const WishId id(filed.subject.id);
    REQUIRE(state.Find(id)->state == model::WishState::kWaiting);
    return id;
  }
  const Entry& LastOf(CompanyId company) const { return state.FindPurse(company)->entries.back(); }
};

const Reason& OnlyReason(const Decision& decision) {
  REQUIRE(decision.refusal.reasons().size() == 1);
  return decision.refusal.reasons().front();
}

TEST_CASE("I2: time beyond the guarantee is paid into the escrow, and out of it when it is over") {
  CreditLab lab;
  const model::Booking& booking = lab.Got(lab.ada, lab.printers[0], lab.In(48, 73));
  CHECK(booking.price.ticks.value() == 73 * kHour);
  REQUIRE(booking.aside->paid.size() == 1);
  CHECK(booking.aside->paid[0].seconds == 10 * kHour);
  CHECK(lab.Has(lab.acme) == -10);
  CHECK(lab.InEscrow(lab.acme) == 10);
  CHECK(lab.LastOf(lab.acme).why == Entry::Why::kPaid);
  CHECK(lab.IsBalanced());
  // What is paid with credits takes nothing of the guarantee.
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 63);
  lab.Advance(lab.at + Duration::Hours(48 + 72));
  CHECK(lab.InEscrow(lab.acme) == 10);
  lab.Advance(lab.at + Duration::Hours(1));
  CHECK(lab.Has(lab.acme) == -10);
  CHECK(lab.InEscrow(lab.acme) == 0);
  CHECK(lab.InCommons() == 10);
  CHECK(lab.IsBalanced());
}

TEST_CASE("I3: a booking that is cancelled a day ahead restores the credits to the tick, once") {
  CreditLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 73)).id;
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  CHECK(lab.state.CreditsOf(lab.fdm, lab.acme).balance == Ticks());
  CHECK(lab.InEscrow(lab.acme) == 0);
  CHECK_FALSE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  lab.Advance(lab.at + Duration::Days(14));
  CHECK(lab.state.Find(id) == nullptr);
  CHECK(lab.state.CreditsOf(lab.fdm, lab.acme).balance == Ticks());
  CHECK(lab.IsBalanced());
}

TEST_CASE("who would fall below the floor is refused with the numbers, and may have what is left") {
  CreditLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 100));
  const Interval more = lab.In(48, 27);
  const Decision refused = lab.Ask(lab.alan, lab.printers[1], more);
  const Reason reason = OnlyReason(refused);
  CHECK(reason.rule == Rule::kCreditsUsed);
  CHECK(reason.limit == 63 * kHour);
  CHECK(reason.used == 37 * kHour);
  CHECK(reason.asked == 27 * kHour);
  CHECK(reason.renews == more.end() - Duration::Hours(24));
  CHECK(lab.Has(lab.acme) == -37);
  lab.Got(lab.alan, lab.printers[1], lab.In(48, 26));
  CHECK(lab.Has(lab.acme) == -63);
  // An idle time within a day is refused to nobody, and costs no credits.
  CHECK(lab.Got(lab.alan, lab.printers[2], lab.In(2, 4)).aside.IsDefault());
  CHECK(lab.Has(lab.acme) == -63);
  // Who manages the lab may set it aside: nothing is paid below the floor all the same.
  Book book = Lab::On(lab.printers[2], lab.In(48, 5));
  book.member = lab.ada;
  book.override_policy = {true, model::Seal{1}};
  REQUIRE(lab.Do(lab.manager, book).accepted());
  CHECK(lab.Has(lab.acme) == -63);
  CHECK(lab.IsBalanced());
}

TEST_CASE("lent time is no more the lender's own, and is paid to it when it was used") {
  CreditLab lab;
  REQUIRE(lab.Lends(lab.bea, CompanyId(), 20).accepted());
  const GuaranteesId week = lab.state.usages().At(lab.fdm, lab.at);
  CHECK(lab.state.usages().Guaranteed(week, lab.bolt) == 169 * kHour);
  CHECK(lab.state.usages().Unused(week) == (63 + 169) * kHour);
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 93));  // 30 beyond: 20 of bolt, 10 of the commons
  CHECK(lab.Has(lab.acme) == -30);
  CHECK(lab.Has(lab.bolt) == 0);
  lab.Advance(lab.at + Duration::Hours(48 + 93));
  CHECK(lab.Has(lab.bolt) == 20);
  CHECK(lab.InCommons() == 10);
  CHECK(lab.LastOf(lab.bolt).why == Entry::Why::kLent);
  CHECK(lab.LastOf(lab.bolt).seconds == 20 * kHour);
  CHECK_FALSE(lab.LastOf(lab.bolt).booking.IsSet());
  CHECK(lab.IsBalanced());
}

TEST_CASE("what was lent is taken back as far as nobody has taken it") {
  CreditLab lab;
  REQUIRE(lab.Lends(lab.bea, lab.bolt, 20).accepted());
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 75)).id;  // 12 beyond
  const Reason reason = OnlyReason(lab.Lends(lab.bea, lab.bolt, -9));
  CHECK(reason.rule == Rule::kTakesBackTooMuch);
  CHECK(reason.limit == 20 * kHour);
  CHECK(reason.used == 12 * kHour);
  CHECK(reason.asked == 9 * kHour);
  REQUIRE(lab.Lends(lab.bea, lab.bolt, -8).accepted());
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  REQUIRE(lab.Lends(lab.bea, lab.bolt, -12).accepted());
  const GuaranteesId week = lab.state.usages().At(lab.fdm, lab.at);
  CHECK(lab.state.usages().Guaranteed(week, lab.bolt) == 189 * kHour);
  CHECK(lab.state.usages().Unused(week) == 252 * kHour);
}

TEST_CASE("nobody lends what is not theirs, is used already, or can hardly be used any more") {
  CreditLab lab;
  lab.Got(lab.bea, lab.printers[0], lab.In(48, 100));
  const size_t before = lab.state.Count<model::Lending>();
  const Reason much = OnlyReason(lab.Lends(lab.bea, lab.bolt, 90));
  CHECK(much.rule == Rule::kLendsTooMuch);
  CHECK(much.limit == 189 * kHour);
  CHECK(much.used == 100 * kHour);
  CHECK(much.asked == 90 * kHour);
  CHECK(OnlyReason(lab.Lends(lab.ada, lab.bolt, 1)).rule == Rule::kNotPermitted);
  CHECK(OnlyReason(lab.Lends(lab.bea, lab.bolt, 0)).rule == Rule::kNothingToDo);
  const Reason lasers = OnlyReason(lab.Do(lab.As(lab.bea), Lend{lab.lasers, lab.bolt, lab.at, 60}));
  CHECK(lasers.rule == Rule::kNotShared);
  CHECK(lasers.asked == lab.lasers.value());
  const Instant beyond = lab.at + Duration::Days(100);
  CHECK(OnlyReason(lab.Do(lab.As(lab.bea), Lend{lab.fdm, lab.bolt, beyond, 60})).rule ==
        Rule::kLendsTooMuch);
  // The week ends on Monday 00:00: until Friday 00:00.
  lab.Advance(kMonday + Duration::Hours(4 * 24 - 8) + Duration::Seconds(1));
  const Reason late = OnlyReason(lab.Lends(lab.bea, lab.bolt, 1));
  CHECK(late.rule == Rule::kLendsTooLate);
  CHECK(late.limit == (kMonday + Duration::Hours(4 * 24 - 8)).unix_seconds());
  CHECK(lab.state.Count<model::Lending>() == before);
  REQUIRE(lab.Do(lab.manager, Lend{lab.fdm, lab.bolt, lab.at + Duration::Days(7), 60}).accepted());
}

TEST_CASE("borrowed time is taken from the lender with fewest credits for its share, then by id") {
  CreditLab lab;
  const CompanyId cato(lab.Define(DefineCompany{{CompanyId(), "cato", "Cato"}}));
  const MemberId cid = lab.AddMember(cato);
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 3, {}, 0}, {cato, 3, {}, 0}};
  lab.Define(DefinePool{pool});
  lab.Advance(lab.at + Duration::Days(14));  // two weeks on all three are guaranteed something
  lab.Advance(lab.at + Duration::Days(7));
  REQUIRE(lab.Lends(lab.bea, lab.bolt, 10).accepted());
  REQUIRE(lab.Lends(cid, cato, 10).accepted());
  const model::Booking& first = lab.Got(lab.ada, lab.printers[0], lab.In(25, 36 + 5));
  REQUIRE(first.aside->paid.size() == 1);
  CHECK(first.aside->paid[0].lender == lab.bolt);
  lab.Advance(lab.at + Duration::Hours(66));
  CHECK(lab.Has(lab.bolt) == 5);
  const model::Booking& second = lab.Got(lab.ada, lab.printers[0], lab.In(25, 12));
  REQUIRE(second.aside->paid.size() == 2);
  CHECK(second.aside->paid[0].lender == cato);
  CHECK(second.aside->paid[0].seconds == 10 * kHour);
  CHECK(second.aside->paid[1].lender == lab.bolt);
  CHECK(lab.IsBalanced());
}

TEST_CASE("which time is beyond is fixed when it is booked") {
  CreditLab lab;
  const BookingId within = lab.Got(lab.ada, lab.printers[0], lab.In(48, 63)).id;
  lab.Got(lab.ada, lab.printers[1], lab.In(48, 10));
  CHECK(lab.Has(lab.acme) == -10);
  // Cancelling the first makes the second none of the guarantee's; what is booked then is within
  // it.
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{within}).accepted());
  CHECK(lab.Has(lab.acme) == -10);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 0);
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 63));
  CHECK(lab.Has(lab.acme) == -10);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 63);
}

TEST_CASE("a move pays for what it is then; what is given back too late stays paid") {
  CreditLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 73)).id;
  Move move;
  move.booking = id;
  move.interval = lab.In(48, 68);
  REQUIRE(lab.Do(lab.As(lab.ada), move).accepted());
  CHECK(lab.Has(lab.acme) == -5);
  move.interval = lab.In(50, 73);
  REQUIRE(lab.Do(lab.As(lab.ada), move).accepted());
  CHECK(lab.Has(lab.acme) == -10);
  lab.Advance(lab.at + Duration::Hours(40));  // ten hours before
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  CHECK(lab.Has(lab.acme) == -10);
  CHECK(lab.InEscrow(lab.acme) == 10);
  lab.Advance(lab.at + Duration::Days(8));
  CHECK(lab.state.Find(id) == nullptr);
  CHECK(lab.InEscrow(lab.acme) == 0);
  CHECK(lab.IsBalanced());
}

TEST_CASE("what the lab takes away is given back, and paid again when it is restored") {
  CreditLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 73)).id;
  DeclareOutage outage;
  outage.pool = lab.fdm;
  outage.interval = lab.In(40, 100);
  const Decision declared = lab.Do(lab.manager, outage);
  REQUIRE(declared.accepted());
  REQUIRE(lab[id].state == BookingState::kDisplaced);
  CHECK(lab.Has(lab.acme) == 0);
  REQUIRE(lab.Do(lab.manager, LiftOutage{OutageId(declared.subject.id)}).accepted());
  REQUIRE(lab[id].state == BookingState::kConfirmed);
  CHECK(lab.Has(lab.acme) == -10);
  CHECK(lab.InEscrow(lab.acme) == 10);
  CHECK(lab.IsBalanced());
}

TEST_CASE("what was paid out is paid out once, whatever is found out later") {
  CreditLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(25, 73)).id;
  lab.Advance(lab.at + Duration::Hours(98));
  REQUIRE(lab[id].state == BookingState::kCompleted);
  REQUIRE(lab.InCommons() == 10);
  REQUIRE(lab.Do(lab.manager, MarkNoShow{id}).accepted());
  CHECK(lab.InCommons() == 10);
  CHECK(lab.InEscrow(lab.acme) == 0);
  lab.Advance(lab.at + Duration::Days(2));  // the week is not over
  CHECK(lab.InCommons() == 10);
  lab.Advance(lab.at + Duration::Days(9));
  CHECK(lab.state.Find(id) == nullptr);
  CHECK(lab.InCommons() == 0);
  CHECK(lab.IsBalanced());
}

TEST_CASE("who is handed a booking pays for it, as far as it is beyond its own guarantee") {
  CreditLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 73)).id;
  REQUIRE(lab.Do(lab.As(lab.ada), HandOver{id, lab.bea}).accepted());
  CHECK(lab.Has(lab.acme) == 0);
  CHECK(lab.Has(lab.bolt) == 0);
  CHECK(lab.HoursWithin(lab.bolt, lab.at) == 73);
  lab.Got(lab.bea, lab.printers[1], lab.In(48, 112));
  lab.Got(lab.bea, lab.printers[2], lab.In(48, 8));  // 4 beyond
  CHECK(lab.Has(lab.bolt) == -4);
  CHECK(lab.IsBalanced());
}

TEST_CASE("the commons are handed out by shares when the period is over, up to the ceiling") {
  CreditLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 83));  // 20 beyond
  lab.Advance(kMonday + Duration::Hours(7 * 24 - 8) - Duration::Seconds(1));
  CHECK(lab.InCommons() == 20);
  lab.Advance(kMonday + Duration::Hours(7 * 24 - 8));
  CHECK(lab.InCommons() == 0);
  CHECK(lab.Has(lab.acme) == -15);
  CHECK(lab.Has(lab.bolt) == 15);
  CHECK(lab.LastOf(lab.bolt).why == Entry::Why::kRecirculated);
  CHECK(lab.IsBalanced());
  CHECK(CreditLimitsOf(lab.state, lab.fdm, lab.bolt, lab.at).ceiling == Ticks(3 * 189 * kHour));
}

TEST_CASE("floor and ceiling are what a guarantee costs by the average of all units in service") {
  struct Row {
    std::array<int64_t, 3> tariffs;
    uint32_t last_has;  // units
    bool last_retired;
    int64_t debt;  // credits for the 63 hours of acme
  };
  for (const Row& row : {Row{{1, 1, 1}, 1, false, 63}, Row{{1, 2, 6}, 1, false, 63 * 3},
                         Row{{6, 2, 1}, 1, false, 63 * 3}, Row{{1, 2, 5}, 3, false, 63 * 18 / 5},
                         Row{{2, 4, 9}, 1, true, 63 * 3}, Row{{0, 0, 0}, 1, false, 0}}) {
    CreditLab lab;
    for (size_t i = 0; i < 3; ++i) {
      model::Resource printer = *lab.state.Find(lab.printers[i]);
      printer.rules.tariff = row.tariffs[i];
      if (i == 2) printer.capacity = row.last_has;
      if (i == 2) printer.retired = row.last_retired;
      lab.Define(DefineResource{printer});
    }
    const CreditLimits limits = CreditLimitsOf(lab.state, lab.fdm, lab.acme, lab.at);
    CHECK(limits.debt.value() / kHour == row.debt);
    CHECK(limits.ceiling.value() == 3 * limits.debt.value());
  }
}

TEST_CASE(
    "a tick that does not divide goes to the largest rest, and nobody is raised above the "
    "ceiling") {
  CreditLab lab;
  Book book =
      Lab::On(lab.printers[0], Interval(lab.at + Duration::Hours(48),
                                        lab.at + Duration::Hours(111) + Duration::Seconds(300)));
  REQUIRE(lab.Do(lab.As(lab.ada), book).accepted());  // 5 minutes beyond: 300 ticks
  lab.Advance(kMonday + Duration::Hours(7 * 24 - 9));
  REQUIRE(lab.state.FindCommons(lab.fdm)->balance == Ticks(300));
  const auto parts = PartsOfCommons(lab.state, lab.fdm, lab.at);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].ticks == Ticks(75));
  CHECK(parts[1].ticks == Ticks(225));
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 6, {}, 0}};
  lab.Define(DefinePool{pool});
  const auto sevenths = PartsOfCommons(lab.state, lab.fdm, lab.at);
  CHECK(sevenths[0].ticks == Ticks(43));   // 42 and 6/7
  CHECK(sevenths[1].ticks == Ticks(257));  // 257 and 1/7
  // Where nothing is guaranteed the ceiling is nothing: all stays in the commons.
  pool.rules.tariff = 0;
  lab.Define(DefinePool{pool});
  CHECK(CreditLimitsOf(lab.state, lab.fdm, lab.bolt, lab.at).ceiling == Ticks());
  for (const Recirculated::Part& part : PartsOfCommons(lab.state, lab.fdm, lab.at)) {
    CHECK(part.company == lab.acme);  // up to nothing, from below
  }
}

TEST_CASE(
    "of wishes that are equal so far, the company with more credits for its share comes first") {
  CreditLab lab;
  Merit poor;
  Merit rich;
  poor.weighed = rich.weighed = {Ticks(5), 2};
  poor.credits = {Ticks(-3), 2};
  rich.credits = {Ticks(-2), 2};
  poor.hours = 1;  // asked earlier
  rich.hours = 2;
  CHECK(rich < poor);
  CHECK(WhatDecided(rich, poor) == Outranked::By::kCredits);
}

TEST_CASE("a wish that waits for want of credits is met when they come") {
  CreditLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 70));
  const BookingId second = lab.Got(lab.ada, lab.printers[1], lab.In(48, 56)).id;
  REQUIRE(lab.Has(lab.acme) == -63);
  const WishId id = lab.WaitsFor(lab.alan, lab.printers[2], lab.In(48, 5));
  // The time that is given back is another printer's: what comes of use is the credits.
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{second}).accepted());
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
  CHECK(lab.Has(lab.acme) == -12);
  CHECK(lab.IsBalanced());
}

TEST_CASE("a wish that waits for want of credits is met by the first that its company ever has") {
  CreditLab lab;
  model::Resource printer = *lab.state.Find(lab.printers[1]);
  printer.lent.by = lab.acme;
  printer.lent.tariff = 5;
  lab.Define(DefineResource{printer});
  const WishId id = lab.WaitsFor(lab.alan, lab.printers[0], lab.In(30, 63 + 63 + 4));
  REQUIRE(lab.state.FindPurse(lab.acme) == nullptr);
  lab.Got(lab.bea, lab.printers[1], lab.In(0, 1));
  lab.Advance(lab.at + Duration::Hours(1));
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
  CHECK(lab.Has(lab.acme) == 5 - 67);
}

TEST_CASE("a wish that waits for want of credits is met when lent time is taken back") {
  CreditLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 58));
  REQUIRE(lab.Lends(lab.ada, lab.acme, 5).accepted());
  lab.Got(lab.ada, lab.printers[1], lab.In(48, 63));
  REQUIRE(lab.Has(lab.acme) == -63);
  const WishId id = lab.WaitsFor(lab.alan, lab.printers[2], lab.In(48, 5));
  REQUIRE(lab.Lends(lab.ada, lab.acme, -5).accepted());
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
  CHECK(lab.Has(lab.acme) == -63);
}

// Acme has booked hour after hour on each printer until what is left is kept for bolt.
Interval FirstKept(CreditLab& lab) {
  int64_t hour = 0;
  for (const ResourceId printer : lab.printers) {
    hour = 26;
    while (lab.Ask(lab.ada, printer, lab.In(hour, 1)).accepted()) ++hour;
  }
  const Decision refused = lab.Ask(lab.ada, lab.printers[2], lab.In(hour, 1));
  REQUIRE(OnlyReason(refused).rule == Rule::kReservedForGuarantees);
  return lab.In(hour, 1);
}

TEST_CASE("a wish for what is kept for a guarantee is met when that is lent") {
  CreditLab lab;
  lab.MakeFree();
  const WishId id = lab.WaitsFor(lab.alan, lab.printers[2], FirstKept(lab));
  REQUIRE(lab.Lends(lab.bea, lab.bolt, 2).accepted());
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
}

TEST_CASE("a wish for what is kept for a guarantee is met when other time of its week frees") {
  CreditLab lab;
  lab.MakeFree();
  model::Company crate{CompanyId(), "crate", "Crate"};  // has no share
  crate.id = CompanyId(lab.Define(DefineCompany{crate}));
  const MemberId carl = lab.AddMember(crate.id);
  const BookingId late = lab.Got(carl, lab.printers[2], lab.In(150, 1)).id;
  DeclareOutage outage;
  outage.resource = lab.printers[2];
  outage.interval = lab.In(155, 1);
  const Decision declared = lab.Do(lab.manager, outage);
  REQUIRE(declared.accepted());
  const WishId id = lab.WaitsFor(lab.alan, lab.printers[2], FirstKept(lab));
  SUBCASE("cancelled") { REQUIRE(lab.Do(lab.As(carl), Cancel{late}).accepted()); }
  SUBCASE("no longer out of order") {
    REQUIRE(lab.Do(lab.manager, LiftOutage{OutageId(declared.subject.id)}).accepted());
  }
  SUBCASE("handed over to whose guarantee it is kept for") {
    REQUIRE(lab.Do(lab.As(carl), HandOver{late, lab.bea}).accepted());
  }
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
}

}  // namespace
}  // namespace mutua::core::testing
