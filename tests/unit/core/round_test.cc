// Allocation rounds: one pass in the order of the opening (FAIRSHARE.md 6).
#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

using model::WishState;

TEST_CASE("a round: in order, each company takes its best bundles that can still be had") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  const Round& open = *lab.state.Find(id);
  REQUIRE(open.turns.size() == 2);
  CHECK(open.turns[0].company == lab.acme);  // the smaller standing
  CHECK(open.turns[1].company == lab.bolt);
  CHECK(IsInOrder(open));
  // Who files first does not matter.
  lab.Filed(lab.bea, id,
            {lab.Just(lab.Named(0, lab.Evening(0, 2))), lab.Just(lab.Named(1, lab.Evening(0, 2)))});
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(1, 2)))});
  const Round& round = lab.Closed(id);
  CHECK(round.state == RoundState::kPublished);
  CHECK(round.open_seconds == 24 * 3600);
  CHECK(round.turns[0].cap == 6 * 3600);
  CHECK(round.turns[1].cap == 18 * 3600);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kTaken});
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTakenBefore, Fate::kTaken});
  CHECK(round.turns[1].results[0].by == 1);
  CHECK(round.turns[1].taken == 2 * 3600);
  const model::Booking& booking = lab[round.turns[0].results[0].bookings[0]];
  CHECK(booking.member == lab.ada);
  CHECK(booking.interval == lab.Evening(1, 2));
  CHECK(booking.kit[0].resource == lab.printers[0]);
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: a company takes up to its cap, and one bundle at least") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id,
            {lab.Just(lab.Named(0, lab.Evening(0, 4))), lab.Just(lab.Named(1, lab.Evening(0, 3))),
             lab.Just(lab.Named(1, lab.Evening(0, 2)))});
  lab.Filed(lab.bea, id, {lab.Just(lab.Any(lab.Evening(0, 4, 1), 3))});
  const Round& round = lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kTaken, Fate::kOverCap, Fate::kTaken});
  const Round::Result& over = round.turns[0].results[1];
  CHECK(over.limit == 6 * 3600);
  CHECK(over.used == 4 * 3600);
  CHECK(over.asked == 3 * 3600);
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTaken});
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: the first bundle may be more than the cap") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id,
            {lab.Just(lab.Any(lab.Evening(0, 4), 3)), lab.Just(lab.Any(lab.Evening(0, 1, 1)))});
  const Round& round = lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kTaken, Fate::kOverCap});
  CHECK(round.turns[0].taken == 12 * 3600);
  CHECK(round.turns[0].results[0].resources.size() == 3);
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: of a bundle all parts are had or none, and the next alternative is tried") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(1, lab.Evening(0, 1)))});
  const Round::Alternative both{lab.Named(0, lab.Evening(0, 1)), lab.Named(1, lab.Evening(0, 1))};
  const Round::Alternative later{lab.Named(0, lab.Evening(1, 1)), lab.Named(1, lab.Evening(1, 1))};
  lab.Filed(lab.bea, id, {{both, later}, {both}});
  const Round& round = lab.Closed(id);
  const auto& results = round.turns[1].results;
  CHECK(results[0].fate == Fate::kTaken);
  CHECK(results[0].alternative == 2);
  CHECK(results[0].bookings.size() == 2);
  CHECK(results[1].fate == Fate::kTakenBefore);
  CHECK(results[1].by == 1);
  CHECK(lab.state.CalendarOf(lab.printers[0]).IsFree(lab.Evening(0, 1)));
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: any of the pool leaves alone what its own bundle names") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {{{lab.Any(lab.Evening(0, 1), 2), lab.Named(0, lab.Evening(0, 1))}}});
  lab.Filed(lab.bea, id,
            {lab.Just(lab.Any(lab.Evening(0, 1))), lab.Just(lab.Any(lab.Evening(1, 1)))});
  const Round& round = lab.Closed(id);
  std::vector<ResourceId> any = round.turns[0].results[0].resources;
  CHECK(any.back() == lab.printers[0]);
  std::sort(any.begin(), any.end());
  CHECK(any == lab.printers);
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTakenBefore, Fate::kTaken});
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: whoever follows it sees what was decided otherwise") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  lab.Filed(lab.bea, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  const Round round = lab.Closed(id);
  REQUIRE(FollowPass(round).empty());
  Round twice = round;
  twice.turns[1].results[0] = twice.turns[0].results[0];
  twice.turns[1].taken = 2 * 3600;
  CHECK(FollowPass(twice) == std::vector<model::Discrepancy>{{2, 1}});
  Round capped = round;
  capped.turns[0].cap += 1;
  CHECK(FollowPass(capped) == std::vector<model::Discrepancy>{{1, 0}});
  Round withheld = round;  // it could have been had
  withheld.turns[0].results[0].fate = Fate::kTakenBefore;
  withheld.turns[0].results[0].by = 1;
  withheld.turns[0].taken = 0;
  CHECK(FollowPass(withheld).front() == model::Discrepancy{1, 1});
  Round swapped = round;
  std::swap(swapped.turns[0], swapped.turns[1]);
  CHECK(!IsInOrder(swapped));
  Round drawn = round;
  drawn.seed ^= 1;
  CHECK(!IsInOrder(drawn));
}

