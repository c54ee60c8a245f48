#include "engine/front/draw_seed.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace mutua::front {

std::string SeedText(uint64_t seed) { return fmt::format("{:016x}", seed); }

std::string SeedHash(uint64_t seed) {
  const std::string text = SeedText(seed);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string hex;
  for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace mutua::front
