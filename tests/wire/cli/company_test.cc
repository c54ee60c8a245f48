// A company leaves, as a manager types it; and what companies lend, in the lab as a file.
#include <doctest/doctest.h>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

TEST_CASE(
    "A company leaves only when that is said twice, after a preview, and ends with its statement") {
  CliLab lab;
  lab.ApplyLab();
  lab.SignIn(lab.TokenFor("lea"));
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00"}).exit == 0);
  REQUIRE(lab.Run({"book", "hall", "--when", "tomorrow 14:00-16:00"}).exit == 0);
  CHECK(lab.Run({"company", "wind-up", "cabane", "--preview"}).exit == 4);
  lab.SignIn(lab.manager());
  const Ran asked = lab.Run({"company", "wind-up", "cabane"});
  CHECK(asked.exit == 2);
  CHECK(asked.Complains("--yes"));
  const Ran preview = lab.Run({"company", "wind-up", "cabane", "--preview"});
  CHECK(preview.exit == 0);
  CHECK(preview.Says("laser-1"));
  CHECK(preview.Says("cancelled"));
  CHECK(preview.Says("1 member, 0 badges and 1 token are closed"));
  CHECK(preview.Complains("Nothing is changed yet"));
  CHECK(lab.Run({"member", "list"}).Says("lea"));
  const Ran done = lab.Run({"company", "wind-up", "cabane", "--to", "tom", "--yes"});
  CHECK(done.exit == 0);
  CHECK(done.Says("cabane is wound up"));
  CHECK(done.Says("handed over to tom"));
  CHECK(done.Complains("Nothing was booked by cabane in 2026-11."));
  CHECK_FALSE(lab.Run({"member", "list"}).Says("lea"));
  const Ran again = lab.Run({"company", "wind-up", "cabane", "--yes"});
  CHECK(again.exit == 1);
  CHECK(again.Complains("cabane"));
}

TEST_CASE("Help lists the commands about credits and companies, too") {
  CliLab lab;
  const Ran help = lab.Run({"--help"});
  for (const char* command : {"  ledger ", "  lend ", "  company "}) {
    CAPTURE(command);
    CHECK(help.Says(command));
  }
}

TEST_CASE("A lab's file says who lends what; an hour above cost is refused where it stands") {
  CliLab lab;
  lab.ApplyLab();
  const auto file = [](const std::string& price) {
    return "pools:\n"
           "- {pool: people}\n"
           "resources:\n"
           "- {resource: ann, kind: person, pool: people, site: house, rules: {cents_per_hour: " +
           price +
           "}, lent: {company: cabane, cost_cents_per_hour: 4500}}\n"
           "- {resource: offcuts, kind: material, pool: people, site: house, capacity: 12}\n";
  };
  const Ran dear = lab.Run({"apply", lab.Write("dear.yaml", file("5000"))});
  CHECK(dear.exit == 1);
  CHECK(dear.Complains("sold for 50.00"));
  CHECK(dear.Complains("costs who lends it 45.00"));
  CHECK_FALSE(lab.Run({"resources"}).Says("ann"));
  REQUIRE(lab.Run({"apply", lab.Write("fair.yaml", file("4500"))}).exit == 0);
  CHECK(lab.Run({"resources"}).Says("12 of 12"));
  const Ran exported = lab.Run({"export"});
  CHECK(exported.Says("cost_cents_per_hour: 4500"));
  CHECK_FALSE(exported.Says("taken"));
}

}  // namespace
}  // namespace mutua::wire