TEST_CASE("a round: lists close at their instant by themselves, and what is left opens to wishes") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {lab.Just(lab.Any(lab.Evening(), 2))});
  const WishId served = Filed(lab, lab.bea, WishAnyOf(lab.fdm, lab.Evening()));
  CHECK(At(lab, served).state == WishState::kWaiting);
  lab.Advance(lab.Closes() - Duration::Seconds(1));
  CHECK(lab.state.Find(id)->state == RoundState::kOpen);
  lab.Advance(lab.Closes());
  CHECK(lab.state.Find(id)->state == RoundState::kPublished);
  CHECK(lab.state.Find(id)->ended_at == lab.Closes());
  CHECK(At(lab, served).state == WishState::kMet);
  CHECK(RulesOf(lab.File(lab.bea, id, {})) == std::vector{Rule::kRoundOver});
  lab.Advance(lab.Closes() + kRoundKept);
  CHECK(lab.state.Find(id) == nullptr);
}

TEST_CASE("a round: closed or cancelled once only, by a manager") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  CHECK(RulesOf(lab.Do(lab.As(lab.ada), CloseRound{id})) == std::vector{Rule::kNotPermitted});
  CHECK(RulesOf(lab.Do(lab.As(lab.ada), CancelRound{id})) == std::vector{Rule::kNotPermitted});
  lab.Closed(id);
  const Decision again = lab.Do(lab.manager, CloseRound{id});
  CHECK(RulesOf(again) == std::vector{Rule::kRoundOver});
  const Reason& reason = again.refusal.reasons().front();
  CHECK(reason.limit == lab.at.unix_seconds());
  CHECK(reason.used == static_cast<int64_t>(RoundState::kPublished));
  CHECK(reason.asked == static_cast<int64_t>(id.value()));
  CHECK(RulesOf(lab.Do(lab.manager, CancelRound{id})) == std::vector{Rule::kRoundOver});
  const RoundId other = lab.Opened();
  REQUIRE(lab.Do(lab.manager, CancelRound{other}).accepted());
  CHECK(RulesOf(lab.Do(lab.manager, CloseRound{other})) == std::vector{Rule::kRoundOver});
  CHECK(lab.Ask(lab.ada, lab.printers[0], lab.Evening()).accepted());
  CHECK(RulesOf(lab.Do(lab.manager, CloseRound{RoundId(9)})) == std::vector{Rule::kUnknown});
}

