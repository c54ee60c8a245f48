// What comes back of a charge for time given back too late, when somebody else books it, and that
// nobody gains by it.
#include <string>
#include <vector>

#include "engine/core/charge.h"
#include "engine/core/pass_on.h"
#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;

constexpr int64_t kCredit = 3600;

// A laser at 10.00 an hour, a room of three desks, and a third company.
struct RebookLab : Lab {
  RebookLab() {
    model::Pool pool = *state.Find(lasers);
    pool.rules.price = Cents(1000);
    Define(DefinePool{pool});
    desks = Add("desks", rooms, model::ResourceKind::kRoom, 3);
    cork = CompanyId(Define(DefineCompany{{CompanyId(), "cork", "Cork"}}));
    carl = AddMember(cork);
  }
  // Ada's booking of the laser, cancelled 20 hours before it: charged in full.
  BookingId CancelledLate(Interval interval) {
    const BookingId id = Booked(ada, On(laser, interval));
    Advance(interval.start() - Duration::Hours(20));
    CHECK(Do(As(ada), Cancel{id}).accepted());
    CHECK(state.Find(id)->Charged().ticks == state.Find(id)->price.ticks);
    return id;
  }
  BookingId Got(MemberId member, Interval interval) { return Booked(member, On(laser, interval)); }
  Decision MovesTo(MemberId member, BookingId id, Interval interval) {
    Move move;
    move.booking = id;
    move.interval = interval;
    return Do(As(member), move);
  }
  Charge BackOf(BookingId id) const { return state.Find(id)->aside->returned; }
  int64_t CreditsBack(BookingId id) const { return BackOf(id).ticks.value() / kCredit; }
  // All that the companies are charged.
  Ticks All() const {
    Ticks all;
    state.ForEach<model::Booking>(
        [&](const model::Booking& booking) { all = all + booking.Charged().ticks; });
    return all;
  }
  std::vector<Rebooked> Told() const {
    std::vector<Rebooked> told;
    for (const Event& event : events) {
      const auto* changed = std::get_if<BookingChanged>(&event);
      if (changed != nullptr && changed->rebooked) told.push_back(*changed->rebooked);
    }
    return told;
  }
  ResourceId desks;
  CompanyId cork;
  MemberId carl;
};

TEST_CASE("what another company books of a late cancellation comes back when that is over, once") {
  RebookLab lab;
  const BookingId late = lab.CancelledLate(Lab::Hours(30, 33));
  CHECK(lab[late].aside->given_up.size() == 1);
  const BookingId other = lab.Got(lab.bea, Lab::Hours(31, 32));
  CHECK(lab.CreditsBack(late) == 0);
  CHECK_FALSE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
  const uint32_t version = lab[late].version;
  lab.Advance(kMonday + Duration::Hours(32));
  CHECK(lab[other].state == BookingState::kCompleted);
  CHECK(lab.BackOf(late) == Charge{Ticks(kCredit), Cents(1000)});
  CHECK(lab[late].Charged() == Charge{Ticks(2 * kCredit), Cents(2000)});
  CHECK(lab[late].version == version + 1);
  REQUIRE(lab[late].aside->given_up.size() == 2);
  CHECK(lab[late].aside->given_up[0].time == Lab::Hours(30, 31));
  CHECK(lab[late].aside->given_up[1].time == Lab::Hours(32, 33));
  REQUIRE(lab.Told().size() == 1);
  const Rebooked told = lab.Told().front();
  CHECK(told == Rebooked{other, lab.bolt, lab.laser, Lab::Hours(31, 32), lab[other].price,
                         lab[other].price});
  // Over or not, nothing more comes of it.
  CHECK_FALSE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
  CHECK(lab.Do(lab.manager, MarkNoShow{other}).accepted());
  lab.Advance(kMonday + Duration::Hours(40));
  CHECK(lab[late].Charged() == Charge{Ticks(2 * kCredit), Cents(2000)});
}

