// Tokens: who has lost four contests comes before smaller usage once (FAIRSHARE.md 5).
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

using model::WishState;

// Acme has used most of what it is guaranteed: bolt comes first, while neither has used it up. What
// is contested is held by another member of bolt, who gives it up.
struct TokenLab : RoundLab {
  TokenLab() {
    Got(ada, printers[0], In(24, 60));
    holder = AddMember(bolt);
  }

  // An hour of the second printer, so many hours from now.
  Interval Hour(int64_t hour) const { return In(hour, 1); }
  // Frees it, so that those who wait for it contend for it. It was booked when it was free.
  void Free(BookingId held) { REQUIRE(Do(As(holder), Cancel{.booking = held}).accepted()); }
  BookingId Hold(Interval time) { return Got(holder, printers[1], time).id; }

  struct Contenders {
    WishId acmes, bolts;
  };
  Contenders Contend(Interval time) {
    const BookingId held = Hold(time);
    const Contenders both{testing::Filed(*this, ada, WishOn(printers[1], time)),
                          testing::Filed(*this, bea, WishOn(printers[1], time))};
    Free(held);
    return both;
  }
  // So many that acme loses, each on a day of its own from the ninth on.
  void Lose(int64_t contests) {
    for (int64_t i = 0; i < contests; ++i) {
      const Contenders both = Contend(Hour(24 * (9 + i)));
      REQUIRE(testing::At(*this, both.bolts).state == WishState::kMet);
      REQUIRE(testing::At(*this, both.acmes).state == WishState::kWaiting);
    }
  }
  size_t Lost(CompanyId company) const { return state.ContestsOf(fdm, company, at).lost.size(); }
  bool HasToken(CompanyId company) const { return state.HasToken(fdm, company, at); }
  bool IsMet(WishId wish) const { return testing::At(*this, wish).state == WishState::kMet; }
  // The last event of the kind.
  template <class EventType>
  const EventType& Last() const {
    const EventType* last = nullptr;
    for (const Event& event : events) {
      if (const auto* one = std::get_if<EventType>(&event)) last = one;
    }
    REQUIRE(last != nullptr);
    return *last;
  }

  MemberId holder;
};

TEST_CASE("the fourth contest that a company loses earns a token, and its next win spends it") {
  TokenLab lab;
  for (size_t lost = 1; lost < kLostForToken; ++lost) {
    const auto both = lab.Contend(lab.Hour(24 * static_cast<int64_t>(7 + lost) + 1));
    CHECK(lab.IsMet(both.bolts));
    CHECK(lab.Lost(lab.acme) == lost);
    CHECK(lab.Last<Contested>().losses.front().lost == lost);
    CHECK(!lab.HasToken(lab.acme));
  }
  CHECK(lab.IsMet(lab.Contend(lab.Hour(24 * 12)).bolts));
  CHECK(lab.HasToken(lab.acme));
  CHECK(lab.Lost(lab.acme) == 0);
  CHECK(lab.Lost(lab.bolt) == 0);

  const auto fifth = lab.Contend(lab.Hour(24 * 13));
  CHECK(lab.IsMet(fifth.acmes));
  CHECK(At(lab, fifth.bolts).state == WishState::kWaiting);
  CHECK(std::any_of(lab.events.begin(), lab.events.end(), [](const Event& event) {
    const auto* contested = std::get_if<Contested>(&event);
    return contested != nullptr && contested->spent;
  }));
  CHECK(!lab.HasToken(lab.acme));
  const Outranked told = *lab.Last<WishChanged>().outranked;
  CHECK(told.why == Outranked::By::kToken);
  CHECK(told.lost == 0);  // until then
  CHECK(lab.Lost(lab.bolt) == 1);

  CHECK(lab.IsMet(lab.Contend(lab.Hour(24 * 13 + 3)).bolts));
}

TEST_CASE("a wish that is longer than what was given has lost nothing") {
  TokenLab lab;
  const Interval two(lab.Hour(24 * 9).start(), lab.Hour(24 * 9 + 1).end());
  const BookingId held = lab.Hold(two);
  const WishId longer = Filed(lab, lab.ada, WishOn(lab.printers[1], two));
  const WishId shorter = Filed(lab, lab.bea, WishOn(lab.printers[1], lab.Hour(24 * 9)));
  lab.Free(held);
  REQUIRE(lab.IsMet(shorter));
  CHECK(At(lab, longer).state == WishState::kWaiting);
  CHECK(lab.Lost(lab.acme) == 0);
}

