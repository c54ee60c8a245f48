#include "engine/core/define_quota.h"

namespace mutua::core {
namespace {

using model::Quota;

template <class IdType>
void CheckKnown(const State& state, IdType id, Refusal* refusal) {
  if (state.Find(id) == nullptr) refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
}

template <class IdType>
void CheckSelected(const State& state, const std::vector<IdType>& ids, Refusal* refusal) {
  if (ids.size() > kQuotaSelectedMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kQuotaSelectedMost,
                  .asked = static_cast<int64_t>(ids.size())});
  }
  for (const IdType id : ids) CheckKnown(state, id, refusal);
}

// Whom, what and how much, each by itself.
void CheckAlone(const State& state, const Quota& quota, Refusal* refusal) {
  const bool names_company =
      quota.who == Quota::Who::kCompany || quota.who == Quota::Who::kEachMember;
  if (quota.company.IsSet()) {
    CheckKnown(state, quota.company, refusal);
  } else if (quota.who == Quota::Who::kCompany) {
    refusal->Add({.rule = Rule::kUnknown});
  }
  if (quota.who == Quota::Who::kMember) CheckKnown(state, quota.member, refusal);
  CheckSelected(state, quota.pools, refusal);
  CheckSelected(state, quota.resources, refusal);
  const int selectors = (quota.pools.empty() ? 0 : 1) + (quota.resources.empty() ? 0 : 1) +
                        (quota.kind.has_value() ? 1 : 0);
  // Time at one instant is no time, and costs nothing.
  const bool sound = selectors <= 1 && (names_company || !quota.company.IsSet()) &&
                     (quota.who == Quota::Who::kMember) == quota.member.IsSet() &&
                     (quota.window != Quota::Window::kConcurrent ||
                      (quota.measure == Quota::Measure::kBookings && !quota.peak_only));
  if (!sound) refusal->Add({.rule = Rule::kBadDefinition});
  if (quota.limit < 0 || quota.limit > kQuotaLimitMost) {
    refusal->Add({.rule = Rule::kQuotaLimit, .limit = kQuotaLimitMost, .asked = quota.limit});
  }
}

// Whether both count the same, for the same.
bool CountAlike(const Quota& a, const Quota& b) {
  return a.who == b.who && a.company == b.company && a.member == b.member && a.pools == b.pools &&
         a.resources == b.resources && a.kind == b.kind && a.measure == b.measure &&
         a.window == b.window && a.peak_only == b.peak_only;
}

// Of two hard limits on the same only one is ever heard, and a warning that comes after the limit
// never is.
bool Contradicts(const Quota& quota, const Quota& other) {
  if (!CountAlike(quota, other)) return false;
  if (quota.warning == other.warning) return true;
  const Quota& warning = quota.warning ? quota : other;
  const Quota& hard = quota.warning ? other : quota;
  return warning.limit >= hard.limit;
}

void CheckBeside(const State& state, const Quota& quota, Refusal* refusal) {
  state.ForEach<Quota>([&](const Quota& other) {
    if (other.retired || other.id == quota.id || !Contradicts(quota, other)) return;
    refusal->Add({.rule = Rule::kQuotaContradicts,
                  .limit = other.limit,
                  .used = static_cast<int64_t>(quota.measure),
                  .asked = quota.limit,
                  .quota = other.id});
  });
  const Quota* before = quota.id.IsSet() ? state.Find(quota.id) : nullptr;
  const bool counted = before != nullptr && !before->retired && before->who == quota.who &&
                       before->company == quota.company && before->member == quota.member;
  const size_t others = state.accounts().CountLike(quota) - (counted ? 1 : 0);
  if (others >= kQuotasOnOneMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = kQuotasOnOneMost,
                  .used = static_cast<int64_t>(others),
                  .asked = 1});
  }
}

}  // namespace

void CheckQuota(const State& state, const Quota& quota, Refusal* refusal) {
  if (quota.retired) return;
  CheckAlone(state, quota, refusal);
  CheckBeside(state, quota, refusal);
}

}  // namespace mutua::core
