// Ids of requests as clients make them.
#pragma once

#include <cstdint>

#include "engine/core/command.h"

namespace mutua::sim {

// Of version 7 (RFC 9562, 5.7): made at that moment, the `number`th of all.
inline core::RequestId RequestAt(Instant at, uint32_t number) {
  core::RequestId id;
  const uint64_t milliseconds = static_cast<uint64_t>(at.unix_seconds()) * 1000;
  for (size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(milliseconds >> (8 * (5 - i)));
  id.bytes[6] = 0x70;
  id.bytes[8] = 0x80;
  for (size_t i = 0; i < 4; ++i) id.bytes[12 + i] = static_cast<uint8_t>(number >> (8 * (3 - i)));
  return id;
}

}  // namespace mutua::sim
