// Periods of shared pools: each is frozen, with what it guarantees whom, when its first instant comes
// into the pool's horizon (FAIRSHARE.md 3).
#pragma once

#include "engine/core/draft.h"

namespace mutua::core {

// Freezes the present period of each shared pool that has none, or the one after its last, and the later ones that begin
// within its horizon: before the first command that is no definition, so that a lab is defined as a
// whole before anything is handed out.
void FreezeFirstPeriods(Draft& draft, Instant at);

// The pool's last frozen period is due: the one after it is frozen; it retires if the pool is shared
// no more.
void FreezeNextPeriod(Draft& draft, GuaranteesId id, Instant at);

// The period is over: the credits of the commons are handed out (credits.h).
void EndPeriod(Draft& draft, GuaranteesId id, Instant at);

}  // namespace mutua::core
