#include "engine/access/tries.h"

namespace mutua::access {

Instant Tries::LockedUntil(uint32_t who, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(who);
  if (found == counts_.end() || found->second.until == kEarliest) return kEarliest;
  if (found->second.until > now) return found->second.until;
  counts_.erase(found);
  return kEarliest;
}

uint32_t Tries::Wrong(uint32_t who, Instant now) {
  const std::lock_guard lock(mutex_);
  Count& count = counts_[who];
  if (count.wrong < most_) ++count.wrong;
  if (count.wrong == most_) count.until = now + locked_;
  return most_ - count.wrong;
}

void Tries::Forget(uint32_t who) {
  const std::lock_guard lock(mutex_);
  counts_.erase(who);
}

}  // namespace mutua::access
