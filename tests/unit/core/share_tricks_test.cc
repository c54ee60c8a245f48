// No gain from tricks (FAIRSHARE.md 8): each that was thought of is tried here, against what it
// would get without.
#include "engine/core/merit.h"
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::WishState;

constexpr int64_t kHour = 3600;
constexpr int64_t kDays = 24;  // hours

int64_t UsageOf(const ShareLab& lab, CompanyId company) {
  return lab.state.usages().Of(lab.fdm, company, lab.at).value();
}

Decision MoveTo(ShareLab& lab, MemberId member, BookingId id, Interval interval) {
  Move move;
  move.booking = id;
  move.interval = interval;
  return lab.Do(lab.As(member), move);
}

TEST_CASE("trick, hold and rebook: a time held until it can be grabbed is not grabbed") {
  ShareLab lab;
  const Interval time = lab.In(30, 4);
  Book hold = Lab::On(lab.printers[0], time);
  hold.hold_until = lab.at + Duration::Hours(12);
  REQUIRE(lab.Do(lab.As(lab.ada), hold).accepted());
  lab.Advance(lab.at + Duration::Hours(13));  // it ran out by itself
  CHECK(!lab.Got(lab.ada, lab.printers[0], time).grab);
  // Of another resource of the pool, or by a colleague: as little.
  CHECK(!lab.Got(lab.alan, lab.printers[1], time).grab);
}

TEST_CASE("trick, hold and rebook: many small times given back make none forgotten") {
  ShareLab lab;
  const Interval time = lab.In(30, 4);
  const BookingId id = lab.Got(lab.ada, lab.printers[0], time).id;
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  for (int64_t i = 0; i < 2 * static_cast<int64_t>(kGivenBackMost); ++i) {
    const Instant start = lab.at + Duration::Hours(40) + Duration::Minutes(4 * i);
    const Interval small(start, start + Duration::Minutes(2));
    REQUIRE(
        lab.Do(lab.As(lab.ada), Cancel{lab.Got(lab.ada, lab.printers[0], small).id}).accepted());
  }
  CHECK(lab.state.FindUsage(lab.acme)->given_back.size() == kGivenBackMost);
  lab.Advance(lab.at + Duration::Hours(12));
  CHECK(!lab.Got(lab.ada, lab.printers[0], time).grab);
}

TEST_CASE(
    "trick, cancel to a partner: who waits gets what is cancelled, before the partner can ask") {
  ShareLab lab(3, 1);
  const CompanyId cut(lab.Define(DefineCompany{{CompanyId(), "cut", "Cut"}}));
  const MemberId partner = lab.AddMember(cut);
  const Interval time = lab.In(30, 4);
  std::vector<BookingId> held;
  for (const ResourceId printer : lab.printers) held.push_back(lab.Got(lab.ada, printer, time).id);
  const WishId wish = Filed(lab, lab.bea, WishAnyOf(lab.fdm, time));
  lab.Advance(lab.at + Duration::Hours(5));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{held[0]}).accepted());
  CHECK(At(lab, wish).state == WishState::kMet);
  CHECK(!lab.Ask(partner, lab.printers[0], time).accepted());
}

TEST_CASE("trick, cancel to a partner: late enough for it to be grabbed, both are charged") {
  ShareLab lab(3, 1);
  const CompanyId cut(lab.Define(DefineCompany{{CompanyId(), "cut", "Cut"}}));
  const MemberId partner = lab.AddMember(cut);
  const Interval time = lab.In(30, 4);
  const BookingId held = lab.Got(lab.ada, lab.printers[0], time).id;
  lab.Advance(lab.at + Duration::Hours(12));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{held}).accepted());
  CHECK(lab.Got(partner, lab.printers[0], time).grab);
  CHECK(UsageOf(lab, lab.acme) == doctest::Approx(4 * kHour).epsilon(0.001));
  CHECK(UsageOf(lab, cut) == kHour);
}

