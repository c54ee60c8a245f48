// Seeds of draws as they are shown: a hash before, and afterwards the seed that it is of, so that
// anybody can check that it was not chosen in between. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <string>

namespace mutua::front {

// 16 hexadecimal digits.
std::string SeedText(uint64_t seed);
// SHA-256 of these digits, in hexadecimal: `printf %s DIGITS | sha256sum` says the same.
std::string SeedHash(uint64_t seed);

}  // namespace mutua::front
