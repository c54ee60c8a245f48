// Badges as readers give them: only their keyed hashes are compared, and a number that is unknown
// is never repeated in an answer. Thread-safe: no state.
#pragma once

#include <string>

#include "engine/front/reading.h"
#include "engine/front/texts.h"

namespace mutua::front {

// 4 to 128 bytes.
const std::string& ReadBadgeNumber(Reading& in, const std::string& number, const Path& path);

// The member who carries it; an objection when nobody does.
MemberId MemberOfBadge(Reading& in, Texts& texts, const std::string& number, const Path& path);

}  // namespace mutua::front
