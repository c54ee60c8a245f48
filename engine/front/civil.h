// Instants as people read them: on a site's clocks. Fast, since every booking in an answer has two.
#pragma once

#include <string>

#include "engine/model/zone.h"

namespace mutua::front {

// "2026-03-29T14:00:00".
std::string CivilText(CivilSecond civil);
// "2026-03-29T14:00:00+02:00".
std::string LocalText(const model::ZoneTable& zone, Instant at);
// "2026-03-29 14:00", for sentences; in UTC, marked so, when there is no zone.
std::string MomentText(const model::ZoneTable* zone, Instant at);

}  // namespace mutua::front
