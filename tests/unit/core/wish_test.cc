// The waitlist: who is served, when, with what, and what is refused.
#include "tests/unit/core/wish_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::WishState;

Duration Hours(int64_t n) { return Duration::Hours(n); }

TEST_CASE("a wish that can be met now is met as it is filed") {
  Lab lab;
  SUBCASE("booked at once") {
    const WishId wish = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(1, 9), Hours(2)));
    CHECK(At(lab, wish).state == WishState::kMet);
    CHECK(GivenTo(lab, wish).state == BookingState::kConfirmed);
    CHECK(GivenTo(lab, wish).interval == Lab::Hours(1, 3));
    CHECK(GivenTo(lab, wish).wish == wish);
  }
  SUBCASE("offered with a hold") {
    const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(1, 9), Hours(2))));
    CHECK(At(lab, wish).state == WishState::kOffered);
    CHECK(GivenTo(lab, wish).state == BookingState::kHeld);
  }
}

TEST_CASE("a cancelled booking goes to the wish that waits for it, in the same commit") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  const WishId wish = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(1, 3)));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  const size_t before = lab.events.size();
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{booking}).accepted());
  CHECK(At(lab, wish).state == WishState::kMet);
  CHECK(GivenTo(lab, wish).interval == Lab::Hours(1, 3));
  REQUIRE(lab.events.size() == before + 3);
  CHECK(std::holds_alternative<BookingEnded>(lab.events[before]));
  CHECK(std::holds_alternative<Booked>(lab.events[before + 1]));
  CHECK(std::holds_alternative<WishChanged>(lab.events[before + 2]));
}

TEST_CASE("whatever frees time serves the wishes that wait") {
  Lab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.laser, rules);
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  const WishId wish = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(1, 5), Hours(2)));
  REQUIRE(At(lab, wish).state == WishState::kWaiting);
  SUBCASE("a move") {
    Move move;
    move.booking = booking;
    move.interval = Lab::Hours(6, 10);
    REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
    CHECK(GivenTo(lab, wish).interval == Lab::Hours(1, 3));
  }
  SUBCASE("a shortening") {
    Move move;
    move.booking = booking;
    move.interval = Lab::Hours(1, 3);
    REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
    CHECK(GivenTo(lab, wish).interval == Lab::Hours(3, 5));
  }
  SUBCASE("a no-show") {
    lab.Advance(kMonday + Hours(1) + Duration::Minutes(15));
    CHECK(GivenTo(lab, wish).interval.start() == kMonday + Hours(1) + Duration::Minutes(15));
  }
  SUBCASE("an early check-out") {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{booking}, kMonday + Hours(1)).accepted());
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{booking}, kMonday + Hours(2)).accepted());
    CHECK(GivenTo(lab, wish).interval == Lab::Hours(2, 4));
  }
  SUBCASE("a resource that takes more at once") {
    model::Resource laser = *lab.state.Find(lab.laser);
    laser.capacity = 2;
    lab.Define(DefineResource{laser});
    CHECK(GivenTo(lab, wish).interval == Lab::Hours(1, 3));
  }
}

TEST_CASE("a shortening that leaves too little room leaves the wish waiting") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  const WishId wish = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(1, 5), Hours(2)));
  Move move;
  move.booking = booking;
  move.interval = Lab::Hours(1, 4);
  REQUIRE(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(At(lab, wish).state == WishState::kWaiting);
}

TEST_CASE("wishes are served in the order in which they were filed, while time lasts") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  std::vector<WishId> wishes;
  for (const MemberId member : {lab.bea, lab.alan, lab.ada}) {
    wishes.push_back(Filed(lab, member, WishOn(lab.laser, Lab::Hours(1, 5), Hours(2))));
  }
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{booking}).accepted());
  CHECK(GivenTo(lab, wishes[0]).interval == Lab::Hours(1, 3));
  CHECK(GivenTo(lab, wishes[1]).interval == Lab::Hours(3, 5));
  CHECK(At(lab, wishes[2]).state == WishState::kWaiting);
}

