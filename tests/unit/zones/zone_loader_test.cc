// The system's zones as tables: the same answers as the library that read them, in every zone that
// is installed, and the published rules where we know them.
#include "engine/front/zones/zone_loader.h"

#include <doctest/doctest.h>

#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::front {
namespace {

constexpr const char* kZones[] = {
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "UTC",
    "America/Santiago",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Europe/Dublin",
    "America/St_Johns",
    "Asia/Gaza",
    "Antarctica/Troll",
    "Etc/GMT+12",
    "Pacific/Kiritimati",
    "America/Sao_Paulo",
    "America/Havana",
    "Africa/Monrovia",
    "Asia/Pyongyang",
    "Europe/London",
};

TEST_CASE("A loaded zone answers as the library that read it, at every change and between") {
  for (const char* name : kZones) {
    CAPTURE(name);
    const auto table = LoadZone(name);
    REQUIRE(table.ok());
    absl::TimeZone zone;
    REQUIRE(absl::LoadTimeZone(name, &zone));
    // 3 days 1 h 20 min apart, so that over the years every hour of the day is met; and next to
    // each change.
    std::vector<int64_t> probes;
    for (int64_t t = 0; t < kZoneHorizon.unix_seconds(); t += 264000) probes.push_back(t);
    for (const model::ZoneTransition& change : table->transitions()) {
      for (const int64_t by : {-90000, -5400, -3600, -1800, -1, 0, 1, 1800, 3599, 3600, 5400}) {
        probes.push_back(change.at.unix_seconds() + by);
      }
    }
    for (const int64_t t : probes) {
      const auto info = zone.At(absl::FromUnixSeconds(t));
      REQUIRE(table->OffsetAt(Instant::FromUnix(t)) == info.offset);
      REQUIRE(table->ToCivil(Instant::FromUnix(t)) == info.cs);
      // The same number read as a local time meets the gaps and the repeated hours.
      const CivilSecond local = info.cs + 3000;
      const auto expected = zone.At(local);
      const model::Resolution found = table->Resolve(local);
      REQUIRE(static_cast<int>(found.kind) == static_cast<int>(expected.kind));
      REQUIRE(found.pre.unix_seconds() == absl::ToUnixSeconds(expected.pre));
      REQUIRE(found.post.unix_seconds() == absl::ToUnixSeconds(expected.post));
      if (found.kind != model::Resolution::Kind::UNIQUE) {
        REQUIRE(found.transition.unix_seconds() == absl::ToUnixSeconds(expected.trans));
      }
    }
  }
}

TEST_CASE("The zones of the tests follow the rules that the system has") {
  for (const model::ZoneTable& built :
       {model::testing::Paris(), model::testing::NewYork(), model::testing::LordHowe(),
        model::testing::Kathmandu(), model::testing::Santiago()}) {
    CAPTURE(built.name());
    const auto loaded = LoadZone(built.name());
    REQUIRE(loaded.ok());
    const Instant end = model::testing::At(CivilSecond(2030, 1, 1));
    for (Instant at = model::testing::At(CivilSecond(2024, 1, 1)); at < end;
         at = at + Duration::Minutes(30)) {
      REQUIRE(built.OffsetAt(at) == loaded->OffsetAt(at));
    }
  }
}

TEST_CASE("A zone that the system does not know is an error, and never UTC") {
  for (const char* name : {"", "Mars/Olympus", "europe/nowhere", "../../etc/passwd",
                           "/etc/localtime", ":/etc/localtime", "Europe/Paris\n", "localtime "}) {
    CAPTURE(name);
    CHECK(LoadZone(name).status().code() == absl::StatusCode::kNotFound);
  }
}

TEST_CASE("A table holds changes of offset only, up to its horizon") {
  const auto paris = LoadZone("Europe/Paris").value();
  CHECK(paris.horizon() == kZoneHorizon);
  CHECK(paris.transitions().size() == 2 * (2100 - 1976));
  CHECK(LoadZone("Asia/Kathmandu")->transitions().size() == 1);
}

}  // namespace
}  // namespace mutua::front
