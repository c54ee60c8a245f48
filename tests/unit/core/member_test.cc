// Members who go to another company, and members who are erased: what stands in the way, and what
// follows.
#include "tests/unit/core/wish_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::WishState;

// As the given state would decide it now; it stays as it is.
std::vector<Rule> WouldBe(const Lab& lab, const Caller& caller, const Body& body) {
  State copy(lab.state);
  std::vector<Event> events;
  Command command;
  command.caller = caller;
  command.body = body;
  return RulesOf(Decide(copy, command, lab.at, &events));
}

model::Rules OnlyMembers(std::vector<MemberId> members) {
  model::Rules rules;
  rules.members = std::move(members);
  return rules;
}

TEST_CASE("a member is not erased while something would be left without its owner") {
  struct Row {
    const char* what;
    void (*arrange)(Lab& lab);
    std::vector<Rule> expected;
  };
  const Row rows[] = {
      {"nothing in the way", [](Lab&) {}, {}},
      {"a booking ahead",
       [](Lab& lab) { lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2))); },
       {Rule::kInUse}},
      {"a booking that is running",
       [](Lab& lab) {
         lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
         lab.Advance(kMonday + Duration::Hours(2));
       },
       {Rule::kInUse}},
      {"a booking that is over",
       [](Lab& lab) {
         lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
         lab.Advance(kMonday + Duration::Hours(2));
       },
       {}},
      {"a hold",
       [](Lab& lab) {
         Book hold = Lab::On(lab.laser, Lab::Hours(1, 2));
         hold.hold_until = kMonday + Duration::Minutes(10);
         lab.Booked(lab.ada, hold);
       },
       {Rule::kInUse}},
      {"an open offer goes with its wish",
       [](Lab& lab) { Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(48, 50)))); },
       {}},
      {"alone in a resource's rule",
       [](Lab& lab) { lab.SetRules(lab.laser, OnlyMembers({lab.ada})); },
       {Rule::kNamedAlone}},
      {"alone in a pool's rule",
       [](Lab& lab) { lab.AddPool("vip", false, OnlyMembers({lab.ada})); },
       {Rule::kNamedAlone}},
      {"beside another member",
       [](Lab& lab) {
         lab.SetRules(lab.laser, OnlyMembers({lab.ada, lab.bea}));
       },
       {}},
      {"beside a company",
       [](Lab& lab) {
         model::Rules rules = OnlyMembers({lab.ada});
         rules.companies = std::vector{lab.bolt};
         lab.SetRules(lab.laser, rules);
       },
       {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Lab lab;
    row.arrange(lab);
    CHECK(WouldBe(lab, lab.manager, EraseMember{lab.ada}) == row.expected);
  }
}

TEST_CASE("only a manager erases, never oneself, and of the version that was read") {
  Lab lab;
  const std::vector<Rule> forbidden = {Rule::kNotPermitted};
  CHECK(WouldBe(lab, Lab::As(lab.ada), EraseMember{lab.ada}) == forbidden);
  Caller self = lab.manager;
  self.member = lab.ada;
  CHECK(WouldBe(lab, self, EraseMember{lab.ada}) == forbidden);
  CHECK(WouldBe(lab, lab.manager, EraseMember{MemberId(99)}) == std::vector{Rule::kUnknown});
  CHECK(WouldBe(lab, lab.manager, EraseMember{lab.ada, 7}) == std::vector{Rule::kStale});
  CHECK(WouldBe(lab, lab.manager, EraseMember{lab.ada, 1}).empty());
}