TEST_CASE("how the other booking ends decides what comes back") {
  struct Row {
    const char* how;
    int64_t back;  // of two hours
  };
  const Row rows[] = {{"it runs to its end", 2},   {"it is the same company's", 0},
                      {"cancelled at once", 0},    {"cancelled late", 2},
                      {"by a manager", 0},         {"an outage displaces it", 0},
                      {"checked out early", 2},    {"nobody comes", 2},
                      {"handed back", 0},          {"handed on", 2},
                      {"its member moves back", 0}};
  for (const Row& row : rows) {
    const std::string how = row.how;
    INFO(how);
    RebookLab lab;
    model::Rules rules;
    if (how == "nobody comes" || how == "checked out early") {
      rules.check_in_after = Duration::Minutes(15);
      lab.SetRules(lab.laser, rules);
    }
    const BookingId late = lab.CancelledLate(Lab::Hours(30, 32));
    const MemberId who = how == "it is the same company's" ? lab.alan : lab.bea;
    const BookingId other = lab.Got(who, Lab::Hours(30, 32));
    if (how == "cancelled late") lab.Advance(kMonday + Duration::Hours(12));
    if (how.starts_with("cancelled")) {
      REQUIRE(lab.Do(Lab::As(who), Cancel{other}).accepted());
      CHECK(lab.CreditsBack(late) == row.back);
    }
    if (how == "by a manager") REQUIRE(lab.Do(lab.manager, Cancel{other}).accepted());
    if (how == "an outage displaces it") {
      DeclareOutage outage;
      outage.resource = lab.laser;
      outage.interval = Lab::Hours(29, 32);
      REQUIRE(lab.Do(lab.manager, outage).accepted());
    }
    if (how == "checked out early") {
      REQUIRE(lab.Do(Lab::As(who), CheckIn{other}, kMonday + Duration::Hours(30)).accepted());
      REQUIRE(lab.Do(Lab::As(who), CheckOut{other}, kMonday + Duration::Hours(31)).accepted());
    }
    if (how == "handed back") REQUIRE(lab.Do(Lab::As(who), HandOver{other, lab.alan}).accepted());
    if (how == "handed on") REQUIRE(lab.Do(Lab::As(who), HandOver{other, lab.carl}).accepted());
    if (how == "its member moves back") {
      REQUIRE(lab.Do(lab.manager, MoveMember{who, lab.acme, 0, true}).accepted());
    }
    lab.Advance(kMonday + Duration::Hours(33));
    CHECK(lab.CreditsBack(late) == row.back);
    CHECK(lab[late].Charged().cents == Cents(1000 * (2 - row.back)));
  }
}

TEST_CASE("no more comes back than it had cost, nor than is paid for it now") {
  RebookLab lab;
  int64_t before = 1;
  int64_t after = 1;
  int64_t back = 1;
  SUBCASE("dearer now") { before = 2, after = 5, back = 2; }
  SUBCASE("cheaper now") { before = 5, after = 2, back = 2; }
  SUBCASE("for nothing now") { before = 5, after = 0, back = 0; }
  model::Pool pool = *lab.state.Find(lab.lasers);
  pool.rules.tariff = before;
  pool.rules.price = Cents(before * 100);
  lab.Define(DefinePool{pool});
  const BookingId late = lab.CancelledLate(Lab::Hours(30, 31));
  pool.rules.tariff = after;
  pool.rules.price = Cents(after * 100);
  lab.Define(DefinePool{pool});
  lab.Got(lab.bea, Lab::Hours(30, 31));
  lab.Advance(kMonday + Duration::Hours(31));
  CHECK(lab.BackOf(late) == Charge{Ticks(back * kCredit), Cents(back * 100)});
  CHECK(lab[late].Charged().cents == Cents(100 * (before - back)));
}

TEST_CASE("what is grabbed at a quarter gives back a quarter") {
  ShareLab lab;
  const BookingId late = lab.Got(lab.ada, lab.printers[0], lab.In(30, 2)).id;
  lab.Advance(lab.at + Duration::Hours(12));
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
  const model::Booking& grabbed = lab.Got(lab.bea, lab.printers[0], lab.In(18, 2));
  CHECK(grabbed.grab);
  lab.Advance(grabbed.interval.end());
  CHECK(lab[late].aside->returned.ticks == Ticks(kCredit / 2));
  // What is over is used no more than it is charged.
  CHECK(lab[late].Charged().ticks == Ticks(kCredit * 3 / 2));
  CHECK(lab.state.usages().Of(lab.fdm, lab.acme, lab[late].due - kEndedKept) ==
        Ticks(kCredit * 3 / 2));
}

