// What bookings cost, what is charged of it in the end, and that it is given back exactly once.
#include "engine/core/charge.h"

#include <string>

#include "engine/core/quota.h"
#include "tests/unit/core/lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::Quota;

constexpr int64_t kCredit = 3600;

Duration Hours(int64_t hours) { return Duration::Hours(hours); }

// The lab, with lasers of tariff 2 at 10.00 an hour, peak from 12:00 to 14:00 UTC on Mondays.
struct PricedLab : Lab {
  PricedLab() {
    model::Pool pool = *state.Find(lasers);
    pool.rules.tariff = 2;
    pool.rules.price = Cents(1000);
    pool.rules.peak_hours.emplace().peak[0] = {{720, 840}};
    Define(DefinePool{pool});
  }
  Move Moved(BookingId id, Interval interval) {
    Move move;
    move.booking = id;
    move.interval = interval;
    return move;
  }
  OutageId Out(ResourceId resource, Interval interval) {
    DeclareOutage outage;
    outage.resource = resource;
    outage.interval = interval;
    const Decision decision = Do(manager, outage);
    REQUIRE(decision.accepted());
    return OutageId(decision.subject.id);
  }
};

TEST_CASE("a price is frozen when it is booked: tariff, money, units, and each hour at its rate") {
  PricedLab lab;
  // 08:00 is kMonday: 11:00 to 15:00 has two peak hours of four.
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(3, 7)));
  CHECK(lab[id].price == Charge{Ticks(12 * kCredit), Cents(6000)});
  CHECK(lab[id].Charged() == lab[id].price);
  model::Pool pool = *lab.state.Find(lab.lasers);
  pool.rules.tariff = 50;
  lab.Define(DefinePool{pool});
  CHECK(lab[id].price == Charge{Ticks(12 * kCredit), Cents(6000)});
  Book kit = Lab::On(lab.laser, Lab::Hours(8, 9));
  kit.wants.push_back({lab.room, PoolId(), 1});
  CHECK(lab[lab.Booked(lab.ada, kit)].price == Charge{Ticks(51 * kCredit), Cents(1000)});
}

TEST_CASE("a cancellation is refunded in full, or not at all") {
  struct Row {
    const char* what;
    int64_t starts, lasts;  // minutes after it was booked, minutes
    int64_t cancelled;      // minutes after it was booked
    bool by_manager;
    bool refunded;
  };
  const int64_t day = 24 * 60;
  const Row rows[] = {
      {"at once", 60, 60, 0, false, true},
      {"ten minutes after booking", 60, 60, 10, false, true},
      {"eleven minutes after booking", 60, 60, 11, false, false},
      {"within ten minutes, but it has begun", 5, 60, 5, false, false},
      {"24 hours before", 2 * day, 60, day, false, true},
      {"a minute less than 24 hours before", 2 * day, 60, day + 1, false, false},
      {"as it begins", 2 * day, 60, 2 * day, false, false},
      {"in the middle of it", 2 * day, 60, 2 * day + 30, false, false},
      {"late, by a manager", 2 * day, 60, 2 * day - 5, true, true},
      {"in the middle of it, by a manager", 2 * day, 60, 2 * day + 30, true, true},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    PricedLab lab;
    const Instant start = kMonday + Duration::Minutes(row.starts);
    const BookingId id = lab.Booked(
        lab.ada, Lab::On(lab.laser, Interval(start, start + Duration::Minutes(row.lasts))));
    const Charge price = lab[id].price;
    lab.Advance(kMonday + Duration::Minutes(row.cancelled));
    const Caller by = row.by_manager ? lab.manager : Lab::As(lab.ada);
    REQUIRE(lab.Do(by, Cancel{id}).accepted());
    CHECK(lab[id].refunded == row.refunded);
    CHECK(lab[id].Charged() == (row.refunded ? Charge() : price));
    // Cancelled again, it is refused, and nothing is given back a second time.
    CHECK_FALSE(lab.Do(by, Cancel{id}).accepted());
    CHECK(lab[id].Charged() == (row.refunded ? Charge() : price));
    CHECK(lab[id].price == price);
  }
}

TEST_CASE("an early check-out and a no-show keep the price; undone, it is charged once") {
  PricedLab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.laser, rules);
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(30, 34)));
  const Charge price = lab[id].price;
  SUBCASE("checked out after a quarter of it") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Hours(30)).accepted());
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Hours(31)).accepted());
    CHECK(lab[id].state == BookingState::kCompleted);
    CHECK(lab[id].interval == Lab::Hours(30, 31));
  }
  SUBCASE("nobody came, and then somebody had") {
    lab.Advance(kMonday + Hours(31));
    CHECK(lab[id].state == BookingState::kNoShow);
    CHECK(lab[id].Charged() == price);
    CheckIn late{id, kMonday + Hours(30)};
    REQUIRE(lab.Do(Lab::As(lab.ada), late, kMonday + Hours(31)).accepted());
    CHECK(lab[id].state == BookingState::kCheckedIn);
  }
  CHECK(lab[id].Charged() == price);
}

