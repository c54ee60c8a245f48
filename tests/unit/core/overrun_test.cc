// Who stays past the end pays for it, once; who cannot start for that pays nothing.
#include "engine/core/overrun.h"

#include "engine/core/quota.h"
#include "tests/unit/core/wish_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;

constexpr int64_t kCredit = 3600;

Instant At(int64_t minutes) { return kMonday + Duration::Minutes(minutes); }

// A laser of tariff 2 at 10.00 an hour, off-peak all day, with check-in and check-out; the lab
// opens from 08:00 (kMonday) to 18:00 and from 20:00 to 22:00.
struct LateLab : Lab {
  LateLab() {
    kiosk.role = model::Role::kKiosk;
    kiosk.token = TokenId(2);
    kiosk.member = ada;
    SetRules(laser, Late());
    model::Site open = *state.Find(site);
    for (auto& day : open.opening.weekly) day = {{480, 1080}, {1200, 1320}};
    Define(DefineSite{open});
  }
  static model::Rules Late() {
    model::Rules rules;
    rules.check_in_after = Duration::Minutes(15);
    rules.check_in_before = Duration::Minutes(15);
    rules.check_out = true;
    rules.tariff = 2;
    rules.price = Cents(1000);
    for (auto& day : rules.peak_hours.emplace().off_peak) day = {{0, 1440}};
    return rules;
  }
  void SetCapacity(uint32_t capacity) {
    model::Resource resource = *state.Find(laser);
    resource.capacity = capacity;
    Define(DefineResource{resource});
  }
  void Begin(BookingId id) {
    const model::Booking booking = (*this)[id];
    REQUIRE(Do(As(booking.member), CheckIn{id}, booking.interval.start()).accepted());
  }
  bool Leaves(BookingId id, int64_t minutes) {
    return Do(As((*this)[id].member), CheckOut{id}, At(minutes)).accepted();
  }
  // Whole minutes of overrun that the booking is charged, at four credits and 20.00 an hour.
  int64_t LateMinutes(BookingId id) const {
    const Charge late = (*this)[id].aside->overrun;
    CHECK(late.cents == Cents(late.ticks.value() * 2000 / (4 * kCredit)));
    CHECK((*this)[id].Charged() == (*this)[id].price + late);
    return late.ticks.value() / (4 * 60);
  }
  Caller kiosk;
};

TEST_CASE("an overrun costs its whole minutes at the peak rate, until it was left or ran no more") {
  struct Row {
    const char* what;
    int64_t ends;  // hours after 08:00, of a booking that lasts one
    int64_t left;  // minutes after its end; -1: never
    bool overnight;
    int64_t
        next_comes;  // minutes after its end, half an hour after which it was to begin; -1: nobody
    uint32_t capacity;
    int64_t minutes;
  };
  const Row rows[] = {
      {"left in time", 2, 0, false, -1, 1, 0},
      {"a minute", 2, 1, false, -1, 1, 1},
      {"25 minutes", 2, 25, false, -1, 1, 25},
      {"until the lab closes", 8, 300, false, -1, 1, 120},
      {"it was to end as the lab closes", 10, 60, false, -1, 1, 0},
      {"not by the evening's hours either", 10, 180, false, -1, 1, 0},
      {"whatever may run overnight, until it was left", 10, 180, true, -1, 1, 180},
      {"never left: a day at most", 10, -1, true, -1, 1, 1440},
      {"never left, until the lab closes", 2, -1, false, -1, 1, 480},
      {"until the next one has come", 2, 70, false, 35, 1, 35},
      {"who came early comes when it begins", 2, 70, false, 20, 1, 30},
      {"who left before the next one came", 2, 33, false, 35, 1, 33},
      {"the next one has room beside it", 2, 70, false, 35, 2, 70},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    LateLab lab;
    if (row.overnight) {
      model::Rules rules = LateLab::Late();
      rules.unattended_overnight = true;
      lab.SetRules(lab.laser, rules);
    }
    lab.SetCapacity(row.capacity);
    const BookingId id =
        lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(row.ends - 1, row.ends)));
    const int64_t end = row.ends * 60;
    BookingId next;
    if (row.next_comes >= 0) {
      next = lab.Booked(lab.bea, Lab::On(lab.laser, Interval(At(end + 30), At(end + 90))));
    }
    lab.Begin(id);
    if (next.IsSet() && row.next_comes < row.left) {
      REQUIRE(lab.Do(Lab::As(lab.bea), CheckIn{next}, At(end + row.next_comes)).accepted());
    }
    if (row.left >= 0) {
      CHECK(lab.Leaves(id, end + row.left));
      CHECK_FALSE(lab.Leaves(id, end + row.left));  // and not a second time
    }
    lab.Advance(At(end) + kOverrunLongest);
    CHECK(lab[id].state == BookingState::kCompleted);
    CHECK(lab.LateMinutes(id) == row.minutes);
    CHECK(lab[id].interval == Lab::Hours(row.ends - 1, row.ends));  // it changes no calendar
  }
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, At(180) - Duration::Seconds(1)).accepted());
  CHECK(lab.LateMinutes(id) == 59);
}

