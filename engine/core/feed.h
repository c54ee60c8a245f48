// Feeds: calendars that are read with a token of their own. Who may have one, whether one still
// answers, and with whose eyes it looks.
#pragma once

#include "engine/core/decision.h"
#include "engine/core/draft.h"

namespace mutua::core {

// Managers follow everything; a member the own calendar, the own company's, and those of resources
// and pools, which everybody sees.
bool MayFollow(const State& state, const Caller& caller, const model::Feed& feed);

// Neither revoked nor expired, nor the token that it was made with; its member is in service and
// may still follow it. Precondition: the token is of the role kFeed.
bool Answers(const State& state, const model::Token& token, Instant now);

// Who looks, for deciding what is shown; no call is ever made as this one. Same precondition.
Caller EyesOf(const model::Token& token);

// A new feed of the caller (no id), or the end of one (an id, and `revoked`).
Decision DecideFeed(Draft& draft, const Caller& caller, const model::Token& token, Instant at);

}  // namespace mutua::core
