// Shares of a pool: guarantees, windows of access, what is grabbed, usage and who comes first.
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::WishState;

constexpr int64_t kHour = 3600;
constexpr int64_t kDays = 24;  // hours

Reason OnlyReason(const Decision& decision) {
  REQUIRE(decision.refusal.reasons().size() == 1);
  return decision.refusal.reasons().front();
}

TEST_CASE("half of the open time of each week within the horizon is guaranteed by shares") {
  ShareLab lab;
  CHECK(lab.GuaranteedHours(lab.acme, lab.at) == 63);
  CHECK(lab.GuaranteedHours(lab.bolt, lab.at) == 189);
  CHECK(lab.state.Count<model::Guarantees>() == 3);  // this week, the next, and 14 days ahead
  lab.Advance(lab.at + Duration::Days(7));
  CHECK(lab.state.Count<model::Guarantees>() == 4);
}

TEST_CASE("a change of shares counts from the first week that is not frozen yet") {
  ShareLab lab;
  lab.SetShares(3, 1);
  CHECK(lab.GuaranteedHours(lab.acme, lab.at + Duration::Days(14)) == 63);
  lab.Advance(lab.at + Duration::Days(7));
  CHECK(lab.GuaranteedHours(lab.acme, lab.at + Duration::Days(14)) == 189);
}

TEST_CASE("an outage that is known when a week is frozen takes its time from the guarantees") {
  ShareLab lab;
  DeclareOutage outage;
  outage.resource = lab.printers[0];
  outage.interval = Interval(lab.at + Duration::Days(21), lab.at + Duration::Days(22));
  REQUIRE(lab.Do(lab.manager, outage).accepted());
  lab.Advance(lab.at + Duration::Days(8));
  CHECK(lab.GuaranteedHours(lab.acme, lab.at + Duration::Days(13)) == 60);  // of 480 hours
}

TEST_CASE("more than a week ahead a company has its guarantee and no more") {
  ShareLab lab;
  const int64_t far = 8 * kDays;
  lab.Got(lab.ada, lab.printers[0], lab.In(far, 60));
  const Interval more = lab.In(far, 4);
  const Decision refused = lab.Ask(lab.alan, lab.printers[1], more);
  const Reason reason = OnlyReason(refused);
  CHECK(reason.rule == Rule::kGuaranteeUsed);
  CHECK(reason.limit == 63 * kHour);
  CHECK(reason.used == 60 * kHour);
  CHECK(reason.asked == 4 * kHour);
  CHECK(reason.renews == more.start() - Duration::Days(7));
  lab.Got(lab.alan, lab.printers[1], lab.In(far, 3));
  // Another company's guarantee is its own.
  lab.Got(lab.bea, lab.printers[2], lab.In(far, 100));
}

TEST_CASE("what counts no more than before is not held against the guarantee") {
  ShareLab lab;
  const int64_t far = 8 * kDays;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(far, 63)).id;
  Move move;
  move.booking = id;
  move.interval = lab.In(far + 2, 63);
  CHECK(lab.Do(lab.As(lab.ada), move).accepted());
  move.interval = lab.In(far + 2, 64);
  CHECK(OnlyReason(lab.Do(lab.As(lab.ada), move)).rule == Rule::kGuaranteeUsed);
}

TEST_CASE("within a week everybody may book as long as the others' guarantees have room") {
  ShareLab lab;
  lab.MakeFree();
  const int64_t near = 2 * kDays;
  // From a day ahead to the end of the week 5 days and 16 hours are left on three printers: 408 h,
  // of which bolt has 189 coming.
  lab.Got(lab.ada, lab.printers[0], lab.In(near, 100));  // 37 beyond the guarantee
  lab.Got(lab.alan, lab.printers[1], lab.In(near, 100));
  const Decision refused = lab.Ask(lab.ada, lab.printers[2], lab.In(near, 20));
  const Reason reason = OnlyReason(refused);
  CHECK(reason.rule == Rule::kReservedForGuarantees);
  CHECK(reason.limit == 189 * kHour);
  CHECK(reason.used == (3 * 112 + 0) * kHour - 200 * kHour + 3 * 24 * kHour - 0 * kHour);
  CHECK(reason.asked == 20 * kHour);
  lab.Got(lab.ada, lab.printers[2], lab.In(near, 19));
  // Who is within the guarantee is never refused for it.
  lab.Got(lab.bea, lab.printers[2], lab.In(near + 19, 80));
}