TEST_CASE("an overrun of a kit is that of all its resources, pieces left out") {
  LateLab lab;
  lab.SetCapacity(3);
  Book book = Lab::On(lab.laser, Lab::Hours(1, 2));
  book.wants[0].units = 2;
  book.wants.push_back({lab.room, PoolId(), 1});
  const BookingId id = lab.Booked(lab.ada, book);
  lab.Begin(id);
  REQUIRE(lab.Leaves(id, 180));
  // Twice four credits of the lasers, and two of the room.
  CHECK(lab[id].aside->overrun == Charge{Ticks(10 * kCredit), Cents(40'00)});
}

TEST_CASE("an overrun counts as usage and on quotas of charge and money, not on those of time") {
  LateLab lab;
  const auto quota = [&](const char* handle, model::Quota::Measure measure) {
    model::Quota limit;
    limit.handle = handle;
    limit.who = model::Quota::Who::kEachCompany;
    limit.measure = measure;
    limit.window = model::Quota::Window::kMonth;
    limit.limit = 1;
    limit.warning = true;
    return QuotaId(lab.Define(DefineQuota{limit}));
  };
  const QuotaId ticks = quota("ticks", model::Quota::Measure::kCharge);
  const QuotaId cents = quota("cents", model::Quota::Measure::kMoney);
  const QuotaId time = quota("time", model::Quota::Measure::kTime);
  const auto used = [&](QuotaId id) {
    Gauge gauge;
    gauge.quota = id;
    gauge.window = model::Quota::Window::kMonth;
    return lab.state.accounts().Used(gauge, model::HolderOf(lab.acme), Day(CivilDay(2026, 1, 1)));
  };
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  // What is past is decayed to within a thousandth.
  const auto usage = [&] {
    return (lab.state.usages().Of(lab.lasers, lab.acme, At(120)).value() + 50) / 100 * 100;
  };
  CHECK(usage() == kCredit);
  REQUIRE(lab.Leaves(id, 150));
  CHECK(lab.LateMinutes(id) == 30);
  CHECK(usage() == 3 * kCredit);
  CHECK(used(ticks) == 3 * kCredit);
  CHECK(used(cents) == 15'00);
  CHECK(used(time) == kCredit);
  // Forgiven in part, it is as if it had been so from the start.
  REQUIRE(lab.Do(lab.manager, CheckOut{id, At(135)}, At(200)).accepted());
  CHECK(usage() == 2 * kCredit);
  CHECK(used(ticks) == 2 * kCredit);
  CHECK(used(cents) == 10'00);
  CHECK(used(time) == kCredit);
}

TEST_CASE("who left earlier than it was charged: a manager or a kiosk says so, once or twice") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  REQUIRE(lab.Leaves(id, 180));
  REQUIRE(lab.LateMinutes(id) == 60);
  Caller colleague = Lab::As(lab.ada);
  colleague.role = model::Role::kCompanyManager;
  struct Row {
    const char* what;
    Caller by;
    int64_t left;  // minutes after 08:00
    bool accepted;
    int64_t minutes;
  };
  const Row rows[] = {
      {"the member", Lab::As(lab.ada), 125, false, 60},
      {"the manager of the company", colleague, 125, false, 60},
      {"a manager, later than it is", lab.manager, 185, true, 60},
      {"a manager", lab.manager, 150, true, 30},
      {"a manager again", lab.manager, 150, true, 30},
      {"a manager, later than that", lab.manager, 155, true, 30},
      {"a kiosk that was offline", lab.kiosk, 130, true, 10},
      {"left at its end", lab.manager, 120, true, 0},
  };
  uint32_t version = lab[id].version;
  for (const Row& row : rows) {
    INFO(row.what);
    const int64_t before = lab.LateMinutes(id);
    const Decision decision = lab.Do(row.by, CheckOut{id, At(row.left)}, At(300));
    CHECK(decision.accepted() == row.accepted);
    CHECK(lab.LateMinutes(id) == row.minutes);
    CHECK(lab[id].version == version + (before == row.minutes ? 0 : 1));
    version = lab[id].version;
  }
  // Before its end: then what was used is shorter too.
  REQUIRE(lab.Do(lab.manager, CheckOut{id, At(90)}, At(301)).accepted());
  CHECK(lab.LateMinutes(id) == 0);
  CHECK(lab[id].interval == Interval(At(60), At(90)));
}

TEST_CASE("who is said to have left before it began is charged no overrun") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  REQUIRE(lab.Leaves(id, 180));
  REQUIRE(lab.Do(lab.manager, CheckOut{id, At(30)}, At(300)).accepted());
  CHECK(lab.LateMinutes(id) == 0);
  CHECK(lab[id].interval == Lab::Hours(1, 2));
}

TEST_CASE("what is forgiven is never dearer, though the tariff was raised meanwhile") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  REQUIRE(lab.Leaves(id, 180));
  model::Rules dear = LateLab::Late();
  dear.tariff = 100;
  lab.SetRules(lab.laser, dear);
  REQUIRE(lab.Do(lab.manager, CheckOut{id, At(170)}, At(300)).accepted());
  CHECK(lab[id].aside->overrun.ticks == Ticks(4 * kCredit));
}

TEST_CASE("a manager who checks somebody out says when it was left; a member leaves now") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  SUBCASE("a manager, after its end") {
    REQUIRE(lab.Do(lab.manager, CheckOut{id, At(130)}, At(180)).accepted());
    CHECK(lab.LateMinutes(id) == 10);
  }
  SUBCASE("a manager, before its end") {
    REQUIRE(lab.Do(lab.manager, CheckOut{id, At(90)}, At(180)).accepted());
    CHECK(lab[id].aside->overrun.IsNothing());
    CHECK(lab[id].interval == Interval(At(60), At(90)));
  }
  SUBCASE("a member") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id, At(130)}, At(180)).accepted());
    CHECK(lab.LateMinutes(id) == 60);
  }
  CHECK(lab[id].state == BookingState::kCompleted);
}