TEST_CASE("trick, a partner stays: who gives back for it and books the rest again pays in full") {
  enum class Does { kCancels, kMoves, kComesNot };
  for (const Does does : {Does::kCancels, Does::kMoves, Does::kComesNot}) {
    ShareLab lab;
    model::Rules rules;
    rules.check_in_before = rules.check_in_after = Duration::Minutes(15);
    rules.check_out = true;
    lab.SetRules(lab.printers[0], rules);
    const BookingId late = lab.Got(lab.bea, lab.printers[0], lab.In(30, 1)).id;
    const Interval time = lab.In(31, 5);
    const BookingId id = lab.Got(lab.ada, lab.printers[0], time).id;
    lab.Advance(time.start() - Duration::Hours(1));
    REQUIRE(lab.Do(lab.As(lab.bea), CheckIn{late}).accepted());
    lab.Advance(time.start() + Duration::Minutes(does == Does::kComesNot ? 15 : 1));
    Move move;
    move.booking = id;
    move.interval = Interval(time.start() + Duration::Hours(30), time.end() + Duration::Hours(30));
    if (does == Does::kCancels) REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
    if (does == Does::kMoves) REQUIRE(lab.Do(lab.As(lab.ada), move).accepted());
    if (does != Does::kMoves) CHECK((lab[id].hindered && lab[id].Charged().IsNothing()));
    REQUIRE(lab.Do(lab.As(lab.bea), CheckOut{late}).accepted());
    // Whom the lab released gave nothing back itself.
    const Interval rest(time.start() + Duration::Hours(1), time.end());
    CHECK(lab.Got(lab.ada, lab.printers[0], rest).grab == (does == Does::kComesNot));
  }
}

TEST_CASE("trick, splitting: many short bookings count what one long one does") {
  ShareLab one;
  ShareLab many;
  one.Got(one.ada, one.printers[0], one.In(8 * kDays, 63));
  for (int64_t hour = 0; hour < 63; ++hour) {
    many.Got(many.ada, many.printers[0], many.In(8 * kDays + hour, 1));
  }
  CHECK(UsageOf(one, one.acme) == UsageOf(many, many.acme));
  const auto refused = [](ShareLab& lab) {
    return RulesOf(lab.Ask(lab.alan, lab.printers[1], lab.In(8 * kDays, 1)));
  };
  CHECK(refused(one) == std::vector{Rule::kGuaranteeUsed});
  CHECK(refused(many) == std::vector{Rule::kGuaranteeUsed});
}

TEST_CASE("trick, splitting: over the end of a week each part counts in its own week") {
  ShareLab lab;
  // Sunday noon to Monday noon, of the next week and the one after it: 12 hours of each.
  const int64_t sunday = 13 * kDays + 4;
  lab.Got(lab.ada, lab.printers[0], lab.In(sunday, 24));
  CHECK(lab.HoursWithin(lab.acme, lab.at + Duration::Days(8)) == 12);
  CHECK(lab.HoursWithin(lab.acme, lab.at + Duration::Days(14)) == 12);
  CHECK(RulesOf(lab.Ask(lab.alan, lab.printers[1], lab.In(sunday - 52, 52))) ==
        std::vector{Rule::kGuaranteeUsed});
  lab.Got(lab.alan, lab.printers[1], lab.In(sunday - 51, 51));
}

TEST_CASE("trick, moving in steps: what was booked when it was open does not move beyond a week") {
  ShareLab months;
  model::Pool pool = *months.state.Find(months.fdm);
  pool.sharing.period = model::SharePeriod::kMonth;
  months.Define(DefinePool{pool});
  months.Advance(months.at + Duration::Days(60));  // in a month of its own
  const auto far = [&](int64_t hour, int64_t hours) { return months.In(8 * kDays + hour, hours); };
  const int64_t guaranteed = months.GuaranteedHours(months.acme, months.at + Duration::Days(9));
  REQUIRE(guaranteed > 200);
  // The whole guarantee is booked, some of it early.
  int64_t left = guaranteed;
  for (const ResourceId printer : months.printers) {
    const int64_t hours = std::min<int64_t>(left, 120);
    if (hours > 0) months.Got(months.ada, printer, far(0, hours));
    left -= hours;
  }
  REQUIRE(left == 0);
  REQUIRE(!months.Ask(months.alan, months.printers[2], far(121, 2)).accepted());
  // Beyond it a near time is had, but not exchanged for a far one.
  const BookingId near = months.Got(months.alan, months.printers[2], months.In(2 * kDays, 2)).id;
  CHECK(RulesOf(MoveTo(months, months.alan, near, far(121, 2))) ==
        std::vector{Rule::kGuaranteeUsed});
}

