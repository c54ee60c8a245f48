// Calendars of real places through the daemon: every occurrence is a booking or named with its
// reason, and a second import changes nothing.
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/time/time.h"
#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

using nlohmann::json;

// Before anything that the calendars hold of 2018 and later.
constexpr const char* kClock = "2017-12-01T00:00:00Z";

std::string Calendars() {
  const std::string data = SharedData();
  if (data.empty()) std::cout << "skipped: no ../shared/data\n";
  return data.empty() ? "" : data + "/calendars/";
}

std::vector<std::string> ImportOf(const std::string& file) {
  return {"import", file,     "--resource", "hall",    "--member",
          "lea",    "--from", "2018-01-01", "--until", "2023-01-01"};
}

Ran ImportAsJson(CliLab& lab, const std::string& file) {
  std::vector<std::string> words = ImportOf(file);
  words.emplace_back("-o");
  words.emplace_back("json");
  return lab.Run(words);
}

json Bookings(CliLab& lab) {
  const json all = json::parse(lab.Run({"my", "-o", "json"}).out);
  return all.contains("bookings") ? all["bookings"] : json::array();
}

// The UID of every event in the file; lines that were folded are put together.
std::set<std::string> UidsOf(const std::string& text) {
  std::string unfolded;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r') continue;
    if (text[at] == '\n' && at + 1 < text.size() && text[at + 1] == ' ') {
      ++at;
      continue;
    }
    unfolded += text[at];
  }
  std::set<std::string> uids;
  bool event = false;
  for (size_t at = 0; at < unfolded.size();) {
    const size_t end = std::min(unfolded.find('\n', at), unfolded.size());
    const std::string line = unfolded.substr(at, end - at);
    at = end + 1;
    if (line == "BEGIN:VEVENT") event = true;
    if (line == "END:VEVENT") event = false;
    if (event && line.rfind("UID:", 0) == 0) uids.insert(line.substr(4));
  }
  return uids;
}

TEST_CASE("Two makerspaces' calendars are imported whole, and a second time nothing changes") {
  const std::string calendars = Calendars();
  if (calendars.empty()) return;
  CliLab lab(kClock);
  lab.ApplyLab();
  size_t booked = 0;
  for (const char* name : {"fablab_cottbus.ics", "machbar_16_feb_2019.ics"}) {
    const std::string file = calendars + name;
    CAPTURE(file);
    const Ran first = ImportAsJson(lab, file);
    REQUIRE_MESSAGE(first.exit == 0, first.err);
    const json result = json::parse(first.out);
    std::set<std::string> seen;
    for (const json& one : result["occurrences"]) {
      CHECK(one["outcome"] == "booked");
      CHECK(one["about"].get<std::string>().rfind("b-", 0) == 0);
      seen.insert(one["uid"].get<std::string>());
    }
    for (const json& one : result["skipped"]) {
      CHECK_FALSE(one["reason"].get<std::string>().empty());
      seen.insert(one["uid"].get<std::string>());
    }
    for (const std::string& uid : UidsOf(ReadFile(file))) CHECK_MESSAGE(seen.count(uid) == 1, uid);
    booked += result["occurrences"].size();
    CHECK(Bookings(lab).size() == booked);

    const std::string before = lab.Run({"my", "-o", "json"}).out;
    const Ran again = ImportAsJson(lab, file);
    CHECK(again.exit == 0);
    for (const json& one : json::parse(again.out)["occurrences"]) {
      CHECK(one["outcome"] == "there already");
    }
    CHECK(json::parse(lab.Run({"my", "-o", "json"}).out)["bookings"] ==
          json::parse(before)["bookings"]);
  }
  CHECK(booked == 1537);
}

size_t Overlapping(const json& bookings, absl::Time from, absl::Time to) {
  size_t count = 0;
  for (const json& one : bookings) {
    absl::Time start;
    absl::Time end;
    std::string error;
    const auto at = [&](const char* which, absl::Time* out) {
      return absl::ParseTime(absl::RFC3339_full, one["interval"][which].get<std::string>(), out,
                             &error);
    };
    REQUIRE_MESSAGE((at("start", &start) && at("end", &end)), error);
    count += start < to && from < end;
  }
  return count;
}

