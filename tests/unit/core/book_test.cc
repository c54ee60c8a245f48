#include "tests/unit/core/lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;

TEST_CASE("a free interval is booked and an overlapping one is refused with its numbers") {
  Lab lab;
  const BookingId first = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  CHECK(lab[first].state == BookingState::kConfirmed);
  CHECK(lab[first].company == lab.acme);
  const Decision second = lab.Do(Lab::As(lab.bea), Lab::On(lab.laser, Lab::Hours(2, 4)));
  REQUIRE(RulesOf(second) == std::vector{Rule::kOverlap});
  const Reason& reason = second.refusal.reasons().front();
  CHECK(reason.limit == 1);
  CHECK(reason.used == 1);
  CHECK(reason.asked == 1);
  CHECK(reason.resource == lab.laser);
}

TEST_CASE("back to back is fine, because intervals are half-open") {
  Lab lab;
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(2, 3)));
}

TEST_CASE("a refusal leaves the state as it was, and says so in one event") {
  Lab lab;
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  const Counters before = lab.state.counters();
  lab.events.clear();
  Book kit = Lab::On(lab.room, Lab::Hours(1, 2));
  kit.wants.push_back({lab.laser, PoolId(), 1});
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), kit)) == std::vector{Rule::kOverlap});
  CHECK(lab.state.counters() == before);
  CHECK(lab.state.CalendarOf(lab.room).size() == 0);
  REQUIRE(lab.events.size() == 1);
  CHECK(std::holds_alternative<Refused>(lab.events.front()));
}

TEST_CASE("a retry has one effect, another body under the same id is refused") {
  Lab lab;
  Command command;
  command.caller = Lab::As(lab.ada);
  const int64_t ms = kMonday.unix_seconds() * 1000;
  for (size_t i = 0; i < 6; ++i) {
    command.request.bytes[i] = static_cast<uint8_t>(ms >> (40 - 8 * i));
  }
  command.digest[0] = 7;
  command.body = Lab::On(lab.laser, Lab::Hours(1, 2));
  const Decision first = Decide(lab.state, command, lab.at, &lab.events);
  REQUIRE(first.accepted());
  const size_t events = lab.events.size();
  const Decision again = Decide(lab.state, command, lab.at, &lab.events);
  CHECK(again.repeated);
  CHECK(again.subject == first.subject);
  CHECK(lab.events.size() == events);
  command.digest[0] = 8;
  CHECK(RulesOf(Decide(lab.state, command, lab.at, &lab.events)) ==
        std::vector{Rule::kRequestReused});
  SUBCASE("a request older than what is remembered is refused, never executed") {
    lab.Advance(kMonday + Duration::Days(8));
    command.request.bytes[15] = 1;
    CHECK(RulesOf(Decide(lab.state, command, lab.at, &lab.events)) ==
          std::vector{Rule::kRequestTooOld});
  }
  SUBCASE("a request from the far future is refused") {
    for (auto& byte : command.request.bytes) byte = 0x7f;
    CHECK(RulesOf(Decide(lab.state, command, lab.at, &lab.events)) ==
          std::vector{Rule::kRequestAhead});
  }
}

TEST_CASE("a hold expires at its time and frees the interval, unless it is confirmed") {
  Lab lab;
  Book hold = Lab::On(lab.laser, Lab::Hours(1, 2));
  hold.hold_until = kMonday + Duration::Minutes(10);
  const BookingId id = lab.Booked(lab.ada, hold);
  CHECK(lab[id].state == BookingState::kHeld);
  SUBCASE("expired") {
    lab.Advance(kMonday + Duration::Minutes(10));
    CHECK(lab[id].state == BookingState::kExpired);
    lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(1, 2)));
  }
  SUBCASE("confirmed") {
    CHECK(lab.Do(Lab::As(lab.ada), Confirm{id}).accepted());
    lab.Advance(kMonday + Duration::Minutes(20));
    CHECK(lab[id].state == BookingState::kConfirmed);
  }
  SUBCASE("a hold longer than a day is refused") {
    hold.interval = Lab::Hours(60, 61);
    hold.hold_until = kMonday + Duration::Hours(25);
    CHECK(RulesOf(lab.Do(Lab::As(lab.ada), hold)) == std::vector{Rule::kHoldTooLong});
  }
}

