// While lists can be filed, no other road leads to a round's windows; what is there stays there.
#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::WishState;

TEST_CASE("an open round: its windows are not to be had, and the refusal says until when to file") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  const Decision refused = lab.Ask(lab.ada, lab.printers[0], lab.Evening(-1, 2));
  REQUIRE(RulesOf(refused) == std::vector{Rule::kInRound});
  const Reason& reason = refused.refusal.reasons().front();
  CHECK(reason.resource == lab.printers[0]);
  CHECK(reason.limit == lab.Evening().start().unix_seconds());
  CHECK(reason.asked == lab.Evening().end().unix_seconds());
  CHECK(reason.used == static_cast<int64_t>(id.value()));
  CHECK(reason.renews == lab.Closes());
  // Back to back, and other pools, as ever.
  CHECK(lab.Ask(lab.ada, lab.printers[0], lab.Evening(-2, 2)).accepted());
  CHECK(lab.Ask(lab.ada, lab.laser, lab.Evening(0, 2)).accepted());
}

TEST_CASE("an open round: every road is closed alike") {
  RoundLab lab;
  const MemberId ada = lab.ada;
  const Interval evening = lab.Evening(0, 2);
  const BookingId before = lab.Got(ada, lab.printers[0], lab.Evening(-3, 2)).id;
  const RoundId id = lab.Opened();
  const std::vector refused{Rule::kInRound};
  CHECK(RulesOf(lab.Do(lab.As(ada), lab.AnyOf(lab.fdm, evening))) == refused);
  CHECK(RulesOf(lab.Do(lab.manager, lab.On(lab.printers[0], evening))).front() != Rule::kInRound);
  Book for_ada = lab.On(lab.printers[0], evening);
  for_ada.member = ada;
  CHECK(RulesOf(lab.Do(lab.manager, for_ada)) == refused);
  Book hold = lab.On(lab.printers[0], evening);
  hold.hold_until = lab.at + Duration::Hours(1);
  CHECK(RulesOf(lab.Do(lab.As(ada), hold)) == refused);
  Book kit = lab.On(lab.laser, evening);
  kit.wants.push_back({lab.printers[0], PoolId(), 1});
  CHECK(RulesOf(lab.Do(lab.As(ada), kit)) == refused);
  Move there;
  there.booking = before;
  there.interval = evening;
  CHECK(RulesOf(lab.Do(lab.As(ada), there)) == refused);
  Move longer;
  longer.booking = before;
  longer.ends = Move::Ends::kLaterEnd;
  longer.interval = lab.Evening(-3, 4);
  CHECK(RulesOf(lab.Do(lab.As(ada), longer)) == refused);
  BookSeries series;
  series.wants.push_back({lab.printers[1], PoolId(), 1});
  series.rule = "FREQ=DAILY;COUNT=3";
  series.start = CivilSecond(2026, 1, 5, 19, 0, 0);
  series.civil_seconds = 3600;
  CHECK(RulesOf(lab.Do(lab.As(ada), series)).front() == Rule::kInRound);
  series.mode = model::SeriesMode::kBestEffort;
  const Decision best = lab.Do(lab.As(ada), series);
  REQUIRE(best.accepted());
  CHECK(lab.state.Find(SeriesId(best.subject.id))->missing.size() == 1);
  Book import = lab.On(lab.printers[2], evening);
  import.member = ada;
  import.import_key = model::Seal{1};
  CHECK(RulesOf(lab.Do(lab.manager, import)) == refused);
  const WishId wish = Filed(lab, lab.bea, WishAnyOf(lab.fdm, evening));
  CHECK(At(lab, wish).state == WishState::kWaiting);
  // Begun before, running into it.
  lab.Advance(lab.Closes() - Duration::Hours(1));
  Book walk_up = lab.On(lab.printers[1], Interval(lab.at, lab.Evening(1, 1).start()));
  walk_up.walk_up = true;
  CHECK(RulesOf(lab.Do(lab.As(ada), walk_up)) == refused);
  CHECK(lab.state.Find(id)->state == RoundState::kOpen);
  for (const ResourceId printer : lab.printers) {
    CHECK(lab.state.CalendarOf(printer).IsFree(lab.Evening()));
  }
}

TEST_CASE("an open round: a manager's override sets it aside, on record") {
  RoundLab lab;
  lab.Opened();
  Book book = lab.On(lab.printers[0], lab.Evening(0, 1));
  book.member = lab.ada;
  book.override_policy = {true, model::Seal{7}};
  const Decision decision = lab.Do(lab.manager, book);
  REQUIRE(decision.accepted());
  CHECK(lab[BookingId(decision.subject.id)].overridden);
  CHECK(!lab.Do(lab.As(lab.ada), book).accepted());
}

