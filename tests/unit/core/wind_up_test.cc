// A company leaves for good: nothing of it lives, and nothing of anybody else's is lost.
#include "engine/core/credits.h"
#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::Entry;

constexpr int64_t kHour = 3600;  // a credit in ticks

struct LeavingLab : ShareLab {
  Ticks Has(CompanyId company) const { return state.CreditsOf(fdm, company).balance; }
  Ticks Sum() const {
    const model::Commons* commons = state.FindCommons(fdm);
    if (commons == nullptr) return Ticks();
    Ticks sum = commons->balance + commons->escrow - commons->minted;
    state.ForEach<model::Purse>([&](const model::Purse& purse) {
      for (const auto& part : purse.parts) sum = sum + part.balance;
    });
    return sum;
  }
  Decision WindsUp(CompanyId company, MemberId heir = MemberId()) {
    return Do(manager, WindUp{company, 0, heir});
  }
  size_t LiveOf(CompanyId company) const {
    size_t live = 0;
    state.ForEach<model::Booking>([&](const model::Booking& booking) {
      live += booking.company == company && model::Occupies(booking.state);
    });
    return live;
  }
};

const Reason& OnlyReason(const Decision& decision) {
  REQUIRE(decision.refusal.reasons().size() == 1);
  return decision.refusal.reasons().front();
}

TEST_CASE("what a company has booked ends, what is running is cut to what was used") {
  LeavingLab lab;
  const BookingId running = lab.Got(lab.ada, lab.laser, lab.In(1, 4)).id;
  const BookingId ahead = lab.Got(lab.alan, lab.room, lab.In(48, 2)).id;
  const BookingId others = lab.Got(lab.bea, lab.room, lab.In(60, 2)).id;
  FileWish wish;
  wish.wants.push_back({lab.room, PoolId(), 1});
  wish.windows.push_back(lab.In(60, 2));
  wish.length = Duration::Hours(2);
  const Decision filed = lab.Do(lab.As(lab.ada), wish);
  REQUIRE(filed.accepted());
  BookSeries series;
  series.wants.push_back({lab.laser, PoolId(), 1});
  series.rule = "FREQ=DAILY;COUNT=3";
  series.start = CivilSecond(2026, 1, 8, 10, 0, 0);
  series.civil_seconds = kHour;
  const Decision booked = lab.Do(lab.As(lab.ada), series);
  REQUIRE(booked.accepted());
  REQUIRE(lab.Do(lab.manager, DefineBadge{{BadgeId(), lab.ada, model::Seal{1}, false}}).accepted());
  model::Token token;
  token.member = lab.alan;
  token.hash = {1};
  REQUIRE(lab.Do(lab.manager, DefineToken{token}).accepted());

  lab.Advance(lab.at + Duration::Hours(2));
  REQUIRE(lab.WindsUp(lab.acme).accepted());
  CHECK(lab[running].state == BookingState::kCompleted);
  CHECK(lab[running].interval.end() == lab.at);
  CHECK(lab[ahead].state == BookingState::kCancelled);
  CHECK(lab[others].state == BookingState::kConfirmed);
  CHECK(lab.LiveOf(lab.acme) == 0);
  CHECK(lab.state.Find(WishId(filed.subject.id))->state == model::WishState::kWithdrawn);
  CHECK(lab.state.Find(SeriesId(booked.subject.id))->ended);
  CHECK(lab.state.Find(lab.acme)->retired);
  for (const MemberId member : {lab.ada, lab.alan}) CHECK(lab.state.Find(member)->retired);
  CHECK_FALSE(lab.state.Find(lab.bea)->retired);
  lab.state.ForEach<model::Badge>([](const model::Badge& badge) { CHECK(badge.revoked); });
  lab.state.ForEach<model::Token>([](const model::Token& one) { CHECK(one.revoked); });
  // Nothing is asked for any more, and it leaves once.
  CHECK_FALSE(lab.Ask(lab.ada, lab.room, lab.In(100, 1)).accepted());
  CHECK(OnlyReason(lab.WindsUp(lab.acme)).rule == Rule::kUnknown);
  lab.Advance(lab.at + Duration::Days(30));
}

