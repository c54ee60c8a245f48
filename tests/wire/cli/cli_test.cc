// The CLI as scripts and people meet it: what it prints, where, and its exit codes.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

using nlohmann::json;

TEST_CASE("A lab is applied once; applied again, and from its own export, nothing changes") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(lab.Run({"apply", lab.path("lab.yaml")}).out == "Nothing to change.\n");
  const Ran exported = lab.Run({"export"});
  CHECK(exported.exit == 0);
  const Ran again = lab.Run({"apply", lab.Write("exported.yaml", exported.out)});
  CHECK(again.exit == 0);
  CHECK(again.out == "Nothing to change.\n");
  CHECK(lab.Run({"export"}).out == exported.out);
}

TEST_CASE("A dry run shows the difference and changes nothing") {
  CliLab lab;
  lab.ApplyLab();
  std::string more = ReadFile(lab.path("lab.yaml"));
  more += "  - {member: ines, company: papier}\n";
  const std::string file = lab.Write("more.yaml", more);
  const Ran dry = lab.Run({"apply", "--dry-run", file});
  CHECK(dry.exit == 0);
  CHECK(dry.Says("+ member ines"));
  CHECK(lab.Run({"apply", file}).Says("Applied: 1 change."));
}

TEST_CASE("A wrong lab file is refused with its line and column, and nothing is changed") {
  CliLab lab;
  const auto apply = [&](const std::string& text) {
    return lab.Run({"apply", lab.Write("wrong.yaml", text)});
  };
  const Ran unknown = apply("sites:\n  - site: house\n    zome: Europe/Paris\n");
  CHECK(unknown.exit == 2);
  CHECK(unknown.Complains("wrong.yaml:3:5: unknown key \"zome\""));
  const Ran value = apply("resources:\n  - {resource: a, kind: spaceship}\n");
  CHECK(value.exit == 2);
  CHECK(value.Complains("wrong.yaml:2:25: \"spaceship\" is no kind"));
  const Ran broken = apply("sites:\n  - site: [\n");
  CHECK(broken.exit == 2);
  CHECK(broken.Complains("wrong.yaml:3:"));
  const Ran none = lab.Run({"apply", lab.path("nowhere.yaml")});
  CHECK(none.exit == 2);
  CHECK(none.Complains("cannot read"));
  CHECK(lab.Run({"-o", "json", "export"}).out == "{}\n");
}

TEST_CASE("A booking is made, and what is in its way is refused with alternatives that work") {
  CliLab lab;
  lab.ApplyLab();
  lab.SignIn(lab.TokenFor("lea"));
  const Ran made =
      lab.Run({"book", "laser-1", "--when", "tomorrow 14:00-16:00", "--title", "Sign"});
  CHECK(made.exit == 0);
  CHECK(made.Says("b-1  laser-1  Fri 27 Nov 14:00–16:00  confirmed"));
  const Ran refused = lab.Run({"book", "laser-1", "--when", "demain 15h", "--for", "1h"});
  CHECK(refused.exit == 1);
  CHECK(refused.out.empty());
  CHECK(refused.Complains("laser-1 is booked in that time"));
  CHECK(refused.Complains("Why, later: mutua why r-"));
  CHECK(refused.Complains("Or wait for it: mutua wait for laser-1 --when \"demain 15h\" --for 1h"));
  // The first one, typed as it stands there.
  const size_t at = refused.err.find("  mutua book ");
  REQUIRE(at != std::string::npos);
  const std::string line = refused.err.substr(at + 2, refused.err.find('\n', at) - at - 2);
  const Ran instead = lab.RunProgram({"bash", "-c", line}, lab.address());
  CHECK_MESSAGE(instead.exit == 0, line, instead.err);
  const std::string why = refused.err.substr(refused.err.find("mutua why r-") + 10);
  CHECK(lab.Run({"why", why.substr(0, why.find('\n'))}).Says("laser-1 is booked in that time"));
}

