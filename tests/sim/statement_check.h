// Whether statements add up: all that was ever booked, on the statements of all companies and
// months, against what the naive auditor heard that each company is charged.
#pragma once

#include <string>

#include "engine/journal/journal.h"
#include "tests/sim/charge_auditor.h"

namespace mutua::sim {

// `journal`: where the records that left the state were saved. The first that does not add up;
// empty when all is well.
std::string FindWrongStatement(const journal::Journal& journal, const core::State& state,
                               const ChargeAuditor& charges);

}  // namespace mutua::sim
