// What a provider signs: its keys (JSON Web Key Set, RFC 7517) and ID tokens (OpenID Connect Core
// 1.0, 2 and 3.1.3.7; RFC 8725 for what is dangerous about them). Signatures are checked by cjose;
// here is which ones, with which keys, and what must stand in what was signed.
//
// Promises: a token is believed when one of the issuer's keys signed it with RS256 or ES256, it is
// for us alone, of this sign-in, and of now. Total on any bytes. Thread-safe: no state beside the
// keys, which do not change.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/base/secret.h"
#include "engine/base/time.h"

namespace mutua::front::openid {

// Clocks of two machines differ.
inline constexpr Duration kClocksDiffer = Duration::Minutes(1);
// A token is asked for and used at once.
inline constexpr Duration kTokenAgeMost = Duration::Minutes(10);

class KeySet {
 public:
  // INVALID_ARGUMENT: not a key set, or none of its keys can be used: RSA of 2048 bits and more,
  // EC P-256. Keys for something else are left out.
  static absl::StatusOr<KeySet> Read(std::string_view json);
  KeySet(KeySet&&) noexcept;
  KeySet& operator=(KeySet&&) noexcept;
  ~KeySet();

 private:
  friend class Checker;
  struct Key;
  struct Keys;
  explicit KeySet(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

struct Expected {
  std::string issuer;
  std::string client_id;
  Secret nonce;
  std::string claim;  // whose value is answered
  std::string acr;    // words, one of which must say how somebody signed in; empty: none need to
  Instant now;
};

// What the claim says of whoever signed in.
//   NOT_FOUND          signed with a key that is not in the set: they may have been changed.
//   INVALID_ARGUMENT   not to be believed; the message says what is wrong, and nothing of whose.
//   FAILED_PRECONDITION believed, but the claim is missing, no text, or an address that the
//                      provider did not verify.
absl::StatusOr<std::string> CheckIdToken(SecretView token, const KeySet& keys,
                                         const Expected& expected);

}  // namespace mutua::front::openid