TEST_CASE("a hold that has begun is confirmed, and its time to check in begins then") {
  Lab lab;
  model::Rules rules;
  rules.check_in_after = Duration::Minutes(15);
  lab.SetRules(lab.laser, rules);
  Book hold = Lab::On(lab.laser, Lab::Hours(1, 3));
  hold.hold_until = kMonday + Duration::Hours(3);
  const BookingId id = lab.Booked(lab.ada, hold);
  const Instant late = kMonday + Duration::Minutes(90);
  REQUIRE(lab.Do(Lab::As(lab.ada), Confirm{id}, late).accepted());
  CHECK(lab[id].state == BookingState::kConfirmed);
  CHECK(lab[id].due == late + Duration::Minutes(15));
  CHECK(lab.Do(Lab::As(lab.ada), CheckIn{id}, late + Duration::Minutes(10)).accepted());
}

TEST_CASE("a hold that has begun waits for no approval: it is refused, and stays a hold") {
  Lab lab;
  model::Rules rules;
  rules.needs_approval = true;
  lab.SetRules(lab.laser, rules);
  Book hold = Lab::On(lab.laser, Lab::Hours(1, 3));
  hold.hold_until = kMonday + Duration::Hours(2);
  const BookingId id = lab.Booked(lab.ada, hold);
  struct Row {
    const char* what;
    Duration after;  // kMonday
    bool manages;
    std::vector<Rule> expected;
    BookingState state;
  };
  const Row rows[] = {
      {"before its start it waits", Duration::Minutes(59), false, {}, BookingState::kPending},
      {"at its start", Duration::Minutes(60), false, {Rule::kNeedsApproval}, BookingState::kHeld},
      {"after it", Duration::Minutes(75), false, {Rule::kNeedsApproval}, BookingState::kHeld},
      {"a manager waits for nobody", Duration::Minutes(75), true, {}, BookingState::kConfirmed},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    State copy(lab.state);
    std::vector<Event> events;
    Command confirm;
    confirm.caller = row.manages ? lab.manager : Lab::As(lab.ada);
    confirm.body = Confirm{id};
    CHECK(RulesOf(Decide(copy, confirm, kMonday + row.after, &events)) == row.expected);
    while (!Tick(copy, kMonday + row.after, kTimersAtOnce, &events)) {
    }
    CHECK(copy.Find(id)->state == row.state);
  }
}

TEST_CASE("approval: pending holds the time, approving re-checks, nobody approving lets it lapse") {
  Lab lab;
  model::Rules rules;
  rules.needs_approval = true;
  lab.SetRules(lab.laser, rules);
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2, 3)));
  CHECK(lab[id].state == BookingState::kPending);
  CHECK_FALSE(lab.Do(Lab::As(lab.bea), Lab::On(lab.laser, Lab::Hours(2, 3))).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Approve{id})) == std::vector{Rule::kNotPermitted});
  SUBCASE("approved") {
    CHECK(lab.Do(lab.manager, Approve{id}).accepted());
    CHECK(lab[id].state == BookingState::kConfirmed);
  }
  SUBCASE("lapsed") {
    lab.Advance(kMonday + Duration::Hours(2));
    CHECK(lab[id].state == BookingState::kExpired);
  }
  SUBCASE("rejected") {
    CHECK(lab.Do(lab.manager, Reject{id}).accepted());
    CHECK(lab[id].state == BookingState::kCancelled);
  }
}

TEST_CASE("what begins now goes where nobody has to approve it, though it fits worse there") {
  Lab lab;
  model::Rules approved;
  approved.needs_approval = true;
  lab.SetRules(lab.printers[0], approved);
  // What begins later has time to be approved.
  const BookingId later = lab.Booked(lab.ada, Lab::AnyOf(lab.fdm, Lab::Hours(2, 4)));
  CHECK(lab[later].kit[0].resource == lab.printers[0]);
  CHECK(lab[later].state == BookingState::kPending);
  Book book = Lab::AnyOf(lab.fdm, Lab::Hours(0, 2));
  book.walk_up = true;
  CHECK(lab[lab.Booked(lab.ada, book)].kit[0].resource == lab.printers[1]);
}

TEST_CASE("what has begun cannot be extended where that must be approved, and is not lost by it") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  model::Rules rules;
  rules.needs_approval = true;
  lab.SetRules(lab.laser, rules);
  lab.Advance(kMonday + Duration::Minutes(90));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Move{id, 0, Lab::Hours(1, 3), {}, {}})) ==
        std::vector{Rule::kNeedsApproval});
  CHECK(lab.Do(lab.manager, Move{id, 0, Lab::Hours(1, 3), {}, {}}).accepted());
  lab.Advance(kMonday + Duration::Minutes(150));
  CHECK(lab[id].state == BookingState::kConfirmed);
}

