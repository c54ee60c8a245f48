#include "tests/unit/core/lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;

model::Rules CheckInWithin(Duration after) {
  model::Rules rules;
  rules.check_in_after = after;
  return rules;
}

TEST_CASE("who does not check in is a no-show, and the rest of the time is free again") {
  Lab lab;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  lab.Advance(kMonday + Duration::Minutes(74));
  CHECK(lab[id].state == BookingState::kConfirmed);
  lab.Advance(kMonday + Duration::Minutes(75));
  CHECK(lab[id].state == BookingState::kNoShow);
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(2, 3)));
}

TEST_CASE("check-in opens before the start and not earlier") {
  Lab lab;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), CheckIn{id})) == std::vector{Rule::kCheckInWindow});
  CHECK(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Minutes(50)).accepted());
  CHECK(lab[id].state == BookingState::kCheckedIn);
  CHECK(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Duration::Minutes(90)).accepted());
  CHECK(lab[id].state == BookingState::kCompleted);
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(2, 3)));
}

TEST_CASE(
    "a booking without check-in completes by itself, and leaves the live state a week later") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Advance(kMonday + Duration::Hours(2));
  CHECK(lab[id].state == BookingState::kCompleted);
  lab.Advance(kMonday + Duration::Hours(2) + kEndedKept);
  CHECK(lab.state.Find(id) == nullptr);
}

TEST_CASE("an offline kiosk's check-in undoes a no-show when the time is still free") {
  Lab lab;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  lab.Advance(kMonday + Duration::Minutes(90));
  REQUIRE(lab[id].state == BookingState::kNoShow);
  const CheckIn late{id, kMonday + Duration::Minutes(62)};
  SUBCASE("free: undone") {
    CHECK(lab.Do(Lab::As(lab.ada), late).accepted());
    CHECK(lab[id].state == BookingState::kCheckedIn);
  }
  SUBCASE("taken: the clash is kept for the manager") {
    const BookingId holder = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(2, 3)));
    CHECK(lab.Do(Lab::As(lab.ada), late).accepted());
    CHECK(lab[id].state == BookingState::kNoShow);
    REQUIRE(std::holds_alternative<ClashRecorded>(lab.events.back()));
    CHECK(std::get<ClashRecorded>(lab.events.back()).holder == holder);
  }
  SUBCASE("a badge shown too late does not count") {
    CHECK(RulesOf(lab.Do(Lab::As(lab.ada), CheckIn{id})) == std::vector{Rule::kCheckInWindow});
  }
}

TEST_CASE("a walk-up begins now, off the grid, and is checked in") {
  Lab lab;
  model::Rules rules = CheckInWithin(Duration::Minutes(15));
  rules.granularity = Duration::Minutes(30);
  rules.lead = Duration::Hours(2);
  lab.SetRules(lab.laser, rules);
  lab.at = kMonday + Duration::Seconds(1234);
  Book book = Lab::On(lab.laser, Lab::Hours(0, 2));
  book.walk_up = true;
  const BookingId id = lab.Booked(lab.ada, book);
  CHECK(lab[id].state == BookingState::kCheckedIn);
  CHECK(lab[id].interval.start() == kMonday + Duration::Seconds(1234));
}

TEST_CASE("an overrun is recorded once, warns the next holder and changes no calendar") {
  Lab lab;
  model::Rules rules = CheckInWithin(Duration::Minutes(15));
  rules.check_out = true;
  lab.SetRules(lab.laser, rules);
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId next = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(3, 4)));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
  lab.events.clear();
  lab.Advance(kMonday + Duration::Hours(2));
  CHECK(lab[id].overrun);
  CHECK(lab[id].state == BookingState::kCheckedIn);
  REQUIRE(std::holds_alternative<NextHolderWarned>(lab.events.back()));
  CHECK(std::get<NextHolderWarned>(lab.events.back()).next == next);
  CHECK(lab.Do(Lab::As(lab.ada), CheckOut{id}).accepted());
}

TEST_CASE("an overrun that is extended is none any more, and may overrun again") {
  Lab lab;
  model::Rules rules = CheckInWithin(Duration::Minutes(15));
  rules.check_out = true;
  lab.SetRules(lab.laser, rules);
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
  lab.Advance(kMonday + Duration::Minutes(125));
  REQUIRE(lab[id].overrun);
  Move extend{.booking = id, .interval = Lab::Hours(1, 4)};
  REQUIRE(lab.Do(Lab::As(lab.ada), extend).accepted());
  CHECK_FALSE(lab[id].overrun);
  lab.Advance(kMonday + Duration::Hours(4));
  CHECK(lab[id].overrun);
  CHECK(lab[id].state == BookingState::kCheckedIn);
}

