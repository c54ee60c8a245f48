// A whole lab in one decision: its definitions in order, each seeing the ones before it.
#include <algorithm>

#include "engine/base/limits.h"
#include "engine/core/families.h"
#include "engine/core/party.h"

namespace mutua::core {
namespace {

// Replaces temporary ids by those that were given. One that stands for nothing stays, and is found
// unknown; one that stands for a definition that was refused says so, for its own refusal adds
// nothing to the first.
class Settle {
 public:
  explicit Settle(const std::vector<Subject>& made) : made_(made) {}

  bool refers_to_refused() const { return refers_to_refused_; }

  void operator()(DefineZone&) {}
  void operator()(DefineSite& site) { Id(Subject::Kind::kZone, &site.site.zone); }
  void operator()(DefinePool& pool) {
    Rules(&pool.pool.rules);
    for (model::Share& share : pool.pool.sharing.shares) {
      Id(Subject::Kind::kCompany, &share.company);
    }
  }
  void operator()(DefineResource& resource) {
    Id(Subject::Kind::kSite, &resource.resource.site);
    Id(Subject::Kind::kPool, &resource.resource.pool);
    Id(Subject::Kind::kCompany, &resource.resource.lent.by);
    Id(Subject::Kind::kPool, &resource.resource.lent.pool);
    Rules(&resource.resource.rules);
  }
  void operator()(DefineCertification&) {}
  void operator()(DefineCompany&) {}
  void operator()(DefineMember& member) {
    Id(Subject::Kind::kCompany, &member.member.company);
    for (model::Held& held : member.member.held) {
      Id(Subject::Kind::kCertification, &held.certification);
    }
  }
  void operator()(DefineQuota& quota) {
    Id(Subject::Kind::kCompany, &quota.quota.company);
    Id(Subject::Kind::kMember, &quota.quota.member);
    for (PoolId& pool : quota.quota.pools) Id(Subject::Kind::kPool, &pool);
    for (ResourceId& resource : quota.quota.resources) Id(Subject::Kind::kResource, &resource);
  }

 private:
  template <class IdType>
  void Id(Subject::Kind kind, IdType* id) {
    const size_t index = id->value() & ~kTemporary;
    if ((id->value() & kTemporary) == 0 || index >= made_.size()) return;
    const Subject& made = made_[index];
    if (made.kind == Subject::Kind::kNone) refers_to_refused_ = true;
    if (made.kind == kind) *id = IdType(static_cast<uint32_t>(made.id));
  }
  template <class IdType>
  void Ids(Subject::Kind kind, std::optional<std::vector<IdType>>* ids) {
    if (!*ids) return;
    for (IdType& id : **ids) Id(kind, &id);
  }
  void Rules(model::Rules* rules) {
    Ids(Subject::Kind::kCertification, &rules->certifications);
    Ids(Subject::Kind::kCertification, &rules->any_certifications);
    Ids(Subject::Kind::kCompany, &rules->companies);
    Ids(Subject::Kind::kMember, &rules->members);
  }

  const std::vector<Subject>& made_;
  bool refers_to_refused_ = false;
};

void AddReasons(const Refusal& from, size_t index, size_t* left, Refusal* to) {
  for (Reason reason : from.reasons()) {
    if (*left == 0) return;
    --*left;
    reason.occurrence = static_cast<uint32_t>(index + 1);
    to->Add(reason);
  }
}

}  // namespace

Decision DecideOn(Draft& draft, const Caller& caller, const DefineLab& command, Instant at) {
  if (!Manages(caller)) return Decision::Refuse({.rule = Rule::kNotPermitted});
  if (command.definitions.empty()) return Decision::Refuse({.rule = Rule::kNothingToDo});
  if (command.definitions.size() > kEventsMost) {
    return Decision::Refuse({.rule = Rule::kTooMany,
                             .limit = kEventsMost,
                             .asked = static_cast<int64_t>(command.definitions.size())});
  }
  Refusal refusal;
  size_t left = kReasonsMost;
  std::vector<Subject> made;
  made.reserve(command.definitions.size());
  std::vector<Subject> dropped;
  for (Definition definition : command.definitions) {
    Settle settle(made);
    std::visit(settle, definition);
    Subject subject;
    if (!settle.refers_to_refused()) {
      const Decision one = std::visit(
          [&](const auto& body) { return DecideOn(draft, caller, body, at); }, definition);
      if (one.accepted()) subject = one.subject;
      dropped.insert(dropped.end(), one.texts_dropped.begin(), one.texts_dropped.end());
      AddReasons(one.refusal, made.size(), &left, &refusal);
    }
    made.push_back(subject);
  }
  if (!refusal.empty()) return Decision::Refuse(refusal);
  Decision decision = Decision::Accept(made.back().kind, made.back().id);
  decision.parts = std::move(made);
  decision.texts_dropped = std::move(dropped);
  return decision;
}

}  // namespace mutua::core
