// Families whose files are being written: each entry goes when its file comes.
#include "engine/core/families.h"
#include "engine/core/place.h"

namespace mutua::core {
#define PENDING(Kind)                                              \
  Decision DecideOn(Draft&, const Caller&, const Kind&, Instant) { \
    return Decision::Refuse({.rule = Rule::kUnknown});             \
  }
PENDING(BookSeries)
PENDING(MoveSeries) PENDING(CancelSeries) PENDING(RefillSeries)
#undef PENDING
}  // namespace mutua::core