TEST_CASE("any of a pool is met by whichever resource frees") {
  Lab lab;
  std::vector<BookingId> bookings;
  for (const ResourceId printer : lab.printers) {
    bookings.push_back(lab.Booked(lab.ada, Lab::On(printer, Lab::Hours(1, 3))));
  }
  const WishId wish = Filed(lab, lab.bea, WishAnyOf(lab.fdm, Lab::Hours(1, 3)));
  REQUIRE(At(lab, wish).state == WishState::kWaiting);
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{bookings[2]}).accepted());
  CHECK(GivenTo(lab, wish).kit[0] == model::Claim{lab.printers[2], 1, lab.fdm});
}

TEST_CASE("a wish waits for no earlier start that is beyond the horizon of one of its pool") {
  Lab lab;
  lab.SetRules(lab.printers[0], {.horizon = Hours(48)});
  const BookingId early = lab.Booked(lab.ada, Lab::On(lab.printers[1], Lab::Hours(50, 52)));
  const BookingId late = lab.Booked(lab.ada, Lab::On(lab.printers[1], Lab::Hours(52, 54)));
  lab.Booked(lab.ada, Lab::On(lab.printers[2], Lab::Hours(50, 54)));
  FileWish wish = WishAnyOf(lab.fdm, Lab::Hours(50, 54));
  wish.length = Hours(2);
  SUBCASE("when it is filed") {
    REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
    CHECK(GivenTo(lab, Filed(lab, lab.bea, wish)).interval == Lab::Hours(52, 54));
  }
  SUBCASE("when time frees, of two the first filed") {
    const WishId first = Filed(lab, lab.bea, wish);
    wish.windows = {Lab::Hours(52, 54)};
    const WishId second = Filed(lab, lab.alan, wish);
    REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{late}).accepted());
    CHECK(GivenTo(lab, first).interval == Lab::Hours(52, 54));
    CHECK(At(lab, second).state == WishState::kWaiting);
  }
  SUBCASE("when the earlier one frees too") {
    const WishId id = Filed(lab, lab.bea, wish);
    REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{early}).accepted());
    CHECK(GivenTo(lab, id).interval == Lab::Hours(50, 52));
  }
  SUBCASE("when its horizon comes") {
    const WishId id = Filed(lab, lab.bea, wish);
    lab.Advance(kMonday + Hours(2) - Duration::Seconds(1));
    CHECK(At(lab, id).state == WishState::kWaiting);
    lab.Advance(kMonday + Hours(2));
    CHECK(GivenTo(lab, id).kit[0] == model::Claim{lab.printers[0], 1, lab.fdm});
  }
}

TEST_CASE("a kit is met when all of it is free at once") {
  Lab lab;
  const BookingId laser = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  const BookingId room = lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(2, 5)));
  FileWish both = WishOn(lab.laser, Lab::Hours(1, 6), Hours(2));
  both.wants.push_back({lab.room, PoolId(), 1});
  const WishId wish = Filed(lab, lab.bea, both);
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{room}).accepted());
  CHECK(GivenTo(lab, wish).interval == Lab::Hours(4, 6));
  CHECK(GivenTo(lab, wish).kit.size() == 2);
  CHECK(lab[laser].state == BookingState::kConfirmed);
}

TEST_CASE("an offer is held for two hours, less when it is near, and never past its start") {
  struct Row {
    const char* what;
    int64_t starts_hours;
    Duration held;
  };
  const Row rows[] = {
      {"in two days", 48, kOfferHeld},
      {"in three hours", 3, kOfferHeldNear},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Lab lab;
    const Interval time = Lab::Hours(row.starts_hours, row.starts_hours + 1);
    const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, time)));
    CHECK(GivenTo(lab, wish).due == kMonday + row.held);
  }
  Lab lab;
  lab.Advance(kMonday + Duration::Minutes(50));
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(1, 2))));
  CHECK(GivenTo(lab, wish).due == kMonday + Hours(1));
}

TEST_CASE("an offer that is confirmed meets the wish") {
  Lab lab;
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  REQUIRE(lab.Do(Lab::As(lab.ada), Confirm{At(lab, wish).booking}).accepted());
  CHECK(At(lab, wish).state == WishState::kMet);
  CHECK(GivenTo(lab, wish).state == BookingState::kConfirmed);
}