TEST_CASE("what it holds, asked for or was offered ends, too, and comes to nobody by itself") {
  LeavingLab lab;
  model::Rules rules;
  rules.needs_approval = true;
  lab.SetRules(lab.room, rules);
  Book held = Lab::On(lab.laser, lab.In(0, 2));
  held.hold_until = lab.at + Duration::Minutes(30);
  const BookingId holds = lab.Booked(lab.ada, held);
  const BookingId asks = lab.Got(lab.ada, lab.room, lab.In(2, 2)).id;
  REQUIRE(lab[asks].state == BookingState::kPending);
  const BookingId taken = lab.Got(lab.bea, lab.laser, lab.In(48, 2)).id;
  FileWish wish = Offered(WishOn(lab.laser, lab.In(48, 2)));
  const WishId offered = Filed(lab, lab.alan, wish);
  REQUIRE(lab.Do(lab.As(lab.bea), Cancel{taken}).accepted());
  REQUIRE(At(lab, offered).state == model::WishState::kOffered);
  const BookingId offer = At(lab, offered).booking;

  // A hold that runs into its own time was never used.
  lab.Advance(lab.at + Duration::Minutes(10));
  REQUIRE(lab.WindsUp(lab.acme, lab.bea).accepted());
  CHECK(lab[holds].state == BookingState::kCancelled);
  CHECK(lab[offer].state == BookingState::kCancelled);
  CHECK(At(lab, offered).state == model::WishState::kWithdrawn);
  // What was asked for, and may be had, goes to the heir as it stands.
  CHECK(lab[asks].state == BookingState::kPending);
  CHECK(lab[asks].company == lab.bolt);
  CHECK(lab.LiveOf(lab.acme) == 0);
}

TEST_CASE("a wish of a member who came from another company ends with the member") {
  LeavingLab lab;
  lab.Got(lab.ada, lab.laser, lab.In(48, 2));
  const BookingId first = lab.Got(lab.ada, lab.room, lab.In(48, 2)).id;
  const WishId waits = Filed(lab, lab.bea, Offered(WishOn(lab.laser, lab.In(48, 2))));
  const WishId offered = Filed(lab, lab.bea, Offered(WishOn(lab.room, lab.In(48, 2))));
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{first}).accepted());
  REQUIRE(At(lab, offered).state == model::WishState::kOffered);
  // The offer stays her former company's.
  REQUIRE(lab.Do(lab.manager, MoveMember{lab.bea, lab.acme, 0, false}).accepted());
  REQUIRE(At(lab, offered).company == lab.bolt);
  REQUIRE(lab.WindsUp(lab.acme).accepted());
  for (const WishId id : {waits, offered}) {
    CHECK(At(lab, id).state == model::WishState::kWithdrawn);
  }
  CHECK(lab.state.waitlist().empty());
}

TEST_CASE("quotas on it or on its members end; those on all stay") {
  LeavingLab lab;
  const auto limit = [&](model::Quota::Who who, CompanyId company, MemberId member) {
    model::Quota quota;
    quota.handle = quota.name = "quota-" + std::to_string(lab.state.counters().quota);
    quota.who = who;
    quota.company = company;
    quota.member = member;
    quota.measure = model::Quota::Measure::kBookings;
    quota.window = model::Quota::Window::kDay;
    quota.limit = 5;
    return QuotaId(lab.Define(DefineQuota{quota}));
  };
  using Who = model::Quota::Who;
  const QuotaId its = limit(Who::kCompany, lab.acme, MemberId());
  const QuotaId its_members = limit(Who::kEachMember, lab.acme, MemberId());
  const QuotaId ada = limit(Who::kMember, CompanyId(), lab.ada);
  const QuotaId bea = limit(Who::kMember, CompanyId(), lab.bea);
  const QuotaId all = limit(Who::kEachCompany, CompanyId(), MemberId());
  REQUIRE(lab.WindsUp(lab.acme).accepted());
  for (const QuotaId id : {its, its_members, ada}) CHECK(lab.state.Find(id)->retired);
  for (const QuotaId id : {bea, all}) CHECK_FALSE(lab.state.Find(id)->retired);
}

TEST_CASE("nobody of it stays signed in, nor signs in again") {
  LeavingLab lab;
  REQUIRE(lab.Do(lab.As(lab.ada), SetPassword{lab.ada, model::Password::kOwn}).accepted());
  const auto signs_in = [&] {
    const uint32_t version = lab.state.Find(lab.ada)->version;
    Caller caller;
    caller.member = lab.ada;
    return lab.Do(caller, SignIn{lab.ada, version, {1}, lab.at + Duration::Days(1), "phone"});
  };
  const Decision in = signs_in();
  REQUIRE(in.accepted());
  const TokenId session(static_cast<uint32_t>(in.subject.id));
  REQUIRE(lab.WindsUp(lab.acme).accepted());
  CHECK(lab.state.Find(session)->revoked);
  CHECK(RulesOf(signs_in()) == std::vector{Rule::kUnknown});
}

