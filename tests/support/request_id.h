// Request ids for tests: UUIDs of version 7 that only depend on what they are made of.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

namespace mutua {

// Made at that moment (milliseconds since 1970), the `number`th of the test.
inline std::string MakeRequestId(int64_t milliseconds, uint64_t number) {
  const auto made = static_cast<unsigned long long>(milliseconds);
  char text[37];
  std::snprintf(text, sizeof text, "%08llx-%04llx-7000-8000-%012llx", made >> 16, made & 0xffff,
                static_cast<unsigned long long>(number));
  return text;
}

}  // namespace mutua
