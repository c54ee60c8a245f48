// Who follows a round's pass comes to the same, where resources have more than one unit.
#include "tests/unit/core/round_lab.h"

namespace mutua::core::testing {
namespace {

// The first printer does two things at once.
struct TwofoldLab : RoundLab {
  TwofoldLab() {
    model::Resource twofold = *state.Find(printers[0]);
    twofold.capacity = 2;
    Define(DefineResource{twofold});
  }
};

TEST_CASE("a round: a booking that reaches over two of its windows is in the way once") {
  TwofoldLab lab;
  lab.Got(lab.bea, lab.printers[0], Lab::Hours(33, 63));
  const Decision opened = lab.Open({lab.Evening(0, 4), lab.Evening(24, 4)}, lab.Closes());
  REQUIRE(opened.accepted());
  const RoundId id(opened.subject.id);
  lab.Filed(lab.ada, id, {lab.Just(lab.Named(0, lab.Evening(0, 1)))});
  const Round& round = lab.Closed(id);
  CHECK(lab.Fates(id, lab.acme) == std::vector{Fate::kTaken});
  CHECK(round.rooms[0].busy.size() == 1);
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: what was taken before may leave enough for one part, and not for all") {
  TwofoldLab lab;
  const RoundId id = lab.Opened();
  const Round::Part hour = lab.Named(0, lab.Evening(0, 1));
  lab.Filed(lab.ada, id, {lab.Just(hour)});
  lab.Filed(lab.bea, id, {{{hour, hour}}, lab.Just(hour)});
  const Round& round = lab.Closed(id);
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTakenBefore, Fate::kTaken});
  CHECK(lab.Turn(id, lab.bolt).results[0].by == 1);
  CHECK(FollowPass(round).empty());
}

TEST_CASE("a round: set-up and clean-up of two parts meet, though the parts themselves do not") {
  TwofoldLab lab;
  model::Rules rules;
  rules.setup = Duration::Minutes(20);
  rules.cleanup = Duration::Minutes(5);
  lab.SetRules(lab.printers[0], rules);
  const RoundId id = lab.Opened();
  const Round::Part first = lab.Named(0, lab.Evening(0, 1));
  const Round::Part second = lab.Named(0, lab.Evening(1, 1));
  lab.Filed(lab.ada, id, {lab.Just(second)});
  lab.Filed(lab.bea, id, {{{first, second}}, lab.Just(first)});
  const Round& round = lab.Closed(id);
  CHECK(lab.Fates(id, lab.bolt) == std::vector{Fate::kTakenBefore, Fate::kTaken});
  CHECK(FollowPass(round).empty());
}

}  // namespace
}  // namespace mutua::core::testing
