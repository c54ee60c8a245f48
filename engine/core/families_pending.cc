// Families whose files are being written: each entry goes when its file comes.
#include "engine/core/families.h"
#include "engine/core/place.h"
#include "engine/core/wish.h"

namespace mutua::core {
#define PENDING(Kind)                                              \
  Decision DecideOn(Draft&, const Caller&, const Kind&, Instant) { \
    return Decision::Refuse({.rule = Rule::kUnknown});             \
  }
PENDING(FileWish)
PENDING(WithdrawWish) PENDING(DeclineOffer) PENDING(DeclareOutage) PENDING(ChangeOutage)
    PENDING(LiftOutage) PENDING(ReportFault) PENDING(ResolveFault)
#undef PENDING
        void ServeWishes(Draft&, size_t, Instant) {}
void WishMet(Draft&, WishId, Instant) {}
void OfferLapsed(Draft&, WishId, Instant) {}
void WakeWish(Draft&, WishId, Instant) {}
}  // namespace mutua::core
