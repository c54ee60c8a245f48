#include "engine/access/authenticator.h"

#include <mutex>

namespace mutua::access {

TokenId Authenticator::Find(const SecretHash& hash) const {
  std::shared_lock lock(mutex_);
  const auto found = ids_.find(hash);
  return found == ids_.end() ? TokenId() : found->second;
}

void Authenticator::Learn(const core::State& state) {
  std::unique_lock lock(mutex_);
  for (; next_ < state.counters().token; ++next_) {
    const model::Token* token = state.Find(TokenId(next_));
    if (token != nullptr) ids_[token->hash] = token->id;
  }
}

absl::StatusOr<core::Caller> Authenticator::Identify(std::string_view secret,
                                                     const core::State& state, Instant now) {
  const SecretHash hash = HashSecret(secret);
  TokenId id = Find(hash);
  if (!id.IsSet()) {
    if (!LooksLikeSecret(secret)) {
      return absl::UnauthenticatedError("this is no token of Mutua: cut or mistyped");
    }
    Learn(state);
    id = Find(hash);
  }
  const model::Token* token = state.Find(id);
  bool holds = token != nullptr && !token->revoked && now < token->expires;
  if (holds && token->member.IsSet()) {
    const model::Member* member = state.Find(token->member);
    holds = member != nullptr && !member->retired;
  }
  if (!holds) return absl::UnauthenticatedError("the token is unknown, expired or revoked");
  return core::Caller{.role = token->role, .member = token->member, .token = id};
}

}  // namespace mutua::access