absl::Time AtOffset(const std::string& text) {
  absl::Time time;
  std::string error;
  REQUIRE_MESSAGE(absl::ParseTime("%Y-%m-%dT%H:%M%Ez", text, &time, &error), error);
  return time;
}

// The civil time as Berlin has it: the site's zone, and that of the calendars that state none.
absl::Time Berlin(absl::CivilSecond civil) {
  absl::TimeZone zone;
  REQUIRE(absl::LoadTimeZone("Europe/Berlin", &zone));
  return absl::FromCivil(civil, zone);
}

// Entries without length within the time: nothing to book, and named.
size_t Moments(const json& moments, absl::Time from, absl::Time to) {
  size_t count = 0;
  for (const json& one : moments) {
    absl::CivilMinute at;
    REQUIRE(absl::ParseCivilTime(one["at"].get<std::string>(), &at));
    count += from <= Berlin(absl::CivilSecond(at)) && Berlin(absl::CivilSecond(at)) < to;
  }
  return count;
}

// How many of a case's counts were looked at; each must be what is booked or named as a moment.
size_t CheckCounts(const YAML::Node& one, const json& bookings, const json& moments) {
  size_t checks = 0;
  const auto expect = [&](absl::Time from, absl::Time to, const YAML::Node& count) {
    CHECK(Overlapping(bookings, from, to) + Moments(moments, from, to) == count.as<size_t>());
    ++checks;
  };
  for (const auto& day : one["at_day_count"]) {
    absl::CivilDay first;
    REQUIRE(absl::ParseCivilTime(day.first.as<std::string>(), &first));
    expect(Berlin(absl::CivilSecond(first)), Berlin(absl::CivilSecond(first + 1)), day.second);
  }
  for (const auto& month : one["at_month_count"]) {
    absl::CivilMonth first;
    REQUIRE(absl::ParseCivilTime(month.first.as<std::string>(), &first));
    expect(Berlin(absl::CivilSecond(first)), Berlin(absl::CivilSecond(first + 1)), month.second);
  }
  for (const auto& year : one["at_year_count"]) {
    const absl::CivilYear first(year.first.as<int>());
    expect(Berlin(absl::CivilSecond(first)), Berlin(absl::CivilSecond(first + 1)), year.second);
  }
  for (const auto& instant : one["at_instant"]) {
    const absl::Time at = AtOffset(instant.first.as<std::string>());
    expect(at, at + absl::Seconds(1), instant.second);
  }
  for (const YAML::Node& between : one["between_count"]) {
    expect(AtOffset(between[0].as<std::string>()), AtOffset(between[1].as<std::string>()),
           between[2]);
  }
  return checks;
}

TEST_CASE("What an independent project counts in a calendar is what is booked") {
  const std::string calendars = Calendars();
  if (calendars.empty()) return;
  size_t checks = 0;
  for (const YAML::Node& one : YAML::LoadFile(calendars + "expected.json")["cases"]) {
    const std::string name = one["file"].as<std::string>();
    CAPTURE(name);
    CliLab lab(kClock);
    lab.ApplyLab();
    const Ran ran = ImportAsJson(lab, calendars + name);
    CHECK_MESSAGE(ran.exit == 0, ran.out, ran.err);
    const json result = json::parse(ran.out);
    const json none = json::array();
    checks +=
        CheckCounts(one, Bookings(lab), result.contains("moments") ? result["moments"] : none);
  }
  // Nine counts within a time; one is of all there is, without a time.
  CHECK(checks == 9);
}

