// A tiny lab with quotas, for tests of core.
#pragma once

#include <string>
#include <utility>

#include "engine/core/quota.h"
#include "tests/unit/core/lab.h"

namespace mutua::core::testing {

using model::Quota;
using Who = Quota::Who;
using Measure = Quota::Measure;
using Window = Quota::Window;

inline constexpr int64_t kHour = 3600;
// The first days of the periods that Monday 2026-01-05 is in.
inline const CivilDay kWeek(2026, 1, 5);
inline const CivilDay kJanuary(2026, 1, 1);

// A lab with one quota after another.
struct QuotaLab : Lab {
  explicit QuotaLab(model::ZoneTable zone = model::ZoneTable()) : Lab(std::move(zone)) {}

  static Quota Of(Who who, Measure measure, Window window, int64_t limit) {
    Quota quota;
    quota.who = who;
    quota.measure = measure;
    quota.window = window;
    quota.limit = limit;
    return quota;
  }
  QuotaId AddQuota(Quota quota) {
    quota.handle = "quota-" + std::to_string(state.counters().quota);
    quota.name = quota.handle;
    return QuotaId(Define(DefineQuota{quota}));
  }
  // What a holder has used in the period of `day`, or of a quota without periods.
  int64_t Used(QuotaId id, model::HolderId holder, CivilDay first = CivilDay()) const {
    const Quota& quota = *state.Find(id);
    Gauge gauge;
    gauge.quota = id;
    gauge.window = quota.window;
    return state.accounts().Used(gauge, holder, Day(first));
  }
  // The reason of a refusal by one quota alone.
  static Reason Exceeded(const Decision& decision) {
    REQUIRE(RulesOf(decision) == std::vector{Rule::kQuota});
    return decision.refusal.reasons().front();
  }
};

}  // namespace mutua::core::testing
