// What credits say: why they do not suffice, and what an entry of the ledger is (FAIRSHARE.md 10).
// Thread-safe: no state.
#pragma once

#include <string>

#include "engine/core/refusal.h"
#include "engine/front/scene.h"
#include "engine/model/credit.h"

namespace mutua::front {

// "Beyond its guarantee your company would need 3 credits; it has 1 left, and ..." Precondition:
// the rule is kCreditsUsed. `zone`: of the time asked for. Another company's numbers are left out.
std::string CreditsSentence(const Scene& scene, const core::Reason& reason,
                            const model::ZoneTable* zone);

// "+2 credits: the 2 h of lasers that you released were used."
std::string EntrySentence(const Scene& scene, const model::Entry& entry);

// ", 10 credits for 10 h beyond the guarantee"; empty when it pays none.
std::string PaidDetail(const Scene& scene, const model::Booking& booking);

// ", 2 credits to acme which lent 2 h of ann", as long as the ledger tells it; empty when nothing
// of it was lent.
std::string GivenDetail(const Scene& scene, const model::Booking& booking);

}  // namespace mutua::front
