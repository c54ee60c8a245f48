// Prices as those meet them who type: before one books, when one did, and before one cancels.
#include <doctest/doctest.h>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

constexpr const char* kPrices = R"(pools:
  - pool: laser
    rules:
      cents_per_hour: 1800
      peak_hours: {peak: [{days: [friday], ranges: [{opens: "12:00", closes: "14:00"}]}]}
)";

TEST_CASE(
    "What it costs is said before it is booked, and what stays charged before it is cancelled") {
  CliLab lab;
  lab.ApplyLab();
  CHECK_FALSE(lab.Run({"free", "laser-1", "--when", "tomorrow"}).Says("RATE"));
  REQUIRE(lab.Run({"apply", lab.Write("prices.yaml", kPrices)}).exit == 0);
  lab.SignIn(lab.TokenFor("lea"));
  // Tomorrow is Friday.
  const Ran free = lab.Run({"free", "laser-1", "--when", "tomorrow"});
  CHECK(free.Says("RATE"));
  CHECK(free.Says("1 credit, 18.00 to 2 credits, 36.00"));

  const std::vector<std::string> book = {"book", "laser-1", "--when", "tomorrow 11:00-13:00"};
  std::vector<std::string> preview = book;
  preview.push_back("--preview");
  const Ran before = lab.Run(preview);
  CHECK(before.exit == 0);
  CHECK(before.Says("new  laser-1  Fri 27 Nov 11:00–13:00  confirmed"));
  CHECK(before.Says("    costs 3 credits, 54.00"));
  CHECK(before.Says("Nothing is done yet"));
  CHECK_FALSE(lab.Run({"my"}).Says("laser-1"));
  CHECK(lab.Run(book).Says("    costs 3 credits, 54.00"));
  const Ran taken = lab.Run(preview);
  CHECK(taken.exit == 1);
  CHECK(taken.Complains("laser-1 is booked in that time"));

  CHECK(lab.Run({"cancel", "b-1", "--preview"}).Says("    refunded: 3 credits, 54.00"));
  CHECK(lab.Run({"my"}).Says("confirmed"));
  CHECK(lab.Run({"cancel", "b-1"}).Says("    refunded: 3 credits, 54.00"));
  CHECK(lab.Run({"cancel", "b-1", "--preview"}).exit == 1);
}

}  // namespace
}  // namespace mutua::wire