TEST_CASE("what the lab ends is refunded, used minutes too; brought back, it is charged again") {
  PricedLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(30, 34)));
  const Charge price = lab[id].price;
  SUBCASE("displaced, and restored when the outage is lifted") {
    lab.Advance(kMonday + Hours(29));
    const OutageId outage = lab.Out(lab.laser, Lab::Hours(30, 40));
    CHECK(lab[id].state == BookingState::kDisplaced);
    CHECK(lab[id].Charged() == Charge());
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[id].state == BookingState::kConfirmed);
    CHECK(lab[id].Charged() == price);
  }
  SUBCASE("cut short at once, in the middle of it") {
    lab.Advance(kMonday + Hours(31));
    lab.Out(lab.laser, Lab::Hours(31, 40));
    CHECK(lab[id].state == BookingState::kCompleted);
    CHECK(lab[id].Charged() == Charge());
  }
  SUBCASE("to be cut short, and then not") {
    lab.Advance(kMonday + Hours(31));
    const OutageId outage = lab.Out(lab.laser, Lab::Hours(32, 40));
    CHECK(lab[id].Charged() == Charge());
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[id].interval == Lab::Hours(30, 34));
    CHECK(lab[id].Charged() == price);
  }
  SUBCASE("to be cut short, and it ends so") {
    lab.Advance(kMonday + Hours(31));
    lab.Out(lab.laser, Lab::Hours(32, 40));
    lab.Advance(kMonday + Hours(33));
    CHECK(lab[id].state == BookingState::kCompleted);
    CHECK(lab[id].Charged() == Charge());
  }
}

TEST_CASE("a hold, and what was never approved, costs nothing unless it kept others out") {
  PricedLab lab;
  Book hold = Lab::On(lab.laser, Lab::Hours(1, 3));
  SUBCASE("a hold that runs out before its time") {
    hold.hold_until = kMonday + Duration::Minutes(30);
    const BookingId id = lab.Booked(lab.ada, hold);
    CHECK(lab[id].Charged() == lab[id].price);
    lab.Advance(kMonday + Hours(2));
    CHECK(lab[id].state == BookingState::kExpired);
    CHECK(lab[id].Charged() == Charge());
  }
  SUBCASE("a hold that runs out in its time") {
    hold.hold_until = kMonday + Duration::Minutes(90);
    const BookingId id = lab.Booked(lab.ada, hold);
    lab.Advance(kMonday + Hours(2));
    CHECK(lab[id].state == BookingState::kExpired);
    CHECK(lab[id].Charged() == lab[id].price);
  }
  SUBCASE("an approval that did not come") {
    model::Rules rules;
    rules.needs_approval = true;
    lab.SetRules(lab.laser, rules);
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
    lab.Advance(kMonday + Hours(2));
    CHECK(lab[id].state == BookingState::kExpired);
    CHECK(lab[id].Charged() == Charge());
  }
}

TEST_CASE("what a late change gives back stays charged, what an early one gives back does not") {
  struct Row {
    const char* what;
    int64_t changed;           // hours after Monday 08:00; the booking is from hour 50 to 54
    int64_t from, to;          // where it goes
    int64_t price, forfeited;  // credits
  };
  // Tariff 2, no peak hours here: 4 h cost 8 credits.
  const Row rows[] = {
      {"early, an hour shorter", 20, 50, 53, 6, 0},
      {"early, to another day", 20, 80, 82, 4, 0},
      {"late, an hour shorter", 30, 50, 53, 6, 2},
      {"late, an hour later at both ends", 30, 51, 55, 8, 2},
      {"late, longer at both ends", 30, 49, 55, 12, 0},
      {"late, to another day", 30, 80, 84, 8, 8},
      {"late, to a shorter time of another day", 30, 80, 81, 2, 8},
      {"while it runs, an hour shorter", 51, 50, 53, 6, 2},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    PricedLab lab;
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(50, 54)));
    REQUIRE(lab[id].price.ticks == Ticks(8 * kCredit));
    lab.Advance(kMonday + Hours(row.changed));
    REQUIRE(lab.Do(Lab::As(lab.ada), lab.Moved(id, Lab::Hours(row.from, row.to))).accepted());
    CHECK(lab[id].price.ticks == Ticks(row.price * kCredit));
    CHECK(lab[id].aside->forfeited.ticks == Ticks(row.forfeited * kCredit));
    CHECK(lab[id].Charged().ticks == Ticks((row.price + row.forfeited) * kCredit));
  }
}