TEST_CASE("an offer is accepted by whom it is for, and while it is open") {
  Lab lab;
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  const WishId waits = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), AcceptOffer{wish})) == std::vector{Rule::kNotPermitted});
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), AcceptOffer{waits})) == std::vector{Rule::kStateForbids});
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), AcceptOffer{WishId(99)})) == std::vector{Rule::kUnknown});
  const Decision accepted = lab.Do(Lab::As(lab.ada), AcceptOffer{wish});
  REQUIRE(accepted.accepted());
  CHECK(accepted.subject.id == At(lab, wish).booking.value());
  CHECK(GivenTo(lab, wish).state == BookingState::kConfirmed);
}

TEST_CASE("an offer that runs out passes on, and is not made to the same wish again") {
  Lab lab;
  const WishId first = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  const WishId second = Filed(lab, lab.bea, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  REQUIRE(At(lab, first).state == WishState::kOffered);
  REQUIRE(At(lab, second).state == WishState::kWaiting);
  lab.Advance(kMonday + kOfferHeldNear);
  CHECK(At(lab, first).state == WishState::kWaiting);
  CHECK(At(lab, first).passed == std::vector{Lab::Hours(5, 6)});
  REQUIRE(At(lab, second).state == WishState::kOffered);
  lab.Advance(kMonday + kOfferHeldNear + kOfferHeldNear);
  CHECK(At(lab, first).state == WishState::kWaiting);
  CHECK(At(lab, second).state == WishState::kWaiting);
  CHECK(lab.state.CalendarOf(lab.laser).size() == 0);
}

TEST_CASE("a declined offer passes on in the same commit") {
  Lab lab;
  const WishId first = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  const WishId second = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(5, 6)));
  const BookingId offer = At(lab, first).booking;
  SUBCASE("by the wish") { REQUIRE(lab.Do(Lab::As(lab.ada), DeclineOffer{first}).accepted()); }
  SUBCASE("by the booking") { REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{offer}).accepted()); }
  CHECK(lab[offer].state == BookingState::kCancelled);
  CHECK(At(lab, first).state == WishState::kWaiting);
  CHECK(At(lab, second).state == WishState::kMet);
}

TEST_CASE("who declines one time is offered the next, that does not touch it") {
  Lab lab;
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(2, 8), Hours(2))));
  REQUIRE(GivenTo(lab, wish).interval == Lab::Hours(2, 4));
  REQUIRE(lab.Do(Lab::As(lab.ada), DeclineOffer{wish}).accepted());
  CHECK(GivenTo(lab, wish).interval == Lab::Hours(4, 6));
}

TEST_CASE("a wish that lets too many offers pass ends") {
  Lab lab;
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(48, 96), Hours(2))));
  for (size_t i = 0; i < kOffersPassedMost; ++i) {
    REQUIRE(At(lab, wish).state == WishState::kOffered);
    REQUIRE(lab.Do(Lab::As(lab.ada), DeclineOffer{wish}).accepted());
  }
  CHECK(At(lab, wish).state == WishState::kExpired);
  CHECK(lab.state.CalendarOf(lab.laser).size() == 0);
}

// What happened to a wish, in order.
std::vector<WishChanged::Why> WhysOf(const Lab& lab, WishId id) {
  std::vector<WishChanged::Why> whys;
  for (const Event& event : lab.events) {
    const auto* changed = std::get_if<WishChanged>(&event);
    if (changed != nullptr && changed->wish.id == id) whys.push_back(changed->why);
  }
  return whys;
}

TEST_CASE("each change of a wish says what happened, and happens once") {
  using Why = WishChanged::Why;
  Lab lab;
  const BookingId taken = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(48, 50)));
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(48, 50))));
  CHECK(WhysOf(lab, wish) == std::vector{Why::kFiled, Why::kLookedThrough});
  lab.events.clear();
  REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{taken}).accepted());
  CHECK(WhysOf(lab, wish) == std::vector{Why::kOffered});
  lab.events.clear();
  lab.Advance(kMonday + kOfferHeld);
  CHECK(WhysOf(lab, wish) == std::vector{Why::kLapsed, Why::kLookedThrough});
  lab.events.clear();
  lab.Advance(kMonday + Hours(49));
  CHECK(WhysOf(lab, wish) == std::vector{Why::kExpired});
}