TEST_CASE("others' bookings cannot be touched, own company's can be made on behalf") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), Cancel{id})) == std::vector{Rule::kNotPermitted});
  Book behalf = Lab::On(lab.laser, Lab::Hours(3, 4));
  behalf.member = lab.alan;
  const BookingId other = lab.Booked(lab.ada, behalf);
  CHECK(lab[other].member == lab.alan);
  CHECK(lab[other].booked_by == lab.ada);
  behalf.interval = Lab::Hours(5, 6);
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), behalf)) == std::vector{Rule::kNotPermitted});
}

TEST_CASE("a stale version is refused, a fresh one is not") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  CHECK(lab.Do(Lab::As(lab.ada), Move{id, 1, Lab::Hours(2, 3)}).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Cancel{id, 1})) == std::vector{Rule::kStale});
  CHECK(lab.Do(Lab::As(lab.ada), Cancel{id, 2}).accepted());
}

TEST_CASE("a move is judged without the booking being moved, and refused it stays where it was") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
  lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(4, 6)));
  CHECK(lab.Do(Lab::As(lab.ada), Move{id, 0, Lab::Hours(2, 4)}).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Move{id, 0, Lab::Hours(3, 5)})) ==
        std::vector{Rule::kOverlap});
  CHECK(lab[id].interval == Lab::Hours(2, 4));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Move{id, 0, Lab::Hours(2, 4)})) ==
        std::vector{Rule::kNothingToDo});
}

TEST_CASE("a change of one end keeps the other where it is when it is decided") {
  using Ends = Move::Ends;
  struct Row {
    const char* what;
    Ends ends;
    Interval asked;
    std::optional<Interval> becomes;  // none: NO_ROOM_TO_SHRINK
  };
  const Interval was = Lab::Hours(2, 5);
  const auto from = [](int hour) { return Interval(Lab::Hours(hour, hour + 1).start(), kLatest); };
  const auto until = [](int hour) { return Interval(kEarliest, Lab::Hours(hour - 1, hour).end()); };
  const Row rows[] = {
      {"longer", Ends::kLaterEnd, until(7), Lab::Hours(2, 7)},
      {"longer, and is not", Ends::kLaterEnd, until(5), {}},
      {"shorter", Ends::kEarlierEnd, until(4), Lab::Hours(2, 4)},
      {"shorter, and is longer", Ends::kEarlierEnd, until(6), {}},
      {"shorter, by all of it", Ends::kEarlierEnd, until(2), {}},
      {"later", Ends::kLaterStart, from(3), Lab::Hours(3, 5)},
      {"later, and is earlier", Ends::kLaterStart, from(1), {}},
      {"later, than its end", Ends::kLaterStart, from(5), {}},
      {"within", Ends::kWithin, Lab::Hours(3, 4), Lab::Hours(3, 4)},
      {"within, and is not", Ends::kWithin, Lab::Hours(3, 6), {}},
      {"within, and is the same", Ends::kWithin, was, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Lab lab;
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
    // It was moved since it was last seen.
    REQUIRE(lab.Do(Lab::As(lab.ada), Move{id, 0, was}).accepted());
    Move move{id, 0, row.asked};
    move.ends = row.ends;
    const Decision decision = lab.Do(Lab::As(lab.ada), move);
    CHECK(decision.accepted() == row.becomes.has_value());
    CHECK(lab[id].interval == row.becomes.value_or(was));
    if (!row.becomes) CHECK(RulesOf(decision) == std::vector{Rule::kNoRoomToShrink});
  }
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, was));
  Move elsewhere{id, 0, Lab::Hours(8, 9), {{lab.room, PoolId(), 1}}};
  elsewhere.ends = Ends::kNeither;
  REQUIRE(lab.Do(Lab::As(lab.ada), elsewhere).accepted());
  CHECK(lab[id].interval == was);
  CHECK(lab[id].kit.front().resource == lab.room);
}