TEST_CASE("Exit codes tell a refusal from wrong usage, no daemon, no sign-in and no permission") {
  CliLab lab;
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  CHECK(lab.Run({"book", "laser-1", "--when", "banana"}).exit == 2);
  CHECK(lab.Run({"book", "laser-1", "--when", "tomorrow 10:00"}).Complains("say how long"));
  CHECK(lab.Run({"cancel", "foo"}).exit == 2);
  CHECK(lab.Run({"bok"}).Complains("Did you mean book?"));
  CHECK(lab.Run({"bok"}).exit == 2);
  const Ran nobody = lab.RunAt("127.0.0.1:1", {"my"});
  CHECK(nobody.exit == 3);
  CHECK(nobody.Complains("Is the daemon running?"));
  lab.SignIn(lea);
  const Ran forbidden = lab.Run({"status"});
  CHECK(forbidden.exit == 4);
  CHECK(forbidden.Complains("mutua whoami"));
  const Ran unknown = lab.Run({"book", "laser-7", "--when", "tomorrow 10:00", "--for", "1h"});
  CHECK(unknown.exit == 1);
  CHECK(unknown.Complains("Did you mean laser-1?"));
  lab.SignIn("");
  const Ran stranger = lab.Run({"my"});
  CHECK(stranger.exit == 4);
  CHECK(stranger.Complains("mutua login"));
}

TEST_CASE("My bookings are mine, and a manager's are everybody's") {
  CliLab lab;
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  const std::string tom = lab.TokenFor("tom");
  lab.SignIn(lea);
  CHECK(lab.Run({"book", "laser-1", "--when", "tomorrow 10:00", "--for", "1h"}).exit == 0);
  lab.SignIn(tom);
  CHECK(lab.Run({"book", "any:laser", "--when", "tomorrow 10:00", "--for", "1h"}).exit == 0);
  const json mine = json::parse(lab.Run({"-o", "json", "my"}).out);
  REQUIRE(mine["bookings"].size() == 1);
  CHECK(mine["bookings"][0]["booking"] == "b-2");
  lab.SignIn(lab.manager());
  CHECK(json::parse(lab.Run({"-o", "json", "my"}).out)["bookings"].size() == 2);
}

TEST_CASE("A list is whole, however many pages it has") {
  CliLab lab;
  lab.ApplyLab();
  const Ran series = lab.Run({"series", "book", "hall", "--member", "lea", "--when",
                              "tomorrow 8:00", "--for", "1h", "--rule", "FREQ=DAILY;COUNT=230"});
  REQUIRE_MESSAGE(series.exit == 0, series.err);
  CHECK(json::parse(lab.Run({"my", "-o", "json"}).out)["bookings"].size() == 230);
  const Ran rows = lab.Run({"my", "-o", "tsv"});
  CHECK(std::count(rows.out.begin(), rows.out.end(), '\n') == 230);
}

TEST_CASE("What is free is asked of a resource, of a pool by its name, and of everything") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(lab.Run({"free", "laser-1", "--for", "2h", "--when", "tomorrow 14:00"})
            .Says("laser-1  Fri 27 Nov 14:00–Sat 28 Nov 00:00  10 h"));
  const Ran pool = lab.Run({"free", "laser", "--for", "2h", "--when", "tomorrow 14:00"});
  CHECK(pool.Says("laser-1"));
  CHECK(pool.Says("laser-2"));
  CHECK_FALSE(pool.Says("hall"));
  CHECK(lab.Run({"free"}).Says("hall"));
  CHECK(lab.Run({"board", "--when", "tomorrow"}).Says("laser-2  Fri 27 Nov 00:00"));
}

TEST_CASE(
    "What is too far ahead yet is said to be, with when it can be booked; another day is for the "
    "rest") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(lab.Run({"apply", lab.Write("near.yaml", "pools: [{pool: halls, rules: {horizon: 7d}}]\n")})
            .exit == 0);
  const Ran far = lab.Run({"free", "hall", "--for", "2h", "--when", "2026-12-10 9:00-12:00"});
  CHECK(far.exit == 0);
  CHECK(
      far.Says("hall  not yet: hall can be booked 7 d ahead at most; this can be booked from "
               "2026-12-03 09:00 on."));
  CHECK(far.Complains("It is too far ahead yet: book it from Thu 03 Dec 2026 09:00 on, or wait"));
  CHECK_FALSE(far.Complains("another day"));
  CHECK(lab.Run({"book", "hall", "--member", "lea", "--when", "tomorrow 9:00-12:00"}).exit == 0);
  const Ran past = lab.Run({"free", "laser-1", "--for", "2h", "--when", "yesterday 9:00-12:00"});
  CHECK(past.Complains("Look at another day"));
}