TEST_CASE(
    "trick, moving in steps: time within a day is not exchanged for what is kept for others") {
  ShareLab lab;
  lab.MakeFree();
  lab.Got(lab.ada, lab.printers[0], lab.In(2 * kDays, 100));
  lab.Got(lab.alan, lab.printers[1], lab.In(2 * kDays, 100));
  lab.Got(lab.alan, lab.printers[2], lab.In(5 * kDays, 18));
  // Of what is left this week acme could have one hour.
  const Interval kept = lab.In(3 * kDays, 22);
  const std::vector refused{Rule::kReservedForGuarantees};
  REQUIRE(RulesOf(lab.Ask(lab.ada, lab.printers[2], kept)) == refused);
  // One hour of this lies behind the next 24, the others are kept for nobody.
  const BookingId near = lab.Got(lab.ada, lab.printers[2], lab.In(3, 22)).id;
  CHECK(RulesOf(MoveTo(lab, lab.ada, near, kept)) == refused);
  // Given back, it is not grabbed either, and moves as little.
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{near}).accepted());
  const BookingId grabbed = lab.Got(lab.alan, lab.printers[2], lab.In(1, 22)).id;
  CHECK(!lab[grabbed].grab);
  CHECK(RulesOf(MoveTo(lab, lab.alan, grabbed, kept)) == refused);
}

TEST_CASE("trick, moving in steps: a grabbed time that moves further off costs the full price") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(2, 4)).id;
  REQUIRE(MoveTo(lab, lab.ada, id, lab.In(40, 4)).accepted());
  CHECK(!lab[id].grab);
  CHECK(lab[id].price.ticks.value() == 4 * kHour);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 4);
  // And one that was not grabbed never becomes so.
  REQUIRE(MoveTo(lab, lab.ada, id, lab.In(3, 4)).accepted());
  CHECK(!lab[id].grab);
}

TEST_CASE("a grabbed time that is in use is prolonged at the price of what is grabbed") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(1, 4)).id;
  lab.Advance(lab.at + Duration::Hours(1));
  REQUIRE(lab.Do(lab.As(lab.ada), CheckIn{id}).accepted());
  lab.Advance(lab.at + Duration::Hours(3));
  const Instant start = lab[id].interval.start();
  REQUIRE(MoveTo(lab, lab.ada, id, Interval(start, start + Duration::Hours(6))).accepted());
  CHECK(lab[id].grab);
  CHECK(lab[id].price.ticks.value() == 6 * kHour / 4);
  // Far beyond a day it is a booking like any other.
  REQUIRE(MoveTo(lab, lab.ada, id, Interval(start, start + Duration::Hours(40))).accepted());
  CHECK(!lab[id].grab);
}

TEST_CASE(
    "trick, oversized wishes: a window that begins in another week ranks by the week of the time") {
  ShareLab lab;
  // This week acme has its whole guarantee left, in the next it has used it; bolt has some of both.
  lab.Got(lab.ada, lab.printers[0], lab.In(8 * kDays, 63));
  const int64_t sunday = 6 * kDays;
  const Interval next = lab.In(sunday + 40, 2);  // Tuesday, 6 days and 20 hours ahead of tomorrow
  lab.Advance(lab.at + Duration::Days(1));
  std::vector<BookingId> taken;
  for (const ResourceId printer : lab.printers) taken.push_back(lab.Got(lab.bea, printer, next).id);
  FileWish wide = WishAnyOf(lab.fdm, next);
  // Its window begins this week, in what is closed by an outage.
  DeclareOutage outage;
  outage.pool = lab.fdm;
  outage.interval = Interval(next.start() - Duration::Hours(50), next.start());
  REQUIRE(lab.Do(lab.manager, outage).accepted());
  wide.windows = {Interval(outage.interval.start(), next.end())};
  const WishId large = Filed(lab, lab.ada, wide);
  lab.Advance(lab.at + Duration::Hours(2));
  const WishId exact = Filed(lab, lab.bea, WishAnyOf(lab.fdm, next));
  REQUIRE(IsUnderGuarantee(lab.state, lab.fdm, lab.acme, outage.interval.start()));
  REQUIRE(!IsUnderGuarantee(lab.state, lab.fdm, lab.acme, next.start()));
  REQUIRE(lab.Do(lab.As(lab.bea), Cancel{taken[0]}).accepted());
  CHECK(At(lab, exact).state == WishState::kMet);
  CHECK(At(lab, large).state == WishState::kWaiting);
}

