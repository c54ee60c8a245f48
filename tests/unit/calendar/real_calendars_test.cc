// Real exports of real calendars against what an independent project counts in them
// (expected.json), and nothing lost: every event is an occurrence somewhere, or named with its
// reason.
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>

#include "absl/time/time.h"
#include "engine/front/calendar/calendar_file.h"
#include "engine/front/calendar/calendar_sentence.h"
#include "engine/front/zones/zone_loader.h"

namespace mutua::calendar {
namespace {

constexpr Interval kEver(kEarliest, front::kZoneHorizon);

// ../shared/data beside the repository, or where MUTUA_SHARED_DATA says; empty if it is not there.
std::filesystem::path Calendars() {
  const char* const stated = std::getenv("MUTUA_SHARED_DATA");
  const std::filesystem::path data =
      stated != nullptr ? stated : MUTUA_SOURCE_DIR "/../shared/data";
  if (std::filesystem::exists(data / "calendars" / "expected.json")) return data / "calendars";
  std::cout << "skipped: no ../shared/data\n";
  return {};
}

CalendarFile Parsed(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.is_open());
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  auto parsed = ParseCalendarFile(text, "Europe/Berlin");
  REQUIRE_MESSAGE(parsed.ok(), parsed.status().message());
  return *std::move(parsed);
}

CalendarExpansion Expanded(const CalendarFile& file, const std::string& zone, Interval window) {
  auto expanded = ExpandCalendar(file, zone, {.interval = window});
  REQUIRE_MESSAGE(expanded.ok(), expanded.status().message());
  return *std::move(expanded);
}

// expected.json counts moments, too.
size_t Count(const CalendarFile& file, const std::string& zone, Interval window) {
  const CalendarExpansion found = Expanded(file, zone, window);
  return found.occurrences.size() + found.moments.size();
}

// "2020-12-11T10:00-06:00"
Instant AtOffset(const std::string& text) {
  absl::Time time;
  std::string error;
  REQUIRE_MESSAGE(absl::ParseTime("%Y-%m-%dT%H:%M%Ez", text, &time, &error), error);
  return Instant::FromUnix(absl::ToUnixSeconds(time));
}

Interval Local(const model::ZoneTable& zone, CivilDay first, CivilDay end) {
  return Interval(zone.FirstAtOrAfter(CivilSecond(first)), zone.FirstAtOrAfter(CivilSecond(end)));
}

Interval Day(const model::ZoneTable& zone, const std::string& text) {
  CivilDay day;
  REQUIRE(absl::ParseCivilTime(text, &day));
  return *zone.DayBounds(day);
}

TEST_CASE("Real calendars expand to what an independent project counts in them") {
  const std::filesystem::path calendars = Calendars();
  if (calendars.empty()) return;
  size_t checks = 0;
  for (const YAML::Node& one : YAML::LoadFile(calendars / "expected.json")["cases"]) {
    const std::string name = one["file"].as<std::string>();
    CAPTURE(name);
    const CalendarFile file = Parsed(calendars / name);
    const std::string zone_name = one["tz"] ? one["tz"].as<std::string>() : "Europe/Berlin";
    const model::ZoneTable zone =
        front::LoadZone(file.zone.empty() ? zone_name : file.zone).value();
    const auto expect = [&](Interval window, const YAML::Node& count) {
      CHECK(Count(file, zone_name, window) == count.as<size_t>());
      ++checks;
    };
    for (const auto& day : one["at_day_count"]) {
      expect(Day(zone, day.first.as<std::string>()), day.second);
    }
    for (const auto& month : one["at_month_count"]) {
      absl::CivilMonth first;
      REQUIRE(absl::ParseCivilTime(month.first.as<std::string>(), &first));
      expect(Local(zone, CivilDay(first), CivilDay(first + 1)), month.second);
    }
    for (const auto& year : one["at_year_count"]) {
      const CivilDay first(year.first.as<int>(), 1, 1);
      expect(Local(zone, first, CivilDay(absl::CivilYear(first) + 1)), year.second);
    }
    for (const auto& instant : one["at_instant"]) {
      const Instant at = AtOffset(instant.first.as<std::string>());
      expect(Interval(at, at + Duration::Seconds(1)), instant.second);
    }
    for (const YAML::Node& between : one["between_count"]) {
      expect(
          Interval(AtOffset(between[0].as<std::string>()), AtOffset(between[1].as<std::string>())),
          between[2]);
    }
    if (one["all_count"]) expect(kEver, one["all_count"]);
  }
  // The cases' counts as of expected.json; a case that is not understood would make them fewer.
  CHECK(checks == 10);
}

TEST_CASE("No event of a real calendar is lost: it occurs, or it is named with its reason") {
  const std::filesystem::path calendars = Calendars();
  if (calendars.empty()) return;
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(calendars)) {
    if (entry.path().extension() != ".ics") continue;
    ++files;
    const std::string name = entry.path().filename();
    CAPTURE(name);
    std::ifstream text(entry.path());
    size_t events = 0;
    for (std::string line; std::getline(text, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line == "BEGIN:VEVENT") ++events;
    }
    const CalendarFile file = Parsed(entry.path());
    const auto is_event = [](const SkippedComponent& skip) { return skip.kind == "VEVENT"; };
    const auto unread = std::count_if(file.skipped.begin(), file.skipped.end(), is_event);
    CHECK(file.events.size() + static_cast<size_t>(unread) == events);

    const CalendarExpansion found = Expanded(file, "Europe/Berlin", kEver);
    std::set<std::string> seen;
    for (const CalendarOccurrence& one : found.occurrences) seen.insert(one.uid);
    for (const SkippedComponent& skip : found.skipped) {
      CHECK_FALSE(SentenceOf(front::Language::kFrench, skip.reason).empty());
      seen.insert(skip.uid);
    }
    for (const CalendarEvent& event : file.events) {
      CAPTURE(event.uid);
      CHECK(seen.count(event.uid) == 1);
    }
  }
  CHECK(files == 14);
}

}  // namespace
}  // namespace mutua::calendar
