// Many wishes that wake at once: whose turn it is follows from merit alone, not from whose timer
// fires first.
#include <doctest/doctest.h>

#include "tests/unit/core/share_lab.h"

namespace mutua::core::testing {
namespace {

using model::WishState;

constexpr int64_t kDays = 24;

// Acme has used most of what it is guaranteed: whatever bolt waits for comes first.
void LetAcmeUseItsPart(ShareLab& lab) { lab.Got(lab.ada, lab.printers[0], lab.In(kDays, 60)); }

TEST_CASE("any of a pool is contested at its opening by wishes for one of it by name") {
  ShareLab lab;
  LetAcmeUseItsPart(lab);
  const Interval time = lab.In(16 * kDays, 2);
  const WishId any = Filed(lab, lab.ada, WishAnyOf(lab.fdm, time));
  std::vector<WishId> named;
  for (const ResourceId printer : lab.printers) {
    named.push_back(Filed(lab, lab.bea, WishOn(printer, time)));
  }
  lab.Advance(time.start() - Duration::Days(14));
  for (const WishId wish : named) CHECK(At(lab, wish).state == WishState::kMet);
  CHECK(At(lab, any).state == WishState::kWaiting);
}

TEST_CASE(
    "of wishes that wake late together the one with less usage comes first, whichever is due") {
  ShareLab lab;
  LetAcmeUseItsPart(lab);
  const Interval time = lab.In(16 * kDays, 2);
  // Bolt's could begin an hour later too: it is filed first and due last.
  const Instant later = time.start() + Duration::Hours(1);
  std::vector<WishId> patient;
  for (const ResourceId printer : lab.printers) {
    patient.push_back(Filed(lab, lab.bea, WishOn(printer, Interval(later, time.end()))));
  }
  const WishId any = Filed(lab, lab.ada, WishAnyOf(lab.fdm, time));
  lab.Advance(later - Duration::Days(14));
  for (const WishId wish : patient) CHECK(At(lab, wish).state == WishState::kMet);
  CHECK(At(lab, any).state == WishState::kWaiting);
}

TEST_CASE("a wish whose offer lapses late stands behind those of more merit that wake by then") {
  ShareLab lab;
  LetAcmeUseItsPart(lab);
  const Interval time = lab.In(16 * kDays, 1);
  const auto after = [&](double hours) {
    return Duration::Seconds(static_cast<int64_t>(hours * 3600));
  };
  // The second of its windows is the only one of the other's, and opens when the offer has lapsed.
  const Interval second(time.start() + after(2.5), time.end() + after(2.5));
  FileWish twice = Offered(WishOn(lab.printers[0], time));
  twice.windows.push_back(second);
  const WishId offered = Filed(lab, lab.ada, twice);
  const WishId waiting = Filed(lab, lab.bea, WishOn(lab.printers[0], second));
  lab.Advance(time.start() - Duration::Days(14));
  REQUIRE(At(lab, offered).state == WishState::kOffered);
  lab.Advance(time.start() - Duration::Days(14) + after(3));
  CHECK(At(lab, waiting).state == WishState::kMet);
  CHECK(At(lab, offered).state == WishState::kWaiting);
}

TEST_CASE("a wish has its turn as the company's that its member is of by now") {
  ShareLab lab;
  LetAcmeUseItsPart(lab);
  const Interval time = lab.In(16 * kDays, 2);
  const MemberId mover = lab.AddMember(lab.acme);
  const WishId moved = Filed(lab, mover, WishOn(lab.printers[0], time));
  const WishId stayed = Filed(lab, lab.ada, WishOn(lab.printers[0], time));
  model::Member member = *lab.state.Find(mover);
  member.company = lab.bolt;
  SUBCASE("it follows, and comes before those of a company that has used most of its part") {
    lab.Define(DefineMember{member});
    CHECK(At(lab, moved).company == lab.bolt);
    lab.Advance(time.start() - Duration::Days(14));
    CHECK(At(lab, moved).state == WishState::kMet);
    CHECK(GivenTo(lab, moved).company == lab.bolt);
    CHECK(At(lab, stayed).state == WishState::kWaiting);
  }
  SUBCASE("who leaves for that company stands behind") {
    const WishId bolts = Filed(lab, lab.bea, WishOn(lab.printers[0], time));
    member = *lab.state.Find(lab.bea);
    member.company = lab.acme;
    lab.Define(DefineMember{member});
    CHECK(At(lab, bolts).company == lab.acme);
    lab.Advance(time.start() - Duration::Days(14));
    CHECK(At(lab, moved).state == WishState::kMet);
  }
}

TEST_CASE("what an outage displaces of a member who has left waits as the new company's") {
  ShareLab lab;
  const MemberId mover = lab.AddMember(lab.acme);
  const BookingId booked = lab.Got(mover, lab.laser, lab.In(kDays, 2)).id;
  REQUIRE(lab.Do(lab.manager, MoveMember{.member = mover, .to = lab.bolt}).accepted());
  REQUIRE(lab[booked].company == lab.acme);
  DeclareOutage outage;
  outage.resource = lab.laser;
  outage.interval = lab.In(kDays, 24);
  REQUIRE(lab.Do(lab.manager, outage).accepted());
  REQUIRE(lab[booked].state == model::BookingState::kDisplaced);
  const std::vector<WishId> waiting = lab.state.waitlist().Of(mover);
  REQUIRE(waiting.size() == 1);
  CHECK(At(lab, waiting.front()).company == lab.bolt);
}

TEST_CASE("a wish with more rivals than one turn tries is not served for being the oldest") {
  ShareLab lab;
  LetAcmeUseItsPart(lab);
  constexpr uint32_t kUnits = kWishesTriedMost + 2;
  const ResourceId bench = lab.Add("bench", lab.fdm, model::ResourceKind::kMachine, kUnits);
  const Interval time = lab.In(23 * kDays, 1);
  const WishId oldest = Filed(lab, lab.ada, WishOn(bench, time));
  std::vector<WishId> wishes;
  for (const MemberId member : {lab.bea, lab.AddMember(lab.bolt), lab.AddMember(lab.bolt)}) {
    for (size_t i = 0; i < kWishesWaitingMost; ++i) {
      wishes.push_back(Filed(lab, member, WishOn(bench, time)));
    }
  }
  REQUIRE(wishes.size() > kUnits);
  lab.Advance(time.start() - Duration::Days(14));
  size_t met = 0;
  for (const WishId wish : wishes) met += At(lab, wish).state == WishState::kMet;
  CHECK(met == kUnits);
  CHECK(At(lab, oldest).state == WishState::kWaiting);
}

TEST_CASE("of those whom one outage displaced who used less is given another time first") {
  ShareLab lab;
  model::Pool pool = *lab.state.Find(lab.lasers);
  pool.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 1, {}, 0}};
  lab.Define(DefinePool{pool});
  lab.Got(lab.ada, lab.laser, lab.In(4 * kDays, 10));
  // Acme's begins first, and so is displaced first.
  const BookingId acmes = lab.Got(lab.ada, lab.laser, lab.In(48, 2)).id;
  const BookingId bolts = lab.Got(lab.bea, lab.laser, lab.In(50, 2)).id;
  DeclareOutage outage;
  outage.resource = lab.laser;
  outage.interval = lab.In(48, 4);
  REQUIRE(lab.Do(lab.manager, outage).accepted());
  const auto offered = [&](BookingId displaced) {
    Instant start;
    lab.state.ForEach<model::Wish>([&](const model::Wish& wish) {
      if (wish.instead_of == displaced) start = GivenTo(lab, wish.id).interval.start();
    });
    return start;
  };
  CHECK(offered(bolts) == lab.In(52, 2).start());
  CHECK(offered(acmes) == lab.In(54, 2).start());
}

}  // namespace
}  // namespace mutua::core::testing