TEST_CASE("the oldest that was given up comes back first, and each minute once") {
  RebookLab lab;
  const Interval time = Lab::Hours(30, 32);
  SUBCASE("each pays for the one before") {
    const BookingId first = lab.CancelledLate(time);
    const BookingId second = lab.Got(lab.bea, time);
    lab.Advance(kMonday + Duration::Hours(11));
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{second}).accepted());
    CHECK(lab.CreditsBack(first) == 2);
    const BookingId third = lab.Got(lab.carl, time);
    lab.Advance(time.end());
    CHECK(lab.CreditsBack(first) == 2);
    CHECK(lab.CreditsBack(second) == 2);
    CHECK(lab.All() == lab[third].price.ticks);
  }
  SUBCASE("of two of one company the first") {
    const BookingId first = lab.CancelledLate(time);
    const BookingId second = lab.Got(lab.alan, time);
    lab.Advance(kMonday + Duration::Hours(11));
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{second}).accepted());
    CHECK(lab.CreditsBack(first) == 0);
    lab.Got(lab.bea, Lab::Hours(30, 31));
    lab.Advance(time.end());
    CHECK(lab.CreditsBack(first) == 1);
    CHECK(lab.CreditsBack(second) == 0);
  }
  CHECK(lab[lab.Got(lab.bea, Lab::Hours(40, 41))].aside.IsDefault());
}

TEST_CASE("a no-show that is undone passes on what it pays once") {
  RebookLab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.laser, rules);
  const Interval time = Lab::Hours(30, 32);
  const BookingId first = lab.CancelledLate(time);
  const BookingId second = lab.Got(lab.alan, time);
  lab.Advance(kMonday + Duration::Hours(11));
  REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{second}).accepted());
  const BookingId other = lab.Got(lab.bea, time);
  lab.Advance(time.start() + Duration::Minutes(20));
  CHECK(lab[other].state == BookingState::kNoShow);
  CHECK(lab.CreditsBack(first) == 2);
  CheckIn shown{other, time.start()};
  REQUIRE(lab.Do(Lab::As(lab.bea), shown).accepted());
  CHECK(lab[other].state == BookingState::kCheckedIn);
  lab.Advance(time.end());
  CHECK(lab[other].state == BookingState::kCompleted);
  CHECK(lab.CreditsBack(first) + lab.CreditsBack(second) == 2);
  CHECK(lab.Told().size() == 1);
}

TEST_CASE("what a lifted outage brings back passes on what it pays when it ends") {
  RebookLab lab;
  const Interval time = Lab::Hours(30, 32);
  const BookingId late = lab.CancelledLate(time);
  const BookingId other = lab.Got(lab.bea, time);
  DeclareOutage outage;
  outage.resource = lab.laser;
  outage.interval = time;
  const Decision out = lab.Do(lab.manager, outage);
  REQUIRE(out.accepted());
  CHECK(lab[other].state == BookingState::kDisplaced);
  REQUIRE(lab.Do(lab.manager, LiftOutage{OutageId(out.subject.id)}).accepted());
  CHECK(lab[other].state == BookingState::kConfirmed);
  CHECK(lab.CreditsBack(late) == 0);
  lab.Advance(time.end());
  CHECK(lab.CreditsBack(late) == 2);
}

TEST_CASE("a late change and an early check-out give up the rest as a late cancellation does") {
  RebookLab lab;
  const BookingId id = lab.Got(lab.ada, Lab::Hours(30, 34));
  SUBCASE("shortened") {
    lab.Advance(kMonday + Duration::Hours(20));
    REQUIRE(lab.MovesTo(lab.ada, id, Lab::Hours(30, 32)).accepted());
  }
  SUBCASE("moved to another day") {
    lab.Advance(kMonday + Duration::Hours(20));
    REQUIRE(lab.MovesTo(lab.ada, id, Lab::Hours(60, 64)).accepted());
  }
  SUBCASE("checked out early") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(30)).accepted());
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Duration::Hours(32)).accepted());
    CHECK(lab[id].price == Charge{Ticks(2 * kCredit), Cents(2000)});
    CHECK(lab[id].aside->forfeited == Charge{Ticks(2 * kCredit), Cents(2000)});
  }
  const Charge before = lab[id].Charged();
  CHECK(before.ticks >= Ticks(4 * kCredit));
  lab.Got(lab.bea, Lab::Hours(32, 33));
  lab.Advance(kMonday + Duration::Hours(33));
  CHECK(lab.BackOf(id) == Charge{Ticks(kCredit), Cents(1000)});
  CHECK(lab[id].Charged() == before - Charge{Ticks(kCredit), Cents(1000)});
}

