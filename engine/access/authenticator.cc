#include "engine/access/authenticator.h"

#include <mutex>

#include "engine/core/feed.h"

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

TokenId Authenticator::Known(std::string_view secret, const core::State& state) {
  const SecretHash hash = HashSecret(secret);
  const TokenId id = Find(hash);
  if (id.IsSet() || !LooksLikeSecret(secret)) return id;
  Learn(state);
  return Find(hash);
}

absl::StatusOr<core::Caller> Authenticator::Identify(std::string_view secret,
                                                     const core::State& state, Instant now) {
  const TokenId id = Known(secret, state);
  if (!id.IsSet() && !LooksLikeSecret(secret)) {
    return absl::UnauthenticatedError("this is no token of Mutua: cut or mistyped");
  }
  const model::Token* token = state.Find(id);
  if (token != nullptr && token->role == model::Role::kFeed) {
    return absl::UnauthenticatedError("this is the token of a calendar: it signs nobody in");
  }
  bool holds = token != nullptr && !token->revoked && now < token->expires;
  if (holds && token->member.IsSet()) {
    const model::Member* member = state.Find(token->member);
    holds = member != nullptr && !member->retired;
  }
  if (!holds) return absl::UnauthenticatedError("the token is unknown, expired or revoked");
  return core::Caller{.role = token->role, .member = token->member, .token = id};
}

absl::StatusOr<TokenId> Authenticator::IdentifyFeed(std::string_view secret,
                                                    const core::State& state, Instant now) {
  const absl::Status none = absl::NotFoundError("no calendar is here, or its link was revoked");
  const TokenId id = Known(secret, state);
  const model::Token* token = state.Find(id);
  const bool feed = token != nullptr && token->role == model::Role::kFeed;
  if (!feed || !core::Answers(state, *token, now)) return none;
  return id;
}

}  // namespace mutua::access