TEST_CASE("a round: what is opened must be shared, ahead, and nobody else's to give out") {
  RoundLab lab;
  const auto at = [&](int64_t hour) { return kMonday + Duration::Hours(hour); };
  CHECK(RulesOf(lab.Open({lab.Evening()}, lab.at)) == std::vector{Rule::kInThePast});
  CHECK(RulesOf(lab.Open({lab.Evening()}, at(34))) == std::vector{Rule::kRoundTimes});
  CHECK(RulesOf(lab.Open({}, at(24))) == std::vector{Rule::kTooMany});
  CHECK(RulesOf(lab.Open({lab.Hours(34, 34 + 24 * 8)}, at(24))) == std::vector{Rule::kBadInterval});
  CHECK(RulesOf(lab.Open({lab.Evening(0, 4, 60)}, at(24))) == std::vector{Rule::kHorizon});
  CHECK(RulesOf(lab.Open(std::vector(kRoundWindowsMost + 1, lab.Evening()), at(24))) ==
        std::vector{Rule::kTooMany});
  OpenRound laser{lab.lasers, {lab.Evening()}, at(24)};
  CHECK(RulesOf(lab.Do(lab.manager, laser)) == std::vector{Rule::kNotShared});
  CHECK(RulesOf(lab.Do(lab.manager, OpenRound{PoolId(99), {lab.Evening()}, at(24)})) ==
        std::vector{Rule::kUnknown});
  CHECK(RulesOf(lab.Do(lab.As(lab.ada), OpenRound{lab.fdm, {lab.Evening()}, at(24)})) ==
        std::vector{Rule::kNotPermitted});
  const RoundId first = lab.Opened();
  const Decision over = lab.Open({lab.Evening(3, 4)}, at(30));
  CHECK(RulesOf(over) == std::vector{Rule::kInRound});
  CHECK(over.refusal.reasons().front().used == static_cast<int64_t>(first.value()));
  // Back to back is another round.
  const Decision beside = lab.Open({lab.Evening(4, 2), lab.Evening(5, 3)}, at(30));
  REQUIRE(beside.accepted());
  const Round& second = *lab.state.Find(RoundId(beside.subject.id));
  CHECK(second.windows == std::vector{lab.Evening(4, 4)});
  lab.Advance(at(30));
  CHECK(lab.state.open_rounds().empty());
}

TEST_CASE("a round: a list is its company's, replaced until it closes") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  const auto one = [&](int64_t hour) {
    return std::vector<Round::Bundle>{lab.Just(lab.Named(0, lab.Evening(hour, 1)))};
  };
  lab.Filed(lab.ada, id, one(0));
  lab.Filed(lab.alan, id, one(1));
  const Round::List& list = *model::ListOf(*lab.state.Find(id), lab.acme);
  CHECK(list.version == 2);
  CHECK(list.member == lab.alan);
  FileList stale{id, lab.ada, 1, one(2)};
  CHECK(RulesOf(lab.Do(lab.As(lab.ada), stale)) == std::vector{Rule::kStale});
  // For another company only the manager, who names whom it is for.
  FileList foreign{id, lab.bea, 0, one(2)};
  CHECK(RulesOf(lab.Do(lab.As(lab.ada), foreign)) == std::vector{Rule::kNotPermitted});
  REQUIRE(lab.Do(lab.manager, foreign).accepted());
  CHECK(model::ListOf(*lab.state.Find(id), lab.bolt)->filed_by == lab.bea);
  const CompanyId cut(lab.Define(DefineCompany{{CompanyId(), "cut", "Cut"}}));
  const MemberId outsider = lab.AddMember(cut);
  CHECK(RulesOf(lab.File(outsider, id, one(2))) == std::vector{Rule::kNoTurn});
  lab.Filed(lab.ada, id, {});  // it wants nothing any more
  lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme).empty());
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTaken});
}