TEST_CASE("what begins and ends within a day is anybody's at a quarter of the price") {
  ShareLab lab;
  const model::Booking& near = lab.Got(lab.ada, lab.printers[0], lab.In(2, 4));
  CHECK(near.grab);
  CHECK(near.price.ticks.value() == kHour);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 0);
  const model::Booking& far = lab.Got(lab.ada, lab.printers[1], lab.In(22, 4));
  CHECK(!far.grab);
  CHECK(far.price.ticks.value() == 4 * kHour);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 4);
  // A pool that is not shared knows no such thing.
  CHECK(!lab.Got(lab.ada, lab.laser, lab.In(2, 4)).grab);
}

TEST_CASE("who holds a time, gives it back late and books it again pays the full price") {
  ShareLab lab;
  const Interval time = lab.In(30, 4);
  const BookingId id = lab.Got(lab.ada, lab.printers[0], time).id;
  lab.Advance(lab.at + Duration::Hours(5));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  lab.Advance(lab.at + Duration::Hours(6));
  CHECK(!lab.Got(lab.alan, lab.printers[1], time).grab);
  CHECK(lab.Got(lab.bea, lab.printers[0], time).grab);
}

TEST_CASE("moving away and booking the same time again is no cheaper than keeping it") {
  ShareLab lab;
  const Interval time = lab.In(30, 4);
  Move move;
  move.booking = lab.Got(lab.ada, lab.printers[0], time).id;
  move.interval = lab.In(60, 4);
  REQUIRE(lab.Do(lab.As(lab.ada), move).accepted());
  lab.Advance(lab.at + Duration::Hours(11));
  CHECK(!lab.Got(lab.ada, lab.printers[0], time).grab);
}

TEST_CASE("who checks out early and comes back pays the full price for the rest") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(20, 10)).id;
  lab.Advance(lab.at + Duration::Hours(20));
  REQUIRE(lab.Do(lab.As(lab.ada), CheckIn{id}).accepted());
  lab.Advance(lab.at + Duration::Hours(1));
  REQUIRE(lab.Do(lab.As(lab.ada), CheckOut{id}).accepted());
  CHECK(!lab.Got(lab.ada, lab.printers[0], lab.In(1, 4)).grab);
}

TEST_CASE("usage is what is to come, whole, and what has passed, halved by each 28 days") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(20, 10)).id;
  const auto used = [&] { return lab.state.usages().Of(lab.fdm, lab.acme, lab.at).value(); };
  CHECK(used() == 10 * kHour);
  CHECK(lab.state.usages().Future(lab.fdm, lab.acme).value() == 10 * kHour);
  lab.Advance(lab.at + Duration::Hours(30));
  CHECK(lab.state.Find(id)->state == BookingState::kCompleted);
  CHECK(lab.state.usages().Future(lab.fdm, lab.acme).value() == 0);
  CHECK(used() == doctest::Approx(10 * kHour).epsilon(0.001));
  // It outlives the booking's record.
  lab.Advance(lab.at + Duration::Days(28));
  CHECK(lab.state.Find(id) == nullptr);
  CHECK(used() == doctest::Approx(5 * kHour).epsilon(0.001));
}

TEST_CASE("a cancellation in time restores usage and guarantee to the tick") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 10)).id;
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 10);
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{id}).accepted());
  CHECK(lab.state.usages().Of(lab.fdm, lab.acme, lab.at).value() == 0);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 0);
}

TEST_CASE("of wishes for the same time the one of the company under its guarantee comes first") {
  ShareLab lab;
  const Interval time = lab.In(3 * kDays, 4);
  std::vector<BookingId> taken;
  for (const ResourceId printer : lab.printers) {
    taken.push_back(lab.Got(lab.bea, printer, time).id);
  }
  lab.Got(lab.ada, lab.printers[0], lab.In(4 * kDays, 64));  // acme has used its guarantee
  const WishId first = Filed(lab, lab.ada, WishAnyOf(lab.fdm, time));
  lab.Advance(lab.at + Duration::Hours(2));
  const WishId second = Filed(lab, lab.bea, WishAnyOf(lab.fdm, time));
  REQUIRE(lab.Do(lab.As(lab.bea), Cancel{taken[0]}).accepted());
  CHECK(At(lab, second).state == WishState::kMet);
  CHECK(At(lab, first).state == WishState::kWaiting);
}

TEST_CASE(
    "of companies under their guarantees the one that used least for its shares comes first") {
  ShareLab lab(1, 1);
  const Interval time = lab.In(3 * kDays, 4);
  std::vector<BookingId> taken;
  for (const ResourceId printer : lab.printers) {
    taken.push_back(lab.Got(lab.ada, printer, time).id);
  }
  const WishId early = Filed(lab, lab.ada, WishAnyOf(lab.fdm, time));
  lab.Advance(lab.at + Duration::Hours(2));
  const WishId late = Filed(lab, lab.bea, WishAnyOf(lab.fdm, time));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{taken[0]}).accepted());
  CHECK(At(lab, late).state == WishState::kMet);
  CHECK(At(lab, early).state == WishState::kWaiting);
  // What freed next goes to the other: the first has more usage now than before, but acme has more.
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{taken[1]}).accepted());
  CHECK(At(lab, early).state == WishState::kMet);
}

