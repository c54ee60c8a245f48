// What follows when a member goes to another company, whichever command moved them.
#pragma once

#include "engine/core/decision.h"
#include "engine/core/draft.h"

namespace mutua::core {

// The open wishes of the member count for the company that the member is of now; one that holds an
// offer only where the offer comes along. What was written about any of them stays behind.
void TakeWishesAlong(Draft& draft, const model::Member& member, bool offered_too,
                     Decision* decision);

// Who goes to another company manages none.
void LeaveCompany(model::Member* member);

}  // namespace mutua::core
