// Rounds and credits: what goes beyond a guarantee is paid for, down to the floor, and more credits
// for a share come first between those that used alike (FAIRSHARE.md 5 to 7).
#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

constexpr int64_t kHour = 3600;  // a credit in ticks

TEST_CASE("a round: time beyond the guarantee costs credits, however soon it begins") {
  RoundLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 63));  // all of acme's guarantee this week
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 2)))});
  lab.Filed(lab.bea, id, {lab.Just(lab.Named(1, lab.Evening(0, 2)))});
  lab.Advance(lab.Closes());  // ten hours ahead: anybody could grab it then
  REQUIRE(lab.Fates(id, lab.acme) == std::vector{Fate::kTaken});
  const model::Booking& booking = lab[lab.Turn(id, lab.acme).results[0].bookings[0]];
  CHECK(!booking.grab);
  REQUIRE(booking.aside->paid.size() == 1);
  CHECK(booking.aside->paid[0].seconds == 2 * kHour);
  CHECK(lab.state.CreditsOf(lab.fdm, lab.acme).balance == Ticks(-2 * kHour));
  CHECK(lab.state.CreditsOf(lab.fdm, lab.acme).escrow == Ticks(2 * kHour));
  // Bolt is within its guarantee.
  REQUIRE(lab.Fates(id, lab.bolt) == std::vector{Fate::kTaken});
  CHECK(lab.state.CreditsOf(lab.fdm, lab.bolt).balance == Ticks());
  // Given back a day ahead or within ten minutes, it comes back to the tick.
  REQUIRE(lab.Do(lab.As(lab.ada), Cancel{booking.id}).accepted());
  CHECK(lab.state.CreditsOf(lab.fdm, lab.acme).balance == Ticks());
}

TEST_CASE("a round: who is at the floor of its credits is refused with its numbers") {
  RoundLab lab;
  lab.Got(lab.ada, lab.printers[0], lab.In(48, 63));
  lab.Got(lab.ada, lab.printers[1], lab.In(48, 62));
  REQUIRE(lab.state.CreditsOf(lab.fdm, lab.acme).balance == Ticks(-62 * kHour));
  const RoundId id = lab.Opened();
  lab.Filed(lab.ada, id,
            {lab.Just(lab.Named(0, lab.Evening(0, 2))), lab.Just(lab.Named(0, lab.Evening(0, 1)))});
  const Round& round = lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kRefused, Fate::kTaken});
  const Round::Result& refused = lab.Turn(id, lab.acme).results[0];
  CHECK(refused.rule == static_cast<uint16_t>(Rule::kCreditsUsed));
  CHECK(refused.resource == lab.printers[0]);
  CHECK(refused.limit == 63 * kHour);
  CHECK(refused.used == 62 * kHour);
  CHECK(refused.asked == 2 * kHour);
  CHECK(refused.renews == lab.Evening(0, 2).end() - Duration::Hours(24));
  CHECK(lab.state.CreditsOf(lab.fdm, lab.acme).balance == Ticks(-63 * kHour));
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: between companies that used alike more credits for a share come first") {
  RoundLab lab;
  Round round = *lab.state.Find(lab.Opened());
  const auto turn = [&](CompanyId company, int64_t share, int64_t credits) {
    Round::Turn one;
    one.company = company;
    one.share = share;
    one.credits = Ticks(credits);
    one.draw = Draw(round.seed, lab.fdm.value(), round.windows.front().start(), company);
    return one;
  };
  const auto in_order = [&](const Round::Turn& first, const Round::Turn& second) {
    round.turns = {first, second};
    return IsInOrder(round);
  };
  for (const auto& [rich, poor] : {std::pair(lab.acme, lab.bolt), std::pair(lab.bolt, lab.acme)}) {
    CHECK(in_order(turn(rich, 1, 10), turn(poor, 3, 20)));
    CHECK(!in_order(turn(poor, 3, 20), turn(rich, 1, 10)));
    CHECK(in_order(turn(rich, 1, 0), turn(poor, 1, -1)));
  }
}

TEST_CASE("a round: its draws follow from the seed of the period in which it opens") {
  RoundLab lab;
  const RoundId first = lab.Opened();
  const Round before = *lab.state.Find(first);
  const uint64_t period = lab.state.Find(lab.state.usages().At(lab.fdm, lab.at))->seed;
  CHECK(before.seed == SeedFrom(period, lab.fdm, lab.Evening().start()));
  CHECK(before.seed != period);
  // Nor is it drawn anew until it pleases whoever opens it.
  REQUIRE(lab.Do(lab.manager, CancelRound{first}).accepted());
  CHECK(lab.state.Find(lab.Opened())->seed == before.seed);
}

}  // namespace
}  // namespace mutua::core::testing
