// Why something of a calendar file was left out, as it is said to people. Thread-safe: no state.
#pragma once

#include <string>

#include "engine/front/calendar/calendar_file.h"
#include "engine/front/language.h"

namespace mutua::calendar {

// What is said of the entry: "its DTEND is before its DTSTART".
std::string SentenceOf(front::Language language, const SkipReason& reason);

}  // namespace mutua::calendar
