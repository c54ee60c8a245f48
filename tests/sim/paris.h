// Where and when the simulated labs are.
#pragma once

#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "engine/model/zone.h"

namespace mutua::sim {

// 2026-03-16T09:00:00Z, 13 days before the change.
inline constexpr Instant kStart = Instant::FromUnix(1773651600);

// Paris as its law says for these years: the last Sundays of March and October, 01:00 UTC.
inline model::ZoneTable Paris() {
  std::vector<model::ZoneTransition> transitions = {{Instant::FromUnix(1761440400), 3600},
                                                    {Instant::FromUnix(1774746000), 7200},
                                                    {Instant::FromUnix(1792890000), 3600},
                                                    {Instant::FromUnix(1806195600), 7200}};
  auto table = model::ZoneTable::Make("Europe/Paris", 7200, transitions, kLatest);
  REQUIRE(table.ok());
  return *std::move(table);
}

// As the system has it: a second opinion.
inline absl::TimeZone SystemParis() {
  absl::TimeZone zone;
  REQUIRE(absl::LoadTimeZone("Europe/Paris", &zone));
  return zone;
}

}  // namespace mutua::sim
