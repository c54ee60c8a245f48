#include "engine/core/refusal.h"

#include <algorithm>

namespace mutua::core {

void Refusal::Add(Reason reason) {
  const auto place = std::upper_bound(
      reasons_.begin(), reasons_.end(), reason,
      [](const Reason& left, const Reason& right) { return left.rule < right.rule; });
  reasons_.insert(place, reason);
}

}  // namespace mutua::core
