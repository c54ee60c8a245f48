// Guaranteed time that is released, whoever says so.
#pragma once

#include "engine/core/draft.h"

namespace mutua::core {

// Releases what the company has not used of its guarantees, in every period that is not over: it
// will not use it any more.
void ReleaseAll(Draft& draft, CompanyId company, Instant at);

}  // namespace mutua::core
