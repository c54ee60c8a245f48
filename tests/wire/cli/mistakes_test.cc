// What people get wrong most, and what they are told: each line of the answer is there to be acted
// on.
#include <doctest/doctest.h>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

// Typed so, it ends with that exit code and says that on standard error.
struct Row {
  std::vector<std::string> typed;
  int exit;
  const char* says;
};

void CheckAll(CliLab& lab, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    std::string typed;
    for (const std::string& word : row.typed) typed += " " + word;
    CAPTURE(typed);
    const Ran ran = lab.Run(row.typed);
    CHECK(ran.exit == row.exit);
    CHECK_MESSAGE(ran.Complains(row.says), ran.err);
  }
}

TEST_CASE("A manager's mistakes are answered with what to type instead") {
  CliLab lab;
  lab.ApplyLab();
  const std::string when = "tomorrow 14:00-16:00";
  REQUIRE(lab.Run({"book", "laser-1", "--when", when, "--member", "lea"}).exit == 0);
  const auto book = [&](std::vector<std::string> more) {
    more.insert(more.begin(), "book");
    return more;
  };
  CheckAll(
      lab,
      {
          {book({"laser-1", "--when", when, "--member", "lae"}), 1, "Did you mean lea?"},
          {book({"laser-1", "--when", when, "--member", "fritz"}), 1, "these members: lea, tom."},
          {book({"laser-1", "--when", when}), 1, "For whom? --member NAME"},
          {book({"lasr-1", "--when", when, "--member", "lea"}), 1, "Did you mean laser-1?"},
          {book({"laser", "--when", when, "--member", "lea"}), 1, "any:laser is any of it"},
          {book({"any:lasre", "--when", when, "--member", "lea"}), 1, "Did you mean any:laser?"},
          {book({"laser-1", "laser-1", "--when", when, "--member", "lea"}), 2, "is laser-1=2"},
          {book({"hall", "--when", "tomorow 14:00", "--member", "lea"}), 2,
           "try \"tomorrow 14:00\""},
          {book({"hall", "--when", "tomorrow 16:00-14:00", "--member", "lea"}), 2,
           "ends before it begins"},
          {book({"hall", "--when", "tomorrow 14:00", "--member", "lea"}), 2, "say how long: --for"},
          {book({"hall", "--member", "lea"}), 2, "say when: --when"},
          {book({"hall", "--for", "2", "--when", "tomorrow 14:00"}), 2, "try 2h, 90min"},
          {book({"hall", "--whn", when}), 2, "Did you mean --when?"},
          {{"cancel", "b-99"}, 1, "`mutua my` lists the bookings"},
          {{"confirm", "b-1"}, 1, "b-1 is confirmed: laser-1"},
          {{"handover", "b-1", "--to", "tm"}, 1, "Did you mean tom?"},
          {{"token", "create", "--member", "too"}, 1, "Did you mean tom?"},
          {{"fault", "laser1", "no light"}, 1, "Did you mean laser-1?"},
          {{"series", "book", "hall", "--when", when, "--member", "lea", "--rule", "FREQ=WEKLY"},
           1,
           "A rule reads like FREQ=WEEKLY"},
          {{"badge", "register", "12", "--member", "lea"}, 1, "4 to 128 characters"},
          {{"checkin", "b-1", "--badge", "1234"}, 1, "leave --badge out"},
      });
}

TEST_CASE("A line that says too little, or what nothing takes, is told what it lacks") {
  CliLab lab;
  CheckAll(
      lab,
      {
          {{"book"}, 2, "mutua book: what is missing: laser-1, any:fdm"},
          {{"book"}, 2, "`mutua book --help` says more."},
          {{"handover", "b-1"}, 2, "mutua handover: --to is missing: "},
          {{"book", "hall", "--whn", "now"}, 2, "nothing takes \"--whn\". Did you mean --when?"},
          {{"round"}, 2, "mutua round: which of these?\n"},
          {{"outage", "decare"}, 2, "mutua outage: there is no \"decare\". Did you mean declare?"},
      });
}

