// Outages over bookings, and faults: who is hit, where each goes, and what comes back.
#include "tests/unit/core/wish_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::WishState;
using Fate = model::Outage::Victim::Fate;

DeclareOutage OutageOf(ResourceId resource, Interval interval) {
  DeclareOutage outage;
  outage.resource = resource;
  outage.interval = interval;
  return outage;
}
OutageId Declared(Lab& lab, const DeclareOutage& outage) {
  const Decision decision = lab.Do(lab.manager, outage);
  REQUIRE(decision.accepted());
  return OutageId(decision.subject.id);
}
ChangeOutage ChangeTo(OutageId id, Interval interval) {
  ChangeOutage change;
  change.outage = id;
  change.interval = interval;
  return change;
}
Book Movable(Book book) {
  book.may_move = true;
  return book;
}
const model::Outage& At(const Lab& lab, OutageId id) { return *lab.state.Find(id); }
const model::Wish& WishOf(const Lab& lab, const model::Outage::Victim& victim) {
  REQUIRE(victim.wish.IsSet());
  return *lab.state.Find(victim.wish);
}

TEST_CASE("a booking that may move goes to an equal of its pool at the same time") {
  Lab lab;
  const BookingId booking =
      lab.Booked(lab.ada, Movable(Lab::On(lab.printers[0], Lab::Hours(2, 4))));
  lab.Booked(lab.bea, Lab::On(lab.printers[1], Lab::Hours(3, 5)));
  const OutageId outage = Declared(lab, OutageOf(lab.printers[0], Lab::Hours(1, 6)));
  CHECK(lab[booking].state == BookingState::kConfirmed);
  CHECK(lab[booking].kit[0].resource == lab.printers[2]);
  CHECK(lab[booking].interval == Lab::Hours(2, 4));
  REQUIRE(At(lab, outage).victims.size() == 1);
  CHECK(At(lab, outage).victims[0].fate == Fate::kMoved);
  CHECK(At(lab, outage).victims[0].from == lab.printers[0]);
  CHECK(At(lab, outage).victims[0].to == lab.printers[2]);
}

TEST_CASE(
    "a booking whose owner does not let it move is displaced, and its owner offered an equal") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.printers[0], Lab::Hours(2, 4)));
  const OutageId outage = Declared(lab, OutageOf(lab.printers[0], Lab::Hours(1, 6)));
  CHECK(lab[booking].state == BookingState::kDisplaced);
  REQUIRE(At(lab, outage).victims.size() == 1);
  const model::Wish& wish = WishOf(lab, At(lab, outage).victims[0]);
  CHECK(wish.instead_of == booking);
  CHECK(wish.state == WishState::kOffered);
  CHECK(GivenTo(lab, wish.id).interval == Lab::Hours(2, 4));
  CHECK(GivenTo(lab, wish.id).kit[0].resource == lab.printers[1]);
}

TEST_CASE("where there is no equal it is displaced, and offered the next time that is free") {
  Lab lab;
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(4, 6)));
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 4)));
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 4)));
  CHECK(lab[booking].state == BookingState::kDisplaced);
  const model::Wish& wish = WishOf(lab, At(lab, outage).victims[0]);
  CHECK(GivenTo(lab, wish.id).interval == Lab::Hours(6, 8));
}

TEST_CASE("a displaced booking's wish is served before one that was filed earlier") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 4)));
  const BookingId holder = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(4, 40)));
  const WishId older = Filed(lab, lab.alan, WishOn(lab.laser, Lab::Hours(4, 6)));
  lab.Advance(kMonday + Duration::Minutes(30));
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 4)));
  CHECK(lab[booking].state == BookingState::kDisplaced);
  const WishId wish = WishOf(lab, At(lab, outage).victims[0]).id;
  REQUIRE(At(lab, wish).state == WishState::kWaiting);
  REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{holder}).accepted());
  CHECK(GivenTo(lab, wish).interval == Lab::Hours(4, 6));
  CHECK(GivenTo(lab, wish).state == BookingState::kHeld);
  CHECK(At(lab, older).state == WishState::kWaiting);
}

