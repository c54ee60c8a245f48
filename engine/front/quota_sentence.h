// What a quota says when it is exceeded: "This would make 42 h of your company's 40 h on the lasers
// in March." (FAIRSHARE.md 10). Thread-safe: no state.
#pragma once

#include <string>

#include "engine/core/refusal.h"
#include "engine/front/scene.h"

namespace mutua::front {

// Precondition: the rule is kQuota and the scene knows the quota. `zone`: of the period.
std::string QuotaSentence(const Scene& scene, const core::Reason& reason,
                          const model::ZoneTable* zone);

// "42 h 30 min", and never days: quotas are spoken of in hours.
std::string HoursText(int64_t seconds);
// "2.5": credits, rounded down to a thousandth; and "12.50", in the lab's currency.
std::string CreditsText(int64_t ticks, bool french);
std::string AmountText(bool french, Ticks ticks);  // "2.5 credits"
std::string MoneyText(int64_t cents, bool french);

}  // namespace mutua::front
