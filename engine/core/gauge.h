// A quota as far as counting and judging need it: small, for many are looked at in a row.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/quota.h"

namespace mutua::core {

struct Gauge {
  enum class Selects : uint8_t { kAll, kPools, kResources, kKind };
  QuotaId quota{};
  model::Quota::Who who = model::Quota::Who::kEachCompany;
  model::Quota::Measure measure = model::Quota::Measure::kTime;
  model::Quota::Window window = model::Quota::Window::kMonth;
  Selects selects = Selects::kAll;
  bool warning = false;
  bool peak_only = false;
  bool counts_grab = false;
  uint32_t selected = 0;  // the only pool, resource or kind; 0: several, the record has them
  int64_t limit = 0;

  static Gauge Of(const model::Quota& quota);
};

// Ascending by kind of window and then by id: amounts are kept so (core/sums.h).
using Gauges = std::vector<Gauge>;
void Insert(const Gauge& gauge, Gauges* gauges);

constexpr bool IsOfCharges(model::Quota::Measure measure) {
  return measure == model::Quota::Measure::kCharge || measure == model::Quota::Measure::kMoney;
}

}  // namespace mutua::core