TEST_CASE("of wishes that wake at one instant, a displaced booking's goes first") {
  Lab lab;
  const int64_t far = 20 * 24;  // beyond a machine's horizon: a manager booked it
  const WishId older = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(far + 2, far + 4)));
  Book book = Lab::On(lab.laser, Lab::Hours(far, far + 2));
  book.member = lab.ada;
  book.override_policy = {true, model::Seal{1}};
  REQUIRE(lab.Do(lab.manager, book).accepted());
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(far, far + 2)));
  const WishId wish = WishOf(lab, At(lab, outage).victims[0]).id;
  REQUIRE(At(lab, wish).due == At(lab, older).due);
  REQUIRE(At(lab, wish).state == WishState::kWaiting);
  lab.Advance(At(lab, wish).due);
  CHECK(GivenTo(lab, wish).interval == Lab::Hours(far + 2, far + 4));
  CHECK(At(lab, older).state == WishState::kWaiting);
}

TEST_CASE("whoever is in use is cut short where the outage begins") {
  Lab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.laser, rules);
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{booking}, kMonday + Duration::Hours(1)).accepted());
  SUBCASE("later: it is shortened, and gets its time back when the outage is lifted") {
    const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(3, 6)));
    CHECK(lab[booking].state == BookingState::kCheckedIn);
    CHECK(lab[booking].interval == Lab::Hours(1, 3));
    CHECK(At(lab, outage).victims[0].fate == Fate::kCutShort);
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[booking].interval == Lab::Hours(1, 5));
    CHECK(At(lab, outage).victims.empty());
  }
  SUBCASE("now: it ends now") {
    lab.Advance(kMonday + Duration::Hours(2));
    const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(0, 6)));
    CHECK(lab[booking].state == BookingState::kCompleted);
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[booking].state == BookingState::kCompleted);
  }
}

TEST_CASE("a hold is displaced without a wish, and an offer's wish goes on waiting") {
  Lab lab;
  Book held = Lab::On(lab.laser, Lab::Hours(5, 6));
  held.hold_until = kMonday + Duration::Minutes(30);
  const BookingId hold = lab.Booked(lab.bea, held);
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(3, 4))));
  const BookingId offer = At(lab, wish).booking;
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 6)));
  CHECK(lab[hold].state == BookingState::kDisplaced);
  CHECK(lab[offer].state == BookingState::kDisplaced);
  CHECK(At(lab, wish).state == WishState::kWaiting);
  CHECK(At(lab, wish).passed.empty());
  CHECK(lab.state.Count<model::Wish>() == 1);
  REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
  CHECK(At(lab, wish).state == WishState::kOffered);
  CHECK(lab[hold].state == BookingState::kDisplaced);
}

TEST_CASE("when an outage is lifted, its victims come back as they were") {
  Lab lab;
  const BookingId moved = lab.Booked(lab.ada, Movable(Lab::On(lab.printers[0], Lab::Hours(2, 4))));
  const BookingId displaced = lab.Booked(lab.bea, Lab::On(lab.printers[0], Lab::Hours(4, 6)));
  const model::Booking moved_before = lab[moved];
  const model::Booking displaced_before = lab[displaced];
  const OutageId outage = Declared(lab, OutageOf(lab.printers[0], Lab::Hours(1, 6)));
  const WishId wish = At(lab, outage).victims[1].wish;
  REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
  const auto unversioned = [](model::Booking booking) {
    booking.version = 0;
    return booking;
  };
  CHECK(unversioned(lab[moved]) == unversioned(moved_before));
  CHECK(unversioned(lab[displaced]) == unversioned(displaced_before));
  CHECK(At(lab, wish).state == WishState::kWithdrawn);
  CHECK(At(lab, outage).victims.empty());
  CHECK(At(lab, outage).lifted);
  for (const ResourceId other : {lab.printers[1], lab.printers[2]}) {
    CHECK(lab.state.CalendarOf(other).size() == 0);
  }
}

TEST_CASE("when an outage shrinks, those it no longer touches come back and the others stay away") {
  Lab lab;
  const BookingId early = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 4)));
  const BookingId late = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(8, 10)));
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 24)));
  REQUIRE(lab[late].state == BookingState::kDisplaced);
  REQUIRE(lab.Do(lab.manager, ChangeTo(outage, Lab::Hours(1, 5))).accepted());
  CHECK(lab[early].state == BookingState::kDisplaced);
  CHECK(lab[late].state == BookingState::kConfirmed);
  REQUIRE(At(lab, outage).victims.size() == 1);
  CHECK(At(lab, outage).victims[0].booking == early);
}

