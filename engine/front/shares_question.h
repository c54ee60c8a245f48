// What is asked about shared pools (their standings, their ledger): which pools, and of which
// company.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/front/reading.h"
#include "engine/front/showing.h"

namespace mutua::front {

struct SharesQuestion {
  std::vector<PoolId> pools;  // the one named, or each that is shared
  CompanyId company;          // the one named, or a member's own; not set: all of them
};

// Errors are in `in`: what is named is unknown, or is not the caller's to see. Then there is none.
std::optional<SharesQuestion> ReadSharesQuestion(Reading& in, const Showing& show,
                                                 const std::string& company,
                                                 const std::string& pool);

}  // namespace mutua::front
