#include "engine/access/secret.h"

#include <sodium.h>

#include <string>
#include <string_view>
#include <utility>

#include "engine/base/check.h"

namespace mutua::access {
namespace {

constexpr std::string_view kPrefix = "mutua_";
constexpr size_t kRandomBytes = 20;
constexpr size_t kRandomCharacters = 32;  // 5 bits each
constexpr size_t kChecksumCharacters = 2;
constexpr size_t kSecretBytes = kPrefix.size() + 2 + kRandomCharacters + kChecksumCharacters;
// RFC 4648 in lower case.
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";

char Letter(model::Role role) {
  switch (role) {
    case model::Role::kMember:
      return 'm';
    case model::Role::kManager:
      return 'g';
    case model::Role::kKiosk:
      return 'k';
    case model::Role::kService:
      return 's';
    case model::Role::kFeed:
      return 'f';
    case model::Role::kCompanyManager:
      return 'c';
  }
  MUTUA_CHECK(false);
}

// Ten bits of a hash of what comes before them.
std::array<char, kChecksumCharacters> Checksum(std::string_view body) {
  const SecretHash hash = HashSecret(body);
  return {kAlphabet[hash[0] & 31U], kAlphabet[hash[1] & 31U]};
}

}  // namespace

Secret MakeSecret(model::Role role) {
  MUTUA_CHECK(sodium_init() >= 0);
  std::array<uint8_t, kRandomBytes> random{};
  randombytes_buf(random.data(), random.size());
  std::string secret;
  // At once: a text that grows leaves a copy behind.
  secret.reserve(kSecretBytes);
  secret += kPrefix;
  secret += Letter(role);
  secret += '_';
  uint32_t bits = 0;
  int have = 0;
  for (const uint8_t byte : random) {
    bits = bits << 8 | byte;
    have += 8;
    while (have >= 5) {
      have -= 5;
      secret += kAlphabet[bits >> have & 31U];
    }
  }
  const auto checksum = Checksum(secret);
  secret.append(checksum.data(), checksum.size());
  sodium_memzero(random.data(), random.size());
  return Secret(std::move(secret));
}

bool LooksLikeSecret(SecretView secret) {
  const std::string_view text = secret.Reveal();
  if (text.size() != kSecretBytes || !text.starts_with(kPrefix)) return false;
  const std::string_view body = text.substr(0, kSecretBytes - kChecksumCharacters);
  const auto checksum = Checksum(body);
  return text.substr(body.size()) == std::string_view(checksum.data(), checksum.size());
}

SecretHash HashSecret(SecretView secret) {
  const std::string_view text = secret.Reveal();
  SecretHash hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  return hash;
}

}  // namespace mutua::access