TEST_CASE("an offer that runs out with its wish ends it in one change") {
  using Why = WishChanged::Why;
  Lab lab;
  FileWish asked = Offered(WishOn(lab.laser, Lab::Hours(48, 50)));
  asked.valid_until = kMonday + Hours(1);
  const WishId wish = Filed(lab, lab.ada, asked);
  REQUIRE(At(lab, wish).state == WishState::kOffered);
  // The offer is open no longer than its wish is.
  CHECK(GivenTo(lab, wish).due == kMonday + Hours(1));
  lab.events.clear();
  lab.Advance(kMonday + Hours(1));
  CHECK(At(lab, wish).state == WishState::kExpired);
  CHECK(WhysOf(lab, wish) == std::vector{Why::kExpired});
  CHECK(lab.state.CalendarOf(lab.laser).size() == 0);
}

TEST_CASE("a wish is given up at the time that it says, and not before") {
  Lab lab;
  const BookingId taken = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(48, 50)));
  FileWish asked = WishOn(lab.laser, Lab::Hours(48, 50));
  asked.valid_until = kMonday;
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), asked)) == std::vector{Rule::kInThePast});
  asked.valid_until = kMonday + Hours(10);
  const WishId wish = Filed(lab, lab.ada, asked);
  lab.Advance(kMonday + Hours(10) - Duration::Seconds(1));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  SUBCASE("what frees before is its own") {
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{taken}).accepted());
    CHECK(At(lab, wish).state == WishState::kMet);
  }
  SUBCASE("what frees then is not") {
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{taken}, kMonday + Hours(10)).accepted());
    CHECK(At(lab, wish).state == WishState::kExpired);
  }
}

TEST_CASE("what a wish says of guests and of being moved, its booking has") {
  Lab lab;
  FileWish asked = WishOn(lab.laser, Lab::Hours(1, 2));
  const WishId plain = Filed(lab, lab.ada, asked);
  CHECK(GivenTo(lab, plain).may_move);
  CHECK(GivenTo(lab, plain).guests == 0);
  asked = WishOn(lab.laser, Lab::Hours(3, 4));
  asked.may_move = false;
  asked.guests = 4;
  const WishId stays = Filed(lab, lab.ada, asked);
  CHECK_FALSE(GivenTo(lab, stays).may_move);
  CHECK(GivenTo(lab, stays).guests == 4);
}

TEST_CASE("a wish beyond the horizon wakes when its time enters it") {
  Lab lab;
  const int64_t far = 15 * 24;  // a machine's horizon is 14 days
  const WishId wish = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(far, far + 2)));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  lab.Advance(kMonday + Hours(24) - Duration::Seconds(1));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  lab.Advance(kMonday + Hours(24));
  CHECK(GivenTo(lab, wish).interval == Lab::Hours(far, far + 2));
  CHECK(GivenTo(lab, wish).made_at == kMonday + Hours(24));
}

TEST_CASE("of wishes that wake at one instant, the first filed is served") {
  Lab lab;
  const int64_t far = 15 * 24;
  const WishId first = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(far, far + 2)));
  const WishId second = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(far, far + 2)));
  lab.Advance(kMonday + Hours(24));
  CHECK(At(lab, first).state == WishState::kMet);
  CHECK(At(lab, second).state == WishState::kWaiting);
}

TEST_CASE("a wish expires with its last window, and leaves the live state a week later") {
  Lab lab;
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 5)));
  const WishId wish = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(1, 5), Hours(2)));
  lab.Advance(kMonday + Hours(3));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  lab.Advance(kMonday + Hours(3) + Duration::Seconds(1));
  CHECK(At(lab, wish).state == WishState::kExpired);
  lab.Advance(kMonday + Hours(3) + Duration::Seconds(1) + kEndedKept);
  CHECK(lab.state.Find(wish) == nullptr);
}

