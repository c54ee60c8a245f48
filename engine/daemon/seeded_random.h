// Randomness from a seed, for replays: salts, keys and secrets are drawn from it, so that two runs
// of one trace have one history and one digest. Nothing that such a daemon holds is secret.
#pragma once

#include <cstdint>

namespace mutua::daemon {

// Every draw of this process from now on comes from `seed`. Before any other use of libsodium,
// once.
void DrawFromSeed(uint64_t seed);

}  // namespace mutua::daemon
