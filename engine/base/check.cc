#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace mutua {

void CheckFailed(const char* file, int line, const char* expression) {
  std::fprintf(stderr, "mutua: broken invariant at %s:%d: %s\n", file, line, expression);
  std::abort();
}

}  // namespace mutua
