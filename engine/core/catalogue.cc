// The catalogue and the directory: whole records, defined by managers. An id of zero makes a new
// record; another replaces the one it names. Nothing is ever deleted: what is retired stays for the
// history, and keeps its handle.
#include <algorithm>
#include <type_traits>

#include "engine/core/define_quota.h"
#include "engine/core/families.h"
#include "engine/core/feed.h"
#include "engine/core/in_use.h"
#include "engine/core/kind.h"
#include "engine/core/lent.h"
#include "engine/core/material.h"
#include "engine/core/member.h"
#include "engine/core/party.h"
#include "engine/core/sign_in.h"

namespace mutua::core {
namespace {

// Handles are what people type: 1 to 63 of a-z, 0-9, '-', beginning with a letter or a digit.
bool IsHandle(const std::string& text) {
  if (text.empty() || text.size() > 63 || text[0] == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Reason Bad(int64_t asked = 0) {
  Reason reason;
  reason.rule = Rule::kBadDefinition;
  reason.asked = asked;
  return reason;
}

// What every definition answers to: a manager, a known or new id, a fresh version.
template <class RecordType>
void CheckDefinition(const State& state, const Caller& caller, const RecordType& record,
                     uint32_t version, Refusal* refusal) {
  if (!Manages(caller)) refusal->Add({.rule = Rule::kNotPermitted});
  if (!record.id.IsSet()) return;
  const RecordType* before = state.Find(record.id);
  if (before == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = record.id.value()});
    return;
  }
  if constexpr (requires { before->version; }) {
    if (version != 0 && version != before->version) {
      refusal->Add({.rule = Rule::kStale, .limit = before->version, .asked = version});
    }
  }
}

template <class RecordType>
void CheckHandle(const State& state, const RecordType& record, Refusal* refusal) {
  if (!IsHandle(record.handle)) refusal->Add(Bad());
  const auto owner = state.FindHandle(KindOf<RecordType>(), record.handle);
  if (owner && *owner != record.id.value()) {
    refusal->Add({.rule = Rule::kHandleTaken, .used = *owner});
  }
}

// Emits `Defined{record}` with its id and version given; nothing when nothing would change.
template <class Defined, class RecordType, class Number>
Decision Emit(Draft& draft, RecordType record, Number next_id, const Refusal& refusal) {
  if (!refusal.empty()) return Decision::Refuse(refusal);
  using IdType = decltype(record.id);
  const RecordType* before = record.id.IsSet() ? draft.state().Find(record.id) : nullptr;
  if (before == nullptr) record.id = IdType(next_id);
  if constexpr (requires { record.version; }) {
    record.version = before == nullptr ? 1 : before->version;
    if (before != nullptr && !(*before == record)) ++record.version;
  }
  const uint64_t id = record.id.value();
  if (before == nullptr || !(*before == record)) draft.Emit(Defined{std::move(record)});
  return Decision::Accept(KindOf<RecordType>(), id);
}

bool IsSound(const model::Opening& opening) {
  const auto sound = [](const std::vector<model::MinuteRange>& hours) {
    return std::all_of(hours.begin(), hours.end(), [](const model::MinuteRange& range) {
      return range.from < range.to && range.from <= 1440 && range.to <= 2880;
    });
  };
  const auto& exceptions = opening.exceptions;
  return std::all_of(opening.weekly.begin(), opening.weekly.end(), sound) &&
         std::all_of(exceptions.begin(), exceptions.end(),
                     [&](const auto& exception) { return sound(exception.hours); }) &&
         std::is_sorted(exceptions.begin(), exceptions.end(),
                        [](const auto& a, const auto& b) { return a.day < b.day; });
}

// A rule's value alone, and the ones that contradict each other.
void CheckRules(const State& state, const model::Rules& rules, Refusal* refusal) {
  const auto positive = [](const std::optional<Duration>& value) {
    return !value || *value > Duration();
  };
  const auto not_negative = [](const std::optional<Duration>& value) {
    return !value || (*value >= Duration() && *value <= kBookingLongest);
  };
  const bool sound =
      positive(rules.granularity) && positive(rules.shortest) && positive(rules.longest) &&
      not_negative(rules.lead) && not_negative(rules.horizon) && not_negative(rules.gap) &&
      not_negative(rules.setup) && not_negative(rules.cleanup) &&
      not_negative(rules.check_in_before) && not_negative(rules.check_in_after) &&
      (!rules.opening || IsSound(*rules.opening)) &&
      (!rules.peak_hours || (IsSound(model::Opening{rules.peak_hours->peak, {}}) &&
                             IsSound(model::Opening{rules.peak_hours->off_peak, {}})));
  if (!sound) refusal->Add(Bad());
  const int64_t price = rules.price.value_or(Cents()).value();
  const int64_t tariff = rules.tariff.value_or(0);
  if (price < 0 || price > kPriceMost) refusal->Add(Bad(price));
  if (tariff < 0 || tariff > kTariffMost) refusal->Add(Bad(tariff));
  if (rules.granularity && 86400 % std::max<int64_t>(1, rules.granularity->seconds()) != 0) {
    refusal->Add(Bad(rules.granularity->seconds()));
  }
  if (rules.shortest && rules.longest && *rules.shortest > *rules.longest) {
    refusal->Add(Bad(rules.shortest->seconds()));
  }
  const Duration borders = rules.setup.value_or(Duration()) + rules.cleanup.value_or(Duration());
  if (borders.seconds() % 60 != 0 || borders > Duration::Days(7)) {
    refusal->Add(Bad(borders.seconds()));
  }
  for (const CertificationId id : rules.certifications.value_or(std::vector<CertificationId>{})) {
    if (state.Find(id) == nullptr) refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  }
  for (const CertificationId id :
       rules.any_certifications.value_or(std::vector<CertificationId>{})) {
    if (state.Find(id) == nullptr) refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  }
  for (const CompanyId id : rules.companies.value_or(std::vector<CompanyId>{})) {
    if (state.Find(id) == nullptr) refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  }
  for (const MemberId id : rules.members.value_or(std::vector<MemberId>{})) {
    if (state.Find(id) == nullptr) refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  }
}

bool HasShare(const model::Sharing& sharing, CompanyId company) {
  return std::any_of(sharing.shares.begin(), sharing.shares.end(),
                     [&](const model::Share& share) { return share.company == company; });
}

// Shares are ascending, within their ceilings, and of companies that are known; what is said to be
// shared fairly must be somebody's.
void CheckSharing(const State& state, const model::Sharing& sharing, const model::Pool* before,
                  Refusal* refusal) {
  const std::vector<model::Share>& shares = sharing.shares;
  const auto within = [](int64_t value, int64_t most) { return value >= 0 && value <= most; };
  if (shares.size() > kSharesMost) {
    refusal->Add({.rule = Rule::kTooMany,
                  .limit = static_cast<int64_t>(kSharesMost),
                  .asked = static_cast<int64_t>(shares.size())});
  }
  if (!within(sharing.cents_a_share.value(), kFundedMost)) {
    refusal->Add(Bad(sharing.cents_a_share.value()));
  }
  for (const model::Share& share : shares) {
    // Who has left gets no share anew.
    const model::Company* company = state.Find(share.company);
    const bool had = before != nullptr && HasShare(before->sharing, share.company);
    if (company == nullptr || (company->retired && !had)) {
      refusal->Add({.rule = Rule::kUnknown, .asked = share.company.value()});
    }
    if (!within(share.funded.value(), kFundedMost)) refusal->Add(Bad(share.funded.value()));
    const int64_t all = model::ShareOf(sharing, share);
    if (!within(all, kShareMost)) refusal->Add(Bad(all));
  }
  const auto astray = std::adjacent_find(
      shares.begin(), shares.end(),
      [](const model::Share& a, const model::Share& b) { return a.company >= b.company; });
  if (astray != shares.end()) refusal->Add(Bad(astray->company.value()));
  if (sharing.policy == model::Policy::kFairShare && model::SumOfShares(sharing) == 0) {
    refusal->Add({.rule = Rule::kNoShares});
  }
}

template <class IdType>
void CheckKnown(const State& state, IdType id, Refusal* refusal) {
  if (state.Find(id) == nullptr) refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
}

// Whom a badge or a token stands for; one that is revoked stands for nobody any more.
void CheckNotErased(const State& state, MemberId id, bool revoked, Refusal* refusal) {
  const model::Member* member = state.Find(id);
  if (member == nullptr || (member->erased && !revoked)) {
    refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  }
}

// What is referred to now must be there and not retired; what was referred to before may go on.
template <class IdType>
void CheckInService(const State& state, IdType id, bool as_before, Refusal* refusal) {
  const auto* found = state.Find(id);
  if (found == nullptr || (found->retired && !as_before)) {
    refusal->Add({.rule = Rule::kUnknown, .asked = id.value()});
  }
}

// What is retired with this definition must not be needed any more.
template <class RecordType>
void CheckRetiring(const State& state, const RecordType& record, Instant at, Refusal* refusal) {
  const RecordType* before = record.id.IsSet() ? state.Find(record.id) : nullptr;
  if (before == nullptr || before->retired || !record.retired) return;
  const int64_t used = StillUsed(state, record.id, at);
  if (used == 0) return;
  Reason reason{.rule = Rule::kInUse, .used = used};
  if constexpr (std::is_same_v<RecordType, model::Resource>) reason.resource = record.id;
  refusal->Add(reason);
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const DefineZone& command, Instant) {
  Refusal refusal;
  CheckDefinition(draft.state(), caller, command.zone, 0, &refusal);
  return Emit<ZoneDefined>(draft, command.zone, draft.state().counters().zone, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineSite& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.site, command.version, &refusal);
  CheckHandle(state, command.site, &refusal);
  CheckKnown(state, command.site.zone, &refusal);
  if (!IsSound(command.site.opening)) refusal.Add(Bad());
  CheckRetiring(state, command.site, at, &refusal);
  return Emit<SiteDefined>(draft, command.site, state.counters().site, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefinePool& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.pool, command.version, &refusal);
  CheckHandle(state, command.pool, &refusal);
  CheckRules(state, command.pool.rules, &refusal);
  const model::Pool* before = command.pool.id.IsSet() ? state.Find(command.pool.id) : nullptr;
  CheckSharing(state, command.pool.sharing, before, &refusal);
  CheckRetiring(state, command.pool, at, &refusal);
  return Emit<PoolDefined>(draft, command.pool, state.counters().pool, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineResource& command, Instant at) {
  const State& state = draft.state();
  model::Resource resource = command.resource;
  Refusal refusal;
  CheckDefinition(state, caller, resource, command.version, &refusal);
  CheckHandle(state, resource, &refusal);
  const model::Resource* before = resource.id.IsSet() ? state.Find(resource.id) : nullptr;
  CheckInService(state, resource.site, before != nullptr && before->site == resource.site,
                 &refusal);
  CheckInService(state, resource.pool, before != nullptr && before->pool == resource.pool,
                 &refusal);
  CheckRules(state, resource.rules, &refusal);
  if (resource.capacity < 1 || resource.capacity > kCapacityMost) {
    refusal.Add({.rule = Rule::kTooMany, .limit = kCapacityMost, .asked = resource.capacity});
  }
  CheckLentTerms(state, resource, before, &refusal);
  CheckRetiring(state, resource, at, &refusal);
  const bool was_material = before != nullptr && IsMaterial(*before);
  const bool pieces = was_material && IsMaterial(resource);
  // Nobody but a booking takes a piece.
  resource.taken = pieces ? before->taken : 0;
  const bool shrinks = before != nullptr && !resource.retired &&
                       ((resource.capacity < before->capacity && !pieces) ||
                        resource.site != before->site || was_material != IsMaterial(resource));
  int64_t used = shrinks ? StillUsed(state, resource.id, at) : 0;
  const int64_t gone = pieces && !resource.retired ? PiecesGone(state, resource.id) : 0;
  if (gone > resource.capacity) used = gone;
  if (used > 0) refusal.Add({.rule = Rule::kInUse, .resource = resource.id, .used = used});
  return Emit<ResourceDefined>(draft, resource, state.counters().resource, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineCertification& command,
                  Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.certification, command.version, &refusal);
  CheckHandle(state, command.certification, &refusal);
  CheckRetiring(state, command.certification, at, &refusal);
  return Emit<CertificationDefined>(draft, command.certification, state.counters().certification,
                                    refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineCompany& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.company, command.version, &refusal);
  CheckHandle(state, command.company, &refusal);
  CheckRetiring(state, command.company, at, &refusal);
  return Emit<CompanyDefined>(draft, command.company, state.counters().company, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineMember& command, Instant) {
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.member, command.version, &refusal);
  const model::Member* was = command.member.id.IsSet() ? state.Find(command.member.id) : nullptr;
  // Who may act for others is a lab manager's to say, no program's.
  const model::Role role_before = was == nullptr ? model::Role::kMember : was->role;
  if (command.member.role != role_before && caller.role != model::Role::kManager) {
    refusal.Add({.rule = Rule::kNotPermitted});
  }
  if (!IsMember(command.member.role) && command.member.role != model::Role::kManager) {
    refusal.Add(Bad());
  }
  if (was != nullptr && was->erased) {
    refusal.Add({.rule = Rule::kUnknown, .asked = was->id.value()});
  }
  CheckInService(state, command.member.company,
                 was != nullptr && was->company == command.member.company, &refusal);
  for (const model::Held& held : command.member.held) {
    CheckKnown(state, held.certification, &refusal);
    if (!(held.from < held.until)) refusal.Add(Bad(held.certification.value()));
  }
  if (!refusal.empty()) return Decision::Refuse(refusal);
  // Names changed alone is still a change: the commitment in the event covers the new text.
  model::Member member = command.member;
  const model::Member* before = member.id.IsSet() ? state.Find(member.id) : nullptr;
  if (before == nullptr) member.id = MemberId(state.counters().member);
  if (before != nullptr && before->company != member.company) LeaveCompany(&member);
  // A PIN and a password are set by other commands, and have been meanwhile, perhaps.
  member.has_pin = before != nullptr && before->has_pin;
  member.password = before == nullptr ? model::Password::kNone : before->password;
  member.version = before == nullptr ? 1 : before->version;
  const bool same = before != nullptr && *before == member && command.text == model::Seal{};
  if (before != nullptr && !same) ++member.version;
  const uint64_t id = member.id.value();
  const bool leaves = before != nullptr && before->company != member.company;
  const bool signs_in_anew = before != nullptr && (leaves || before->role != member.role ||
                                                   (member.retired && !before->retired));
  if (!same) draft.Emit(MemberDefined{member, command.text});
  if (signs_in_anew) EndSessions(draft, member.id);
  Decision decision = Decision::Accept(Subject::Kind::kMember, id);
  if (leaves) TakeWishesAlong(draft, member, /*offered_too=*/false, &decision);
  return decision;
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineBadge& command, Instant) {
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.badge, 0, &refusal);
  CheckNotErased(state, command.badge.member, command.badge.revoked, &refusal);
  state.ForEach<model::Badge>([&](const model::Badge& other) {
    if (other.seal == command.badge.seal && other.id != command.badge.id && !other.revoked) {
      refusal.Add({.rule = Rule::kHandleTaken, .used = other.member.value()});
    }
  });
  return Emit<BadgeDefined>(draft, command.badge, state.counters().badge, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineToken& command, Instant at) {
  if (command.token.role == model::Role::kFeed) return DecideFeed(draft, caller, command.token, at);
  if (command.token.session) return DecideSession(draft, caller, command.token);
  const State& state = draft.state();
  Refusal refusal;
  CheckDefinition(state, caller, command.token, 0, &refusal);
  const bool personal = command.token.role == model::Role::kMember;
  if (command.token.member.IsSet() || personal) {
    CheckNotErased(state, command.token.member, command.token.revoked, &refusal);
  }
  return Emit<TokenDefined>(draft, command.token, state.counters().token, refusal);
}

Decision DecideOn(Draft& draft, const Caller& caller, const DefineQuota& command, Instant) {
  const State& state = draft.state();
  model::Quota quota = command.quota;
  std::sort(quota.pools.begin(), quota.pools.end());
  std::sort(quota.resources.begin(), quota.resources.end());
  Refusal refusal;
  CheckDefinition(state, caller, quota, command.version, &refusal);
  CheckHandle(state, quota, &refusal);
  CheckQuota(state, quota, &refusal);
  return Emit<QuotaDefined>(draft, std::move(quota), state.counters().quota, refusal);
}

}  // namespace mutua::core