TEST_CASE("in time nothing is given up, and of a no-show nothing comes back") {
  RebookLab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.laser, rules);
  const BookingId early = lab.Got(lab.ada, Lab::Hours(30, 32));
  lab.Advance(kMonday + Duration::Hours(1));
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{early}).accepted());
  CHECK(lab[early].aside.IsDefault());
  const BookingId shown = lab.Got(lab.ada, Lab::Hours(30, 32));
  lab.Advance(kMonday + Duration::Hours(31));
  CHECK(lab[shown].state == BookingState::kNoShow);
  lab.Got(lab.bea, Lab::Hours(31, 32));
  lab.Advance(kMonday + Duration::Hours(33));
  CHECK(lab[shown].aside.IsDefault());
  CHECK(lab.Told().empty());
}

TEST_CASE("of several units those count that were booked after others were given up") {
  RebookLab lab;
  const Interval time = Lab::Hours(30, 31);
  Book two = Lab::On(lab.desks, time);
  two.wants[0].units = 2;
  lab.Booked(lab.bea, Lab::On(lab.desks, time));
  const BookingId late = lab.Booked(lab.ada, two);
  lab.Advance(kMonday + Duration::Hours(10));
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
  SUBCASE("one of two") {
    lab.Booked(lab.carl, Lab::On(lab.desks, time));
    lab.Advance(time.end());
    CHECK(lab.CreditsBack(late) == 1);
    REQUIRE(lab[late].aside->given_up.size() == 1);
    CHECK(lab[late].aside->given_up[0].units == 1);
    CHECK(lab[late].aside->given_up[0].charge.ticks == Ticks(kCredit));
  }
  SUBCASE("both") {
    lab.Booked(lab.carl, two);
    lab.Advance(time.end());
    CHECK(lab.CreditsBack(late) == 2);
  }
  SUBCASE("what was booked before is not somebody else's now") {
    lab.Advance(time.end());
    CHECK(lab.CreditsBack(late) == 0);
  }
}

TEST_CASE("the company that gave it up counts, and the one that it was handed to") {
  RebookLab lab;
  const BookingId id = lab.Got(lab.ada, Lab::Hours(30, 34));
  lab.Advance(kMonday + Duration::Hours(20));
  REQUIRE(lab.MovesTo(lab.ada, id, Lab::Hours(30, 31)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), HandOver{id, lab.bea}).accepted());
  lab.Got(lab.alan, Lab::Hours(31, 32));
  lab.Got(lab.bea, Lab::Hours(32, 33));
  lab.Got(lab.carl, Lab::Hours(33, 34));
  lab.Advance(kMonday + Duration::Hours(33));
  CHECK(lab.CreditsBack(id) == 0);
  lab.Advance(kMonday + Duration::Hours(34));
  CHECK(lab.CreditsBack(id) == 1);
}

TEST_CASE("who waits for want of a quota of charges is served when some of a charge comes back") {
  RebookLab lab;
  model::Quota quota;
  quota.handle = "money";
  quota.who = model::Quota::Who::kCompany;
  quota.company = lab.acme;
  quota.measure = model::Quota::Measure::kMoney;
  quota.window = model::Quota::Window::kMonth;
  quota.limit = 3000;
  lab.Define(DefineQuota{quota});
  lab.CancelledLate(Lab::Hours(30, 33));
  lab.Got(lab.bea, Lab::Hours(31, 32));
  FileWish file;
  file.wants.push_back({lab.laser, PoolId(), 1});
  file.windows.push_back(Lab::Hours(40, 41));
  file.length = Duration::Hours(1);
  file.member = lab.ada;
  file.book_at_once = true;
  const Decision filed = lab.Do(Lab::As(lab.ada), file);
  REQUIRE(filed.accepted());
  const WishId wish(filed.subject.id);
  CHECK(lab.state.Find(wish)->state == model::WishState::kWaiting);
  lab.Advance(kMonday + Duration::Hours(32));
  CHECK(lab.state.Find(wish)->state == model::WishState::kMet);
}

TEST_CASE("nothing comes back to what has left the live state") {
  RebookLab lab;
  const BookingId late = lab.CancelledLate(Lab::Hours(30, 31));
  lab.Got(lab.bea, Interval(kMonday + Duration::Hours(30), kMonday + Duration::Days(10)));
  lab.Advance(kMonday + Duration::Days(11));
  CHECK(lab.state.Find(late) == nullptr);
  CHECK_FALSE(lab.state.HasGivenUp());
  CHECK(lab.Told().empty());
}

