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

}  // namespace
}  // namespace mutua::core::testing
