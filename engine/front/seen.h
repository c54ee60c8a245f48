// Lists whose elements are not even counted for those who may not see them. Thread-safe: no state.
#pragma once

#include <optional>

#include "engine/core/party.h"

namespace mutua::front {

// Narrows a list to the company whose elements the caller may see; false: it may see none of those
// that were asked for. Leaving them out of a page later would still tell, by the next page, that
// they are there.
inline bool NarrowToSeen(const core::State& state, const core::Caller& caller,
                         std::optional<CompanyId>* company) {
  if (core::Manages(caller)) return true;
  const model::Member* member = state.Find(caller.member);
  if (member == nullptr || (*company && **company != member->company)) return false;
  *company = member->company;
  return true;
}

}  // namespace mutua::front
