#include "engine/core/lent.h"

#include <algorithm>
#include <set>
#include <vector>

namespace mutua::core {
namespace {

using model::Resource;

bool LendsSomebody(const Resource& resource) {
  return resource.kind == model::ResourceKind::kPerson && !resource.retired &&
         resource.lent.by.IsSet();
}

// What the dearest hour of the week is sold for, all its units together: peak hours cost twice
// (model/price.h).
int64_t DearestHour(const State& state, const Resource& resource) {
  const model::EffectiveRules& rules = state.RulesOf(resource.id);
  const bool peaks =
      rules.peak_hours && std::any_of(rules.peak_hours->peak.begin(), rules.peak_hours->peak.end(),
                                      [](const auto& day) { return !day.empty(); });
  return rules.price.value() * (peaks ? 2 : 1) * resource.capacity;
}

std::vector<const Resource*> PeopleLentBy(const State& state, CompanyId company) {
  std::vector<const Resource*> people;
  state.ForEach<Resource>([&](const Resource& resource) {
    if (LendsSomebody(resource) && resource.lent.by == company) people.push_back(&resource);
  });
  return people;
}

class Judging {
 public:
  explicit Judging(const State& state) : state_(state) {}

  void Judge(const Subject& subject, uint32_t part) {
    const auto id = static_cast<uint32_t>(subject.id);
    part_ = part;
    switch (subject.kind) {
      case Subject::Kind::kResource:
        JudgePrice(ResourceId(id));
        JudgeCompany(state_.Find(ResourceId(id))->lent.by);
        break;
      case Subject::Kind::kPool:
        for (const ResourceId resource : state_.ResourcesOf(PoolId(id))) JudgePrice(resource);
        break;
      case Subject::Kind::kCompany:
        JudgeCompany(CompanyId(id));
        break;
      default:
        break;
    }
  }
  const Refusal& refusal() const { return refusal_; }

 private:
  void JudgePrice(ResourceId id) {
    const Resource& resource = *state_.Find(id);
    if (!LendsSomebody(resource)) return;
    const int64_t dearest = DearestHour(state_, resource);
    const int64_t cost = resource.lent.cost.value();
    if (dearest <= cost || !priced_.insert(id).second) return;
    Add({.rule = Rule::kAboveCost, .resource = id, .limit = cost, .asked = dearest});
  }

  // An independent is one person, whose time one resource of one unit is.
  void JudgeCompany(CompanyId id) {
    const model::Company* company = state_.Find(id);
    if (company == nullptr || company->kind != model::Company::Kind::kIndependent) return;
    const std::vector<const Resource*> people = PeopleLentBy(state_, id);
    int64_t units = 0;
    for (const Resource* person : people) units += person->capacity;
    if (units <= 1 || !lenders_.insert(id).second) return;
    const int64_t last = people.back()->capacity;
    Add({.rule = Rule::kLendsPeople,
         .resource = people.back()->id,
         .limit = 1,
         .used = units - last,
         .asked = last});
  }

  void Add(Reason reason) {
    if (refusal_.reasons().size() >= kReasonsMost) return;
    reason.occurrence = part_;
    refusal_.Add(reason);
  }

  const State& state_;
  uint32_t part_ = 0;
  std::set<ResourceId> priced_;  // told already
  std::set<CompanyId> lenders_;  // likewise
  Refusal refusal_;
};

}  // namespace

void CheckLentTerms(const State& state, const Resource& resource, const Resource* before,
                    Refusal* refusal) {
  const model::LentTerms& lent = resource.lent;
  if (lent == model::LentTerms()) return;
  const model::Company* by = state.Find(lent.by);
  const bool as_before = before != nullptr && before->lent.by == lent.by;
  if (by == nullptr || (by->retired && !as_before)) {
    refusal->Add({.rule = Rule::kUnknown, .asked = lent.by.value()});
  }
  if (lent.pool.IsSet() && state.Find(lent.pool) == nullptr) {
    refusal->Add({.rule = Rule::kUnknown, .asked = lent.pool.value()});
  }
  const int64_t cost = lent.cost.value();
  if (cost < 0 || cost > kPriceMost) refusal->Add({.rule = Rule::kBadDefinition, .asked = cost});
  if (lent.tariff < 0 || lent.tariff > kTariffMost) {
    refusal->Add({.rule = Rule::kBadDefinition, .asked = lent.tariff});
  }
}

Refusal JudgeLent(const State& state, const Decision& defined) {
  Judging judging(state);
  for (size_t i = 0; i < defined.parts.size(); ++i) {
    judging.Judge(defined.parts[i], static_cast<uint32_t>(i + 1));
  }
  if (defined.parts.empty()) judging.Judge(defined.subject, 0);
  return judging.refusal();
}

}  // namespace mutua::core