TEST_CASE("who comes first is who has used least for its share, then who has no share at all") {
  const Weighed nothing{Ticks(0), 1};
  const Weighed some{Ticks(10), 2};
  const Weighed same{Ticks(15), 3};
  const Weighed more{Ticks(11), 2};
  const Weighed none{Ticks(0), 0};
  CHECK(nothing < some);
  CHECK(some == same);
  CHECK(some < more);
  CHECK(more < none);
  // Multiplying all shares by one number changes nothing.
  CHECK((Weighed{Ticks(10), 14} < Weighed{Ticks(11), 14}));
  CHECK((Weighed{Ticks(10), 14} == Weighed{Ticks(15), 21}));
}

TEST_CASE("a wish beyond the guarantee is met the moment its time opens to everybody") {
  ShareLab lab;
  const int64_t far = 8 * kDays;
  lab.Got(lab.ada, lab.printers[0], lab.In(far, 63));
  const Interval time = lab.In(far, 4);
  const WishId wish = Filed(lab, lab.alan, WishAnyOf(lab.fdm, time));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  lab.Advance(time.start() - Duration::Days(7) - Duration::Seconds(1));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  lab.Advance(time.start() - Duration::Days(7));
  CHECK(At(lab, wish).state == WishState::kMet);
}

TEST_CASE("a wish beyond the guarantee is met the moment its company has some of it again") {
  ShareLab lab;
  const int64_t far = 9 * kDays;
  const BookingId held = lab.Got(lab.ada, lab.printers[0], lab.In(far, 60)).id;
  const auto waits = [&](MemberId member, int64_t from) {
    return Filed(lab, member, WishOn(lab.printers[1], lab.In(from, 4)));
  };
  const WishId alans = waits(lab.alan, far);
  REQUIRE(At(lab, alans).state == WishState::kWaiting);
  SUBCASE("cancelled, somewhere else") {
    REQUIRE(lab.Do(lab.As(lab.ada), Cancel{held}).accepted());
    CHECK(At(lab, alans).state == WishState::kMet);
  }
  SUBCASE("made shorter") {
    Move move;
    move.booking = held;
    const Interval time = lab.In(far, 60);
    move.interval = Interval(time.start(), time.end() - Duration::Minutes(30));
    REQUIRE(lab.Do(lab.As(lab.ada), move).accepted());
    CHECK(At(lab, alans).state == WishState::kWaiting);
    move.interval = lab.In(far, 59);
    REQUIRE(lab.Do(lab.As(lab.ada), move).accepted());
    CHECK(At(lab, alans).state == WishState::kMet);
  }
  SUBCASE("in another week") {
    const BookingId other = lab.Got(lab.ada, lab.printers[2], lab.In(kDays, 20)).id;
    REQUIRE(lab.Do(lab.As(lab.ada), Cancel{other}).accepted());
    CHECK(At(lab, alans).state == WishState::kWaiting);
  }
}

TEST_CASE("late timers: who has some of its guarantee again comes before none that wakes by then") {
  ShareLab lab;
  lab.Got(lab.ada, lab.printers[2], lab.In(24, 4));
  Book hold = Lab::On(lab.printers[0], lab.In(14 * kDays - 4, 2));
  hold.hold_until = lab.at + Duration::Hours(1);
  REQUIRE(lab.Do(lab.As(lab.ada), hold).accepted());
  const Interval wanted = lab.In(15 * kDays, 2);  // within the horizon in a day
  const WishId used_more = Filed(lab, lab.alan, WishOn(lab.printers[1], wanted));
  const WishId used_nothing = Filed(lab, lab.bea, WishOn(lab.printers[1], wanted));
  lab.Advance(lab.at + Duration::Hours(30));
  CHECK(At(lab, used_nothing).state == WishState::kMet);
  CHECK(At(lab, used_more).state == WishState::kWaiting);
}

TEST_CASE(
    "a wish behind the last frozen week is met within the guarantee of its own, once it has one") {
  ShareLab lab;
  lab.SetRules(lab.printers[0], {.horizon = Duration::Days(40)});
  lab.Got(lab.ada, lab.printers[0], lab.In(15 * kDays, 60));
  const WishId behind = Filed(lab, lab.alan, WishOn(lab.printers[0], lab.In(22 * kDays, 4)));
  const Instant frozen = kMonday + Duration::Days(7) - Duration::Hours(8);  // 14 days before it
  lab.Advance(frozen - Duration::Seconds(1));
  CHECK(At(lab, behind).state == WishState::kWaiting);
  lab.Advance(frozen);
  CHECK(At(lab, behind).state == WishState::kMet);
}

