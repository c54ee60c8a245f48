// Where a watch goes on: opaque to clients, it names the store, the position and the chain's digest
// there, so that a token of another history is recognised. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>

#include "engine/journal/chain.h"

namespace mutua::front {

struct ResumePoint {
  journal::StoreId store{};
  journal::Head head;
};

std::string MakeResumeToken(const ResumePoint& point);
std::optional<ResumePoint> ParseResumeToken(const std::string& token);

}  // namespace mutua::front