TEST_CASE(
    "moving far away and cancelling there with notice gives back no more than cancelling did") {
  PricedLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(10, 12)));
  lab.Advance(kMonday + Hours(5));
  const Charge late = lab[id].price;  // what a cancellation would keep now
  REQUIRE(lab.Do(Lab::As(lab.ada), lab.Moved(id, Lab::Hours(240, 242))).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{id}).accepted());
  CHECK(lab[id].refunded);
  CHECK(lab[id].Charged() == late);
}

TEST_CASE("giving time back never costs more, though the tariff has risen meanwhile") {
  PricedLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(50, 54)));
  const Charge before = lab[id].Charged();
  model::Pool pool = *lab.state.Find(lab.lasers);
  pool.rules.tariff = 9;
  lab.Define(DefinePool{pool});
  SUBCASE("early") { lab.Advance(kMonday + Hours(10)); }
  SUBCASE("late") { lab.Advance(kMonday + Hours(40)); }
  REQUIRE(lab.Do(Lab::As(lab.ada), lab.Moved(id, Lab::Hours(50, 53))).accepted());
  CHECK(lab[id].Charged().ticks <= before.ticks);
  CHECK(lab[id].Charged().cents <= before.cents);
}

TEST_CASE("a resource that is moved by the lab never makes a booking dearer") {
  PricedLab lab;
  model::Rules dear;
  dear.tariff = 10;
  lab.SetRules(lab.printers[1], dear);
  lab.SetRules(lab.printers[2], dear);
  Book book = Lab::AnyOf(lab.fdm, Lab::Hours(30, 32));
  book.may_move = true;
  const BookingId id = lab.Booked(lab.ada, book);
  REQUIRE(lab[id].kit.front().resource == lab.printers[0]);
  const Charge price = lab[id].price;
  const OutageId outage = lab.Out(lab.printers[0], Lab::Hours(29, 33));
  REQUIRE(lab[id].kit.front().resource != lab.printers[0]);
  CHECK(lab[id].Charged() == price);
  REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
  CHECK(lab[id].kit.front().resource == lab.printers[0]);
  CHECK(lab[id].Charged() == price);
}

// --- Quotas of charges -------------------------------------------------------------------------

struct ChargedLab : PricedLab {
  QuotaId Limit(Quota::Measure measure, Quota::Window window, int64_t limit,
                bool peak_only = false) {
    Quota quota;
    quota.handle = "quota-" + std::to_string(state.counters().quota);
    quota.measure = measure;
    quota.window = window;
    quota.limit = limit;
    quota.peak_only = peak_only;
    return QuotaId(Define(DefineQuota{quota}));
  }
  int64_t Used(QuotaId id, CivilDay first = CivilDay(2026, 1, 1)) const {
    Gauge gauge;
    gauge.quota = id;
    gauge.window = state.Find(id)->window;
    return state.accounts().Used(gauge, model::HolderOf(acme), Day(first));
  }
};

TEST_CASE(
    "a quota of charges counts what is charged, and gives back what is refunded to the tick") {
  ChargedLab lab;
  const QuotaId ticks = lab.Limit(Quota::Measure::kCharge, Quota::Window::kMonth, 20 * kCredit);
  const QuotaId cents = lab.Limit(Quota::Measure::kMoney, Quota::Window::kMonth, 100'00);
  const BookingId first = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(50, 53)));
  CHECK(lab.Used(ticks) == 6 * kCredit);
  CHECK(lab.Used(cents) == 30'00);
  const BookingId second = lab.Booked(lab.alan, Lab::On(lab.laser, Lab::Hours(60, 65)));
  CHECK(lab.Used(ticks) == 16 * kCredit);
  SUBCASE("what exceeds it is refused with its numbers") {
    const Decision decision = lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(70, 73)));
    REQUIRE(RulesOf(decision) == std::vector{Rule::kQuota, Rule::kQuota});
    const Reason& reason = decision.refusal.reasons().front();
    CHECK(reason.limit == 20 * kCredit);
    CHECK(reason.used == 16 * kCredit);
    CHECK(reason.asked == 6 * kCredit);
  }
  SUBCASE("cancelled with notice") {
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{second}, kMonday + Hours(36)).accepted());
    CHECK(lab.Used(ticks) == 6 * kCredit);
    CHECK(lab.Used(cents) == 30'00);
  }
  SUBCASE("cancelled late it stays, though its time no longer counts") {
    const QuotaId time = lab.Limit(Quota::Measure::kTime, Quota::Window::kMonth, 100 * kCredit);
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{second}, kMonday + Hours(59)).accepted());
    CHECK(lab.Used(ticks) == 16 * kCredit);
    CHECK(lab.Used(time) == 3 * kCredit);
  }
  SUBCASE("moved late, what was given back counts beside what is new, and may be too much") {
    lab.Advance(kMonday + Hours(45));
    CHECK_FALSE(lab.Do(Lab::As(lab.ada), lab.Moved(first, Lab::Hours(80, 83))).accepted());
    CHECK(lab.Do(Lab::As(lab.ada), lab.Moved(first, Lab::Hours(51, 54))).accepted());
    CHECK(lab.Used(ticks) == 18 * kCredit);
  }
  SUBCASE("retired, it is carried") {
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{second}, kMonday + Hours(59)).accepted());
    lab.Advance(kMonday + Hours(24 * 14));
    REQUIRE(lab.state.Find(second) == nullptr);
    CHECK(lab.Used(ticks) == 16 * kCredit);
  }
}