TEST_CASE("a round: a bundle that could never fit is refused with its rule") {
  RoundLab lab;
  const CertificationId wanted(
      lab.Define(DefineCertification{{CertificationId(), "advanced", "Advanced"}}));
  model::Rules certified;
  certified.certifications = {{wanted}};
  lab.SetRules(lab.printers[1], certified);
  model::Rules brief;
  brief.longest = Duration::Hours(2);
  lab.SetRules(lab.printers[2], brief);
  const RoundId id = lab.Opened();
  const Round::Part named = lab.Named(0, lab.Evening(0, 1));
  const Round::Part laser{{lab.laser, PoolId(), 1}, lab.Evening(0, 1)};
  struct Row {
    Round::Alternative parts;
    std::vector<Rule> rules;
  };
  const Row rows[] = {
      {{lab.Named(0, lab.Evening(3, 2))}, {Rule::kOutsideRound}},
      {{lab.Named(0, lab.Evening(-1, 2))}, {Rule::kOutsideRound}},
      {{named, laser}, {Rule::kOutsideRound}},
      {{lab.Named(1, lab.Evening(0, 1))}, {Rule::kCertification}},
      {{lab.Named(2, lab.Evening(0, 3))}, {Rule::kTooLong}},
      {{lab.Any(lab.Evening(0, 1), 4)}, {Rule::kPoolFull}},
      {{lab.Any(lab.Evening(0, 3), 2)}, {Rule::kPoolFull}},
      {{named, lab.Named(0, lab.Evening(0, 2))}, {Rule::kOverlap}},
      {{{{lab.printers[0], PoolId(), 2}, lab.Evening(0, 1)}}, {Rule::kOverlap}},
      {{named, lab.Any(lab.Evening(0, 1)), lab.Any(lab.Evening(0, 1)), lab.Any(lab.Evening(0, 1))},
       {Rule::kPoolFull}},
      {{}, {Rule::kTooMany}},
      {{{{ResourceId(99), PoolId(), 1}, lab.Evening(0, 1)}}, {Rule::kUnknown}},
      {{{{ResourceId(), lab.fdm, 0}, lab.Evening(0, 1)}}, {Rule::kTooMany}},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows);
    const Decision decision = lab.File(lab.ada, id, {lab.Just(named), {row.parts}});
    CHECK(RulesOf(decision).front() == row.rules.front());
    REQUIRE(!decision.accepted());
    CHECK(decision.refusal.reasons().front().occurrence == 2);
  }
  CHECK(lab.state.Find(id)->lists.empty());
  CHECK(RulesOf(lab.File(lab.ada, id, std::vector(kRoundBundlesMost + 1, lab.Just(named)))) ==
        std::vector{Rule::kTooMany});
  CHECK(RulesOf(lab.File(lab.ada, id,
                         {Round::Bundle(kRoundAlternativesMost + 1, Round::Alternative{named})})) ==
        std::vector{Rule::kTooMany});
  lab.Filed(lab.ada, id, std::vector(kRoundBundlesMost, lab.Just(named)));
}

TEST_CASE(
    "a round: a wish for what one may not use is refused with its rule, and nothing is filed") {
  RoundLab lab;
  model::Rules bolts;
  bolts.companies = {lab.bolt};
  for (const ResourceId printer : lab.printers) lab.SetRules(printer, bolts);
  const RoundId id = lab.Opened();
  for (const Round::Part& part : {lab.Named(0, lab.Evening(0, 1)), lab.Any(lab.Evening(0, 1))}) {
    const Decision decision = lab.File(lab.ada, id, {lab.Just(part)});
    REQUIRE(RulesOf(decision) == std::vector{Rule::kNotAllowed});
    CHECK(decision.refusal.reasons().front().resource.IsSet());
    CHECK(decision.refusal.reasons().front().occurrence == 1);
  }
  CHECK(lab.state.Find(id)->lists.empty());
  lab.Filed(lab.bea, id, {lab.Just(lab.Any(lab.Evening(0, 1)))});
}

TEST_CASE("a round: no list is long enough to leave another without") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  Round::Alternative evening;
  for (int64_t quarter = 0; quarter < static_cast<int64_t>(kRoundPartsMost); ++quarter) {
    const Instant start = lab.Evening().start() + Duration::Minutes(15 * quarter);
    evening.push_back(lab.Named(0, Interval(start, start + Duration::Minutes(15))));
  }
  const size_t most = kRoundListNamedMost / kRoundPartsMost;
  CHECK(RulesOf(lab.File(lab.ada, id, std::vector(most + 1, Round::Bundle{evening}))) ==
        std::vector{Rule::kTooMany});
  lab.Filed(lab.ada, id, std::vector(most, Round::Bundle{evening}));
  lab.Closed(id);
  CHECK(lab.Turn(id, lab.acme).results[0].bookings.size() == kRoundPartsMost);
}

