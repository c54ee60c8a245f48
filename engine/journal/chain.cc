#include "engine/journal/chain.h"

#include <sodium.h>

#include "engine/base/check.h"

namespace mutua::journal {
namespace {

constexpr std::size_t kCommitOverheadBytes = 8 + 32 + 8;  // position (the key), digest, instant

void Update(crypto_generichash_state* state, std::string_view bytes) {
  MUTUA_CHECK(crypto_generichash_update(state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                        bytes.size()) == 0);
}

std::array<char, 8> BigEndian(uint64_t value) {
  std::array<char, 8> bytes;
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (56 - 8 * i));
  return bytes;
}

template <std::size_t N>
std::string_view View(const std::array<char, N>& bytes) {
  return {bytes.data(), N};
}

template <std::size_t N>
std::string_view View(const std::array<uint8_t, N>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), N};
}

Digest Finish(crypto_generichash_state* state) {
  Digest digest;
  MUTUA_CHECK(crypto_generichash_final(state, digest.data(), digest.size()) == 0);
  return digest;
}

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return hex;
}

}  // namespace

Digest ChainDigest(const Digest& previous, Position position, Instant at, std::string_view events) {
  crypto_generichash_state state;
  MUTUA_CHECK(crypto_generichash_init(&state, nullptr, 0, sizeof(Digest)) == 0);
  Update(&state, View(previous));
  Update(&state, View(BigEndian(position.value())));
  Update(&state, View(BigEndian(static_cast<uint64_t>(at.unix_seconds()))));
  Update(&state, events);
  return Finish(&state);
}

Digest OriginDigest(const StoreId& store) {
  crypto_generichash_state state;
  MUTUA_CHECK(crypto_generichash_init(&state, nullptr, 0, sizeof(Digest)) == 0);
  Update(&state, "mutua journal");
  Update(&state, View(store));
  return Finish(&state);
}

std::size_t EncodedSize(const Commit& commit) {
  std::size_t size = kCommitOverheadBytes + commit.events.size();
  for (const SideRecord& side : commit.sides) {
    size += side.key.size() + (side.value ? side.value->size() : 0);
  }
  return size;
}

std::string ToHex(const Digest& digest) { return Hex(View(digest)); }
std::string ToHex(const StoreId& store) { return Hex(View(store)); }

}  // namespace mutua::journal
