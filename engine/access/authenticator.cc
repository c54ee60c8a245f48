#include "engine/access/authenticator.h"

#include <algorithm>
#include <mutex>

#include "engine/access/session.h"
#include "engine/core/feed.h"

namespace mutua::access {

namespace {

// A session has what its member is, from the commit on that says so. A member's token has it but
// for the lab: a manager's is made as one.
model::Role RoleOf(const model::Token& token, const model::Member* member) {
  if (token.role != model::Role::kMember || member == nullptr) return token.role;
  const bool manages_lab = member->role == model::Role::kManager;
  return manages_lab && !token.session ? model::Role::kMember : member->role;
}

}  // namespace

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

const model::Token* Authenticator::Known(SecretView secret, const core::State& state) {
  const SecretHash hash = HashSecret(secret);
  TokenId id = Find(hash);
  if (!id.IsSet()) {
    Learn(state);
    id = Find(hash);
  }
  const model::Token* token = state.Find(id);
  // A session's id may stand for another secret by now.
  return token != nullptr && token->hash == hash ? token : nullptr;
}

void Authenticator::Renew(TokenId session, const SecretHash& hash) {
  {
    std::unique_lock lock(mutex_);
    absl::erase_if(ids_, [&](const auto& known) { return known.second == session; });
    ids_[hash] = session;
  }
  last_use_.Forget(session);
}

bool Authenticator::Holds(const core::State& state, const model::Token& token, Instant now) const {
  if (token.revoked || token.expires <= now) return false;
  const model::Member* member = state.Find(token.member);
  if (token.member.IsSet() && (member == nullptr || member->retired)) return false;
  if (!token.session) return true;
  const Instant used = std::max(token.made_at, last_use_.Of(token.id));
  return now < used + LifetimeOf(member->role).idle;
}

std::optional<core::Caller> Authenticator::CallerOf(const core::State& state, TokenId id,
                                                    Instant now) const {
  const model::Token* token = state.Find(id);
  if (token == nullptr || !Holds(state, *token, now)) return std::nullopt;
  return core::Caller{
      .role = RoleOf(*token, state.Find(token->member)), .member = token->member, .token = id};
}

absl::StatusOr<core::Caller> Authenticator::Identify(SecretView secret, const core::State& state,
                                                     Instant now) {
  if (!LooksLikeSecret(secret)) {
    return absl::UnauthenticatedError("this is no token of Mutua: cut or mistyped");
  }
  const model::Token* token = Known(secret, state);
  if (token != nullptr && token->role == model::Role::kFeed) {
    return absl::UnauthenticatedError("this is the token of a calendar: it signs nobody in");
  }
  const auto caller = token == nullptr ? std::nullopt : CallerOf(state, token->id, now);
  if (!caller) return absl::UnauthenticatedError("the token is unknown, expired or revoked");
  if (last_use_.Used(token->id, now)) keep_due_ = true;
  return *caller;
}

absl::StatusOr<TokenId> Authenticator::IdentifyFeed(SecretView secret, const core::State& state,
                                                    Instant now) {
  const absl::Status none = absl::NotFoundError("no calendar is here, or its link was revoked");
  if (!LooksLikeSecret(secret)) return none;
  const model::Token* token = Known(secret, state);
  const bool feed = token != nullptr && token->role == model::Role::kFeed;
  if (!feed || !core::Answers(state, *token, now)) return none;
  if (last_use_.Used(token->id, now)) keep_due_ = true;
  return token->id;
}

}  // namespace mutua::access
