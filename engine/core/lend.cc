// Guaranteed time is lent: released for others until 72 hours before its period's end, and taken
// back as far as nobody has taken it (FAIRSHARE.md 7).
#include "engine/core/lend.h"

#include "engine/core/families.h"
#include "engine/core/party.h"

namespace mutua::core {
namespace {

// The company's lending of that period; a new one if it has none.
model::Lending LendingOf(const State& state, const model::Guarantees& period, CompanyId company) {
  for (const LendingId id : state.usages().LentIn(period.id)) {
    const model::Lending& known = *state.Find(id);
    if (known.company == company) return known;
  }
  model::Lending lending;
  lending.id = LendingId(state.counters().lending);
  lending.pool = period.pool;
  lending.period = period.id;
  lending.company = company;
  return lending;
}

// Whose guarantee it is: the caller's own company's, or any of whom a manager says.
std::optional<CompanyId> LenderOf(const State& state, const Caller& caller, CompanyId named,
                                  Refusal* refusal) {
  const model::Member* member = state.Find(caller.member);
  const CompanyId own = member == nullptr ? CompanyId() : member->company;
  const CompanyId company = named.IsSet() ? named : own;
  if (!Manages(caller) && (!own.IsSet() || company != own)) {
    refusal->Add({.rule = Rule::kNotPermitted});
    return std::nullopt;
  }
  const model::Company* found = state.Find(company);
  if (found == nullptr || found->retired) {
    refusal->Add({.rule = Rule::kUnknown, .asked = company.value()});
    return std::nullopt;
  }
  return company;
}

void JudgeAmount(const State& state, const model::Lending& lending, const model::Guarantees& period,
                 int64_t minutes, Refusal* refusal) {
  Reason reason;
  reason.resource = state.ResourcesOf(period.pool).front();
  reason.asked = std::abs(minutes) * 60;
  if (minutes > 0) {
    reason.rule = Rule::kLendsTooMuch;
    reason.limit = state.usages().Guaranteed(period.id, lending.company);
    reason.used = state.usages().Within(period.pool, lending.company, period.first);
  } else {
    reason.rule = Rule::kTakesBackTooMuch;
    reason.limit = lending.minutes * 60;
    reason.used = lending.borrowed;
  }
  if (reason.used + reason.asked > reason.limit) refusal->Add(reason);
}

}  // namespace

void ReleaseAll(Draft& draft, CompanyId company, Instant at) {
  const State& state = draft.state();
  std::vector<GuaranteesId> periods;
  state.ForEach<model::Guarantees>([&](const model::Guarantees& period) {
    const bool ahead = period.interval.end() > at && state.IsShared(period.pool);
    if (ahead && model::MinutesOf(period, company) > 0) periods.push_back(period.id);
  });
  for (const GuaranteesId id : periods) {
    const model::Guarantees& period = *state.Find(id);
    const int64_t unused = state.usages().Guaranteed(id, company) -
                           state.usages().Within(period.pool, company, period.first);
    if (unused < 60) continue;
    model::Lending lending = LendingOf(state, period, company);
    lending.minutes += unused / 60;
    draft.Emit(LendingChanged{lending});
  }
}

Decision DecideOn(Draft& draft, const Caller& caller, const Lend& command, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  const std::optional<CompanyId> company = LenderOf(state, caller, command.company, &refusal);
  if (!company) return Decision::Refuse(refusal);
  if (!state.IsShared(command.pool)) {
    return Decision::Refuse({.rule = Rule::kNotShared, .asked = command.pool.value()});
  }
  const GuaranteesId id = state.usages().At(command.pool, command.when);
  // Nothing is guaranteed where no period is frozen.
  if (!id.IsSet() || !state.Find(id)->interval.Contains(command.when)) {
    return Decision::Refuse({.rule = Rule::kLendsTooMuch, .asked = std::abs(command.minutes) * 60});
  }
  if (command.minutes == 0) return Decision::Refuse({.rule = Rule::kNothingToDo});
  const model::Guarantees& period = *state.Find(id);
  const Instant closes = period.interval.end() - kLendingCloses;
  if (command.minutes > 0 && at > closes) {
    refusal.Add({.rule = Rule::kLendsTooLate,
                 .resource = state.ResourcesOf(period.pool).front(),
                 .limit = closes.unix_seconds(),
                 .asked = at.unix_seconds()});
  }
  model::Lending lending = LendingOf(state, period, *company);
  JudgeAmount(state, lending, period, command.minutes, &refusal);
  if (!refusal.empty()) return Decision::Refuse(refusal);
  lending.minutes += command.minutes;
  draft.Emit(LendingChanged{lending});
  return Decision::Accept(Subject::Kind::kLending, lending.id.value());
}

}  // namespace mutua::core