TEST_CASE("a charge lies in the periods and resources in which its time lies, at each one's rate") {
  ChargedLab lab;
  Quota quota;
  quota.handle = "laser-days";
  quota.measure = Quota::Measure::kCharge;
  quota.window = Quota::Window::kDay;
  quota.resources = {lab.laser};
  quota.limit = 1000 * kCredit;
  const QuotaId id(lab.Define(DefineQuota{quota}));
  // Sunday 20:00 to Monday 14:00 with a room: 4 h and 12 h of normal rate, 2 h of peak.
  Book kit = Lab::On(lab.laser, Lab::Hours(6 * 24 + 12, 7 * 24 + 6));
  kit.wants.push_back({lab.room, PoolId(), 1});
  const BookingId booked = lab.Booked(lab.ada, kit);
  CHECK(lab[booked].price.ticks == Ticks((2 * 16 + 2 * 4 + 18) * kCredit));
  const CivilDay sunday(2026, 1, 11);
  CHECK(lab.Used(id, sunday) == 2 * 4 * kCredit);
  CHECK(lab.Used(id, sunday + 1) == (2 * 12 + 2 * 4) * kCredit);
  // What was frozen stays; only how it lies follows the rules.
  model::Pool pool = *lab.state.Find(lab.lasers);
  pool.rules.tariff = 0;
  pool.rules.peak_hours.reset();
  lab.Define(DefinePool{pool});
  model::Pool rooms = *lab.state.Find(lab.rooms);
  rooms.rules.tariff = 0;
  lab.Define(DefinePool{rooms});
  const int64_t whole = lab[booked].price.ticks.value();
  CHECK(lab.Used(id, sunday) + lab.Used(id, sunday + 1) == whole / 2);
}

TEST_CASE("a quota of peak hours counts what lies in them alone") {
  ChargedLab lab;
  const QuotaId time = lab.Limit(Quota::Measure::kTime, Quota::Window::kMonth, 3 * kCredit, true);
  const QuotaId charge =
      lab.Limit(Quota::Measure::kCharge, Quota::Window::kMonth, 100 * kCredit, true);
  const QuotaId count = lab.Limit(Quota::Measure::kBookings, Quota::Window::kMonth, 2, true);
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 6)));   // 10:00 to 14:00
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(6, 10)));  // none of them
  CHECK(lab.Used(time) == 2 * kCredit);
  CHECK(lab.Used(charge) == 8 * kCredit);
  CHECK(lab.Used(count) == 1);
  CHECK_FALSE(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(172, 174))).accepted());
  CHECK(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(173, 176))).accepted());
  CHECK(lab.Do(Lab::As(lab.ada), Lab::On(lab.room, Lab::Hours(172, 174))).accepted());
  CHECK(lab.Used(time) == 3 * kCredit);
}

TEST_CASE("prices out of range, and limits of peak hours at one instant, are refused") {
  PricedLab lab;
  const auto with = [&](auto change) {
    model::Pool pool = *lab.state.Find(lab.rooms);
    change(pool.rules);
    return RulesOf(lab.Do(lab.manager, DefinePool{pool}));
  };
  const std::vector bad{Rule::kBadDefinition};
  CHECK(with([](auto& rules) { rules.tariff = -1; }) == bad);
  CHECK(with([](auto& rules) { rules.tariff = kTariffMost + 1; }) == bad);
  CHECK(with([](auto& rules) { rules.price = Cents(-1); }) == bad);
  CHECK(with([](auto& rules) { rules.price = Cents(kPriceMost + 1); }) == bad);
  CHECK(with([](auto& rules) { rules.peak_hours.emplace().peak[2] = {{600, 500}}; }) == bad);
  CHECK(with([](auto& rules) { rules.tariff = kTariffMost; }).empty());
  Quota quota;
  quota.handle = "peak";
  quota.measure = Quota::Measure::kBookings;
  quota.window = Quota::Window::kConcurrent;
  quota.peak_only = true;
  quota.limit = 1;
  CHECK(RulesOf(lab.Do(lab.manager, DefineQuota{quota})) == bad);
}

}  // namespace
}  // namespace mutua::core::testing
