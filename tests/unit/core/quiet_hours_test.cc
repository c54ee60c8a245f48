// An offer does not run out in the quiet hours of whom it is made to (FAIRSHARE.md 5).
#include "tests/unit/core/wish_lab.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::core::testing {
namespace {

using model::QuietHours;
using model::WishState;
using model::testing::At;

constexpr QuietHours kNight{22 * 60, 7 * 60};

CivilSecond Wall(int month, int day, int hour = 0, int minute = 0, int second = 0) {
  return CivilSecond(2026, month, day, hour, minute, second);
}

void SetQuiet(Lab& lab, MemberId member, QuietHours quiet) {
  REQUIRE(lab.Do(Lab::As(member), SetQuietHours{member, quiet}).accepted());
}

// Until when an offer of the laser from `start` on is open that is made `now`.
Instant OfferedAt(Lab& lab, Instant now, Instant start, Instant valid_until = kLatest) {
  lab.Advance(now);
  FileWish wish = Offered(WishOn(lab.laser, Interval(start, start + Duration::Hours(1))));
  wish.valid_until = valid_until;
  return GivenTo(lab, Filed(lab, lab.ada, wish)).due;
}

TEST_CASE("an offer's clock stands still in its member's quiet hours") {
  struct Row {
    const char* what;
    CivilSecond made;
    CivilSecond starts;
    CivilSecond until;
  };
  // From 22:00 until 07:00 by the clocks of the lab, which are UTC's.
  const Row rows[] = {
      {"by day", Wall(1, 5, 12, 0), Wall(1, 8, 12, 0), Wall(1, 5, 14, 0)},
      {"half an hour before", Wall(1, 5, 21, 30), Wall(1, 8, 12, 0), Wall(1, 6, 8, 30)},
      {"made in them", Wall(1, 5, 23, 0), Wall(1, 8, 12, 0), Wall(1, 6, 9, 0)},
      {"a quarter of an hour, near", Wall(1, 5, 21, 50), Wall(1, 6, 12, 0), Wall(1, 6, 7, 5)},
      {"near, made in them", Wall(1, 5, 23, 0), Wall(1, 6, 12, 0), Wall(1, 6, 7, 15)},
      {"starts in them", Wall(1, 5, 21, 50), Wall(1, 6, 1, 0), Wall(1, 6, 1, 0)},
      {"starts soon behind them", Wall(1, 5, 23, 0), Wall(1, 6, 7, 10), Wall(1, 6, 7, 10)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Lab lab;
    SetQuiet(lab, lab.ada, kNight);
    CHECK(OfferedAt(lab, At(row.made), At(row.starts)) == At(row.until));
  }
  Lab lab;
  SetQuiet(lab, lab.ada, kNight);
  const Instant given_up = At(Wall(1, 6, 5, 0));
  CHECK(OfferedAt(lab, At(Wall(1, 5, 21, 30)), At(Wall(1, 8, 12, 0)), given_up) == given_up);
}

TEST_CASE("an offer passes on when its clock has run out, and in no quiet hour before") {
  Lab lab;
  SetQuiet(lab, lab.ada, kNight);
  lab.Advance(At(Wall(1, 5, 21, 30)));
  const FileWish asked = Offered(WishOn(lab.laser, Lab::Hours(72, 74)));
  const WishId first = Filed(lab, lab.ada, asked);
  const WishId second = Filed(lab, lab.bea, asked);
  lab.Advance(At(Wall(1, 6, 8, 29, 59)));
  CHECK(At(lab, first).state == WishState::kOffered);
  CHECK(At(lab, second).state == WishState::kWaiting);
  lab.Advance(At(Wall(1, 6, 8, 30)));
  CHECK(At(lab, first).state == WishState::kWaiting);
  CHECK(At(lab, second).state == WishState::kOffered);
  // Who has none is given two hours of any night.
  CHECK(GivenTo(lab, second).due == At(Wall(1, 6, 10, 30)));
}

TEST_CASE("quiet hours go by the clocks of the site, through both of their changes") {
  constexpr int32_t kWinter = 3600;
  constexpr int32_t kSummer = 7200;
  SUBCASE("in spring") {
    Lab lab(model::testing::Paris());
    SetQuiet(lab, lab.ada, kNight);
    CHECK(OfferedAt(lab, At(Wall(3, 28, 21, 30), kWinter), At(Wall(3, 31, 12, 0), kSummer)) ==
          At(Wall(3, 29, 8, 30), kSummer));
  }
  SUBCASE("in autumn") {
    Lab lab(model::testing::Paris());
    SetQuiet(lab, lab.ada, kNight);
    CHECK(OfferedAt(lab, At(Wall(10, 24, 21, 30), kSummer), At(Wall(10, 28, 12, 0), kWinter)) ==
          At(Wall(10, 25, 8, 30), kWinter));
  }
}

TEST_CASE("of a kit the clocks of its first thing count") {
  Lab lab;
  SetQuiet(lab, lab.ada, kNight);
  const ZoneId kathmandu(lab.Define(DefineZone{{ZoneId(), model::testing::Kathmandu()}}));
  const SiteId annex(
      lab.Define(DefineSite{{SiteId(), "annex", "Annex", kathmandu, model::AlwaysOpen()}}));
  model::Resource beamer = *lab.state.Find(lab.room);
  beamer.id = ResourceId();
  beamer.handle = "beamer";
  beamer.site = annex;
  const ResourceId far(lab.Define(DefineResource{beamer}));
  FileWish both = Offered(WishOn(lab.room, Lab::Hours(72, 74)));
  both.wants.push_back({far, PoolId(), 1});
  lab.Advance(At(Wall(1, 5, 16, 0)));  // 21:45 in Kathmandu
  SUBCASE("here") { CHECK(GivenTo(lab, Filed(lab, lab.ada, both)).due == At(Wall(1, 5, 18, 0))); }
  SUBCASE("there") {
    std::swap(both.wants[0], both.wants[1]);
    CHECK(GivenTo(lab, Filed(lab, lab.ada, both)).due == At(Wall(1, 6, 3, 0)));  // 08:45
  }
}

TEST_CASE("an open offer keeps its deadline when quiet hours are changed, the next one has them") {
  Lab lab;
  SetQuiet(lab, lab.ada, kNight);
  const Instant made = At(Wall(1, 5, 21, 30));
  lab.Advance(made);
  const WishId wish =
      Filed(lab, lab.ada, Offered(WishOn(lab.laser, Lab::Hours(72, 76), Duration::Hours(2))));
  SetQuiet(lab, lab.ada, {});
  CHECK(GivenTo(lab, wish).due == At(Wall(1, 6, 8, 30)));
  REQUIRE(lab.Do(Lab::As(lab.ada), DeclineOffer{wish}).accepted());
  CHECK(GivenTo(lab, wish).due == made + kOfferHeld);
}

// Serves again from `back` on, after a crash at `stopped`; its timers fire behind it.
void Return(Lab& lab, Instant stopped, Instant back) {
  Command start;
  start.caller.role = model::Role::kService;
  start.body = StartServing{stopped};
  lab.at = back;
  REQUIRE(Decide(lab.state, start, back, &lab.events).accepted());
  lab.Advance(back);
}

TEST_CASE("while the engine is down no offer's clock runs, and what it adds is not quiet either") {
  struct Row {
    const char* what;
    CivilSecond made;
    CivilSecond starts;
    CivilSecond stopped;
    CivilSecond back;
    CivilSecond until;
  };
  const Row rows[] = {
      {"by day", Wall(1, 5, 12, 0), Wall(1, 8, 12, 0), Wall(1, 5, 13, 0), Wall(1, 5, 13, 30),
       Wall(1, 5, 14, 30)},
      {"into the night", Wall(1, 5, 19, 30), Wall(1, 8, 12, 0), Wall(1, 5, 20, 0),
       Wall(1, 5, 21, 0), Wall(1, 6, 7, 30)},
      {"never past the start", Wall(1, 5, 12, 0), Wall(1, 5, 12, 40), Wall(1, 5, 12, 10),
       Wall(1, 5, 12, 38), Wall(1, 5, 12, 40)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Lab lab;
    Caller daemon;
    daemon.role = model::Role::kService;
    REQUIRE(lab.Do(daemon, StartServing{lab.at}).accepted());
    SetQuiet(lab, lab.ada, kNight);
    lab.Advance(At(row.made));
    const Instant start = At(row.starts);
    const WishId wish = Filed(
        lab, lab.ada, Offered(WishOn(lab.laser, Interval(start, start + Duration::Hours(1)))));
    Return(lab, At(row.stopped), At(row.back));
    CHECK(GivenTo(lab, wish).due == At(row.until));
  }
}

TEST_CASE("quiet hours are set by oneself and by who manages the lab, and go with an erasure") {
  struct Row {
    const char* what;
    Caller caller;
    MemberId member;
    std::vector<Rule> expected;
  };
  Lab lab;
  Caller kiosk = Lab::As(lab.ada);
  kiosk.role = model::Role::kKiosk;
  Caller boss = Lab::As(lab.alan);
  boss.role = model::Role::kCompanyManager;
  const Row rows[] = {
      {"by oneself", Lab::As(lab.ada), lab.ada, {}},
      {"by the lab's manager", lab.manager, lab.ada, {}},
      {"by a colleague", Lab::As(lab.alan), lab.ada, {Rule::kNotPermitted}},
      {"by who manages the company", boss, lab.ada, {Rule::kNotPermitted}},
      {"by another company's", Lab::As(lab.bea), lab.ada, {Rule::kNotPermitted}},
      {"at a kiosk", kiosk, lab.ada, {Rule::kNotPermitted}},
      {"of nobody", lab.manager, MemberId(99), {Rule::kUnknown}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(RulesOf(lab.Do(row.caller, SetQuietHours{row.member, kNight})) == row.expected);
  }
  CHECK(lab.state.Find(lab.ada)->quiet == kNight);
  const uint32_t version = lab.state.Find(lab.ada)->version;
  REQUIRE(lab.Do(Lab::As(lab.ada), SetQuietHours{lab.ada, kNight}).accepted());
  CHECK(lab.state.Find(lab.ada)->version == version);  // nothing changed
  REQUIRE(lab.Do(lab.manager, EraseMember{lab.ada}).accepted());
  CHECK(lab.state.Find(lab.ada)->quiet == QuietHours());
  CHECK(RulesOf(lab.Do(lab.manager, SetQuietHours{lab.ada, kNight})) ==
        std::vector{Rule::kUnknown});
}

}  // namespace
}  // namespace mutua::core::testing
