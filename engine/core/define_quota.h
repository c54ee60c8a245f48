// What a quota must be to be defined: sound by itself, and no contradiction to another.
#pragma once

#include "engine/core/refusal.h"
#include "engine/core/state.h"

namespace mutua::core {

// Adds what is wrong with it. One that is retired is never wrong.
void CheckQuota(const State& state, const model::Quota& quota, Refusal* refusal);

}  // namespace mutua::core
