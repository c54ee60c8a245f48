// The one provider that this daemon believes: its issuer is a setting, never a parameter. Reads
// what the provider says of itself (OpenID Connect Discovery 1.0), asks for the code that a browser
// brought back to be redeemed, and checks the ID token. Authorization code flow with PKCE (RFC
// 7636).
//
// Blocks its thread while it asks, a few seconds at most: bound to a thread of its own, but for
// Stop.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "engine/base/secret.h"
#include "engine/base/time.h"
#include "engine/front/openid/fetch.h"
#include "engine/front/openid/id_token.h"
#include "engine/front/openid/settings.h"

namespace mutua::front::openid {

// Of one sign-in, known to the browser that began it and to us.
struct Challenge {
  Secret state;
  Secret nonce;
  Secret verifier;  // of PKCE
};
Challenge NewChallenge();

class Provider {
 public:
  // Borrowed; Check must have found nothing.
  explicit Provider(const Settings& settings) : settings_(settings) {}

  // Where the browser goes to sign in.
  absl::StatusOr<std::string> SignInUrl(const Challenge& challenge, Instant now);

  // Who signed in, by the configured claim. UNAVAILABLE: the provider does not answer, or nothing
  // that can be read; PERMISSION_DENIED: it does not take the code; others: CheckIdToken.
  absl::StatusOr<std::string> Redeem(const Secret& code, const Challenge& challenge, Instant now);

  // What is asked is given up, and nothing more is: from any thread.
  void Stop() { stop_ = true; }

 private:
  // What the provider says of itself.
  struct Metadata {
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string jwks_uri;
    bool secret_in_form = false;  // client_secret_post, where it takes no other
    Instant read_at;
  };

  static constexpr Duration kFresh = Duration::Hours(1);
  static constexpr Duration kAgain = Duration::Seconds(5);       // after nothing came
  static constexpr Duration kKeysAgain = Duration::Seconds(30);  // for a key that is not known

  absl::Status ReadMetadata(Instant now);
  absl::Status ReadKeys(Instant now);
  absl::StatusOr<Metadata> MetadataIn(const std::string& json) const;
  absl::StatusOr<Secret> AskForToken(const Secret& code, const Challenge& challenge);

  const Settings& settings_;
  std::atomic<bool> stop_ = false;
  std::optional<Metadata> metadata_;
  absl::Status failed_;  // the last reading of the metadata
  Instant failed_at_ = kEarliest;
  std::optional<KeySet> keys_;
  Instant keys_at_ = kEarliest;
};

}  // namespace mutua::front::openid
