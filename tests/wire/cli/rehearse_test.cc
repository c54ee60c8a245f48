// A rehearsal as its manager types it: a part of a lab file, and who would gain and who lose by it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

TEST_CASE("A rehearsal says who gains and who loses by another lab, and changes nothing") {
  // A Thursday so early that the history still has its beginning.
  CliLab lab("1970-03-05T08:00:00Z");
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  const std::string tom = lab.TokenFor("tom");
  lab.SignIn(lea);
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 10:00", "--for", "2h"}).exit == 0);
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00", "--for", "2h"}).exit == 0);
  lab.SignIn(tom);
  REQUIRE(
      lab.Run({"wait", "for", "laser-1", "--when", "tomorrow 14:00-16:00", "--for", "2h"}).exit ==
      0);
  const std::string file =
      lab.Write("new-lab.yaml",
                "quotas:\n"
                "  - {quota: laser-day, company: cabane, pools: [laser], window: day, time: 3h}\n");
  CHECK(lab.Run({"rehearse", file}).exit == 4);

  lab.SignIn(lab.manager());
  const std::string digest = lab.Run({"digest"}).out;
  const Ran rehearsed = lab.Run({"-o", "tsv", "rehearse", file, "--last", "90d"});
  REQUIRE_MESSAGE(rehearsed.exit == 0, rehearsed.err);
  CHECK(rehearsed.Complains("nothing is changed"));
  CHECK(rehearsed.Says("cabane\t2\t2 -> 1\t0 -> 1\t0\t4 h -> 2 h\t4 -> 2\tloses 2 h\n"));
  CHECK(rehearsed.Says("papier\t1\t1\t0\t0 -> 1\t0 h -> 2 h\t0 -> 2\tgains 2 h\n"));
  const Ran table = lab.Run({"rehearse", file});
  CHECK(table.Says("WOULD BE REFUSED"));
  CHECK(table.Says("This would make 4 h of "));
  CHECK(table.Complains("1 accepted request would be refused (quota: 1)."));
  const Ran same =
      lab.Run({"-o", "tsv", "rehearse", lab.Write("same.yaml", lab.Run({"export"}).out)});
  CHECK(same.Says("cabane\t2\t2\t0\t0\t4 h\t4\tsame\n"));
  CHECK(lab.Run({"digest"}).out == digest);
  CHECK(lab.Run({"rehearse", file, "--last", "soon"}).exit == 2);
  CHECK(lab.Run({"rehearse", "nowhere.yaml"}).exit == 2);
}

}  // namespace
}  // namespace mutua::wire