TEST_CASE("in an open round it keeps its turn and takes nothing; the others choose as before") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  lab.Filed(lab.bea, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  REQUIRE(lab.Do(lab.manager, WindUp{lab.acme, 0, {}}).accepted());
  const Round::List* emptied = model::ListOf(*lab.state.Find(id), lab.acme);
  REQUIRE(emptied != nullptr);
  CHECK(emptied->bundles.empty());
  CHECK(emptied->version == 2);
  const Round& round = lab.Closed(id);
  REQUIRE(round.turns.size() == 2);
  CHECK(round.turns[0].company == lab.acme);  // fixed before any list was read
  CHECK(round.turns[0].results.empty());
  CHECK(round.turns[0].taken == 0);
  // Without acme's list in the way, bolt's first wish is had.
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTaken});
  CHECK(round.turns[1].cap == 18 * 3600);
  CHECK(FollowPass(round).empty());
  CHECK(IsInOrder(round));
}

TEST_CASE("a round of a pool that nobody has a share of any more gives out nothing, and ends") {
  RoundLab lab;
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  REQUIRE(lab.Do(lab.manager, WindUp{lab.acme, 0, {}}).accepted());
  REQUIRE(lab.Do(lab.manager, WindUp{lab.bolt, 0, {}}).accepted());
  CHECK_FALSE(lab.state.IsShared(lab.fdm));
  lab.Advance(lab.Closes());
  const Round& round = *lab.state.Find(id);
  CHECK(round.state == RoundState::kPublished);
  for (const Round::Turn& turn : round.turns) CHECK(turn.taken == 0);
}

TEST_CASE("who has left gets no share of a pool any more") {
  LeavingLab lab;
  REQUIRE(lab.WindsUp(lab.acme).accepted());
  model::Pool pool = *lab.state.Find(lab.fdm);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 3, {}, 0}};
  const Reason reason = OnlyReason(lab.Do(lab.manager, DefinePool{pool}));
  CHECK(reason.rule == Rule::kUnknown);
  CHECK(reason.asked == lab.acme.value());
}

TEST_CASE("what the heir may have is handed over, with its charge and its quota; the rest ends") {
  LeavingLab lab;
  const BookingId first = lab.Got(lab.ada, lab.room, lab.In(48, 2)).id;
  const BookingId second = lab.Got(lab.ada, lab.laser, lab.In(48, 2)).id;
  model::Rules rules;
  rules.members = {{lab.ada}};
  lab.SetRules(lab.laser, rules);
  REQUIRE(lab.WindsUp(lab.acme, lab.bea).accepted());
  CHECK(lab[first].state == BookingState::kConfirmed);
  CHECK(lab[first].company == lab.bolt);
  CHECK(lab[first].member == lab.bea);
  CHECK(lab[second].state == BookingState::kCancelled);
  CHECK(lab.LiveOf(lab.acme) == 0);
}

TEST_CASE(
    "I2: credits go to the commons, a debt to the mint, and what was guaranteed to the others") {
  LeavingLab lab;
  REQUIRE(lab.Do(lab.As(lab.bea), Lend{lab.fdm, lab.bolt, lab.at, 20 * 60}).accepted());
  lab.Got(lab.ada, lab.printers[0], lab.In(25, 73));  // ten beyond, which bolt lent
  lab.Advance(lab.at + Duration::Hours(98));
  REQUIRE(lab.Has(lab.acme) == Ticks(-10 * kHour));
  REQUIRE(lab.Has(lab.bolt) == Ticks(10 * kHour));

  REQUIRE(lab.WindsUp(lab.acme).accepted());
  CHECK(lab.Has(lab.acme) == Ticks());
  CHECK(lab.state.FindCommons(lab.fdm)->minted == Ticks(10 * kHour));
  CHECK(lab.state.FindPurse(lab.acme)->entries.back().why == Entry::Why::kWoundUp);
  CHECK(lab.Sum() == Ticks());
  const model::Sharing& left = lab.state.Find(lab.fdm)->sharing;
  CHECK(model::ShareOf(left, lab.acme) == 0);
  CHECK(model::ShareOf(left, lab.bolt) == 3);
  // Nothing of any frozen period is kept for it.
  lab.state.ForEach<model::Guarantees>([&](const model::Guarantees& period) {
    if (period.interval.end() <= lab.at) return;
    const int64_t unused = lab.state.usages().Guaranteed(period.id, lab.acme) -
                           lab.state.usages().Within(lab.fdm, lab.acme, period.first);
    CHECK(unused < 60);
  });
  CHECK(CreditLimitsOf(lab.state, lab.fdm, lab.acme, lab.at).ceiling == Ticks());

  REQUIRE(lab.WindsUp(lab.bolt).accepted());
  CHECK(lab.Has(lab.bolt) == Ticks());
  CHECK(lab.state.FindCommons(lab.fdm)->balance == Ticks(10 * kHour));
  CHECK(lab.Sum() == Ticks());
  lab.Advance(lab.at + Duration::Days(60));
  CHECK(lab.Sum() == Ticks());
}

