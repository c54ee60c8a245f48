// A trace through the daemon, in time order, audited; and twice the same.
#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

using nlohmann::json;

constexpr const char* kHead =
    "ts,op,booking,member,pool,start,end,kind,customer_type,deposit,waitlist_days,changes,"
    "assigned_pool\n";

// A hotel of two rooms: a third guest is refused, one waits and is served when a room is given
// back, one never comes, one leaves early, one stays past the end.
constexpr const char* kDays =
    "2020-01-01T06:00:00Z,BOOK,1,a,x,2020-01-10T15:00:00Z,2020-01-12T11:00:00Z,,,,0,0,\n"
    "2020-01-01T07:00:00Z,BOOK,2,b,x,2020-01-10T15:00:00Z,2020-01-13T11:00:00Z,,,,0,0,\n"
    "2020-01-01T08:00:00Z,BOOK,3,c,x,2020-01-11T15:00:00Z,2020-01-12T11:00:00Z,,,,0,0,\n"
    "2020-01-01T09:00:00Z,BOOK,4,d,x,2020-01-11T15:00:00Z,2020-01-12T11:00:00Z,,,,3,0,\n"
    "2020-01-02T06:00:00Z,BOOK,5,d,x,2020-01-20T15:00:00Z,2020-01-22T11:00:00Z,,,,0,0,\n"
    "2020-01-03T06:00:00Z,CANCEL,1,,,,,,,,,,\n"
    "2020-01-04T06:00:00Z,WAITLIST_CONFIRM,4,,,,,,,,,,\n"
    "2020-01-10T15:00:00Z,CHECK_IN,2,,,,,,,,,,\n"
    "2020-01-11T15:00:00Z,CHECK_IN,3,,,,,,,,,,\n"
    "2020-01-11T15:00:00Z,CHECK_IN,4,,,,,,,,,,\n"
    "2020-01-12T09:00:00Z,CHECK_OUT,4,,,,,,,,,,\n"
    "2020-01-13T20:00:00Z,CHECK_OUT,2,,,,,,,,,,\n"
    "2020-01-20T23:00:00Z,NO_SHOW,5,,,,,,,,,,\n";

// What the replay of a file came to, on a daemon of its own.
json Replay(const std::string& text, std::vector<std::string> more, int exit = 0) {
  CliLab lab("");
  std::vector<std::string> words = {"replay", text, "-o", "json"};
  if (text.find('\n') != std::string::npos) words[1] = lab.Write("trace.csv", text);
  words.insert(words.end(), more.begin(), more.end());
  words.insert(words.end(), {"--report", lab.path("report.svg")});
  const Ran ran = lab.Run(words);
  REQUIRE_MESSAGE(ran.exit == exit, ran.out, ran.err);
  CHECK(ReadFile(lab.path("report.svg")).rfind("<svg", 0) == 0);
  return json::parse(ran.out);
}

TEST_CASE("A small hotel's days: who is refused, who waits and is served, who never comes") {
  for (const bool as_capacity : {true, false}) {
    CAPTURE(as_capacity);
    std::vector<std::string> more = {"--rooms", "2"};
    if (as_capacity) more.emplace_back("--as-capacity");
    const json report = Replay(std::string(kHead) + kDays, more);
    CHECK(report["auditor_agrees"] == true);
    CHECK(report["commands"] == 13);
    CHECK(report["booked"] == 3);
    CHECK(report["refused"] == 1);
    CHECK(report["wishes"] == 1);
    CHECK(report["wishes_met_at_once"] == 0);
    CHECK(report["wishes_met_later"] == 1);
    CHECK(report["cancelled"] == 1);
    CHECK(report["checked_in"] == 2);
    CHECK(report["checked_out"] == 2);
    CHECK(report["no_shows"] == 1);
    CHECK(report["not_sent"] == 1);
    CHECK(report["peak_use"] == 2);
  }
}

TEST_CASE("The same trace has the same history and state on two daemons, however it is cut") {
  const std::string days = std::string(kHead) + kDays;
  const json first = Replay(days, {"--rooms", "2"});
  const json second = Replay(days, {"--rooms", "2"});
  CHECK(first["chain_digest"] == second["chain_digest"]);
  CHECK(first["state_digest"] == second["state_digest"]);
  CHECK(Replay(days, {"--rooms", "2", "--batch", "1"})["state_digest"] == first["state_digest"]);
  const json other = Replay(days, {"--rooms", "3"});
  CHECK(first["state_digest"] != other["state_digest"]);
}

TEST_CASE("Thousands of commands of a real hotel are audited, twice the same") {
  const std::string trace = SharedData() + "/traces/resort_hotel_commands.csv.zst";
  if (!std::filesystem::exists(trace)) {
    std::cout << "skipped: no ../shared/data\n";
    return;
  }
  // At 110 rooms the house is full early: refusals, wishes that wait, and repacking.
  const std::vector<std::string> full = {"--most", "5000", "--rooms", "110"};
  std::vector<std::string> as_capacity = full;
  as_capacity.emplace_back("--as-capacity");
  const json first = Replay(trace, as_capacity);
  CHECK(first["auditor_agrees"] == true);
  CHECK(first["commands"] == 5000);
  CHECK(first["refused"] > 0);
  CHECK(first["refused_with_room"] == 0);
  CHECK(first["checked_in"] > 0);
  const json second = Replay(trace, as_capacity);
  CHECK(first["chain_digest"] == second["chain_digest"]);
  CHECK(first["state_digest"] == second["state_digest"]);
  CHECK(Replay(trace, full)["auditor_agrees"] == true);
}

TEST_CASE("A replay begins on an empty store, with a trace, in time order") {
  CliLab lab("");
  const std::string trace = lab.Write("trace.csv", std::string(kHead) + kDays);
  CHECK(lab.Run({"replay", trace, "--rooms", "2"}).exit == 0);
  const Ran again = lab.Run({"replay", trace, "--rooms", "2"});
  CHECK(again.exit == 2);
  CHECK(again.Complains("a replay begins on an empty store"));
  CliLab other("");
  const std::string back = other.Write("back.csv", std::string(kHead) +
                                                       "2020-01-03T06:00:00Z,CANCEL,1,,,,,,,,,,\n"
                                                       "2020-01-02T06:00:00Z,CANCEL,1,,,,,,,,,,\n");
  const Ran backwards = other.Run({"replay", back});
  CHECK(backwards.exit == 2);
  CHECK(backwards.Complains("back.csv:3: goes back in time"));
  CHECK(other.Run({"replay", other.Write("no.csv", "a,b\n")}).Complains("no.csv:1: not a trace"));
}

}  // namespace
}  // namespace mutua::wire
