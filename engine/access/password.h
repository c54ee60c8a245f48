// Passwords: which are good enough, and what they are checked with. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/secret.h"
#include "engine/base/time.h"

namespace mutua::access {

// Argon2id with a salt of its own, as text. Takes some 30 ms and 19 MiB (OWASP's least).
std::string HashPassword(SecretView password);
// As slow, with any `hash` that HashPassword made. False, at once, when it is none.
bool IsPassword(const std::string& hash, SecretView password);
// The hash of a password that nobody has: what an unknown handle is checked with, so that it takes
// as long as a known one.
const std::string& HashOfNobody();

inline constexpr size_t kPasswordBytesLeast = 12;
inline constexpr size_t kPasswordBytesMost = 128;
// Neither too short nor too long.
bool IsOfPasswordLength(SecretView password);
// Few different bytes, a short text again and again, or little more than words that many people
// choose (common_words.inc), rows of keys, letters or digits, years, and `own`: names of the member
// and of the company.
bool IsEasilyGuessed(SecretView password, const std::vector<std::string>& own);

// What lies beside for a member's password: the hash, and the moment from which it is none any
// more.
struct KeptPassword {
  std::string hash;
  Instant until = kLatest;
};
// "1790000000 $argon2id$..."
std::string Print(const KeptPassword& kept);
std::optional<KeptPassword> ParseKeptPassword(std::string_view text);

// A one-time password waits so long for its member: a long week-end.
inline constexpr Duration kOneTimeHolds = Duration::Days(4);

// To be read out and typed once: 16 characters in four groups, 80 bits.
Secret MakeOneTimePassword();

}  // namespace mutua::access