TEST_CASE("when an outage grows, it has new victims") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(8, 10)));
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 5)));
  CHECK(lab[booking].state == BookingState::kConfirmed);
  REQUIRE(lab.Do(lab.manager, ChangeTo(outage, Lab::Hours(1, 9))).accepted());
  CHECK(lab[booking].state == BookingState::kDisplaced);
  CHECK(At(lab, outage).victims.size() == 1);
}

TEST_CASE("what changed since does not come back when an outage is lifted") {
  Lab lab;
  const BookingId moved = lab.Booked(lab.ada, Movable(Lab::On(lab.printers[0], Lab::Hours(2, 4))));
  const BookingId displaced = lab.Booked(lab.bea, Lab::On(lab.printers[0], Lab::Hours(4, 6)));
  const OutageId outage = Declared(lab, OutageOf(lab.printers[0], Lab::Hours(1, 6)));
  const WishId wish = At(lab, outage).victims[1].wish;
  SUBCASE("a move that its owner edited stays where it is") {
    Move move;
    move.booking = moved;
    move.interval = Lab::Hours(1, 4);
    REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
    const ResourceId where = lab[moved].kit[0].resource;
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[moved].kit[0].resource == where);
    CHECK(lab[moved].interval == Lab::Hours(1, 4));
  }
  SUBCASE("a displaced booking whose owner took the offer stays displaced") {
    REQUIRE(lab.Do(Lab::As(lab.bea), Confirm{At(lab, wish).booking}).accepted());
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[displaced].state == BookingState::kDisplaced);
    CHECK(GivenTo(lab, wish).state == BookingState::kConfirmed);
  }
  SUBCASE("a displaced booking whose owner withdrew the wish stays displaced") {
    REQUIRE(lab.Do(Lab::As(lab.bea), WithdrawWish{wish}).accepted());
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
    CHECK(lab[displaced].state == BookingState::kDisplaced);
  }
  SUBCASE("what would have started already stays away") {
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage}, kMonday + Duration::Hours(5)).accepted());
    CHECK(lab[displaced].state == BookingState::kDisplaced);
    CHECK(At(lab, outage).interval == Lab::Hours(1, 5));
  }
}

TEST_CASE("time that an outage gives back goes to its victims first, then to who waits") {
  Lab lab;
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 6)));
  const WishId wish = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(2, 4)));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
  CHECK(At(lab, wish).state == WishState::kMet);
}

TEST_CASE("an outage of a pool or of a site is over all that is in it") {
  Lab lab;
  const BookingId printer =
      lab.Booked(lab.ada, Movable(Lab::On(lab.printers[0], Lab::Hours(2, 4))));
  const BookingId room = lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(2, 4)));
  DeclareOutage outage;
  outage.interval = Lab::Hours(1, 6);
  SUBCASE("the pool: nothing to move to") {
    outage.pool = lab.fdm;
    Declared(lab, outage);
    CHECK(lab[printer].state == BookingState::kDisplaced);
    CHECK(lab[room].state == BookingState::kConfirmed);
  }
  SUBCASE("the site") {
    outage.site = lab.site;
    Declared(lab, outage);
    CHECK(lab[printer].state == BookingState::kDisplaced);
    CHECK(lab[room].state == BookingState::kDisplaced);
  }
}

TEST_CASE("a kit loses only what is out, and keeps the rest") {
  Lab lab;
  Book kit = Movable(Lab::On(lab.printers[0], Lab::Hours(2, 4)));
  kit.wants.push_back({lab.room, PoolId(), 1});
  const BookingId booking = lab.Booked(lab.ada, kit);
  Declared(lab, OutageOf(lab.printers[0], Lab::Hours(1, 6)));
  CHECK(lab[booking].kit[0].resource == lab.printers[1]);
  CHECK(lab[booking].kit[1].resource == lab.room);
}

