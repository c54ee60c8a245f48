#include "engine/daemon/seeded_random.h"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <mutex>

#include "engine/base/check.h"

namespace mutua::daemon {
namespace {

// libsodium takes functions without a context: the one stream of this process.
struct Stream {
  std::mutex mutex;
  uint64_t seed = 0;
  uint64_t draws = 0;
};

Stream& TheStream() {
  static Stream stream;
  return stream;
}

void PutNumber(uint64_t number, unsigned char* out) {
  for (size_t i = 0; i < 8; ++i) out[i] = static_cast<unsigned char>(number >> (8 * i));
}

// Each draw has a stream of its own: how much one takes moves no other.
void Fill(void* out, size_t size) {
  Stream& stream = TheStream();
  std::array<unsigned char, randombytes_SEEDBYTES> key{};
  {
    const std::lock_guard lock(stream.mutex);
    PutNumber(stream.seed, key.data());
    PutNumber(stream.draws++, key.data() + 8);
  }
  randombytes_buf_deterministic(out, size, key.data());
}

uint32_t Draw() {
  std::array<unsigned char, 4> bytes{};
  Fill(bytes.data(), bytes.size());
  return uint32_t{bytes[0]} | uint32_t{bytes[1]} << 8 | uint32_t{bytes[2]} << 16 |
         uint32_t{bytes[3]} << 24;
}

const char* Name() { return "seeded"; }

}  // namespace

void DrawFromSeed(uint64_t seed) {
  static randombytes_implementation seeded = {.implementation_name = Name,
                                              .random = Draw,
                                              .stir = nullptr,
                                              .uniform = nullptr,
                                              .buf = Fill,
                                              .close = nullptr};
  TheStream().seed = seed;
  MUTUA_CHECK(randombytes_set_implementation(&seeded) == 0);
  MUTUA_CHECK(sodium_init() >= 0);
}

}  // namespace mutua::daemon
