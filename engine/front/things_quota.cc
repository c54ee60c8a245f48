// Quotas between the contract and the model.
#include <algorithm>

#include "engine/base/limits.h"
#include "engine/front/things.h"

namespace mutua::front {
namespace {

using model::Quota;

constexpr size_t kNameBytesMax = 100;

void ReadSubject(Reading& in, const Definitions& names, const v1::Quota& from, const Path& path,
                 Quota* to) {
  to->company = CompanyId();
  to->member = MemberId();
  switch (from.subject_case()) {
    case v1::Quota::kEachCompany:
      to->who = Quota::Who::kEachCompany;
      if (!from.each_company()) in.Malformed(Path(path, "each_company"), Flaw::kBadForm);
      return;
    case v1::Quota::kCompany:
      to->who = Quota::Who::kCompany;
      to->company = names.AnyCompany(in, from.company(), Path(path, "company"));
      return;
    case v1::Quota::kEachMember:
      to->who = Quota::Who::kEachMember;
      if (!from.each_member()) in.Malformed(Path(path, "each_member"), Flaw::kBadForm);
      return;
    case v1::Quota::kEachMemberOf:
      to->who = Quota::Who::kEachMember;
      to->company = names.AnyCompany(in, from.each_member_of(), Path(path, "each_member_of"));
      return;
    case v1::Quota::kMember:
      to->who = Quota::Who::kMember;
      to->member = names.AnyMember(in, from.member(), Path(path, "member"));
      return;
    case v1::Quota::SUBJECT_NOT_SET:
      in.Malformed(Path(path, "each_company"), Flaw::kMissing);
  }
}

void ReadSelected(Reading& in, const Definitions& names, const v1::Quota& from, const Path& path,
                  Quota* to) {
  to->pools.clear();
  to->resources.clear();
  to->kind.reset();
  if (!in.Count(from.pools_size(), kQuotaSelectedMost, false, Path(path, "pools")) ||
      !in.Count(from.resources_size(), kQuotaSelectedMost, false, Path(path, "resources"))) {
    return;
  }
  for (int i = 0; i < from.pools_size() && in.ok(); ++i) {
    to->pools.push_back(
        names.AnyPool(in, from.pools(i), Path(path, "pools", static_cast<size_t>(i))));
  }
  for (int i = 0; i < from.resources_size() && in.ok(); ++i) {
    to->resources.push_back(
        names.AnyResource(in, from.resources(i), Path(path, "resources", static_cast<size_t>(i))));
  }
  // As the core keeps them, so that the same lab is no change.
  std::sort(to->pools.begin(), to->pools.end());
  std::sort(to->resources.begin(), to->resources.end());
  if (from.kind() == v1::RESOURCE_KIND_UNSPECIFIED) return;
  if (!v1::ResourceKind_IsValid(from.kind())) {
    return in.Malformed(Path(path, "kind"), Flaw::kBadForm);
  }
  to->kind = static_cast<model::ResourceKind>(from.kind());
}

void ReadLimit(Reading& in, const v1::Quota& from, const Path& path, Quota* to) {
  switch (from.limit_case()) {
    case v1::Quota::kTime:
      to->measure = Quota::Measure::kTime;
      to->limit = from.time().seconds();
      if (from.time().nanos() != 0) in.Malformed(Path(path, "time"), Flaw::kBadForm);
      return;
    case v1::Quota::kBookings:
      to->measure = Quota::Measure::kBookings;
      to->limit = from.bookings();
      return;
    case v1::Quota::kTicks:
      to->measure = Quota::Measure::kCharge;
      to->limit = from.ticks();
      return;
    case v1::Quota::kCents:
      to->measure = Quota::Measure::kMoney;
      to->limit = from.cents();
      return;
    case v1::Quota::LIMIT_NOT_SET:
      in.Malformed(Path(path, "time"), Flaw::kMissing);
  }
}

void ShowSubject(const Definitions& names, const Quota& from, v1::Quota* to) {
  switch (from.who) {
    case Quota::Who::kEachCompany:
      return to->set_each_company(true);
    case Quota::Who::kCompany:
      return to->set_company(names.HandleOf(from.company));
    case Quota::Who::kEachMember:
      if (from.company.IsSet()) return to->set_each_member_of(names.HandleOf(from.company));
      return to->set_each_member(true);
    case Quota::Who::kMember: {
      const std::string handle = names.HandleOf(from.member);
      to->set_member(handle.empty() ? Definitions::OpaqueName(from.member) : handle);
    }
  }
}

}  // namespace

void Read(Reading& in, Definitions& names, const v1::Quota& from, const Path& path, Quota* to) {
  to->handle = in.Handle(from.quota(), Path(path, "quota"));
  to->name = in.Text(from.display_name(), kNameBytesMax, Path(path, "display_name"));
  ReadSubject(in, names, from, path, to);
  ReadSelected(in, names, from, path, to);
  if (!v1::QuotaWindow_IsValid(from.window()) || from.window() == v1::QUOTA_WINDOW_UNSPECIFIED) {
    return in.Malformed(Path(path, "window"), from.window() == 0 ? Flaw::kMissing : Flaw::kBadForm);
  }
  to->window = static_cast<Quota::Window>(from.window());
  ReadLimit(in, from, path, to);
  to->peak_only = from.peak_only();
  to->grab_counts.reset();
  if (from.has_grab_counts()) to->grab_counts = from.grab_counts();
  to->warning = from.warning();
}

void Show(const Definitions& names, const Quota& from, v1::Quota* to) {
  to->set_quota(from.handle);
  to->set_display_name(from.name);
  ShowSubject(names, from, to);
  for (const PoolId pool : from.pools) to->add_pools(names.HandleOf(pool));
  for (const ResourceId resource : from.resources) to->add_resources(names.HandleOf(resource));
  if (from.kind) to->set_kind(static_cast<v1::ResourceKind>(*from.kind));
  to->set_window(static_cast<v1::QuotaWindow>(from.window));
  switch (from.measure) {
    case Quota::Measure::kTime:
      to->mutable_time()->set_seconds(from.limit);
      break;
    case Quota::Measure::kBookings:
      to->set_bookings(from.limit);
      break;
    case Quota::Measure::kCharge:
      to->set_ticks(from.limit);
      break;
    case Quota::Measure::kMoney:
      to->set_cents(from.limit);
      break;
  }
  to->set_peak_only(from.peak_only);
  if (from.grab_counts) to->set_grab_counts(*from.grab_counts);
  to->set_warning(from.warning);
  to->set_retired(from.retired);
  to->set_etag(std::to_string(from.version));
}

bool MayKnow(const Showing& show, const Quota& quota) {
  switch (quota.who) {
    case Quota::Who::kEachCompany:
      return true;
    case Quota::Who::kCompany:
      return show.Sees(quota.company);
    case Quota::Who::kEachMember:
      return !quota.company.IsSet() || show.Sees(quota.company);
    case Quota::Who::kMember:
      break;
  }
  const model::Member* member = show.state().Find(quota.member);
  return member != nullptr && show.Sees(member->company);
}

}  // namespace mutua::front