TEST_CASE(
    "trick, oversized wishes: a kit ranks by the pool of the time, not by what it names first") {
  ShareLab lab(1, 1);
  model::Pool lasers = *lab.state.Find(lab.lasers);
  lasers.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 1, {}, 0}};
  lab.Define(DefinePool{lasers});
  const Interval time = lab.In(3 * kDays, 4);
  lab.Got(lab.ada, lab.printers[0], lab.In(4 * kDays, 30));  // acme stands behind bolt on printers
  const BookingId laser = lab.Got(lab.bea, lab.laser, lab.In(4 * kDays, 30)).id;
  REQUIRE(laser.IsSet());  // and before it on the laser
  std::vector<BookingId> taken;
  for (const ResourceId printer : lab.printers) taken.push_back(lab.Got(lab.ada, printer, time).id);
  FileWish kit = WishOn(lab.laser, time);
  kit.wants.push_back({lab.printers[0], PoolId(), 1});
  const WishId both = Filed(lab, lab.alan, kit);
  const WishId one = Filed(lab, lab.bea, WishOn(lab.printers[0], time));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{taken[0]}).accepted());
  CHECK(At(lab, one).state == WishState::kMet);
  CHECK(At(lab, both).state == WishState::kWaiting);
}

TEST_CASE("trick, many wishes: all of a company have one draw in a contest, whatever they ask") {
  ShareLab lab(1, 1);
  const Interval time = lab.In(3 * kDays, 4);
  for (const ResourceId printer : lab.printers) lab.Got(lab.bea, printer, time);
  const WishId exact = Filed(lab, lab.ada, WishOn(lab.printers[0], time));
  const WishId any = Filed(lab, lab.alan, WishAnyOf(lab.fdm, time));
  const WishId later =
      Filed(lab, lab.ada,
            WishOn(lab.printers[0], Interval(time.start() + Duration::Hours(1), time.end())));
  const auto draw = [&](WishId wish) {
    return MeritOf(lab.state, At(lab, wish), Contest{lab.printers[0], time.start()}, lab.at).draw;
  };
  CHECK(draw(exact) == draw(any));
  CHECK(draw(exact) == draw(later));
}

TEST_CASE("trick, late release: what is given back within a day stays charged, and comes on top") {
  ShareLab lab;
  const Interval time = lab.In(20, 6);
  const BookingId id = lab.Got(lab.ada, lab.printers[0], time).id;
  lab.Advance(lab.at + Duration::Hours(4));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  CHECK(UsageOf(lab, lab.acme) == doctest::Approx(6 * kHour).epsilon(0.001));
  const model::Booking& again = lab.Got(lab.ada, lab.printers[0], time);
  CHECK(!again.grab);
  CHECK(UsageOf(lab, lab.acme) == doctest::Approx(12 * kHour).epsilon(0.001));
}

TEST_CASE("trick, late release: a time let pass without a word counts within the guarantee") {
  ShareLab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.printers[0], rules);
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(26, 4)).id;
  lab.Advance(lab.at + Duration::Hours(27));
  CHECK(lab[id].state == model::BookingState::kNoShow);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 4);
  CHECK(UsageOf(lab, lab.acme) == doctest::Approx(4 * kHour).epsilon(0.002));
}