TEST_CASE("what can be done to a booking that became a no-show") {
  Lab lab;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  lab.Advance(kMonday + Duration::Minutes(80));
  REQUIRE(lab[id].state == BookingState::kNoShow);
  const Instant in_time = kMonday + Duration::Minutes(70);
  struct Row {
    const char* what;
    Body body;
    std::vector<Rule> expected;
    BookingState after;
  };
  const BookingState no_show = BookingState::kNoShow;
  const std::vector<Rule> forbidden = {Rule::kStateForbids};
  const Row rows[] = {
      {"check in, late", CheckIn{id}, {Rule::kCheckInWindow}, no_show},
      {"check in, badge shown in time", CheckIn{id, in_time}, {}, BookingState::kCheckedIn},
      {"check out", CheckOut{id}, forbidden, no_show},
      {"check out, badge shown in time", CheckOut{id, in_time}, forbidden, no_show},
      {"mark again", MarkNoShow{id}, forbidden, no_show},
      {"cancel", Cancel{id}, forbidden, no_show},
      {"confirm", Confirm{id}, forbidden, no_show},
      {"approve", Approve{id}, forbidden, no_show},
      {"reject", Reject{id}, forbidden, no_show},
      {"move", Move{.booking = id, .interval = Lab::Hours(5, 6)}, forbidden, no_show},
      {"extend", Move{.booking = id, .interval = Lab::Hours(1, 4)}, forbidden, no_show},
      {"hand over", HandOver{id, lab.bea}, forbidden, no_show},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    State copy(lab.state);
    std::vector<Event> events;
    Command command;
    command.caller = lab.manager;
    command.body = row.body;
    const Decision decision = Decide(copy, command, lab.at, &events);
    CHECK(RulesOf(decision) == row.expected);
    CHECK(copy.Find(id)->state == row.after);
    // A refusal by its state names the state.
    for (const Reason& reason : decision.refusal.reasons()) {
      if (reason.rule == Rule::kStateForbids) {
        CHECK(reason.used == static_cast<int64_t>(no_show));
      }
    }
  }
}

TEST_CASE("that nobody came is marked afterwards too, unless somebody checked in") {
  Lab lab;  // nobody is asked to check in: a booking ends by itself
  const BookingId unused = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const BookingId used = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 3)));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{used}, kMonday + Duration::Hours(2)).accepted());
  lab.Advance(kMonday + Duration::Hours(20));
  REQUIRE(lab[unused].state == BookingState::kCompleted);
  REQUIRE(lab[used].state == BookingState::kCompleted);
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), MarkNoShow{unused})) == std::vector{Rule::kNotPermitted});
  CHECK(lab.Do(lab.manager, MarkNoShow{unused}).accepted());
  CHECK(lab[unused].state == BookingState::kNoShow);
  CHECK(RulesOf(lab.Do(lab.manager, MarkNoShow{used})) == std::vector{Rule::kStateForbids});
  lab.Advance(kMonday + Duration::Hours(20) + kEndedKept);
  CHECK(lab.state.Find(unused) == nullptr);
}

TEST_CASE("a certification that ran out since the booking stops the check-in") {
  Lab lab;
  const CertificationId laser_safety(
      lab.Define(DefineCertification{{{}, "laser-safety", "Laser"}}));
  model::Rules rules = CheckInWithin(Duration::Minutes(15));
  rules.certifications = std::vector{laser_safety};
  lab.SetRules(lab.laser, rules);
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(1, 2)))) ==
        std::vector{Rule::kCertification});
  model::Member ada = *lab.state.Find(lab.ada);
  ada.held = {{laser_safety, kEarliest, kMonday + Duration::Days(2)}};
  lab.Define(DefineMember{ada});
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  ada.held = {{laser_safety, kEarliest, kMonday + Duration::Minutes(5)}};
  lab.Define(DefineMember{ada});
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Minutes(50))) ==
        std::vector{Rule::kCertification});
}

