#include "engine/model/rules.h"

namespace mutua::model {
namespace {

template <class T, class U>
void Inherit(U& value, const std::optional<T>& pool, const std::optional<T>& resource) {
  if (resource.has_value()) {
    value = *resource;
  } else if (pool.has_value()) {
    value = *pool;
  }
}

}  // namespace

EffectiveRules Merge(const Rules& pool, const Rules& resource, Duration default_horizon) {
  EffectiveRules merged;
  merged.horizon = default_horizon;
  Inherit(merged.opening, pool.opening, resource.opening);
  Inherit(merged.granularity, pool.granularity, resource.granularity);
  Inherit(merged.shortest, pool.shortest, resource.shortest);
  Inherit(merged.longest, pool.longest, resource.longest);
  Inherit(merged.lead, pool.lead, resource.lead);
  Inherit(merged.horizon, pool.horizon, resource.horizon);
  Inherit(merged.gap, pool.gap, resource.gap);
  Inherit(merged.setup, pool.setup, resource.setup);
  Inherit(merged.cleanup, pool.cleanup, resource.cleanup);
  Inherit(merged.certifications, pool.certifications, resource.certifications);
  Inherit(merged.any_certifications, pool.any_certifications, resource.any_certifications);
  Inherit(merged.needs_approval, pool.needs_approval, resource.needs_approval);
  Inherit(merged.companies, pool.companies, resource.companies);
  Inherit(merged.members, pool.members, resource.members);
  Inherit(merged.unattended_overnight, pool.unattended_overnight, resource.unattended_overnight);
  Inherit(merged.check_in_before, pool.check_in_before, resource.check_in_before);
  Inherit(merged.check_in_after, pool.check_in_after, resource.check_in_after);
  Inherit(merged.check_out, pool.check_out, resource.check_out);
  Inherit(merged.price, pool.price, resource.price);
  Inherit(merged.tariff, pool.tariff, resource.tariff);
  Inherit(merged.peak_hours, pool.peak_hours, resource.peak_hours);
  return merged;
}

}  // namespace mutua::model
