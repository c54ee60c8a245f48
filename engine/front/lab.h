// What applying a lab and rehearsing one have in common. Thread-safe: no state.
#pragma once

#include <string>
#include <vector>

#include "engine/front/exchange.h"

namespace mutua::front {

// The refusal of a lab with its own paths (LabDifference::origins) instead of numbers of definitions.
void RefuseLab(ExchangePtr exchange, const pipeline::Answer& answer,
               const std::vector<std::string>& origins);

}  // namespace mutua::front
