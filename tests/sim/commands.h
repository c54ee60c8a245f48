// How many commands a simulation makes.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace mutua::sim {

inline constexpr int64_t kCommandsASeed = 2000;

inline int64_t FromEnvironment(const char* name, int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

}  // namespace mutua::sim