TEST_CASE("with the name go badges, tokens, certifications, wishes and places in rules") {
  Lab lab;
  const CertificationId safety(lab.Define(DefineCertification{{{}, "safety", "Safety"}}));
  model::Member ada = *lab.state.Find(lab.ada);
  ada.held = {{safety, kEarliest, kLatest}};
  lab.Define(DefineMember{ada});
  const BadgeId badge(lab.Define(DefineBadge{{BadgeId(), lab.ada, {1}}}));
  const TokenId token(lab.Define(DefineToken{{TokenId(), model::Role::kMember, lab.ada, {1}}}));
  const TokenId other(lab.Define(DefineToken{{TokenId(), model::Role::kMember, lab.bea, {2}}}));
  lab.SetRules(lab.laser, OnlyMembers({lab.ada, lab.bea}));
  const WishId offered = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(48, 50))));
  REQUIRE(At(lab, offered).state == WishState::kOffered);
  REQUIRE(lab.Do(lab.manager, EraseMember{lab.ada}).accepted());

  const model::Member& erased = *lab.state.Find(lab.ada);
  CHECK(erased.erased);
  CHECK(erased.retired);
  CHECK(erased.held.empty());
  CHECK(lab.state.Find(badge)->revoked);
  CHECK(lab.state.Find(token)->revoked);
  CHECK_FALSE(lab.state.Find(other)->revoked);
  CHECK(lab.state.Find(lab.laser)->rules.members == std::vector{lab.bea});
  CHECK(At(lab, offered).state == WishState::kWithdrawn);
  CHECK(lab.state.CalendarOf(lab.laser).size() == 0);

  const std::vector<Rule> unknown = {Rule::kUnknown};
  CHECK(WouldBe(lab, lab.manager, EraseMember{lab.ada}) == unknown);
  CHECK(WouldBe(lab, lab.manager, DefineMember{ada}) == unknown);
  CHECK(WouldBe(lab, lab.manager, MoveMember{lab.ada, lab.bolt}) == unknown);
  CHECK(WouldBe(lab, lab.manager, DefineBadge{{BadgeId(), lab.ada, {3}}}) == unknown);
  CHECK(WouldBe(lab, lab.manager, DefineToken{{TokenId(), model::Role::kMember, lab.ada, {3}}}) ==
        unknown);
}

TEST_CASE("who goes to another company leaves the bookings there, or takes them along") {
  Lab lab;
  Book book = Lab::On(lab.laser, Lab::Hours(1, 3));
  const BookingId running = lab.Booked(lab.ada, book);
  book.interval = Lab::Hours(4, 5);
  book.guests = 2;
  const BookingId ahead = lab.Booked(lab.ada, book);
  const BookingId colleague = lab.Booked(lab.alan, Lab::On(lab.laser, Lab::Hours(6, 7)));
  const WishId wish = Filed(lab, lab.ada, WishOn(lab.laser, Lab::Hours(6, 7)));
  lab.Advance(kMonday + Duration::Hours(2));
  SUBCASE("they stay, and the wish comes along") {
    const Decision moved = lab.Do(lab.manager, MoveMember{lab.ada, lab.bolt});
    REQUIRE(moved.accepted());
    CHECK(lab.state.Find(lab.ada)->company == lab.bolt);
    CHECK(lab[ahead].company == lab.acme);
    CHECK(lab[ahead].guests == 2);
    CHECK(At(lab, wish).company == lab.bolt);
    CHECK(moved.texts_dropped == std::vector{Subject{Subject::Kind::kWish, wish.value()}});
  }
  SUBCASE("they come along, but for what has begun") {
    const Decision moved = lab.Do(lab.manager, MoveMember{lab.ada, lab.bolt, 0, true});
    REQUIRE(moved.accepted());
    CHECK(lab[running].company == lab.acme);
    CHECK(lab[ahead].company == lab.bolt);
    CHECK(lab[ahead].guests == 0);
    CHECK(lab[colleague].company == lab.acme);
    CHECK(moved.texts_dropped == std::vector{Subject{Subject::Kind::kWish, wish.value()},
                                             Subject{Subject::Kind::kBooking, ahead.value()}});
  }
  SUBCASE("a rule that keeps the new company out keeps the member where they are") {
    model::Rules rules;
    rules.companies = std::vector{lab.acme};
    lab.SetRules(lab.laser, rules);
    CHECK(RulesOf(lab.Do(lab.manager, MoveMember{lab.ada, lab.bolt, 0, true})) ==
          std::vector{Rule::kNotAllowed});
    CHECK(lab.state.Find(lab.ada)->company == lab.acme);
    CHECK(At(lab, wish).company == lab.acme);
  }
}