TEST_CASE("a late check-in of the next one shortens what was charged of the one before") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId next = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(2, 3)));
  lab.Begin(id);
  REQUIRE(lab.Leaves(id, 150));
  REQUIRE(lab.LateMinutes(id) == 30);
  CHECK(lab[next].state == BookingState::kDisplaced);
  lab.kiosk.member = lab.bea;
  REQUIRE(lab.Do(lab.kiosk, CheckIn{next, At(125)}, At(155)).accepted());
  CHECK(lab.LateMinutes(id) == 5);
  // And it is a booking like any other again.
  CHECK(lab[next].state == BookingState::kCheckedIn);
  CHECK_FALSE(lab[next].hindered);
  CHECK(lab[next].Charged() == lab[next].price);
}

TEST_CASE("an overrun that is extended is paid as booked time, and not twice") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  lab.Advance(At(150));
  REQUIRE(lab[id].overrun);
  REQUIRE(lab.Do(Lab::As(lab.ada), Move{.booking = id, .interval = Lab::Hours(1, 3)}).accepted());
  CHECK(lab[id].Charged() == Charge{Ticks(2 * kCredit), Cents(10'00)});
  REQUIRE(lab.Leaves(id, 190));
  CHECK(lab.LateMinutes(id) == 10);
  CHECK(lab[id].price == Charge{Ticks(2 * kCredit), Cents(10'00)});
}

TEST_CASE("a company that is wound up pays its overrun until then") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  lab.Advance(At(140));
  REQUIRE(lab.Do(lab.manager, WindUp{lab.acme, 0, {}}).accepted());
  CHECK(lab[id].state == BookingState::kCompleted);
  CHECK(lab.LateMinutes(id) == 20);
}

TEST_CASE("an outage neither ends nor refunds an overrun: its booking is over") {
  LateLab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Begin(id);
  DeclareOutage outage;
  outage.resource = lab.laser;
  outage.interval = Interval(At(130), At(400));
  REQUIRE(lab.Do(lab.manager, outage, At(130)).accepted());
  CHECK(lab[id].state == BookingState::kCheckedIn);
  REQUIRE(lab.Leaves(id, 140));
  CHECK(lab.LateMinutes(id) == 20);
}

TEST_CASE("who cannot start for an overrun gives back or is released for nothing") {
  enum class Does { kCancels, kMoves, kShortens, kComesNot };
  struct Row {
    const char* what;
    bool colleague;  // the one before is of the same company
    uint32_t capacity;
    int64_t left;  // minutes after 10:00 when the one before leaves; -1: not
    int64_t at;    // minutes after 10:00, when it begins
    Does does;
    bool hindered;
  };
  const Row rows[] = {
      {"it cancels", false, 1, -1, 5, Does::kCancels, true},
      {"as it begins", false, 1, -1, 0, Does::kCancels, true},
      {"before it begins it is a late cancellation", false, 1, -1, -5, Does::kCancels, false},
      {"the one before has left", false, 1, 4, 5, Does::kCancels, false},
      {"there is room for both", false, 2, -1, 5, Does::kCancels, false},
      {"a colleague refunds nothing", true, 1, -1, 5, Does::kCancels, false},
      {"it moves", false, 1, -1, 5, Does::kMoves, true},
      {"it moves, and could have started", false, 2, -1, 5, Does::kMoves, false},
      {"it is shortened", false, 1, -1, 5, Does::kShortens, true},
      {"it is shortened, and could have started", true, 1, -1, 5, Does::kShortens, false},
      {"nobody comes", false, 1, -1, 15, Does::kComesNot, true},
      {"nobody comes, and the one before left in the last minute", false, 1, 14, 15,
       Does::kComesNot, false},
      {"nobody comes, for a colleague", true, 1, -1, 15, Does::kComesNot, false},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    LateLab lab;
    lab.SetCapacity(row.capacity);
    const BookingId late =
        lab.Booked(row.colleague ? lab.alan : lab.bea, Lab::On(lab.laser, Lab::Hours(1, 2)));
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 4)));
    const Charge price = lab[id].price;
    lab.Begin(late);
    if (row.left >= 0) REQUIRE(lab.Leaves(late, 120 + row.left));
    lab.Advance(At(120 + row.at));
    const Move move{.booking = id,
                    .interval = row.does == Does::kMoves ? Lab::Hours(6, 8) : Lab::Hours(3, 4)};
    Charge charged;  // as if there had been no overrun
    switch (row.does) {
      case Does::kCancels:
        REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{id}).accepted());
        CHECK(lab[id].state == BookingState::kCancelled);
        CHECK_FALSE(lab.Do(Lab::As(lab.ada), Cancel{id}).accepted());
        charged = price;
        break;
      case Does::kMoves:
        REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
        charged = price + price;
        break;
      case Does::kShortens:
        REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
        charged = price;
        break;
      case Does::kComesNot:
        CHECK(lab[id].state == (row.hindered ? BookingState::kDisplaced : BookingState::kNoShow));
        charged = price;
    }
    const bool ended = row.does == Does::kCancels || row.does == Does::kComesNot;
    CHECK(lab[id].hindered == (ended && row.hindered));
    if (row.hindered) charged = ended ? Charge() : lab[id].price;
    CHECK(lab[id].Charged() == charged);
    // Of what it could not use no quota counts anything.
    if (row.hindered && ended) CHECK_FALSE(ClaimedBy(lab[id]).has_value());
  }
}

