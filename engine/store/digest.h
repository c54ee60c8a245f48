// The digest of a state: equal states have equal digests, in every build and by every compiler
// (promise P9), because it is taken over a walk of our own through all fields of all records
// (fields.h), not over bytes of a format. FORMAT.md says the walk.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "engine/core/state.h"

namespace mutua::store {

// BLAKE2b-256.
using StateDigest = std::array<uint8_t, 32>;

// Every record and the counters: proportional to what is live (bench/restore_bench.cc).
StateDigest DigestOf(const core::State& state);

std::string ToHex(const StateDigest& digest);

}  // namespace mutua::store
