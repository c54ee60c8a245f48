// Rounds as those meet them who type: opened, filed for, decided, read and replayed.
#include <doctest/doctest.h>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

constexpr const char* kShares = R"(pools:
  - {pool: laser, stand_in: true, rules: {granularity: 15min, horizon: 3650d},
     shares: [{company: cabane, base: 1}, {company: papier, base: 1}]}
)";

constexpr const char* kList = R"(bundles:
  - alternatives:
      - parts: [{want: {resource: laser-1}, time: {start: {civil: {local: "2026-11-28T18:00"}}, length: 2h}}]
      - parts: [{want: {resource: laser-2}, time: {start: {civil: {local: "2026-11-28T18:00"}}, length: 2h}}]
)";

struct RoundCli : CliLab {
  RoundCli() {
    ApplyLab();
    REQUIRE(Run({"apply", Write("shares.yaml", kShares)}).exit == 0);
    lea = TokenFor("lea");
    tom = TokenFor("tom");
  }
  Ran Open() {
    return Run({"round", "open", "laser", "--window", "sat 18:00-22:00", "--until", "fri 12:00"});
  }
  std::string lea, tom;
};

TEST_CASE("A round is opened, filed for, decided, read and replayed from the command line") {
  RoundCli lab;
  const Ran opened = lab.Open();
  CAPTURE(opened.err);
  REQUIRE(opened.exit == 0);
  CHECK(opened.Says("a-1  laser  open  2 companies"));
  const Ran again = lab.Open();
  CHECK(again.exit == 1);
  CHECK(again.Complains("laser: from "));
  CHECK(again.Complains("the time is given out in the round a-1"));

  lab.SignIn(lab.lea);
  const Ran closed_off = lab.Run({"book", "laser-1", "--when", "sat 19:00", "--for", "1h"});
  CHECK(closed_off.exit == 1);
  CHECK(closed_off.Complains("the time is given out in the round a-1"));
  const Ran filed = lab.Run({"round", "file", "a-1", "--wish", "laser-1 @ sat 18:00-20:00",
                             "--wish", "any:laser @ sat 20:00-22:00"});
  CAPTURE(filed.err);
  CHECK(filed.exit == 0);
  CHECK(filed.Says("a list of 2 is filed"));
  CHECK(lab.Run({"round", "close", "a-1"}).exit == 4);
  CHECK(lab.Run({"round", "replay", "a-1"}).exit == 4);
  lab.SignIn(lab.tom);
  const Ran of_file = lab.Run({"round", "file", "a-1", lab.Write("list.yaml", kList)});
  CAPTURE(of_file.err);
  CHECK(of_file.exit == 0);
  CHECK(of_file.Says("a list of 1 is filed"));
  CHECK(!of_file.Says("cabane"));

  lab.SignIn(lab.manager());
  CHECK(lab.Run({"round", "replay", "a-1"}).exit == 1);  // nothing is decided yet
  const Ran closed = lab.Run({"round", "close", "a-1"});
  CHECK(closed.exit == 0);
  CHECK(closed.Says("a-1  laser  published  2 companies"));
  const Ran twice = lab.Run({"round", "close", "a-1"});
  CHECK(twice.exit == 1);
  CHECK(twice.Complains("a-1 has been over since"));
  CHECK(lab.Run({"round", "replay", "a-1"}).Says("same:"));

  const Ran seeds = lab.Run({"-o", "tsv", "share", "--seeds"});
  CHECK(seeds.exit == 0);
  CHECK(seeds.Says("laser\t"));
  CHECK(seeds.Says("\twhen it is over\t"));

  // Of two evenings' worth of laser each has four hours: both have all they asked for.
  lab.SignIn(lab.lea);
  const Ran shown = lab.Run({"round", "show", "a-1"});
  CHECK(shown.Says("Wish 2 was met."));
  CHECK(lab.Run({"why", "a-1"}).out == shown.out);
  CHECK(lab.Run({"round", "list"}).Says("published"));
  const Ran why = lab.Run({"why", "b-1"});
  const Ran other = lab.Run({"why", "b-2"});
  CHECK((why.Says("Given out in the round a-1") || other.Says("Given out in the round a-1")));
  lab.SignIn(lab.tom);
  CHECK(lab.Run({"round", "show", "a-1"}).Says("Wish 1 was met."));
}

TEST_CASE("A list that cannot be read or had says which wish, and what to type instead") {
  RoundCli lab;
  REQUIRE(lab.Open().exit == 0);
  lab.SignIn(lab.lea);
  const auto file = [&](const std::string& wish) {
    return lab.Run({"round", "file", "a-1", "--wish", wish});
  };
  CHECK(file("laser-1 sat 18:00-20:00").exit == 2);
  CHECK(file("laser-1 sat 18:00-20:00").Complains("WHAT @ WHEN"));
  const Ran outside = file("laser-1 @ sat 21:00-23:00");
  CHECK(outside.exit == 1);
  CHECK(outside.Complains("does not lie within a window of a-1"));
  const Ran hall = file("hall @ sat 18:00-20:00");
  CHECK(hall.exit == 1);
  CHECK(hall.Complains("hall is not of the pool that a-1 gives out"));
  const Ran second = lab.Run({"round", "file", "a-1", "--wish", "laser-1 @ sat 18:00-20:00",
                              "--wish", "laser-1 @ sat 21:00-23:00"});
  CHECK(second.Complains("wish 2: "));
  CHECK(lab.Run({"round", "file", "a-1"}).exit == 2);
  CHECK(lab.Run({"round", "show", "b-1"}).exit == 2);
  CHECK(lab.Run({"round", "file", "a-1", "--nothing"}).exit == 0);
}

}  // namespace
}  // namespace mutua::wire