TEST_CASE("tricks: a partner who books what was given up gains nothing for both") {
  const Interval time = Lab::Hours(30, 32);
  // What both pay for the time if they simply keep it.
  const Ticks honest(2 * kCredit);
  RebookLab lab;
  const BookingId late = lab.CancelledLate(time);
  SUBCASE("a partner books it and hands it back") {
    const BookingId partner = lab.Got(lab.bea, time);
    REQUIRE(lab.Do(Lab::As(lab.bea), HandOver{partner, lab.ada}).accepted());
    lab.Advance(time.end());
    CHECK(lab.All() == honest + honest);
  }
  SUBCASE("a partner books it and cancels within the grace") {
    const BookingId partner = lab.Got(lab.bea, time);
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{partner}).accepted());
    lab.Advance(time.end());
    CHECK(lab.All() == honest);
  }
  SUBCASE("a partner books it and cancels late, and it is booked again") {
    const BookingId partner = lab.Got(lab.bea, time);
    lab.Advance(kMonday + Duration::Hours(12));
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{partner}).accepted());
    CHECK(lab.All() == honest);
    lab.Got(lab.ada, time);
    lab.Advance(time.end());
    CHECK(lab.All() == honest);
  }
  SUBCASE("a partner moves it away in time and back") {
    const BookingId partner = lab.Got(lab.bea, time);
    REQUIRE(lab.MovesTo(lab.bea, partner, Lab::Hours(80, 82)).accepted());
    lab.Advance(time.end());
    CHECK(lab.CreditsBack(late) == 0);
  }
  SUBCASE("held and booked again") {
    lab.Got(lab.alan, time);
    lab.Advance(time.end());
    CHECK(lab.All() == honest + honest);
  }
}

TEST_CASE("of credits as large a part comes back as of the charge, out of the escrow") {
  ShareLab lab;
  const auto has = [&] { return lab.state.CreditsOf(lab.fdm, lab.acme); };
  const BookingId late = lab.Got(lab.ada, lab.printers[0], lab.In(48, 73)).id;
  REQUIRE(has().escrow == Ticks(10 * kCredit));
  lab.Advance(lab.at + Duration::Hours(30));
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
  const Interval all = lab.In(18, 73);
  SUBCASE("all of it") {
    lab.Got(lab.bea, lab.printers[0], all);
    lab.Advance(all.end());
    CHECK(has() == model::Purse::Part{lab.fdm, {}, {}});
    CHECK(lab[late].aside->paid.empty());
    CHECK(lab.state.usages().Of(lab.fdm, lab.acme, lab.at) == Ticks());
  }
  SUBCASE("a part") {
    const Interval part(all.start(), all.start() + Duration::Minutes(73 * 6));
    lab.Got(lab.bea, lab.printers[0], Interval(part.start(), all.end()));
    const auto* found = &lab[late];
    CHECK(found->aside->paid.size() == 1);
    const BookingId other = lab.state.BookingsOf(lab.bea).back();
    REQUIRE(lab.Do(Lab::As(lab.bea), CheckIn{other}, part.start()).accepted());
    Move shorter;
    shorter.booking = other;
    shorter.interval = part;
    REQUIRE(lab.Do(Lab::As(lab.bea), shorter).accepted());
    lab.Advance(part.end());
    // What was given up late is paid for as well.
    CHECK(lab[late].Charged().IsNothing());
  }
  SUBCASE("who has left has no account") {
    lab.Got(lab.bea, lab.printers[0], all);
    REQUIRE(lab.Do(lab.manager, WindUp{lab.acme}).accepted());
    lab.Advance(all.end());
    CHECK(lab[late].Charged().IsNothing());
    CHECK(has().balance == Ticks());
    CHECK(has().escrow == Ticks(10 * kCredit));
  }
  const model::Commons& commons = *lab.state.FindCommons(lab.fdm);
  Ticks escrow;
  lab.state.ForEach<model::Purse>([&](const model::Purse& purse) {
    for (const auto& part : purse.parts) escrow = escrow + part.escrow;
  });
  CHECK(escrow == commons.escrow);
}

TEST_CASE("of too many pieces the cheapest are forgotten") {
  std::vector<model::GivenUp> all;
  for (size_t i = 0; i < kGivenUpMost + 3; ++i) {
    model::GivenUp piece;
    piece.charge = {Ticks(static_cast<int64_t>((i * 7) % 100)), Cents()};
    all.push_back(piece);
  }
  ForgetCheapest(&all);
  CHECK(all.size() == kGivenUpMost);
  for (const model::GivenUp& piece : all) CHECK(piece.charge.ticks > Ticks(5));
}

}  // namespace
}  // namespace mutua::core::testing