TEST_CASE("a night's outage of the engine makes nobody a no-show") {
  Lab lab;
  Caller daemon;
  daemon.role = model::Role::kService;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  REQUIRE(lab.Do(daemon, StartServing{lab.at}).accepted());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 30)));
  // Killed at once; started again two hours later, before its timers fire.
  const Instant back = kMonday + Duration::Hours(3);
  Command start;
  start.caller = daemon;
  start.body = StartServing{lab.at};
  REQUIRE(Decide(lab.state, start, back, &lab.events).accepted());
  lab.at = back;
  lab.Advance(back);
  CHECK(lab[id].state == BookingState::kConfirmed);
  CHECK(lab.Do(Lab::As(lab.ada), CheckIn{id}).accepted());
}

// The rules that a walk-up for a quarter of an hour breaks now; none: it was let in.
std::vector<Rule> WalkUp(Lab& lab, Instant at) {
  Book book = Lab::On(lab.laser, Interval(at, at + Duration::Minutes(15)));
  book.walk_up = true;
  return RulesOf(lab.Do(Lab::As(lab.bea), book, at));
}

model::Rules HalfAnHourOfCleanUp() {
  model::Rules rules;
  rules.cleanup = Duration::Minutes(30);
  return rules;
}

TEST_CASE("nobody walks in while the resource is cleaned up, and at its end somebody may") {
  Lab lab;
  lab.SetRules(lab.laser, HalfAnHourOfCleanUp());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(120)) == std::vector{Rule::kOverlap});
  CHECK(lab[id].state == BookingState::kCompleted);
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(149)) == std::vector{Rule::kOverlap});
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(150)).empty());
}

TEST_CASE("who checks out early gives back the rest, and clean-up follows at once") {
  Lab lab;
  lab.SetRules(lab.laser, HalfAnHourOfCleanUp());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Duration::Hours(2)).accepted());
  CHECK(lab[id].state == BookingState::kCompleted);
  CHECK(lab[id].interval == Lab::Hours(1, 2));
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(149)) == std::vector{Rule::kOverlap});
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(150)).empty());
}

TEST_CASE("a wish is met after the clean-up of who checked out early, not within it") {
  Lab lab;
  lab.SetRules(lab.laser, HalfAnHourOfCleanUp());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  FileWish wish;
  wish.wants.push_back({lab.laser, PoolId(), 1});
  wish.windows.push_back(Lab::Hours(1, 5));
  wish.length = Duration::Hours(1);
  wish.book_at_once = true;
  const Decision filed = lab.Do(Lab::As(lab.bea), wish);
  REQUIRE(filed.accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Duration::Hours(2)).accepted());
  const BookingId met = lab.state.Find(WishId(filed.subject.id))->booking;
  REQUIRE(met.IsSet());
  CHECK(lab[met].interval.start() == kMonday + Duration::Minutes(150));
}

TEST_CASE("who checks out before the start has used nothing: all of it is free") {
  Lab lab;
  lab.SetRules(lab.laser, HalfAnHourOfCleanUp());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Minutes(50)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Duration::Minutes(55)).accepted());
  CHECK(lab[id].state == BookingState::kCancelled);
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(60)).empty());
}

TEST_CASE("a booking that an outage ends at once keeps its clean-up, and gives back the rest") {
  Lab lab;
  lab.SetRules(lab.laser, HalfAnHourOfCleanUp());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  const Instant now = kMonday + Duration::Hours(2);
  DeclareOutage outage;
  outage.resource = lab.laser;
  outage.interval = Interval(now, now + Duration::Minutes(5));
  REQUIRE(lab.Do(lab.manager, outage, now).accepted());
  CHECK(lab[id].state == BookingState::kCompleted);
  CHECK(WalkUp(lab, now + Duration::Minutes(29)) == std::vector{Rule::kOverlap});
  CHECK(WalkUp(lab, now + Duration::Minutes(30)).empty());
}

TEST_CASE("an outage over the clean-up of an ended booking finds nothing to replan") {
  Lab lab;
  lab.SetRules(lab.laser, HalfAnHourOfCleanUp());
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  DeclareOutage outage;
  outage.resource = lab.laser;
  outage.interval = Interval(kMonday + Duration::Minutes(125), kMonday + Duration::Hours(4));
  const Decision declared = lab.Do(lab.manager, outage, kMonday + Duration::Minutes(125));
  REQUIRE(declared.accepted());
  CHECK(lab.state.Find(OutageId(declared.subject.id))->victims.empty());
  CHECK(lab[id].state == BookingState::kCompleted);
}

