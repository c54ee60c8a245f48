// MUTUA_CHECK: what we got wrong ourselves. It stops the process, in release too: the journal is
// intact, and a daemon that goes on with a broken invariant would only spread it (promise P10).
#pragma once

namespace mutua {

// Prints one line (file, line, expression) to standard error and aborts.
[[noreturn]] void CheckFailed(const char* file, int line, const char* expression);

}  // namespace mutua

#define MUTUA_CHECK(expression)                                     \
  do {                                                              \
    if (!(expression)) [[unlikely]]                                 \
      ::mutua::CheckFailed(__FILE__, __LINE__, #expression);        \
  } while (false)
