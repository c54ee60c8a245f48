// Who is asking: from the bearer token of a call to a core::Caller.
//
// A table from hashes to token ids, filled from the state's Token records as they appear; whether a
// token still holds (revoked, expired, its member gone) is read from the state at each call, so
// that a revocation is effective with the commit that made it. A session ends, besides, when it was
// not used for a while. Thread-safe.
#pragma once

#include <atomic>
#include <optional>
#include <shared_mutex>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/access/contacts.h"
#include "engine/access/last_use.h"
#include "engine/access/secret.h"
#include "engine/core/command.h"
#include "engine/core/state.h"

namespace mutua::access {

class Authenticator {
 public:
  // `secret`: the token as the client sent it; one that is mistyped is refused by its checksum,
  // before anything is looked up. Errors: UNAUTHENTICATED, without saying whether the
  // token never was, or is no more; a feed's token signs nobody in.
  absl::StatusOr<core::Caller> Identify(SecretView secret, const core::State& state, Instant now);

  // The token of a feed that answers, NOT_FOUND: it is none, or is no more.
  absl::StatusOr<TokenId> IdentifyFeed(SecretView secret, const core::State& state, Instant now);

  // A session took this id, of this secret now: what it was before signs nobody in any more.
  void Renew(TokenId session, const SecretHash& hash);

  // Whom a token lets in, as the state has it now; none: nobody any more.
  std::optional<core::Caller> CallerOf(const core::State& state, TokenId id, Instant now) const;

  // Neither revoked nor expired nor, for a session, idle for too long; its member is in service.
  bool Holds(const core::State& state, const model::Token& token, Instant now) const;

  // When tokens were last accepted here. KeepLastUse: it is time to keep it; once each time.
  LastUse& last_use() { return last_use_; }
  bool KeepLastUse() { return keep_due_.exchange(false); }

  // A kiosk that was identified calls: see Contacts::Heard.
  Instant Heard(const core::Caller& kiosk, Instant now) {
    return contacts_.Heard(kiosk.token, now);
  }

 private:
  TokenId Find(const SecretHash& hash) const;
  // Whose secret it is, as the state has it; null: nobody's.
  const model::Token* Known(SecretView secret, const core::State& state);
  void Learn(const core::State& state);

  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<SecretHash, TokenId> ids_;
  uint32_t next_ = 1;  // the first token id that is not in the table
  Contacts contacts_;
  LastUse last_use_;
  std::atomic<bool> keep_due_ = false;
};

}  // namespace mutua::access