TEST_CASE("set-up of a walk-up does not reach into the clean-up of the one before") {
  Lab lab;
  model::Rules rules = HalfAnHourOfCleanUp();
  rules.setup = Duration::Minutes(10);
  lab.SetRules(lab.laser, rules);
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(159)) == std::vector{Rule::kOverlap});
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(160)).empty());
}

TEST_CASE("the gap between one's own bookings counts from where the last one really ended") {
  Lab lab;
  model::Rules rules;
  rules.gap = Duration::Hours(1);
  lab.SetRules(lab.laser, rules);
  const BookingId id = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 5)));
  REQUIRE(lab.Do(Lab::As(lab.bea), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
  REQUIRE(lab.Do(Lab::As(lab.bea), CheckOut{id}, kMonday + Duration::Hours(2)).accepted());
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(179)) == std::vector{Rule::kGap});
  CHECK(WalkUp(lab, kMonday + Duration::Minutes(180)).empty());
}

TEST_CASE("a no-show undone after its end is a clash when somebody else had the time") {
  Lab lab;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const CheckIn late{id, kMonday + Duration::Minutes(62)};
  SUBCASE("nobody had it") {
    REQUIRE(lab.Do(Lab::As(lab.ada), late, kMonday + Duration::Hours(3)).accepted());
    CHECK(lab[id].state == BookingState::kCompleted);
  }
  SUBCASE("somebody walked in") {
    REQUIRE(WalkUp(lab, kMonday + Duration::Minutes(80)).empty());
    REQUIRE(lab.Do(Lab::As(lab.ada), late, kMonday + Duration::Hours(3)).accepted());
    CHECK(lab[id].state == BookingState::kNoShow);
    CHECK(std::holds_alternative<ClashRecorded>(lab.events.back()));
  }
}

TEST_CASE("a check-out that comes after the end cuts the booking to when the badge was shown") {
  Lab lab;
  lab.SetRules(lab.laser, CheckInWithin(Duration::Minutes(15)));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  const Instant left = kMonday + Duration::Minutes(90);
  const Instant later = kMonday + Duration::Hours(4);
  Caller kiosk = Lab::As(lab.ada);  // with her badge
  kiosk.role = model::Role::kKiosk;
  const auto ended = [&] {
    CHECK(lab[id].state == BookingState::kCompleted);
    CHECK(lab[id].interval == Interval(kMonday + Duration::Hours(1), left));
    CHECK(lab[id].due == left + kEndedKept);
  };
  SUBCASE("it had been checked in") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
    REQUIRE(lab.Do(kiosk, CheckOut{id, left}, later).accepted());
    ended();
  }
  SUBCASE("its check-in came as late, and undid the no-show") {
    const CheckIn late{id, kMonday + Duration::Minutes(62)};
    REQUIRE(lab.Do(Lab::As(lab.ada), late, later).accepted());
    REQUIRE(lab.Do(kiosk, CheckOut{id, left}, later).accepted());
    ended();
  }
  SUBCASE("shown after the end: it stays as it is, and the request is done with") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
    lab.Advance(kMonday + Duration::Hours(3));
    const model::Booking before = lab[id];
    const Instant after = kMonday + Duration::Minutes(200);
    REQUIRE(lab.Do(kiosk, CheckOut{id, after}, later).accepted());
    CHECK(lab[id] == before);
  }
  SUBCASE("nobody had come: there is nothing to end") {
    lab.Advance(later);
    CHECK(RulesOf(lab.Do(kiosk, CheckOut{id, left})) == std::vector{Rule::kStateForbids});
  }
  SUBCASE("of now, without a badge's time, it is too late") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
    lab.Advance(later);
    CHECK(RulesOf(lab.Do(Lab::As(lab.ada), CheckOut{id})) == std::vector{Rule::kStateForbids});
  }
}

TEST_CASE(
    "where nobody has to check in, a check-out after the end changes nothing of who never came") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Advance(kMonday + Duration::Hours(3));
  REQUIRE(lab[id].state == BookingState::kCompleted);
  const CheckOut late{id, kMonday + Duration::Minutes(90)};
  CHECK(RulesOf(lab.Do(lab.manager, late)) == std::vector{Rule::kStateForbids});
}

}  // namespace
}  // namespace mutua::core::testing
