// Sessions of members, as other decisions end them.
#pragma once

#include "engine/core/decision.h"
#include "engine/core/draft.h"

namespace mutua::core {

// All of the member's.
void EndSessions(Draft& draft, MemberId member);

// The end of a session (an id, and `revoked`), by its member or a lab manager.
Decision DecideSession(Draft& draft, const Caller& caller, const model::Token& token);

}  // namespace mutua::core
