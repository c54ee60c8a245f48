// What a contest leaves behind: those who were outranked are told why, and a company that loses
// kLostForToken of them earns a token, with which it comes before smaller usage once
// (FAIRSHARE.md 5, decisions/tokens.md).
//
// Promises: a loss is a wish of its own, in a contest of its own, that was feasible and no longer
// than the winner's; nobody who can still be met has lost; whoever holds a token counts none.
#pragma once

#include <span>

#include "engine/core/draft.h"
#include "engine/core/earliest.h"
#include "engine/core/merit.h"

namespace mutua::core {

// What one serving of the waitlist may still spend on saying who lost.
struct ContestWork {
  size_t told = 0;
  Trials trials{kLossTrialsMost};
};

// `first` was served, and may have been given something, before those behind it: if anybody there
// waited for it, its token goes; and the next few are told why.
void SettleContest(Draft& draft, const Merit& first, std::span<const Merit> behind, Instant at,
                   ContestWork* work);

// A wish was served and waits on: whatever it asks for it can have nothing. Counts it as lost to what
// another company's was given of that at this very instant, if that is what kept it from it. True if
// its company has earned a token.
bool CountLoss(Draft& draft, WishId wish, Instant at, ContestWork* work);

}  // namespace mutua::core