TEST_CASE("where companies stand is ranked, and equals share a rank") {
  ShareLab lab(2, 1);
  auto ranks = ShareStandingsIn(lab.state, lab.fdm, lab.at);
  REQUIRE(ranks.size() == 2);
  CHECK(ranks[0].rank == 1);
  CHECK(ranks[1].rank == 1);
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 10));
  ranks = ShareStandingsIn(lab.state, lab.fdm, lab.at);
  CHECK(ranks[0].company == lab.bolt);
  CHECK(ranks[1].company == lab.acme);
  CHECK(ranks[1].rank == 2);
  CHECK(ranks[1].usage.value() == 10 * kHour);
}

TEST_CASE("shares that are nobody's, negative or of a company that is not there are refused") {
  ShareLab lab;
  model::Pool pool = *lab.state.Find(lab.fdm);
  const auto defined = [&] { return RulesOf(lab.Do(lab.manager, DefinePool{pool})); };
  pool.sharing.policy = model::Policy::kFairShare;
  pool.sharing.shares = {{lab.acme, 0, {}, 0}, {lab.bolt, 0, {}, 0}};
  CHECK(defined() == std::vector{Rule::kNoShares});
  pool.sharing.shares = {{lab.acme, 1, Cents(-1), 0}};
  CHECK(defined() == std::vector{Rule::kBadDefinition});
  pool.sharing.shares = {{lab.bolt, 1, {}, 0}, {lab.acme, 1, {}, 0}};
  CHECK(defined() == std::vector{Rule::kBadDefinition});
  pool.sharing.shares = {{CompanyId(99), 1, {}, 0}};
  CHECK(defined() == std::vector{Rule::kUnknown});
  pool.sharing.shares = {{lab.acme, 1'000'001, {}, 0}};
  CHECK(defined() == std::vector{Rule::kBadDefinition});
}

TEST_CASE("weeks that become months are followed by the rest of the month, and by months") {
  ShareLab lab;  // frozen until Monday 2026-01-26
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.period = model::SharePeriod::kMonth;
  lab.Define(DefinePool{pool});
  for (int day = 0; day < 90; ++day) lab.Advance(lab.at + Duration::Days(1));
  Instant behind = kEarliest;
  std::vector<int64_t> days;
  lab.state.ForEach<model::Guarantees>([&](const model::Guarantees& period) {
    if (behind != kEarliest) CHECK(period.interval.start() == behind);
    behind = period.interval.end();
    days.push_back(period.interval.length().seconds() / 86400);
  });
  CHECK(days == std::vector<int64_t>{31, 30});
  pool = *lab.state.Find(lab.fdm);
  pool.sharing.period = model::SharePeriod::kWeek;
  lab.Define(DefinePool{pool});
  lab.Advance(lab.at + Duration::Days(30));
  CHECK(lab.state.Count<model::Guarantees>() > 2);
}

TEST_CASE("a pool that is shared no more is first come again, and its periods go") {
  ShareLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(8 * kDays, 63));
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.policy = model::Policy::kFirstCome;
  lab.Define(DefinePool{pool});
  lab.Got(lab.ada, lab.printers[1], lab.In(8 * kDays, 63));
  lab.Advance(lab.at + Duration::Days(40));
  CHECK(lab.state.Count<model::Guarantees>() == 0);
}

TEST_CASE("what is handed over is used, charged and held against the guarantee of who gets it") {
  ShareLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.In(48, 2)).id;
  const Usages& usages = lab.state.usages();
  const Ticks charged = lab[id].Charged().ticks;
  REQUIRE(charged == Ticks(2 * 3600));
  REQUIRE(usages.Future(lab.fdm, lab.acme) == charged);
  REQUIRE(lab.HoursWithin(lab.acme, lab.at) == 2);
  REQUIRE(lab.Do(lab.As(lab.ada), HandOver{id, lab.bea}).accepted());
  CHECK(lab[id].Charged().ticks == charged);
  CHECK(lab[id].company == lab.bolt);
  CHECK(usages.Future(lab.fdm, lab.acme) == Ticks());
  CHECK(usages.Future(lab.fdm, lab.bolt) == charged);
  CHECK(lab.HoursWithin(lab.acme, lab.at) == 0);
  CHECK(lab.HoursWithin(lab.bolt, lab.at) == 2);
  lab.Advance(lab.at + Duration::Hours(51));
  CHECK(usages.Of(lab.fdm, lab.acme, lab.at) == Ticks());
  CHECK(usages.Of(lab.fdm, lab.bolt, lab.at) > Ticks());
}

}  // namespace
}  // namespace mutua::core::testing