TEST_CASE("a preview names the victims and where each would go, and changes nothing") {
  Lab lab;
  const BookingId booking =
      lab.Booked(lab.ada, Movable(Lab::On(lab.printers[0], Lab::Hours(2, 4))));
  Command command;
  command.caller = lab.manager;
  command.body = OutageOf(lab.printers[0], Lab::Hours(1, 6));
  std::vector<Event> events;
  REQUIRE(Preview(lab.state, command, lab.at, &events).accepted());
  REQUIRE(std::holds_alternative<OutageChanged>(events.back()));
  const auto& victims = std::get<OutageChanged>(events.back()).outage.victims;
  REQUIRE(victims.size() == 1);
  CHECK(victims[0].to == lab.printers[1]);
  CHECK(lab[booking].kit[0].resource == lab.printers[0]);
  CHECK(lab.state.Count<model::Outage>() == 0);
}

TEST_CASE("an outage that cannot be is refused, and changes nothing") {
  Lab lab;
  const OutageId lifted = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 2)));
  REQUIRE(lab.Do(lab.manager, LiftOutage{lifted}).accepted());
  const OutageId open = Declared(lab, OutageOf(lab.laser, Lab::Hours(3, 4)));
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(1, 2)));
  DeclareOutage both = OutageOf(lab.laser, Lab::Hours(1, 2));
  both.pool = lab.fdm;
  DeclareOutage for_fault = OutageOf(lab.room, Lab::Hours(1, 2));
  for_fault.fault = FaultId(9);
  ChangeOutage stale = ChangeTo(open, Lab::Hours(3, 5));
  stale.version = 7;
  struct Row {
    const char* what;
    Caller caller;
    Body body;
    Rule refused;
  };
  const Caller ada = Lab::As(lab.ada);
  const Row rows[] = {
      {"a member", ada, OutageOf(lab.room, Lab::Hours(1, 2)), Rule::kNotPermitted},
      {"a member's change", ada, ChangeTo(open, Lab::Hours(3, 5)), Rule::kNotPermitted},
      {"a member's lifting", ada, LiftOutage{open}, Rule::kNotPermitted},
      {"of nothing", lab.manager, OutageOf(ResourceId(), Lab::Hours(1, 2)), Rule::kBadDefinition},
      {"of two things", lab.manager, both, Rule::kBadDefinition},
      {"of something unknown", lab.manager, OutageOf(ResourceId(99), Lab::Hours(1, 2)),
       Rule::kUnknown},
      {"for a fault unknown", lab.manager, for_fault, Rule::kUnknown},
      {"too long", lab.manager, OutageOf(lab.room, Lab::Hours(1, 24 * 4000)), Rule::kBadInterval},
      {"over already", lab.manager, OutageOf(lab.room, Lab::Hours(-3, -1)), Rule::kInThePast},
      {"an unknown one", lab.manager, LiftOutage{OutageId(99)}, Rule::kUnknown},
      {"one that is lifted", lab.manager, LiftOutage{lifted}, Rule::kStateForbids},
      {"a change of one that is lifted", lab.manager, ChangeTo(lifted, Lab::Hours(1, 3)),
       Rule::kStateForbids},
      {"a stale change", lab.manager, stale, Rule::kStale},
      {"no change", lab.manager, ChangeTo(open, Lab::Hours(3, 4)), Rule::kNothingToDo},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Counters before = lab.state.counters();
    const size_t events = lab.events.size();
    const Decision decision = lab.Do(row.caller, row.body);
    REQUIRE(!decision.accepted());
    CHECK(decision.refusal.reasons().front().rule == row.refused);
    CHECK(lab.state.counters() == before);
    CHECK(lab.events.size() == events + 1);
    CHECK(lab[booking].state == BookingState::kConfirmed);
  }
}

TEST_CASE(
    "an outage with too many victims is refused whole, and one with as many as may be is undone "
    "whole") {
  Lab lab;
  model::Resource room = *lab.state.Find(lab.room);
  room.capacity = 5000;
  lab.Define(DefineResource{room});
  BookingId last;
  for (size_t i = 0; i <= kVictimsMost; ++i) {
    last = lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(1, 2)));
  }
  CHECK(RulesOf(lab.Do(lab.manager, OutageOf(lab.room, Lab::Hours(0, 9)))) ==
        std::vector{Rule::kTooMany});
  CHECK(lab.state.Count<model::Outage>() == 0);
  CHECK(lab[last].state == BookingState::kConfirmed);
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{last}).accepted());
  const OutageId outage = Declared(lab, OutageOf(lab.room, Lab::Hours(0, 9)));
  lab.Advance(lab.at);
  size_t offered = 0;
  lab.state.ForEach<model::Wish>(
      [&](const model::Wish& wish) { offered += wish.state == WishState::kOffered; });
  CHECK(offered == kVictimsMost);  // after the outage there is room for all
  REQUIRE(lab.Do(lab.manager, LiftOutage{outage}).accepted());
  CHECK(At(lab, outage).victims.empty());
  CHECK(lab.state.CalendarOf(lab.room).size() == kVictimsMost);
}