TEST_CASE("whose certification ran out meanwhile is passed over and goes on waiting") {
  Lab lab;
  const CertificationId laser_safe(
      lab.Define(DefineCertification{{CertificationId(), "laser", "Laser"}}));
  model::Rules rules;
  rules.certifications = std::vector{laser_safe};
  lab.SetRules(lab.laser, rules);
  const auto certify = [&](MemberId id, Instant until) {
    model::Member member = *lab.state.Find(id);
    member.held = {{laser_safe, kEarliest, until}};
    lab.Define(DefineMember{member});
  };
  for (const MemberId member : {lab.ada, lab.alan, lab.bea}) certify(member, kLatest);
  const BookingId booking = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(5, 6)));
  const WishId first = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(5, 6)));
  const WishId second = Filed(lab, lab.alan, WishOn(lab.laser, Lab::Hours(5, 6)));
  certify(lab.ada, kMonday + Hours(3));
  REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{booking}).accepted());
  CHECK(At(lab, first).state == WishState::kWaiting);
  CHECK(At(lab, second).state == WishState::kMet);
  SUBCASE("and is met when it is certified again and the time is free") {
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{At(lab, second).booking}).accepted());
    CHECK(At(lab, first).state == WishState::kWaiting);
    certify(lab.ada, kLatest);
    CHECK(At(lab, first).state == WishState::kMet);
  }
}

TEST_CASE("a promoted booking waits for approval where the resource asks for it") {
  Lab lab;
  model::Rules rules;
  rules.needs_approval = true;
  lab.SetRules(lab.laser, rules);
  const WishId wish = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(5, 6)));
  CHECK(GivenTo(lab, wish).state == BookingState::kPending);
}

TEST_CASE("a member may withdraw a wish, and an open offer goes with it to the next") {
  Lab lab;
  const WishId first = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  const WishId second = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(5, 6)));
  REQUIRE(lab.Do(Lab::As(lab.ada), WithdrawWish{first}).accepted());
  CHECK(At(lab, first).state == WishState::kWithdrawn);
  CHECK(At(lab, second).state == WishState::kMet);
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), WithdrawWish{first})) == std::vector{Rule::kStateForbids});
}

TEST_CASE("a wish that cannot be filed is refused with its rules, and changes nothing") {
  Lab lab;
  const CompanyId bolt = lab.bolt;
  const ResourceId retired = lab.Add("old", lab.lasers);
  {
    model::Resource old = *lab.state.Find(retired);
    old.retired = true;
    lab.Define(DefineResource{old});
  }
  const ResourceId nights = lab.Add("nights", lab.rooms);
  {
    model::Rules rules;
    rules.opening = model::Opening();  // never
    lab.SetRules(nights, rules);
  }
  const ResourceId bolts = lab.Add("bolts", lab.rooms);
  {
    model::Rules rules;
    rules.companies = std::vector{bolt};
    lab.SetRules(bolts, rules);
  }
  const ResourceId brief = lab.Add("brief", lab.rooms);
  {
    model::Rules rules;
    rules.longest = Hours(1);
    lab.SetRules(brief, rules);
  }
  FileWish many = WishOn(lab.laser, Lab::Hours(1, 2));
  many.windows.resize(kWishWindowsMost + 1, Lab::Hours(1, 2));
  FileWish none = WishOn(lab.laser, Lab::Hours(1, 2));
  none.windows.clear();
  FileWish several = WishOn(lab.laser, Lab::Hours(1, 2));
  several.wants[0].units = 2;
  lab.Advance(kMonday + Hours(1));
  struct Row {
    const char* what;
    FileWish wish;
    Rule refused;
  };
  const Row rows[] = {
      {"unknown resource", WishOn(ResourceId(999), Lab::Hours(2, 3)), Rule::kUnknown},
      {"any of a pool without stand-ins", WishAnyOf(lab.lasers, Lab::Hours(2, 3)),
       Rule::kNoStandIn},
      {"no window", none, Rule::kTooMany},
      {"too many windows", many, Rule::kTooMany},
      {"a window too short", WishOn(lab.laser, Lab::Hours(2, 3), Hours(2)), Rule::kBadInterval},
      {"a window too long", WishOn(lab.laser, Lab::Hours(2, 24 * 401), Hours(2)),
       Rule::kBadInterval},
      {"no length", WishOn(lab.laser, Lab::Hours(2, 3), Duration()), Rule::kBadInterval},
      {"too late to start", WishOn(lab.laser, Lab::Hours(0, 2), Hours(2)), Rule::kInThePast},
      {"retired", WishOn(retired, Lab::Hours(2, 3)), Rule::kRetired},
      {"another company's", WishOn(bolts, Lab::Hours(2, 3)), Rule::kNotAllowed},
      {"longer than the longest", WishOn(brief, Lab::Hours(2, 9), Hours(2)), Rule::kTooLong},
      {"never open", WishOn(nights, Lab::Hours(2, 9), Hours(2)), Rule::kClosed},
      {"more units than there are", several, Rule::kOverlap},
  };
  const model::Wish* last = nullptr;
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Counters before = lab.state.counters();
    const size_t events = lab.events.size();
    const Decision decision = lab.Do(Lab::As(lab.ada), row.wish);
    REQUIRE(!decision.accepted());
    CHECK(decision.refusal.reasons().front().rule == row.refused);
    CHECK(lab.state.counters() == before);
    REQUIRE(lab.events.size() == events + 1);
    CHECK(std::holds_alternative<Refused>(lab.events.back()));
    lab.state.ForEach<model::Wish>([&](const model::Wish& wish) { last = &wish; });
    CHECK(last == nullptr);
  }
}

