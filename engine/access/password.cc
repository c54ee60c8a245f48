#include "engine/access/password.h"

#include <sodium.h>

#include <charconv>
#include <utility>

#include "engine/base/check.h"

namespace mutua::access {

std::string HashPassword(SecretView chosen) {
  const std::string_view password = chosen.Reveal();
  constexpr unsigned long long kPasses = 2;
  constexpr size_t kBytes = size_t{19} << 20;
  MUTUA_CHECK(sodium_init() >= 0);
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  MUTUA_CHECK(crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kBytes,
                                    crypto_pwhash_ALG_ARGON2ID13) == 0);
  hash.resize(hash.find('\0'));
  return hash;
}

bool IsPassword(const std::string& hash, SecretView password) {
  const std::string_view text = password.Reveal();
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

const std::string& HashOfNobody() {
  static const std::string kHash = HashPassword(MakeOneTimePassword());
  return kHash;
}

bool IsOfPasswordLength(SecretView password) {
  return password.size() >= kPasswordBytesLeast && password.size() <= kPasswordBytesMost;
}

std::string Print(const KeptPassword& kept) {
  return std::to_string(kept.until.unix_seconds()) + " " + kept.hash;
}

std::optional<KeptPassword> ParseKeptPassword(std::string_view text) {
  int64_t second = 0;
  const char* end = text.data() + text.size();
  const auto [rest, wrong] = std::from_chars(text.data(), end, second);
  if (wrong != std::errc() || rest == end || *rest != ' ') return std::nullopt;
  return KeptPassword{std::string(rest + 1, end), Instant::FromUnix(second)};
}

Secret MakeOneTimePassword() {
  // Without what looks like something else.
  constexpr std::string_view kCharacters = "abcdefghijkmnpqrstuvwxyz23456789";
  static_assert(kCharacters.size() == 32);
  constexpr size_t kGroups = 4;
  constexpr size_t kInGroup = 4;
  MUTUA_CHECK(sodium_init() >= 0);
  std::string password;
  password.reserve(kGroups * (kInGroup + 1));
  for (size_t group = 0; group < kGroups; ++group) {
    if (group > 0) password += '-';
    for (size_t i = 0; i < kInGroup; ++i) {
      password += kCharacters[randombytes_uniform(kCharacters.size())];
    }
  }
  return Secret(std::move(password));
}

}  // namespace mutua::access
