// Links of calendars, as members and managers type them.
#include <doctest/doctest.h>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

TEST_CASE("A calendar's link is made, listed and revoked") {
  CliLab lab;
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  const std::string tom = lab.TokenFor("tom");
  lab.SignIn(lea);
  CHECK(lab.Run({"feed", "list"}).exit == 0);
  const Ran made = lab.Run({"feed", "create"});
  CHECK(made.exit == 0);
  CHECK(made.out.starts_with("/calendars/mutua_f_"));
  CHECK(made.Complains(
      "Whoever has it can read the calendar of member lea. Revoke: mutua feed revoke t-"));
  CHECK(lab.Run({"feed", "create", "--resource", "laser-1"}).exit == 0);
  CHECK(lab.Run({"feed", "create", "--resource", "laser-1", "--pool", "laser"}).exit == 2);
  const Ran other = lab.Run({"feed", "create", "--company", "papier"});
  CHECK(other.exit == 4);
  const Ran listed = lab.Run({"-o", "tsv", "feed", "list"});
  CHECK(listed.Says("\tmember lea\tlea\t"));
  CHECK(listed.Says("\tlaser-1\tlea\t"));
  const std::string id = listed.out.substr(0, listed.out.find('\t'));
  lab.SignIn(tom);
  CHECK_FALSE(lab.Run({"feed", "list"}).Says("lea"));
  CHECK(lab.Run({"feed", "revoke", id}).exit == 1);
  lab.SignIn(lab.manager());
  CHECK(lab.Run({"feed", "create"}).Complains("you are no member"));
  CHECK(lab.Run({"feed", "create", "--pool", "laser"}).Complains("with every name and title"));
  CHECK(lab.Run({"feed", "revoke", id}).Says(id + "  revoked"));
  CHECK_FALSE(lab.Run({"-o", "tsv", "feed", "list"}).Says(id + "\t"));
  CHECK(lab.Run({"-o", "tsv", "feed", "list", "--all"}).Says(id + "\tmember lea\tlea\t"));
}

}  // namespace
}  // namespace mutua::wire