TEST_CASE("a company changed by a definition takes open wishes along, without what was written") {
  Lab lab;
  const BookingId taken = lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(48, 50)));
  const WishId waits = Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(48, 50))));
  const WishId offered = Filed(lab, lab.ada, Offered(WishOn(lab.room, Lab::Hours(48, 50))));
  REQUIRE(At(lab, offered).state == WishState::kOffered);
  model::Member ada = *lab.state.Find(lab.ada);
  ada.company = lab.bolt;
  DefineLab apply;
  apply.definitions.push_back(DefineMember{ada});
  const Decision applied = lab.Do(lab.manager, apply);
  REQUIRE(applied.accepted());
  CHECK(applied.texts_dropped == std::vector{Subject{Subject::Kind::kWish, waits.value()},
                                             Subject{Subject::Kind::kWish, offered.value()}});
  CHECK(At(lab, waits).company == lab.bolt);
  // What is offered stays with the company that it was offered to.
  CHECK(At(lab, offered).company == lab.acme);
  CHECK(GivenTo(lab, offered).company == lab.acme);
  CHECK(lab[taken].state == BookingState::kConfirmed);
}

TEST_CASE("a series goes along with its member, and is edited as before") {
  Lab lab;
  BookSeries weekly;
  weekly.wants.push_back({lab.room, PoolId(), 1});
  weekly.rule = "FREQ=DAILY;COUNT=3";
  weekly.start = CivilSecond(2026, 1, 6, 10, 0, 0);
  weekly.civil_seconds = 3600;
  const Decision made = lab.Do(Lab::As(lab.ada), weekly);
  REQUIRE(made.accepted());
  const SeriesId series(made.subject.id);
  REQUIRE(lab.Do(lab.manager, MoveMember{lab.ada, lab.bolt, 0, true}).accepted());
  CHECK(lab.state.Find(series)->company == lab.bolt);
  for (const BookingId id : lab.state.BookingsOf(series)) CHECK(lab[id].company == lab.bolt);
  CHECK(lab.Do(Lab::As(lab.ada), CancelSeries{series}).accepted());
}

TEST_CASE("a move that is none, to nowhere, or by nobody who may is refused by name") {
  Lab lab;
  struct Row {
    const char* what;
    Caller caller;
    MoveMember move;
    Rule expected;
  };
  const Row rows[] = {
      {"by a member", Lab::As(lab.ada), {lab.ada, lab.bolt}, Rule::kNotPermitted},
      {"nobody", lab.manager, {MemberId(99), lab.bolt}, Rule::kUnknown},
      {"to nowhere", lab.manager, {lab.ada, CompanyId(99)}, Rule::kUnknown},
      {"to where they are", lab.manager, {lab.ada, lab.acme}, Rule::kNothingToDo},
      {"of another version", lab.manager, {lab.ada, lab.bolt, 9}, Rule::kStale},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(WouldBe(lab, row.caller, row.move) == std::vector{row.expected});
  }
}

TEST_CASE("a PIN is its member's own to have, and a manager can only take it away") {
  Lab lab;
  const std::vector<Rule> forbidden = {Rule::kNotPermitted};
  CHECK(WouldBe(lab, Lab::As(lab.bea), SetPin{lab.ada, true}) == forbidden);
  CHECK(WouldBe(lab, lab.manager, SetPin{lab.ada, true}) == forbidden);
  Caller kiosk = Lab::As(lab.ada);
  kiosk.role = model::Role::kKiosk;
  CHECK(WouldBe(lab, kiosk, SetPin{lab.ada, true}) == forbidden);
  CHECK(WouldBe(lab, lab.manager, SetPin{MemberId(99), false}) == std::vector{Rule::kUnknown});
  CHECK(WouldBe(lab, lab.manager, SetPin{lab.ada, false}) == std::vector{Rule::kNothingToDo});
  REQUIRE(lab.Do(Lab::As(lab.ada), SetPin{lab.ada, true}).accepted());
  CHECK(lab.state.Find(lab.ada)->has_pin);
  CHECK(WouldBe(lab, Lab::As(lab.bea), SetPin{lab.ada, false}) == forbidden);
  CHECK(WouldBe(lab, kiosk, SetPin{lab.ada, false}) == forbidden);
  REQUIRE(lab.Do(lab.manager, SetPin{lab.ada, false}).accepted());
  CHECK_FALSE(lab.state.Find(lab.ada)->has_pin);
  REQUIRE(lab.Do(Lab::As(lab.ada), SetPin{lab.ada, true}).accepted());
  REQUIRE(lab.Do(lab.manager, EraseMember{lab.ada}).accepted());
  CHECK_FALSE(lab.state.Find(lab.ada)->has_pin);
}

}  // namespace
}  // namespace mutua::core::testing