TEST_CASE("a round: whoever was to book and is gone gets nothing, and the rest goes on") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  const CompanyId cut(lab.Define(DefineCompany{{CompanyId(), "cut", "Cut"}}));
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 1)))});
  lab.Filed(lab.bea, id, {lab.Just(lab.Named(0, lab.Evening(0, 1)))});
  REQUIRE(lab.Do(lab.manager, MoveMember{lab.ada, cut}).accepted());
  lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kRefused});
  CHECK(lab.Turn(id, lab.acme).results[0].rule == static_cast<uint16_t>(Rule::kUnknown));
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTaken});
  CHECK(FollowPass(*lab.state.Find(id)).empty());

  RoundLab other;
  const RoundId second = other.Opened();
  other.Filed(other.ada, second, {other.Just(other.Named(0, other.Evening(0, 1)))});
  REQUIRE(other.Do(other.manager, EraseMember{other.ada}).accepted());
  other.Closed(second);
  CHECK(other.Fates(second, other.acme) == std::vector{Fate::kRefused});
}

TEST_CASE("a round: quotas and outages are judged when it is decided") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id,
            {lab.Just(lab.Named(0, lab.Evening(0, 2))), lab.Just(lab.Named(1, lab.Evening(0, 2))),
             lab.Just(lab.Named(2, lab.Evening(0, 1)))});
  model::Quota quota;
  quota.handle = "little";
  quota.name = "Little";
  quota.pools = {lab.fdm};
  quota.window = model::Quota::Window::kWeek;
  quota.limit = 2 * 3600;
  const QuotaId little(lab.Define(DefineQuota{quota}));
  DeclareOutage broken;
  broken.resource = lab.printers[0];
  broken.interval = lab.Evening(1, 1);
  REQUIRE(lab.Do(lab.manager, broken).accepted());
  const Round& round = lab.Closed(id);
  CHECK(round.open_seconds == 23 * 3600);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kRefused, Fate::kTaken, Fate::kRefused});
  const auto& results = round.turns[0].results;
  CHECK(results[0].rule == static_cast<uint16_t>(Rule::kOutage));
  CHECK(results[2].rule == static_cast<uint16_t>(Rule::kQuota));
  CHECK(results[2].quota == little);
  CHECK(results[2].used == 2 * 3600);
  CHECK(FollowPass(round).empty());
}

TEST_CASE(
    "a round: whatever notice its windows give, its time has the full price and is nobody's grab") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Advance(kMonday + Duration::Hours(20));
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  const Round& round = lab.Closed(id);
  const model::Booking& booking = lab[round.turns[0].results[0].bookings[0]];
  CHECK(!booking.grab);
  CHECK(booking.price.ticks == Ticks(2 * 3600));
  CHECK(lab.HoursWithin(lab.acme, lab.Evening().start()) == 2);
}

TEST_CASE("a round: windows beyond the horizon and the guarantee are given out all the same") {
  RoundLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 63));  // all of its guarantee this week
  const Decision opened = lab.Open({lab.Evening(0, 4, 0), lab.Evening(0, 4, 5)}, lab.Closes());
  REQUIRE(opened.accepted());
  const RoundId id(opened.subject.id);
  lab.Filed(lab.ada, id,
            {lab.Just(lab.Any(lab.Evening(0, 2))), lab.Just(lab.Any(lab.Evening(0, 2, 5)))});
  lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kTaken, Fate::kTaken});
  CHECK(!lab.Turn(id, lab.acme).under_guarantee);
}

TEST_CASE("a round: the daemon was down when lists closed, and what has begun is gone") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id,
            {lab.Just(lab.Named(0, lab.Evening(0, 2))), lab.Just(lab.Named(0, lab.Evening(2, 2)))});
  Caller daemon;
  daemon.role = model::Role::kService;
  REQUIRE(lab.Do(daemon, StopServing{}).accepted());
  const Instant back = lab.Evening().start() + Duration::Hours(1);
  lab.at = back;
  Command start;
  start.caller = daemon;
  start.body = StartServing{back, 8};
  REQUIRE(Decide(lab.state, start, back, &lab.events).accepted());  // before the timers of the gap
  lab.Advance(back);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kRefused, Fate::kTaken});
  CHECK(lab.Turn(id, lab.acme).results[0].rule == static_cast<uint16_t>(Rule::kInThePast));
  CHECK(lab.state.Find(id)->ended_at == back);
}

}  // namespace
}  // namespace mutua::core::testing
