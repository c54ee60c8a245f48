// People who come and go, as a manager types it: moved to another company, erased for good; and
// what a member is told.
#include <doctest/doctest.h>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

TEST_CASE("A member is erased only when that is said twice, and then is nowhere") {
  CliLab lab;
  lab.ApplyLab();
  lab.SignIn(lab.TokenFor("lea"));
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00", "--title", "Secret of Lea"})
              .exit == 0);
  lab.SignIn(lab.manager());
  const Ran asked = lab.Run({"member", "erase", "lea"});
  CHECK(asked.exit == 2);
  CHECK(asked.Complains("--yes"));
  const Ran booked = lab.Run({"member", "erase", "lea", "--yes"});
  CHECK(booked.exit == 1);
  CHECK(booked.Complains("lea is still in use: 1 in all."));
  CHECK(lab.Run({"cancel", "b-1", "--because", "She leaves"}).Says("because: She leaves"));
  const Ran erased = lab.Run({"member", "erase", "lea", "--yes"});
  CHECK(erased.exit == 0);
  CHECK(erased.Says("lea  erased, with 0 badges, 1 token and 0 wishes"));
  CHECK_FALSE(lab.Run({"member", "list"}).Says("lea"));
  CHECK(lab.Run({"member", "list"}).Says("tom"));
  CHECK_FALSE(lab.Run({"-o", "json", "why", "b-1"}).Says("Secret"));
  CHECK_FALSE(lab.Run({"-o", "json", "why", "b-1"}).Says("leaves"));
  CHECK_FALSE(lab.Run({"export"}).Says("lea"));
}

TEST_CASE("A member goes to another company, and what is booked goes along when that is said") {
  CliLab lab;
  lab.ApplyLab();
  lab.SignIn(lab.TokenFor("lea"));
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00", "--title", "For Cabane"})
              .exit == 0);
  lab.SignIn(lab.manager());
  const Ran moved = lab.Run({"member", "move", "lea", "--to", "papier", "--with-bookings"});
  CHECK(moved.exit == 0);
  CHECK(moved.Says("lea is of papier now"));
  lab.SignIn(lab.TokenFor("tom"));
  const Ran seen = lab.Run({"-o", "json", "why", "b-1"});
  CHECK(seen.Says("\"papier\""));
  CHECK_FALSE(seen.Says("For Cabane"));
}

TEST_CASE("Quiet hours are typed as from-until, by oneself or for somebody, and taken back") {
  CliLab lab;
  lab.ApplyLab();
  lab.SignIn(lab.TokenFor("lea"));
  const Ran set = lab.Run({"member", "quiet", "22:00-07:00"});
  CHECK(set.exit == 0);
  CHECK(set.out ==
        "lea  offers do not run out between 22:00 and 07:00, by the clocks of the site\n");
  CHECK(lab.Run({"member", "list"}).Says("22:00-07:00"));
  CHECK(lab.Run({"member", "quiet", "22:00-07:00", "--member", "tom"}).exit == 4);
  const Ran wrong = lab.Run({"member", "quiet", "night"});
  CHECK(wrong.exit == 2);
  CHECK(wrong.Complains("22:00-07:00, nor none"));
  const Ran long_night = lab.Run({"member", "quiet", "14:00-07:00"});
  CHECK(long_night.exit == 1);
  CHECK(long_night.Complains("quiet_hours: 17 h is out of range; the nearest is 16 h."));
  lab.SignIn(lab.manager());
  CHECK(lab.Run({"member", "list"}).Says("22:00-07:00"));
  // What was exported has them, and makes them true again.
  const std::string file = lab.Write("with-quiet.yaml", lab.Run({"export"}).out);
  CHECK(ReadFile(file).find("quiet_hours:") != std::string::npos);
  CHECK(lab.Run({"member", "quiet", "none", "--member", "lea"})
            .Says("lea  no quiet hours: offers run out at any hour"));
  CHECK_FALSE(lab.Run({"member", "list"}).Says("22:00-07:00"));
  CHECK(lab.Run({"apply", file}).exit == 0);
  CHECK(lab.Run({"member", "list"}).Says("22:00-07:00"));
  CHECK(lab.Run({"apply", file}).out == "Nothing to change.\n");
}

TEST_CASE("Who waits says until when, with how many, and that it is to stay where it is put") {
  CliLab lab;
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  const std::string tom = lab.TokenFor("tom");
  lab.SignIn(lea);
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00"}).exit == 0);
  lab.SignIn(tom);
  const Ran waits = lab.Run({"wait", "for", "laser-1", "--when", "tomorrow 14:00-16:00", "--for",
                             "2h", "--until", "18:00", "--guests", "3", "--fixed"});
  CHECK(waits.exit == 0);
  CHECK(waits.Says("waiting"));
  CHECK(waits.Says("given up on"));
  const Ran past = lab.Run({"wait", "for", "laser-1", "--when", "tomorrow 14:00-16:00", "--for",
                            "2h", "--until", "today 07:00"});
  CHECK(past.exit == 1);
}

}  // namespace
}  // namespace mutua::wire
