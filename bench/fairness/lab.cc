#include "bench/fairness/lab.h"

#include <algorithm>
#include <string>

namespace mutua::bench::fairness {
namespace {

Windows windows;  // of the lab that was made last

}  // namespace

const Windows& WindowsNow() { return windows; }

Lab::Lab(const LabSettings& settings, Hear hear)
    : hear_(std::move(hear)), members_each_(settings.members_each) {
  windows = settings.windows;
  state_.AdvanceTo(settings.begins);
  DefineHouse(settings);
  DefinePeople(settings);
  core::Command start;
  start.caller.role = model::Role::kService;
  start.body = core::StartServing{settings.begins, settings.seed};
  core::Decide(state_, start, settings.begins, &events_);
  Tell();
}

void Lab::DefineHouse(const LabSettings& settings) {
  state_.Apply(core::ZoneDefined{{ZoneId(1), model::ZoneTable()}});
  model::Site site;
  site.id = SiteId(1);
  site.handle = "house";
  site.zone = ZoneId(1);
  site.opening = model::AlwaysOpen();
  state_.Apply(core::SiteDefined{site});
  model::Pool pool;
  pool.id = PoolId(1);
  pool.handle = "pool";
  pool.rules.horizon = settings.horizon;
  pool.rules.check_out = settings.check_out;
  state_.Apply(core::PoolDefined{pool});
  if (settings.credits > 1) {
    model::Resource closed;
    closed.id = ResourceId(state_.counters().resource);
    closed.handle = "closed";
    closed.site = site.id;
    closed.pool = pool.id;
    closed.rules.opening = model::Opening();
    closed.rules.tariff = settings.credits;
    state_.Apply(core::ResourceDefined{closed});
  }
  for (const int64_t units : settings.capacity) {
    if (units == 0) {
      resources_.push_back(ResourceId());
      continue;
    }
    model::Resource resource;
    resource.id = ResourceId(state_.counters().resource);
    resource.handle = "resource-" + std::to_string(resource.id.value());
    resource.site = site.id;
    resource.pool = pool.id;
    resource.capacity = static_cast<uint32_t>(units);
    resources_.push_back(resource.id);
    state_.Apply(core::ResourceDefined{resource});
  }
  pool.sharing.policy = settings.policy;
  pool.sharing.period = settings.period;
  for (size_t i = 0; i < settings.shares.size(); ++i) {
    const CompanyId company(static_cast<uint32_t>(i + 1));
    pool.sharing.shares.push_back({company, static_cast<uint32_t>(settings.shares[i]), {}, 0});
  }
  state_.Apply(core::PoolDefined{pool});
}

void Lab::DefinePeople(const LabSettings& settings) {
  for (size_t i = 0; i < settings.shares.size(); ++i) {
    model::Company company;
    company.id = CompanyId(static_cast<uint32_t>(i + 1));
    company.handle = "company-" + std::to_string(i + 1);
    state_.Apply(core::CompanyDefined{company});
    for (uint32_t m = 0; m < settings.members_each; ++m) {
      model::Member member;
      member.id = MemberId(state_.counters().member);
      member.company = company.id;
      state_.Apply(core::MemberDefined{member, {}});
    }
  }
}

void Lab::Tell() {
  for (const core::Event& event : events_) hear_(event);
  events_.clear();
}

void Lab::RunTo(Instant at) {
  // What is due is told as it fires, and at its own time.
  while (true) {
    const std::optional<core::Timer> next = state_.NextTimer();
    if (!next || next->due > at) break;
    const Instant now = std::max(next->due, state_.counters().at);
    while (!core::Tick(state_, now, kTimersAtOnce, &events_)) Tell();
    Tell();
  }
}

core::Decision Lab::Do(MemberId member, core::Body body, Instant at, model::Role role) {
  RunTo(at);
  core::Command command;
  command.caller.role = role;
  command.caller.member = member;
  command.caller.token = TokenId(member.value());
  command.body = std::move(body);
  const core::Decision decision = core::Decide(state_, command, at, &events_);
  Tell();
  return decision;
}

MemberId Lab::MemberOf(size_t company) const {
  const auto first = static_cast<uint32_t>(company) * members_each_ + 1;
  MemberId least(first);
  if (members_each_ == 1) return least;
  size_t waiting = SIZE_MAX;
  for (uint32_t i = 0; i < members_each_ && waiting > 0; ++i) {
    const size_t own = state_.waitlist().Of(MemberId(first + i)).size();
    if (own < waiting) {
      waiting = own;
      least = MemberId(first + i);
    }
  }
  return least;
}

ResourceId Lab::ResourceFor(size_t company) const {
  return resources_.size() == 1 ? resources_.front() : resources_[company];
}

model::Wants Lab::Want(size_t company, int64_t units) const {
  return {{ResourceFor(company), PoolId(), static_cast<uint32_t>(units)}};
}

}  // namespace mutua::bench::fairness
