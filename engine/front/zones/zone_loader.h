// Reads a time zone of this machine into a model::ZoneTable. An edge: what the system has installed
// comes in here and nowhere else; the core sees only tables that were adopted by a logged event.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "engine/model/zone.h"

namespace mutua::front {

// How far ahead a table states the rules that are in force today: 2100-01-01T00:00:00Z.
inline constexpr Instant kZoneHorizon = Instant::FromUnix(4102444800);

// `name`: an IANA name as "Europe/Paris". The table holds every change of offset in
// [1970, kZoneHorizon); changes of name or of the daylight flag alone are left out.
// Errors: NotFound if the system has no such zone, Internal if its data make no sense.
absl::StatusOr<model::ZoneTable> LoadZone(std::string_view name);

}  // namespace mutua::front
