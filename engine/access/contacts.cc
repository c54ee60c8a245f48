#include "engine/access/contacts.h"

#include <algorithm>

namespace mutua::access {

Instant Contacts::Heard(TokenId token, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto [found, fresh] = contacts_.try_emplace(token);
  Contact& contact = found->second;
  if (!fresh && contact.last + kSilence <= now) contact.before_silence = contact.last;
  // Two calls may have read the clock in one order and come here in the other.
  contact.last = std::max(contact.last, now);
  return contact.before_silence;
}

}  // namespace mutua::access