TEST_CASE("an overrun hinders nobody once it ran no more: the lab closed, or somebody had come") {
  LateLab lab;
  SUBCASE("forgotten in the evening, it is not there in the morning") {
    const BookingId late = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(12, 14)));
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(24, 26)));
    lab.Begin(late);
    lab.Advance(At(24 * 60 + 5));
    REQUIRE(lab[late].state == BookingState::kCheckedIn);
    CHECK_FALSE(HinderedBy(lab.state, lab[id], lab.at).IsSet());
    lab.Advance(At(24 * 60 + 15));
    CHECK(lab[id].state == BookingState::kNoShow);
  }
  SUBCASE("the one between came and left") {
    const BookingId late = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 2)));
    const BookingId between = lab.Booked(lab.alan, Lab::On(lab.laser, Lab::Hours(2, 3)));
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(3, 4)));
    lab.Begin(late);
    lab.Advance(At(121));
    CHECK(HinderedBy(lab.state, lab[between], lab.at) == late);
    REQUIRE(lab.Do(Lab::As(lab.alan), CheckIn{between}, At(125)).accepted());
    REQUIRE(lab.Leaves(between, 170));
    lab.Advance(At(185));
    REQUIRE(lab[late].state == BookingState::kCheckedIn);
    CHECK_FALSE(HinderedBy(lab.state, lab[id], lab.at).IsSet());
  }
}

