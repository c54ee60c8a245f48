// Rounds as messages of the contract. Thread-safe: no state.
#pragma once

#include "engine/front/showing.h"
#include "engine/model/round.h"
#include "mutua/v1/rounds.pb.h"

namespace mutua::front {

// Without its turns: what everybody may see.
void ShowRound(const Showing& show, const model::Round& round, v1::Round* out);

}  // namespace mutua::front