constexpr const char* kOdd =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    "BEGIN:VEVENT\r\nUID:plain\r\nDTSTART:20180301T100000Z\r\nDTEND:20180301T110000Z\r\n"
    "SUMMARY:Plain\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:weekly\r\nDTSTART:20180305T100000Z\r\nDTEND:20180305T110000Z\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Weekly\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:backwards\r\nDTSTART:20180302T110000Z\r\nDTEND:20180302T100000Z\r\n"
    "SUMMARY:Backwards\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:often\r\nDTSTART:20180303T110000Z\r\nDTEND:20180303T120000Z\r\n"
    "RRULE:FREQ=SECONDLY\r\nSUMMARY:Often\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

TEST_CASE("What cannot be booked is named with its reason, and what is in the way, too") {
  CliLab lab(kClock);
  lab.ApplyLab();
  const std::string file = lab.Write("odd.ics", kOdd);
  const std::vector<std::string> words = {"import",   file,        "--resource", "laser-1",
                                          "--member", "lea",       "--from",     "2018-01-01",
                                          "--until",  "2019-01-01"};
  std::vector<std::string> dry = words;
  dry.emplace_back("--dry-run");
  const Ran shown = lab.Run(dry);
  CHECK(shown.exit == 0);
  CHECK(shown.Says("would book: Thu 01 Mar 11:00–12:00  Plain (plain)"));
  CHECK(shown.Says("4 to book, 2 skipped"));
  CHECK(Bookings(lab).empty());

  CHECK(lab.Run({"book", "laser-1", "--member", "tom", "--when", "2018-03-12 11:30", "--for", "1h"})
            .exit == 0);
  const Ran ran = lab.Run(words);
  CHECK(ran.exit == 1);
  CHECK(ran.Says("skipped: Backwards (backwards"));
  CHECK(ran.Says("skipped: Often (often"));
  CHECK(ran.Says("not booked: Mon 12 Mar 11:00–12:00  Weekly (weekly): laser-1 is booked"));
  CHECK(ran.Says("4 occurrences: 3 booked, 0 there already, 1 refused; 2 skipped."));
  CHECK(lab.Run({"cancel", "b-1"}).exit == 0);
  const Ran again = lab.Run(words);
  CHECK(again.exit == 0);
  CHECK(again.Says("4 occurrences: 1 booked, 3 there already, 0 refused; 2 skipped."));
}

TEST_CASE("What is no calendar is refused, and no daemon is asked to book it") {
  CliLab lab(kClock);
  lab.ApplyLab();
  const Ran ran = lab.Run(ImportOf(lab.Write("no.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")));
  CHECK(ran.exit == 2);
  CHECK(ran.Complains("no.ics: "));
}

constexpr const char* kOwn =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    "BEGIN:VEVENT\r\nUID:even\r\nDTSTART:20180301T100000Z\r\nDTEND:20180301T110000Z\r\n"
    "SUMMARY:Even\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:odd\r\nDTSTART:20180302T100700Z\r\nDTEND:20180302T110700Z\r\n"
    "SUMMARY:Odd\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

TEST_CASE("A member imports the own calendar without naming anybody, and past no rule") {
  CliLab lab(kClock);
  lab.ApplyLab();
  lab.SignIn(lab.TokenFor("lea"));
  const std::string file = lab.Write("own.ics", kOwn);
  const std::vector<std::string> words = {"import", file,         "--resource", "laser-1",
                                          "--from", "2018-01-01", "--until",    "2019-01-01"};
  const Ran ran = lab.Run(words);
  CHECK_MESSAGE(ran.Says("Odd (odd): Start and end must be multiples of 15 min"), ran.out);
  CHECK_MESSAGE(ran.Says("2 occurrences: 1 booked, 0 there already, 1 refused"), ran.out);
  CHECK(lab.Run(words).Says("2 occurrences: 0 booked, 1 there already, 1 refused"));
  std::vector<std::string> named = words;
  named.insert(named.end(), {"--member", "tom"});
  CHECK(lab.Run(named).Says("2 occurrences: 0 booked, 0 there already, 2 refused"));
}

}  // namespace
}  // namespace mutua::wire