TEST_CASE("a stranger may neither file for, withdraw nor decline for somebody else") {
  Lab lab;
  const WishId wish = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(5, 6))));
  FileWish for_ada = WishOn(lab.laser, Lab::Hours(5, 6));
  for_ada.member = lab.ada;
  const std::vector refused{Rule::kNotPermitted};
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), for_ada)) == refused);
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), WithdrawWish{wish})) == refused);
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), DeclineOffer{wish})) == refused);
  CHECK(At(lab, wish).state == WishState::kOffered);
}

TEST_CASE("one member's waiting wishes are limited") {
  Lab lab;
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 5)));
  for (size_t i = 0; i < kWishesWaitingMost; ++i) {
    Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(1, 5)));
  }
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), WishOn(lab.laser, Lab::Hours(1, 5)))) ==
        std::vector{Rule::kTooMany});
  Filed(lab, lab.alan, WishOn(lab.laser, Lab::Hours(1, 5)));
}

TEST_CASE("one commit tries a bounded number of wishes, and the rest goes next") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(24, 48)));
  std::vector<WishId> wishes;
  const int64_t slots = 24 * 12;
  for (int64_t slot = 0; slot < slots; ++slot) {
    const Instant start = kMonday + Hours(24) + Duration::Minutes(5 * slot);
    const MemberId member = lab.AddMember(lab.acme);
    wishes.push_back(
        Filed(lab, member, WishOn(lab.laser, Interval(start, start + Duration::Minutes(5)))));
  }
  REQUIRE(slots > static_cast<int64_t>(kWishesTriedMost));
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{booking}).accepted());
  size_t met = 0;
  for (const WishId wish : wishes) met += At(lab, wish).state == WishState::kMet;
  CHECK(met == kWishesTriedMost);
  CHECK(At(lab, wishes[0]).state == WishState::kMet);
  CHECK(At(lab, wishes.back()).state == WishState::kWaiting);
  lab.Advance(lab.at);
  for (const WishId wish : wishes) REQUIRE(At(lab, wish).state == WishState::kMet);
}

TEST_CASE("a preview of a cancellation says who would be promoted, and changes nothing") {
  Lab lab;
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  const WishId wish = Filed(lab, lab.bea, WishOn(lab.laser, Lab::Hours(1, 3)));
  Command command;
  command.caller = Lab::As(lab.ada);
  command.body = Cancel{booking};
  std::vector<Event> events;
  CHECK(Preview(lab.state, command, lab.at, &events).accepted());
  CHECK(events.size() == 3);
  CHECK(At(lab, wish).state == WishState::kWaiting);
  CHECK(lab[booking].state == BookingState::kConfirmed);
}

}  // namespace
}  // namespace mutua::core::testing
