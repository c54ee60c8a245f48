#include "engine/core/gauge.h"

#include <algorithm>
#include <tuple>

namespace mutua::core {

Gauge Gauge::Of(const model::Quota& quota) {
  Gauge gauge;
  gauge.quota = quota.id;
  gauge.who = quota.who;
  gauge.measure = quota.measure;
  gauge.window = quota.window;
  gauge.warning = quota.warning;
  gauge.peak_only = quota.peak_only;
  gauge.counts_grab = model::CountsGrab(quota);
  gauge.limit = quota.limit;
  if (!quota.pools.empty()) {
    gauge.selects = Selects::kPools;
    if (quota.pools.size() == 1) gauge.selected = quota.pools.front().value();
  } else if (!quota.resources.empty()) {
    gauge.selects = Selects::kResources;
    if (quota.resources.size() == 1) gauge.selected = quota.resources.front().value();
  } else if (quota.kind) {
    gauge.selects = Selects::kKind;
    gauge.selected = static_cast<uint32_t>(*quota.kind);
  }
  return gauge;
}

void Insert(const Gauge& gauge, Gauges* gauges) {
  const auto place =
      std::lower_bound(gauges->begin(), gauges->end(), gauge, [](const Gauge& a, const Gauge& b) {
        return std::tie(a.window, a.quota) < std::tie(b.window, b.quota);
      });
  gauges->insert(place, gauge);
}

}  // namespace mutua::core
