#include "engine/front/tickets.h"

#include <algorithm>

namespace mutua::front {

void Tickets::Put(const Secret& ticket, Checked checked, Instant now) {
  const std::lock_guard lock(mutex_);
  if (open_.size() >= kMost) open_.pop_front();
  open_.push_back({.hash = access::HashSecret(ticket), .checked = checked, .until = now + kHolds});
}

std::optional<Checked> Tickets::Take(SecretView ticket, Instant now) {
  const access::SecretHash hash = access::HashSecret(ticket);
  const std::lock_guard lock(mutex_);
  std::erase_if(open_, [&](const Ticket& one) { return one.until <= now; });
  const auto found =
      std::find_if(open_.begin(), open_.end(), [&](const Ticket& one) { return one.hash == hash; });
  if (found == open_.end()) return std::nullopt;
  const Checked checked = found->checked;
  open_.erase(found);
  return checked;
}

bool Tickets::UseState(SecretView state, Instant now, Duration holds) {
  const access::SecretHash hash = access::HashSecret(state);
  const std::lock_guard lock(mutex_);
  std::erase_if(used_, [&](const Used& one) { return one.until <= now; });
  const bool before =
      std::any_of(used_.begin(), used_.end(), [&](const Used& one) { return one.hash == hash; });
  if (before) return false;
  if (used_.size() >= kMost) used_.pop_front();
  used_.push_back({.hash = hash, .until = now + holds});
  return true;
}

}  // namespace mutua::front