TEST_CASE("A walk-up of some length begins now and ends on the grid nearest to it, as at a kiosk") {
  // 9:08 in Berlin, and quarters of an hour.
  CliLab lab("2026-11-26T08:08Z");
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  lab.SignIn(lea);
  const auto now_for = [&](const std::string& what, const std::string& length) {
    return lab.Run({"book", what, "--now", "--for", length, "--preview"});
  };
  const Ran whole = now_for("laser-1", "2h");
  CHECK_MESSAGE(whole.exit == 0, whole.err);
  CHECK(whole.Says("laser-1  Thu 26 Nov 09:08–11:15"));
  CHECK(now_for("laser-1", "1h30").Says("09:08–10:45"));
  // The nearest one has passed.
  CHECK(now_for("laser-1", "5min").Says("09:08–09:15"));
  CHECK(now_for("any:laser", "20min").Says("09:08–09:30"));
  CHECK(now_for("hall", "20min").Says("09:08–09:28"));
  // The nearest one would be longer than a booking may be.
  lab.SignIn(lab.manager());
  const std::string shorter = "pools: [{pool: laser, rules: {granularity: 15min, longest: 2h}}]\n";
  CHECK(lab.Run({"apply", lab.Write("shorter.yaml", shorter)}).exit == 0);
  lab.SignIn(lea);
  CHECK(now_for("laser-1", "2h").Says("09:08–11:00"));
  CHECK(now_for("laser-1", "3h").Complains("laser-1: 2 h at most, 3 h 7 min asked for."));
  CHECK(now_for("laser-7", "2h").Complains("Did you mean laser-1?"));
}

TEST_CASE("An outage shows who is in its way before it is declared, and moves them") {
  CliLab lab;
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  lab.SignIn(lea);
  CHECK(lab.Run({"book", "any:laser", "--when", "tomorrow 10:00-12:00"}).Says("laser-1"));
  lab.SignIn(lab.manager());
  const std::vector<std::string> declare = {
      "outage", "declare", "laser-1", "--when", "tomorrow 9:00-13:00", "--reason", "new tube"};
  std::vector<std::string> preview = declare;
  preview.emplace_back("--preview");
  const Ran before = lab.Run(preview);
  CHECK(before.Says("1 booking in the way:"));
  CHECK(before.Says("moved to laser-2"));
  CHECK(lab.Run({"outage", "list", "-o", "tsv"}).out.empty());
  CHECK(lab.Run(declare).Says("moved to laser-2"));
  CHECK(lab.Run({"outage", "list"}).Says("new tube"));
  CHECK(lab.Run({"outage", "lift", "o-1"}).exit == 0);
}

TEST_CASE("Who waits is served, and a series says which of its occurrences do not fit") {
  CliLab lab;
  lab.ApplyLab();
  const std::string lea = lab.TokenFor("lea");
  const std::string tom = lab.TokenFor("tom");
  lab.SignIn(lea);
  CHECK(lab.Run({"book", "laser-1", "--when", "tomorrow 10:00-12:00"}).exit == 0);
  lab.SignIn(tom);
  CHECK(lab.Run({"wait", "for", "laser-1", "--when", "tomorrow 10:00-12:00", "--for", "2h"})
            .Says("waiting"));
  const Ran series = lab.Run({"series", "book", "laser-1", "--when", "tomorrow 11:00-12:00",
                              "--rule", "FREQ=DAILY;COUNT=3"});
  CHECK(series.exit == 1);
  CHECK(series.Complains("occurrence 1: laser-1 is booked in that time"));
  CHECK_FALSE(series.Complains("occurrence 2"));
  lab.SignIn(lea);
  CHECK(lab.Run({"cancel", "b-1"}).Says("cancelled"));
  lab.SignIn(tom);
  CHECK(lab.Run({"wait", "list", "--all"}).Says("met"));
  CHECK(lab.Run({"my"}).Says("Fri 27 Nov 10:00–12:00"));
}

TEST_CASE("Colours and progress are for terminals only") {
  CliLab lab;
  lab.ApplyLab();
  const Ran board = lab.Run({"board"});
  CHECK_FALSE(board.Says("\033"));
  const Ran made =
      lab.Run({"book", "hall", "--member", "lea", "--when", "tomorrow 8:00", "--for", "1h"});
  CHECK_FALSE(made.Says("\033"));
  CHECK(made.err.empty());
}

}  // namespace
}  // namespace mutua::wire