TEST_CASE(
    "a wish that could not have been met has lost nothing, and what it waits for later counts") {
  TokenLab lab;
  // One booking at a time that is not over: acme has it.
  model::Quota quota;
  quota.handle = quota.name = "one";
  quota.who = model::Quota::Who::kCompany;
  quota.company = lab.acme;
  quota.measure = model::Quota::Measure::kBookings;
  quota.window = model::Quota::Window::kOutstanding;
  quota.limit = 1;
  lab.Define(DefineQuota{quota});
  const auto both = lab.Contend(lab.Hour(24 * 9));
  REQUIRE(lab.IsMet(both.bolts));
  CHECK(lab.Lost(lab.acme) == 0);
  lab.Advance(lab.at + Duration::Hours(1));
  quota.id = QuotaId(1);
  quota.version = lab.state.Find(quota.id)->version;
  quota.limit = 2;
  lab.Define(DefineQuota{quota});
  CHECK(lab.IsMet(lab.Contend(lab.Hour(24 * 10)).bolts));
  CHECK(lab.Lost(lab.acme) == 1);
}

TEST_CASE("who can have another one of the pool has lost nothing") {
  TokenLab lab;
  const Interval time = lab.Hour(24 * 9);
  DeclareOutage outage;
  outage.pool = lab.fdm;
  outage.interval = time;
  const Decision declared = lab.Do(lab.manager, outage);
  REQUIRE(declared.accepted());
  std::vector<WishId> wishes{Filed(lab, lab.ada, WishAnyOf(lab.fdm, time))};
  for (int i = 0; i < 2; ++i) wishes.push_back(Filed(lab, lab.bea, WishAnyOf(lab.fdm, time)));
  REQUIRE(lab.Do(lab.manager, LiftOutage{OutageId(declared.subject.id)}).accepted());
  for (const WishId wish : wishes) CHECK(lab.IsMet(wish));
  CHECK(lab.Lost(lab.acme) == 0);
}

TEST_CASE("one wish counts once, and so does one time of a resource") {
  TokenLab lab;
  const Interval time = lab.Hour(24 * 9);
  SUBCASE("two wishes for the same time") {
    const auto both = lab.Contend(time);
    CHECK(lab.Lost(lab.acme) == 1);
    // What bolt was given it gives up for another wish of its own.
    const WishId again = Filed(lab, lab.alan, WishOn(lab.printers[1], time));
    const WishId next = Filed(lab, lab.holder, WishOn(lab.printers[1], time));
    const BookingId given = At(lab, both.bolts).booking;
    REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{.booking = given}).accepted());
    CHECK(lab.IsMet(next));
    CHECK(At(lab, again).state == WishState::kWaiting);
    CHECK(lab.Lost(lab.acme) == 1);
  }
  SUBCASE("a wish with two windows that loses both") {
    const Interval later = lab.Hour(24 * 10);
    FileWish either = WishOn(lab.printers[1], time);
    either.windows.push_back(later);
    const BookingId one = lab.Hold(time);
    const BookingId two = lab.Hold(later);
    const WishId acmes = Filed(lab, lab.ada, either);
    Filed(lab, lab.bea, WishOn(lab.printers[1], time));
    Filed(lab, lab.bea, WishOn(lab.printers[1], later));
    lab.Free(one);
    CHECK(lab.Lost(lab.acme) == 1);
    lab.Free(two);
    CHECK(At(lab, acmes).state == WishState::kWaiting);
    CHECK(lab.Lost(lab.acme) == 1);
  }
}

TEST_CASE("a token ends with the next period, and nothing needs to be swept") {
  TokenLab lab;
  lab.Lose(4);
  REQUIRE(lab.HasToken(lab.acme));
  // It was earned in the week of 5 January.
  const Instant ends = lab.state.ContestsOf(lab.fdm, lab.acme, lab.at).token_ends;
  CHECK(ends == Instant::FromUnix(1768780800));  // Monday 2026-01-19T00:00:00Z
  lab.Advance(ends - Duration::Seconds(1));
  CHECK(lab.HasToken(lab.acme));
  lab.Advance(ends);
  CHECK(!lab.HasToken(lab.acme));
  // What is written next of the company has none either.
  const auto both = lab.Contend(lab.Hour(24 * 9));
  CHECK(lab.IsMet(both.bolts));
  CHECK(lab.Lost(lab.acme) == 1);
}