TEST_CASE("a manager's override sets a policy aside on record, never physics") {
  Lab lab;
  model::Rules rules;
  rules.longest = Duration::Hours(1);
  lab.SetRules(lab.laser, rules);
  Book book = Lab::On(lab.laser, Lab::Hours(1, 5));
  book.member = lab.ada;
  CHECK(RulesOf(lab.Do(lab.manager, book)) == std::vector{Rule::kTooLong});
  book.override_policy.asked = true;
  CHECK(RulesOf(lab.Do(lab.manager, book)) == std::vector{Rule::kNoOverrideReason});
  book.override_policy.reason[0] = 1;
  CHECK(lab.Do(lab.manager, book).accepted());
  REQUIRE(std::holds_alternative<Overridden>(lab.events.back()));
  CHECK(std::get<Overridden>(lab.events.back()).rules.front().rule == Rule::kTooLong);
  CHECK(RulesOf(lab.Do(lab.manager, book)) == std::vector{Rule::kOverlap});
  book.interval = Lab::Hours(6, 9);
  book.member = MemberId();
  Caller member = Lab::As(lab.ada);
  CHECK_FALSE(lab.Do(member, book).accepted());
}

TEST_CASE("an imported entry is booked once, however often it is imported") {
  Lab lab;
  Book book = Lab::On(lab.laser, Lab::Hours(-48, -47));
  book.member = lab.ada;
  book.import_key = model::Seal{1, 2, 3};
  const Decision first = lab.Do(lab.manager, book);
  REQUIRE(first.accepted());
  CHECK(lab.Do(lab.manager, book).subject == first.subject);
  CHECK(lab.state.Count<model::Booking>() == 1);
  lab.Advance(lab.at + Duration::Days(30));
  CHECK(lab.state.Count<model::Booking>() == 0);
  CHECK(lab.Do(lab.manager, book).subject == first.subject);
  CHECK(lab.state.Count<model::Booking>() == 0);
}

TEST_CASE("a member imports what is to come and for oneself, by every rule") {
  Lab lab;
  const Caller ada = Lab::As(lab.ada);
  Book book = Lab::On(lab.laser, Lab::Hours(1, 2));
  book.import_key = model::Seal{1};
  book.member = lab.ada;
  const Decision first = lab.Do(ada, book);
  REQUIRE(first.accepted());
  CHECK(lab.Do(ada, book).subject == first.subject);
  book.import_key = model::Seal{2};
  CHECK(RulesOf(lab.Do(ada, book)) == std::vector{Rule::kOverlap});
  book.interval = Lab::Hours(-2, -1);
  CHECK(RulesOf(lab.Do(ada, book)) == std::vector{Rule::kInThePast});
  book.interval = Lab::Hours(3, 4);
  for (const MemberId other : {lab.alan, lab.bea, MemberId()}) {
    book.member = other;
    CHECK(RulesOf(lab.Do(ada, book)) == std::vector{Rule::kNotPermitted});
  }
}

TEST_CASE("a handed over booking counts for the other company, and must pass the rules for it") {
  Lab lab;
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
  CHECK(lab.Do(Lab::As(lab.ada), HandOver{id, lab.bea}).accepted());
  CHECK(lab[id].company == lab.bolt);
  model::Rules rules;
  rules.companies = std::vector{lab.bolt};
  lab.SetRules(lab.laser, rules);
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), HandOver{id, lab.ada})) == std::vector{Rule::kNotAllowed});
}

TEST_CASE("what one company said of a booking does not go along to another") {
  Lab lab;
  Book book = Lab::On(lab.laser, Lab::Hours(1, 2));
  book.guests = 3;
  book.member = lab.alan;
  const BookingId id = lab.Booked(lab.ada, book);
  const Decision within = lab.Do(Lab::As(lab.ada), HandOver{id, lab.ada});
  CHECK(within.texts_dropped.empty());
  CHECK(lab[id].guests == 3);
  const Decision away = lab.Do(Lab::As(lab.ada), HandOver{id, lab.bea});
  CHECK(away.texts_dropped == std::vector{Subject{Subject::Kind::kBooking, id.value()}});
  CHECK(lab[id].guests == 0);
  // Who gave it away has no say in it any more.
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), Cancel{id})) == std::vector{Rule::kNotPermitted});
  CHECK(lab.Do(Lab::As(lab.bea), Cancel{id}).accepted());
}

TEST_CASE("a preview answers like the decision and changes nothing") {
  Lab lab;
  Command command;
  command.caller = Lab::As(lab.ada);
  command.body = Lab::On(lab.laser, Lab::Hours(1, 2));
  std::vector<Event> effects;
  const Counters before = lab.state.counters();
  CHECK(Preview(lab.state, command, lab.at, &effects).accepted());
  CHECK(effects.size() == 1);
  CHECK(lab.state.counters() == before);
  CHECK(lab.state.CalendarOf(lab.laser).size() == 0);
}

}  // namespace
}  // namespace mutua::core::testing