TEST_CASE(
    "what is paid for time that a company released, and has left since, goes to all in common") {
  LeavingLab lab;
  REQUIRE(lab.Do(lab.As(lab.bea), Lend{lab.fdm, lab.bolt, lab.at, 20 * 60}).accepted());
  lab.Got(lab.ada, lab.printers[0], lab.In(25, 73));
  REQUIRE(lab.WindsUp(lab.bolt).accepted());
  CHECK(lab.Has(lab.acme) == Ticks(-10 * kHour));
  lab.Advance(lab.at + Duration::Hours(98));
  CHECK(lab.Has(lab.bolt) == Ticks());
  CHECK(lab.state.FindCommons(lab.fdm)->balance == Ticks(10 * kHour));
  CHECK(lab.Sum() == Ticks());
}

TEST_CASE("what somebody else has to decide first stands in the way, by name") {
  LeavingLab lab;
  CHECK(OnlyReason(lab.Do(lab.As(lab.ada), WindUp{lab.acme, 0, {}})).rule == Rule::kNotPermitted);
  CHECK(OnlyReason(lab.Do(lab.manager, WindUp{lab.acme, 7, {}})).rule == Rule::kStale);
  CHECK(OnlyReason(lab.WindsUp(CompanyId(99))).rule == Rule::kUnknown);
  CHECK(OnlyReason(lab.WindsUp(lab.acme, lab.alan)).rule == Rule::kUnknown);
  Caller own = lab.manager;
  own.member = lab.ada;
  CHECK(OnlyReason(lab.Do(own, WindUp{lab.acme, 0, {}})).rule == Rule::kNotPermitted);

  model::Resource lent = *lab.state.Find(lab.laser);
  lent.lent.by = lab.acme;
  lab.Define(DefineResource{lent});
  model::Pool pool = *lab.state.Find(lab.rooms);
  pool.sharing.policy = model::Policy::kFairShare;
  pool.sharing.shares = {{lab.acme, 1, {}, 0}};
  lab.Define(DefinePool{pool});
  const BookingId ahead = lab.Got(lab.bea, lab.laser, lab.In(48, 2)).id;
  const Decision refused = lab.WindsUp(lab.acme);
  CHECK(RulesOf(refused) == std::vector{Rule::kInUse, Rule::kNoShares});
  CHECK(refused.refusal.reasons()[0].resource == lab.laser);
  CHECK(refused.refusal.reasons()[1].resource == lab.room);
  CHECK_FALSE(lab.state.Find(lab.acme)->retired);
  CHECK_FALSE(lab.state.Find(lab.ada)->retired);
  lent.lent = {};
  lab.Define(DefineResource{lent});
  pool.sharing.policy = model::Policy::kByShares;
  lab.Define(DefinePool{pool});
  REQUIRE(lab.WindsUp(lab.acme).accepted());
  CHECK(lab[ahead].state == BookingState::kConfirmed);
  CHECK_FALSE(lab.state.IsShared(lab.rooms));
}

TEST_CASE("a preview tells the same events as winding up does, and changes nothing") {
  LeavingLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 73));
  Command command;
  command.caller = lab.manager;
  command.body = WindUp{lab.acme, 0, lab.bea};
  std::vector<Event> would;
  REQUIRE(Preview(lab.state, command, lab.at, &would).accepted());
  CHECK_FALSE(lab.state.Find(lab.acme)->retired);
  CHECK(lab.LiveOf(lab.acme) == 1);
  lab.events.clear();
  REQUIRE(lab.WindsUp(lab.acme, lab.bea).accepted());
  CHECK(lab.events == would);
}

}  // namespace
}  // namespace mutua::core::testing