TEST_CASE("who has a token counts no more losses, and stands behind who is under its guarantee") {
  TokenLab lab;
  lab.Lose(4);
  REQUIRE(lab.HasToken(lab.acme));
  // The week of 12 January: what acme is guaranteed of it is used.
  lab.Got(lab.ada, lab.printers[0], lab.In(24 * 10, 63));
  REQUIRE(!IsUnderGuarantee(lab.state, lab.fdm, lab.acme, lab.Hour(24 * 9).start()));
  lab.Advance(lab.at + Duration::Hours(24 * 4));
  const auto both = lab.Contend(lab.Hour(24 * 4));
  CHECK(lab.IsMet(both.bolts));
  const Outranked told = *lab.Last<WishChanged>().outranked;
  CHECK(told.why == Outranked::By::kGuarantee);
  CHECK(told.lost == kLostForToken);
  CHECK(lab.Lost(lab.acme) == 0);
  CHECK(lab.HasToken(lab.acme));
}

TEST_CASE("what an outage displaced spends no token, and nobody has lost to it") {
  TokenLab lab;
  lab.Lose(4);
  // Nothing else is free within half a day of it.
  const Interval time = lab.Hour(24 * 13);
  const Interval around = lab.In(24 * 13 - 14, 29);
  const BookingId displaced = lab.Got(lab.ada, lab.printers[0], time).id;
  lab.Got(lab.holder, lab.printers[2], around);
  const BookingId held = lab.Hold(around);
  DeclareOutage outage;
  outage.resource = lab.printers[0];
  outage.interval = around;
  REQUIRE(lab.Do(lab.manager, outage).accepted());
  CHECK(lab[displaced].state == model::BookingState::kDisplaced);
  const WishId bolts = Filed(lab, lab.bea, WishAnyOf(lab.fdm, time));
  lab.Free(held);
  CHECK(At(lab, bolts).state == WishState::kWaiting);
  CHECK(lab.Lost(lab.bolt) == 0);
  CHECK(lab.HasToken(lab.acme));
}

TEST_CASE("a wish that nobody else waits for spends no token") {
  TokenLab lab;
  lab.Lose(4);
  const BookingId held = lab.Hold(lab.Hour(24 * 13));
  const WishId alone = Filed(lab, lab.ada, WishOn(lab.printers[1], lab.Hour(24 * 13)));
  lab.Free(held);
  CHECK(lab.IsMet(alone));
  CHECK(lab.HasToken(lab.acme));
}

TEST_CASE("a round: a token comes before smaller usage, and goes with what is taken") {
  TokenLab lab;
  lab.Lose(4);
  const RoundId id = lab.Opened();
  const Round& round = *lab.state.Find(id);
  REQUIRE(round.turns.front().company == lab.acme);
  CHECK(round.turns.front().token);
  CHECK(!round.turns.back().token);
  CHECK(round.turns.front().usage.value() * 3 > round.turns.back().usage.value());
  CHECK(IsInOrder(round));
  SUBCASE("acme takes something") {
    lab.Filed(lab.ada, id, {RoundLab::Just(lab.Named(1, lab.Evening(0, 1)))});
    lab.Closed(id);
    CHECK(!lab.HasToken(lab.acme));
  }
  SUBCASE("acme files nothing") {
    lab.Closed(id);
    CHECK(lab.HasToken(lab.acme));
  }
}

TEST_CASE("who leaves takes its contests along, and so does a pool that is removed") {
  TokenLab lab;
  lab.Lose(2);
  REQUIRE(lab.Lost(lab.acme) == 2);
  SUBCASE("the company is wound up") {
    WindUp wind_up;
    wind_up.company = lab.acme;
    REQUIRE(lab.Do(lab.manager, wind_up).accepted());
    CHECK(lab.Lost(lab.acme) == 0);
  }
  SUBCASE("the pool") {
    model::Pool pool = *lab.state.Find(lab.fdm);
    pool.retired = true;
    lab.state.Apply(PoolDefined{pool});
    const model::Usage* usage = lab.state.FindUsage(lab.acme);
    CHECK((usage == nullptr || usage->contests.empty()));
  }
  SUBCASE("it is shared no more for a while: none counts meanwhile") {
    model::Pool pool = *lab.state.Find(lab.fdm);
    pool.sharing.policy = model::Policy::kFirstCome;
    lab.Define(DefinePool{pool});
    CHECK(lab.Lost(lab.acme) == 0);
  }
}

TEST_CASE("where companies stand says what they lost") {
  TokenLab lab;
  lab.Lose(3);
  CHECK(ShareStandingOf(lab.state, lab.fdm, lab.acme, lab.at).lost == 3);
  lab.Contend(lab.Hour(24 * 13));
  const ShareStanding standing = ShareStandingOf(lab.state, lab.fdm, lab.acme, lab.at);
  CHECK(standing.lost == 0);
  CHECK(standing.token_ends > lab.at);
}

}  // namespace
}  // namespace mutua::core::testing