TEST_CASE(
    "anybody reports a fault, a manager opens an outage for it, and resolving it may lift that") {
  Lab lab;
  const Decision reported = lab.Do(Lab::As(lab.bea), ReportFault{lab.laser, {}});
  REQUIRE(reported.accepted());
  const FaultId fault(reported.subject.id);
  CHECK(lab.state.Find(fault)->reporter == lab.bea);
  DeclareOutage out = OutageOf(lab.laser, Lab::Hours(1, 6));
  out.fault = fault;
  const OutageId outage = Declared(lab, out);
  CHECK(lab.state.Find(fault)->outage == outage);
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), ResolveFault{fault, true})) ==
        std::vector{Rule::kNotPermitted});
  SUBCASE("lifting it") {
    REQUIRE(lab.Do(lab.manager, ResolveFault{fault, true}).accepted());
    CHECK(At(lab, outage).lifted);
  }
  SUBCASE("leaving it") {
    REQUIRE(lab.Do(lab.manager, ResolveFault{fault, false}).accepted());
    CHECK(!At(lab, outage).lifted);
  }
  CHECK(lab.state.Find(fault)->resolved);
  CHECK(RulesOf(lab.Do(lab.manager, ResolveFault{fault, false})) ==
        std::vector{Rule::kStateForbids});
}

TEST_CASE("reports about one resource are limited until a manager has looked at them") {
  Lab lab;
  for (size_t i = 0; i < kFaultsOpenMost; ++i) {
    REQUIRE(lab.Do(Lab::As(lab.ada), ReportFault{lab.laser, {}}).accepted());
  }
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), ReportFault{lab.laser, {}})) ==
        std::vector{Rule::kTooMany});
  REQUIRE(lab.Do(lab.manager, ResolveFault{FaultId(1), false}).accepted());
  CHECK(lab.Do(Lab::As(lab.bea), ReportFault{lab.laser, {}}).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), ReportFault{ResourceId(99), {}})) ==
        std::vector{Rule::kUnknown});
}

TEST_CASE("nothing new is booked over an outage") {
  Lab lab;
  Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 6)));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(5, 7)))) ==
        std::vector{Rule::kOutage});
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(6, 7)));
}

TEST_CASE("a resolved fault leaves the live state a week later, an open one stays") {
  Lab lab;
  const FaultId open(lab.Do(Lab::As(lab.bea), ReportFault{lab.laser, {}}).subject.id);
  const FaultId closed(lab.Do(Lab::As(lab.bea), ReportFault{lab.laser, {}}).subject.id);
  const Instant resolved = kMonday + Duration::Hours(2);
  REQUIRE(lab.Do(lab.manager, ResolveFault{closed, false}, resolved).accepted());
  lab.Advance(resolved + kEndedKept - Duration::Seconds(1));
  REQUIRE(lab.state.Find(closed) != nullptr);
  CHECK(lab.state.Find(closed)->resolved_at == resolved);
  lab.Advance(resolved + kEndedKept);
  CHECK(lab.state.Find(closed) == nullptr);
  CHECK(lab.events.back() == Event(FaultRetired{closed}));
  lab.Advance(resolved + Duration::Days(400));
  CHECK(lab.state.Find(open) != nullptr);
}

TEST_CASE("an outage leaves the live state a week after its end") {
  Lab lab;
  const OutageId outage = Declared(lab, OutageOf(lab.laser, Lab::Hours(1, 6)));
  lab.Advance(kMonday + Duration::Hours(6) + kEndedKept);
  CHECK(lab.state.Find(outage) == nullptr);
}

}  // namespace
}  // namespace mutua::core::testing