TEST_CASE(
    "who could not start and was in time is let in by a late check-in, unless quotas are full") {
  LateLab lab;
  const BookingId late = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 4)));
  lab.Begin(late);
  lab.Advance(At(140));
  REQUIRE(lab[id].hindered);
  REQUIRE(lab[id].Charged().IsNothing());
  SUBCASE("it is charged again, once") {
    REQUIRE(lab.Do(lab.kiosk, CheckIn{id, At(124)}).accepted());
    CHECK(lab[id].state == BookingState::kCheckedIn);
    CHECK(lab[id].Charged() == lab[id].price);
    REQUIRE(lab.Leaves(late, 141));
    CHECK(lab.LateMinutes(late) == 4);
  }
  SUBCASE("a quota is full meanwhile: the clash is kept for the manager") {
    model::Quota limit;
    limit.handle = "none";
    limit.who = model::Quota::Who::kEachCompany;
    limit.measure = model::Quota::Measure::kTime;
    limit.window = model::Quota::Window::kMonth;
    lab.Define(DefineQuota{limit});
    REQUIRE(lab.Do(lab.kiosk, CheckIn{id, At(124)}).accepted());
    CHECK(lab[id].hindered);
    CHECK(std::holds_alternative<ClashRecorded>(lab.events.back()));
  }
  SUBCASE("one that an outage displaced is not") {
    const BookingId other = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(5, 6)));
    DeclareOutage outage;
    outage.resource = lab.laser;
    outage.interval = Lab::Hours(5, 6);
    REQUIRE(lab.Do(lab.manager, outage).accepted());
    REQUIRE(lab[other].state == BookingState::kDisplaced);
    CHECK(RulesOf(lab.Do(lab.kiosk, CheckIn{other, At(300)}, At(320))) ==
          std::vector{Rule::kStateForbids});
  }
}

TEST_CASE("a wish that a quota of charges keeps waiting is met when an overrun was shorter") {
  LateLab lab;
  model::Quota limit;
  limit.handle = "credits";
  limit.who = model::Quota::Who::kEachCompany;
  limit.measure = model::Quota::Measure::kCharge;
  limit.window = model::Quota::Window::kMonth;
  limit.limit = 5 * kCredit / 2;
  lab.Define(DefineQuota{limit});
  const BookingId late = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId next = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(2, 4)));
  lab.Begin(late);
  REQUIRE(lab.Leaves(late, 141));
  // Of two and a half credits an hour took one, and 21 minutes 1.4; an hour more costs one.
  const WishId id = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(5, 6)));
  REQUIRE(lab.state.Find(id)->state == model::WishState::kWaiting);
  lab.kiosk.member = lab.bea;
  REQUIRE(lab.Do(lab.kiosk, CheckIn{next, At(124)}).accepted());
  REQUIRE(lab.LateMinutes(late) == 4);
  CHECK(lab.state.Find(id)->state == model::WishState::kMet);
}

TEST_CASE("a company that is wound up pays nothing for what it could not start") {
  LateLab lab;
  const BookingId late = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 4)));
  lab.Begin(late);
  lab.Advance(At(125));
  REQUIRE(lab.Do(lab.manager, WindUp{lab.acme, 0, {}}).accepted());
  CHECK(lab[id].state == BookingState::kCancelled);
  CHECK(lab[id].Charged().IsNothing());
}

}  // namespace
}  // namespace mutua::core::testing