TEST_CASE("what an outage cut short was not given back: the rest is grabbed elsewhere") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(20, 10)).id;
  lab.Advance(lab.at + Duration::Hours(20));
  REQUIRE(lab.Do(lab.As(lab.ada), CheckIn{id}).accepted());
  lab.Advance(lab.at + Duration::Hours(1));
  DeclareOutage outage;
  outage.resource = lab.printers[0];
  outage.interval = lab.In(0, 24);
  REQUIRE(lab.Do(lab.manager, outage).accepted());
  CHECK(lab.Got(lab.ada, lab.printers[1], lab.In(1, 4)).grab);
}

TEST_CASE("who is shared again after a while has its guarantees from the next week on") {
  ShareLab lab;
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.policy = model::Policy::kFirstCome;
  lab.Define(DefinePool{pool});
  lab.Advance(lab.at + Duration::Days(8));  // its last week is gone, those before it are not
  pool = *lab.state.Find(lab.fdm);
  pool.sharing.policy = model::Policy::kByShares;
  lab.Define(DefinePool{pool});
  Caller daemon;
  daemon.role = model::Role::kService;
  REQUIRE(lab.Do(daemon, StartServing{lab.at, 8}).accepted());
  CHECK(lab.GuaranteedHours(lab.acme, lab.at + Duration::Days(13)) == 63);
  const GuaranteesId last = lab.state.usages().Last(lab.fdm);
  CHECK(lab.state.Find(last)->interval.end() > lab.at + Duration::Days(14));
  lab.Got(lab.ada, lab.printers[0], lab.In(8 * kDays, 63));
  CHECK(!lab.Ask(lab.alan, lab.printers[1], lab.In(8 * kDays, 1)).accepted());
}

TEST_CASE("a pool that goes from weeks to months goes on behind its last frozen week") {
  ShareLab lab;
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.period = model::SharePeriod::kMonth;
  lab.Define(DefinePool{pool});
  for (int day = 0; day < 60; ++day) {
    lab.Advance(lab.at + Duration::Days(1));
    const std::vector<GuaranteesId> periods = PeriodsFrom(lab.state, lab.fdm, lab.at);
    REQUIRE(!periods.empty());
    for (size_t i = 1; i < periods.size(); ++i) {
      CHECK(lab.state.Find(periods[i - 1])->interval.end() ==
            lab.state.Find(periods[i])->interval.start());
    }
    CHECK(lab.state.Find(periods.back())->interval.end() > lab.at + Duration::Days(14));
  }
  CHECK(lab.GuaranteedHours(lab.acme, lab.at) == 31 * 24 * 3 / 8);  // March
  pool = *lab.state.Find(lab.fdm);
  pool.sharing.period = model::SharePeriod::kWeek;
  lab.Define(DefinePool{pool});
  lab.Advance(lab.at + Duration::Days(45));
  CHECK(lab.GuaranteedHours(lab.acme, lab.at) == 63);
}

TEST_CASE("a wish that a definition meets is met within the guarantee") {
  ShareLab lab;
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.policy = model::Policy::kFirstCome;
  lab.Define(DefinePool{pool});
  lab.Advance(lab.at + Duration::Days(40));
  DeclareOutage outage;
  outage.pool = lab.fdm;
  outage.interval = lab.In(10 * kDays, 24);
  const Decision out = lab.Do(lab.manager, outage);
  REQUIRE(out.accepted());
  const WishId wish = Filed(lab, lab.ada, WishAnyOf(lab.fdm, lab.In(10 * kDays, 4)));
  // The same commit shares the pool again, in which acme has no part.
  pool = *lab.state.Find(lab.fdm);
  pool.sharing.policy = model::Policy::kByShares;
  pool.sharing.shares = {{lab.bolt, 1, {}, 0}};
  lab.Define(DefinePool{pool});
  CHECK(lab.state.usages().Last(lab.fdm).IsSet());
  REQUIRE(lab.Do(lab.manager, LiftOutage{OutageId(out.subject.id)}).accepted());
  CHECK(At(lab, wish).state == WishState::kWaiting);
}

}  // namespace
}  // namespace mutua::core::testing
