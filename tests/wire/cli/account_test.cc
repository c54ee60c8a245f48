// Signing in with a password as people type it, and what a lab manager reads of it afterwards.
#include <doctest/doctest.h>

#include <filesystem>
#include <iterator>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

// A line of shell, with `mutua` in its PATH and nobody's token in its environment.
Ran Shell(CliLab& lab, const std::string& line) {
  return lab.RunProgram({"bash", "-c", "unset MUTUA_TOKEN\n" + line}, lab.address());
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

TEST_CASE(
    "A first password is read out once, changed at the first sign-in, and kept as a session") {
  CliLab lab;
  lab.ApplyLab();
  const Ran given = lab.Run({"member", "password", "lea"});
  REQUIRE(given.exit == 0);
  CHECK(given.Complains("within 4 days"));
  const std::string once = FirstLine(given.out);
  CHECK(once.size() == 19);
  const Ran weak = Shell(lab, "printf '%s\\nshort\\n' " + once + " | mutua sign-in lea");
  CHECK(weak.exit != 0);
  CHECK(weak.Complains("new_password"));
  const Ran entered =
      Shell(lab, "printf '%s\\n%s\\n' " + once + " 'correct horse battery' | mutua sign-in lea");
  REQUIRE_MESSAGE(entered.exit == 0, entered.err);
  CHECK(entered.Says("as lea of cabane, member"));
  CHECK(entered.Says("kept as \"default\""));
  CHECK(entered.Complains("choose your own"));
  CHECK(Shell(lab, "mutua whoami").Says("lea of cabane"));
  CHECK(Shell(lab, "mutua book laser-1 --when 'tomorrow 14:00-16:00'").exit == 0);
  const Ran sessions = Shell(lab, "mutua sessions");
  CHECK(sessions.Says("mutua on "));
  const Ran again = Shell(lab, "echo 'wrong horse battery' | mutua sign-in lea --name other");
  CHECK(again.exit == 4);
  CHECK(again.Complains("the handle or the password is wrong"));
}

TEST_CASE("Another password ends the other sessions, and signing out forgets this one") {
  CliLab lab;
  lab.ApplyLab();
  const std::string once = FirstLine(lab.Run({"member", "password", "lea"}).out);
  REQUIRE(
      Shell(lab, "printf '%s\\nfirst horse battery\\n' " + once + " | mutua sign-in lea").exit ==
      0);
  REQUIRE(Shell(lab, "echo 'first horse battery' | mutua sign-in lea --name phone").exit == 0);
  const Ran changed =
      Shell(lab, "printf 'first horse battery\\nsecond horse battery\\n' | mutua password");
  REQUIRE_MESSAGE(changed.exit == 0, changed.err);
  CHECK(Shell(lab, "mutua whoami").Says("lea of cabane"));
  CHECK(Shell(lab, "mutua --context default whoami").exit == 4);
  REQUIRE(Shell(lab, "mutua sign-out").exit == 0);
  const Ran out = Shell(lab, "mutua whoami");
  CHECK(out.exit == 4);
  CHECK(out.Complains("mutua sign-in"));
  CHECK(lab.Run({"member", "password", "lea", "--remove"}).Says("no password any more"));
  CHECK(Shell(lab, "echo 'second horse battery' | mutua sign-in lea").exit == 4);
}

TEST_CASE("The audit is a table of who did what, and a member's export is JSON") {
  CliLab lab;
  lab.ApplyLab();
  const std::string manager = lab.manager();
  REQUIRE(lab.Run({"member", "role", "lea", "company-manager"}).exit == 0);
  CHECK(lab.Run({"member", "list"}).Says("company manager"));
  lab.SignIn(lab.TokenFor("lea"));
  CHECK(lab.Run({"whoami"}).Says("company manager"));
  REQUIRE(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00", "--title", "Oak"}).exit ==
          0);
  CHECK(lab.Run({"audit"}).exit == 4);
  const Ran own = lab.Run({"member", "export"});
  CHECK(own.exit == 0);
  CHECK(own.Says("\"title\":\"Oak\""));
  lab.SignIn(manager);
  REQUIRE(lab.Run({"cancel", "b-1", "--because", "The lens is broken"}).exit == 0);
  const Ran audit = lab.Run({"audit", "--resource", "laser-1", "--last", "1d"});
  REQUIRE_MESSAGE(audit.exit == 0, audit.err);
  CHECK(audit.Says("booked"));
  CHECK(audit.Says("cancelled"));
  CHECK(audit.Says("The lens is broken"));
  CHECK(audit.Complains("the history's digest at position"));
  const Ran digest = lab.Run({"digest"});
  const size_t at = audit.err.rfind(" is ");
  CHECK(digest.Says(audit.err.substr(at + 4, 64)));
  CHECK_FALSE(lab.Run({"audit", "--member", "tom", "--last", "1d"}).Says("laser-1"));
  CHECK(lab.Run({"-o", "json", "audit", "--when", "today 00:00 to tomorrow 00:00"})
            .Says("\"what\": \"booked\""));
  CHECK(lab.Run({"member", "export", "lea"}).Says("\"title\":\"Oak\""));
}

TEST_CASE("Of a request with a PIN or a password nothing is kept, even while it has no answer") {
  CliLab lab;
  const auto at_nobody = [&](const std::string& line) {
    return lab.RunProgram({"bash", "-c", line}, "127.0.0.1:1");
  };
  CHECK(at_nobody("mutua cancel b-1").exit == 3);
  const std::filesystem::path kept = lab.path("home") + "/.local/state/mutua/requests";
  const auto files = [&] { return std::distance(std::filesystem::directory_iterator(kept), {}); };
  CHECK(files() == 1);
  CHECK(at_nobody("echo 1234 | mutua pin set").exit == 3);
  CHECK(at_nobody("printf 'first horse battery\\nanother one\\n' | mutua password").exit == 3);
  CHECK(files() == 1);
}

TEST_CASE("A token that only asks is made, listed as such, and books nothing") {
  CliLab lab;
  lab.ApplyLab();
  const Ran made =
      lab.Run({"token", "create", "--member", "lea", "--read-only", "--name", "wall screen"});
  REQUIRE(made.exit == 0);
  const Ran listed = lab.Run({"token", "list"});
  CHECK(listed.Says("wall screen"));
  CHECK(listed.Says("read-only"));
  lab.SignIn(FirstLine(made.out));
  CHECK(lab.Run({"board"}).exit == 0);
  CHECK(lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00"}).exit != 0);
}

}  // namespace
}  // namespace mutua::wire