TEST_CASE(
    "an open round: what stands in its windows stays, and gives its time to the round alone") {
  RoundLab lab;
  const BookingId id = lab.Got(lab.ada, lab.printers[0], lab.Evening(0, 4)).id;
  Book held = lab.On(lab.printers[1], lab.Evening(0, 4));
  held.hold_until = lab.at + Duration::Hours(2);
  const BookingId hold = lab.Booked(lab.bea, held);
  const RoundId round = lab.Opened();
  CHECK(lab.Do(lab.As(lab.bea), Confirm{hold}).accepted());
  Move shorter;
  shorter.booking = id;
  shorter.ends = Move::Ends::kEarlierEnd;
  shorter.interval = lab.Evening(0, 2);
  REQUIRE(lab.Do(lab.As(lab.ada), shorter).accepted());
  CHECK(lab[id].interval == lab.Evening(0, 2));
  // Within what it has it may move; what it gave back is the round's.
  Move later;
  later.booking = id;
  later.interval = lab.Evening(1, 1);
  CHECK(lab.Do(lab.As(lab.ada), later).accepted());
  later.interval = lab.Evening(0, 2);
  CHECK(RulesOf(lab.Do(lab.As(lab.ada), later)) == std::vector{Rule::kInRound});
  CHECK(lab.Do(lab.As(lab.ada), HandOver{id, lab.alan}).accepted());
  const WishId waits = Filed(lab, lab.ada, WishOn(lab.printers[0], lab.Evening(1, 1)));
  REQUIRE(lab.Do(lab.As(lab.alan), Cancel{id}).accepted());
  CHECK(At(lab, waits).state == WishState::kWaiting);
  CHECK(RulesOf(lab.Ask(lab.alan, lab.printers[0], lab.Evening(1, 1))) ==
        std::vector{Rule::kInRound});
  lab.Filed(lab.bea, round, {lab.Just(lab.Named(0, lab.Evening(1, 1)))});
  lab.Filed(lab.ada, round, {lab.Just(lab.Named(1, lab.Evening(1, 1)))});
  lab.Closed(round);
  CHECK(lab.Fates(round, lab.bolt) == std::vector{Fate::kTaken});
  CHECK(lab.Fates(round, lab.acme) == std::vector{Fate::kRefused});  // bea's hold was there before
  CHECK(FollowPass(*lab.state.Find(round)).empty());
}

TEST_CASE("an open round: no repack moves a booking within its windows to make room") {
  RoundLab lab;
  lab.SetShares(1, 1);
  Book book = lab.AnyOf(lab.fdm, lab.Evening(0, 2));
  book.may_move = true;
  const BookingId movable = lab.Booked(lab.ada, book);
  const ResourceId on = lab[movable].kit[0].resource;
  const RoundId id = lab.Opened();
  std::vector<Round::Bundle> bundles;
  for (size_t i = 0; i < 3; ++i) bundles.push_back(lab.Just(lab.Named(i, lab.Evening(0, 2))));
  lab.Filed(lab.ada, id, bundles);
  lab.Closed(id);
  CHECK(lab[movable].kit[0].resource == on);
}

TEST_CASE(
    "an open round: the victims of an outage are not moved into its windows, nor within them") {
  RoundLab lab;
  Book book = lab.AnyOf(lab.fdm, lab.Evening(0, 2));
  book.may_move = true;
  const BookingId victim = lab.Booked(lab.ada, book);
  const ResourceId on = lab[victim].kit[0].resource;
  const RoundId round = lab.Opened();
  DeclareOutage broken;
  broken.resource = on;
  broken.interval = lab.Evening(0, 1);
  const Decision declared = lab.Do(lab.manager, broken);
  REQUIRE(declared.accepted());
  CHECK(lab[victim].state == BookingState::kDisplaced);
  const model::Outage& outage = *lab.state.Find(OutageId(declared.subject.id));
  const WishId wish = outage.victims.front().wish;
  REQUIRE(wish.IsSet());
  SUBCASE("it has its time back when the outage is lifted") {
    REQUIRE(lab.Do(lab.manager, LiftOutage{outage.id}).accepted());
    CHECK(lab[victim].state == BookingState::kConfirmed);
    CHECK(lab[victim].interval == lab.Evening(0, 2));
  }
  SUBCASE("what it is offered meanwhile lies elsewhere, and then it comes first") {
    const model::Booking& offered = GivenTo(lab, wish);
    CHECK(!offered.interval.Overlaps(lab.Evening()));
    REQUIRE(lab.Do(lab.As(lab.ada), DeclineOffer{wish}).accepted());
    while (At(lab, wish).state == WishState::kOffered) {
      CHECK(!GivenTo(lab, wish).interval.Overlaps(lab.Evening()));
      REQUIRE(lab.Do(lab.As(lab.ada), DeclineOffer{wish}).accepted());
    }
    lab.Closed(round);
    CHECK(lab.state.Find(round)->state == RoundState::kPublished);
  }
}

TEST_CASE("an open round: two of one pool are decided each for itself") {
  RoundLab lab;
  const RoundId first = lab.Opened();
  const Decision opened = lab.Open({lab.Evening(4, 2)}, lab.Closes() + Duration::Hours(2));
  REQUIRE(opened.accepted());
  const RoundId second(opened.subject.id);
  lab.Filed(lab.ada, first, {lab.Just(lab.Named(0, lab.Evening(2, 2)))});
  lab.Filed(lab.ada, second, {lab.Just(lab.Named(0, lab.Evening(4, 2)))});
  // Not in the one what is the other's.
  CHECK(RulesOf(lab.File(lab.ada, first, {lab.Just(lab.Named(0, lab.Evening(3, 2)))})) ==
        std::vector{Rule::kOutsideRound});
  lab.Advance(lab.Closes());
  CHECK(lab.state.Find(first)->state == RoundState::kPublished);
  CHECK(lab.state.Find(second)->state == RoundState::kOpen);
  CHECK(RulesOf(lab.Ask(lab.bea, lab.printers[0], lab.Evening(4, 1))) ==
        std::vector{Rule::kInRound});
  CHECK(lab.Ask(lab.bea, lab.printers[0], lab.Evening(0, 1)).accepted());
  lab.Advance(lab.Closes() + Duration::Hours(2));
  CHECK(lab.Fates(second, lab.acme) == std::vector{Fate::kTaken});
}

}  // namespace
}  // namespace mutua::core::testing