TEST_CASE("Every command that is listed is listed in a group") {
  CliLab lab;
  const Ran help = lab.Run({"--help"});
  CHECK(help.exit == 0);
  CHECK(help.Says("\n  round "));
  CHECK_FALSE(help.Says("Subcommands:"));
}

TEST_CASE("A refusal for an outage ends with the id that other commands take") {
  CliLab lab;
  lab.ApplyLab();
  REQUIRE(lab.Run({"outage", "declare", "hall", "--when", "tomorrow 8:00-12:00"}).exit == 0);
  const Ran out = lab.Run({"book", "hall", "--when", "tomorrow 9:00-10:00", "--member", "lea"});
  CHECK(out.exit == 1);
  CHECK_MESSAGE(out.Complains("  - hall cannot be used from "), out.err);
  CHECK_MESSAGE(out.Complains("12:00. (o-1)\n"), out.err);
}

TEST_CASE(
    "Waiting is offered for what passes, as long and for whom it was asked, never for a typo") {
  CliLab lab;
  lab.ApplyLab();
  const std::string when = "tomorrow 14:00-16:00";
  REQUIRE(lab.Run({"book", "laser-1", "--when", when, "--member", "lea"}).exit == 0);
  const Ran taken = lab.Run({"book", "laser-1", "--when", when, "--member", "tom"});
  CHECK_MESSAGE(
      taken.Complains("mutua wait for laser-1 --when \"" + when + "\" --for 2h --member tom\n"),
      taken.err);
  // What is offered instead is for the same one.
  CHECK_MESSAGE(taken.Complains("  mutua book laser-2 --member tom --when"), taken.err);
  CHECK_FALSE(lab.Run({"book", "lasr-1", "--when", when, "--member", "tom"}).Complains("wait for"));
  CHECK_FALSE(lab.Run({"book", "laser-1", "--when", when, "--member", "tm"}).Complains("wait for"));
}

TEST_CASE("At a kiosk a badge says who acts, and is asked for where it is missing") {
  CliLab lab;
  lab.ApplyLab();
  CHECK(lab.Run({"badge", "register", "04A2B9", "--member", "lea"}).Says("k-1  is lea's"));
  CHECK(lab.Run({"badge", "list", "-o", "tsv"}).Says("k-1\tlea"));
  const std::string code = lab.Run({"kiosk", "code", "--site", "house"}).out;
  const std::string kiosk = lab.Run({"kiosk", "enrol", code.substr(0, code.find('\n'))}).out;
  lab.SignIn(kiosk.substr(0, kiosk.find('\n')));
  CheckAll(lab,
           {
               {{"book", "hall", "--now", "--for", "1h"}, 1, "--badge NUMBER"},
               {{"book", "hall", "--now", "--for", "1h", "--badge", "04A2B0"},
                1,
                "`mutua badge register`"},
               {{"book", "hall", "--now", "--for", "1h", "--badge", "04A2B9", "--member", "lea"},
                1,
                "leave --member out"},
           });
  CHECK(lab.Run({"book", "hall", "--now", "--until", "10:00", "--badge", "04A2B9"})
            .Says("b-1  hall  Thu 26 Nov 09:00–10:00  checked in"));
  CHECK(lab.Run({"checkout", "b-1"}).Complains("--badge NUMBER"));
  CHECK(lab.Run({"checkout", "b-1", "--badge", "04A2B9"}).exit == 0);
  CHECK(lab.Run({"book", "laser-1", "--when", "10:00-11:00", "--badge", "04A2B9"})
            .Says("b-2  laser-1"));
  // What a reader types.
  const Ran read =
      lab.RunProgram({"bash", "-c", "echo 04A2B9 | mutua checkin b-2 --badge -"}, lab.address());
  CHECK_MESSAGE(read.Complains("Check-in is open"), read.err);
  CHECK(lab.Run({"fault", "laser-1", "no light", "--badge", "04A2B9"}).Says("f-1  reported"));
}

}  // namespace
}  // namespace mutua::wire
