// Quotas as those meet them who type: a table of what is left, a sentence when it is too much, the lab
// file, and a restart in between.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

using nlohmann::json;

constexpr const char* kQuotas = R"(quotas:
  - {quota: laser-year, each_company: true, pools: [laser], window: year, time: 3h}
  - {quota: two-ahead, each_member: true, window: outstanding, bookings: 2, warning: true}
)";

TEST_CASE("Quotas come with the lab file, are exported with it, and say what is left of them") {
  CliLab lab;
  lab.ApplyLab();
  const std::string file = lab.Write("quotas.yaml", kQuotas);
  const Ran applied = lab.Run({"apply", file});
  CHECK(applied.Says("+ quota laser-year"));
  CHECK(lab.Run({"apply", file}).out == "Nothing to change.\n");
  const std::string exported = lab.Run({"export"}).out;
  CHECK(lab.Run({"apply", lab.Write("exported.yaml", exported)}).out == "Nothing to change.\n");

  lab.SignIn(lab.TokenFor("lea"));
  CHECK(lab.Run({"book", "laser-1", "--when", "tomorrow 10:00", "--for", "2h"}).exit == 0);
  const Ran refused = lab.Run({"book", "laser-1", "--when", "tomorrow 14:00", "--for", "2h"});
  CHECK(refused.exit == 1);
  CHECK(refused.Complains("This would make 4 h of your company's 3 h on laser in "));
  CHECK(lab.Run({"book", "hall", "--when", "tomorrow 14:00", "--for", "2h"}).exit == 0);
  const Ran warned = lab.Run({"book", "hall", "--when", "tomorrow 17:00", "--for", "2h"});
  CHECK(warned.exit == 0);
  CHECK(warned.Complains("Mind: This would make 3 bookings of the member's 2 bookings"));

  const Ran table = lab.Run({"quota"});
  CHECK(table.exit == 0);
  CHECK(table.Says("laser-year"));
  CHECK(table.Says("3 h a year"));
  CHECK(table.Says("over by 1"));
  CHECK(lab.Run({"quota", "papier"}).exit == 4);
  CHECK(lab.Run({"quota", "--who"}).Says("b-1"));
  const json standings = json::parse(lab.Run({"-o", "json", "quota"}).out)["standings"];
  REQUIRE(standings.size() == 2);
  CHECK(standings[0]["quota"]["quota"] == "laser-year");
  CHECK(standings[0]["used"] == "7200");
  CHECK(standings[0]["left"] == "3600");
  // What is still to come is held, and a year's quota is whole again at New Year.
  CHECK(standings[0]["held"] == "7200");
  CHECK(table.Says("TO COME"));
  CHECK(table.Says("as they end"));
  CHECK(std::string(standings[0]["renews"]).find("-12-31T23:00:00Z") != std::string::npos);
  CHECK_FALSE(standings[1].contains("renews"));
}

TEST_CASE("A wrong quota in a lab file is refused with what is wrong, and nothing is changed") {
  CliLab lab;
  lab.ApplyLab();
  const auto apply = [&](const std::string& line) {
    return lab.Run({"apply", lab.Write("wrong.yaml", std::string(kQuotas) + line)});
  };
  const Ran window = apply("  - {quota: x, each_company: true, window: fortnight, time: 3h}\n");
  CHECK(window.exit == 2);
  CHECK(window.Complains("wrong.yaml:4:"));
  const Ran nothing = apply("  - {quota: x, each_company: true, window: day}\n");
  CHECK(nothing.exit != 0);
  CHECK(nothing.Complains("quotas[2].time"));
  const Ran negative = apply("  - {quota: x, each_company: true, window: day, bookings: -1}\n");
  CHECK(negative.exit != 0);
  CHECK(negative.Complains("A quota's limit is 0 to "));
  const Ran twice =
      apply("  - {quota: x, each_company: true, pools: [laser], window: year, time: 9h}\n");
  CHECK(twice.exit == 1);
  CHECK(twice.Complains("quotas[2]: It counts the same for the same as another one here, whose limit "
                        "is 3 h; here it is 9 h"));
  CHECK(lab.Run({"-o", "json", "export"}).out.find("laser-year") == std::string::npos);
}

}  // namespace
}  // namespace mutua::wire
