// Quotas and what is carried of them, to and from their messages.
#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

using model::Quota;

CivilDay ReadDay(int64_t days, Faults* faults) {
  constexpr int64_t kMost = kSecondsMost / 86400;
  const bool good = -kMost <= days && days <= kMost;
  return CivilDay() + (faults->Expect(good, "a day out of range") ? days : 0);
}

}  // namespace

void Write(const Quota& from, v1::Quota* to) {
  to->set_id(from.id.value());
  to->set_handle(from.handle);
  to->set_name(from.name);
  to->set_who(static_cast<uint32_t>(from.who));
  to->set_company(from.company.value());
  to->set_member(from.member.value());
  for (const PoolId pool : from.pools) to->add_pools(pool.value());
  for (const ResourceId resource : from.resources) to->add_resources(resource.value());
  if (from.kind) to->set_resource_kind(static_cast<uint32_t>(*from.kind));
  to->set_measure(static_cast<uint32_t>(from.measure));
  to->set_window(static_cast<uint32_t>(from.window));
  to->set_peak_only(from.peak_only);
  if (from.grab_counts) to->set_grab_counts(*from.grab_counts);
  to->set_limit(from.limit);
  to->set_warning(from.warning);
  to->set_retired(from.retired);
  to->set_version(from.version);
}

void Read(const v1::Quota& from, Quota* to, Faults* faults) {
  to->id = ReadId<QuotaId>(from.id(), faults);
  to->handle = from.handle();
  to->name = from.name();
  to->who = ReadEnum(from.who(), Quota::Who::kEachCompany, Quota::Who::kMember, faults);
  to->company = CompanyId(from.company());
  to->member = MemberId(from.member());
  for (const uint32_t pool : from.pools()) to->pools.push_back(ReadId<PoolId>(pool, faults));
  for (const uint32_t id : from.resources()) {
    to->resources.push_back(ReadId<ResourceId>(id, faults));
  }
  if (from.resource_kind() != 0) {
    using Kind = model::ResourceKind;
    to->kind = ReadEnum(from.resource_kind(), Kind::kMachine, Kind::kMaterial, faults);
  }
  to->measure = ReadEnum(from.measure(), Quota::Measure::kTime, Quota::Measure::kMoney, faults);
  to->window = ReadEnum(from.window(), Quota::Window::kDay, Quota::Window::kConcurrent, faults);
  to->peak_only = from.peak_only();
  if (from.has_grab_counts()) to->grab_counts = from.grab_counts();
  to->limit = from.limit();
  const bool good = from.limit() >= 0 && from.limit() <= kQuotaLimitMost;
  faults->Expect(good, "a limit out of range");
  to->warning = from.warning();
  to->retired = from.retired();
  to->version = from.version();
}

void Write(const model::Carry& from, v1::Carry* to) {
  to->set_id(from.id.value());
  for (const model::Carry::Entry& entry : from.entries) {
    v1::Carry::Entry* written = to->add_entries();
    written->set_quota(entry.quota.value());
    written->set_first(entry.first - CivilDay());
    written->set_amount(entry.amount);
  }
}

void Read(const v1::Carry& from, model::Carry* to, Faults* faults) {
  to->id = ReadId<model::HolderId>(from.id(), faults);
  for (const v1::Carry::Entry& entry : from.entries()) {
    to->entries.push_back(
        {ReadId<QuotaId>(entry.quota(), faults), ReadDay(entry.first(), faults), entry.amount()});
    const bool good = 0 < entry.amount() && entry.amount() <= INT64_MAX / 4;
    faults->Expect(good, "an amount out of range");
  }
}

}  // namespace mutua::store
