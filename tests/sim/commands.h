// How many commands a simulation makes, and from which seeds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace mutua::sim {

inline constexpr int64_t kCommandsASeed = 2000;
inline constexpr int64_t kCommandsOfLarge = 4000;

inline int64_t FromEnvironment(const char* name, int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

inline int64_t CommandsInAll() { return FromEnvironment("MUTUA_SIM_COMMANDS", 1'000'000); }

// The seeds of a test that has one for so many of all commands: MUTUA_SEED alone, or as many as
// there are, from MUTUA_SIM_FIRST on.
struct Seeds {
  explicit Seeds(int64_t commands_a_seed, int64_t commands = CommandsInAll())
      : alone(FromEnvironment("MUTUA_SEED", 0)),
        first(alone != 0 ? alone : FromEnvironment("MUTUA_SIM_FIRST", 1)),
        last(alone != 0 ? alone
                        : first + std::max<int64_t>(1, commands / commands_a_seed) - 1) {}
  int64_t alone;  // the only one; 0: they are many
  int64_t first;
  int64_t last;
};

}  // namespace mutua::sim
