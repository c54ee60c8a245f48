// What takes several commands: a company that leaves and comes back, and a time that many want.
#include <algorithm>

#include "tests/sim/workload.h"

namespace mutua::sim {

bool Workload::PlanWindUp(const core::State& state) {
  const CompanyId company(static_cast<uint32_t>(random_.Between(1, companies_)));
  MemberId heir;
  state.ForEach<model::Member>([&](const model::Member& member) {
    if (!member.retired && member.company != company) heir = member.id;
  });
  if (!planned_.empty() || !heir.IsSet() || state.Find(company)->retired) return false;
  if (random_.OneIn(2)) heir = MemberId();
  const auto plan = [&](auto body) { planned_.push_back({0, MemberId(), std::move(body)}); };
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (resource.lent.by != company) return;
    plan([id = resource.id](const core::State& now, Instant) -> core::Body {
      core::DefineResource define{*now.Find(id)};
      define.resource.lent = {};
      return define;
    });
  });
  plan([=](const core::State&, Instant) -> core::Body { return core::WindUp{company, 0, heir}; });
  PlanReturn(state, company, random_.Between(1, 60));
  return true;
}

void Workload::PlanReturn(const core::State& state, CompanyId company, int64_t after) {
  const auto plan = [&](auto body) {
    planned_.push_back({after, MemberId(), std::move(body)});
    after = 0;
  };
  plan([=](const core::State& now, Instant) -> core::Body {
    core::DefineCompany define{*now.Find(company)};
    define.company.retired = false;
    return define;
  });
  state.ForEach<model::Member>([&](const model::Member& member) {
    if (member.company != company) return;
    plan([id = member.id](const core::State& now, Instant) -> core::Body {
      core::DefineMember define{*now.Find(id), {}};
      define.member.retired = false;
      return define;
    });
  });
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    if (resource.lent.by != company) return;
    plan([id = resource.id, lent = resource.lent](const core::State& now, Instant) -> core::Body {
      core::DefineResource define{*now.Find(id)};
      define.resource.lent = lent;
      return define;
    });
  });
  state.ForEach<model::Pool>([&](const model::Pool& pool) {
    for (const model::Share& share : pool.sharing.shares) {
      if (share.company != company) continue;
      plan([id = pool.id, share](const core::State& now, Instant) -> core::Body {
        core::DefinePool define{*now.Find(id)};
        auto& shares = define.pool.sharing.shares;
        std::erase_if(shares, [&](const auto& one) { return one.company == share.company; });
        shares.push_back(share);
        std::sort(shares.begin(), shares.end(),
                  [](const auto& a, const auto& b) { return a.company < b.company; });
        return define;
      });
    }
  });
}

void Workload::PlanContest(const core::State& state, Instant at) {
  const model::Booking* held = nullptr;
  for (int tries = 0; tries < 20 && held == nullptr; ++tries) {
    const model::Booking* found = state.Find(SomeBooking(state));
    const bool good = found != nullptr && model::Occupies(found->state) &&
                      found->interval.start() > at + Duration::Hours(1) && found->kit.size() == 1 &&
                      state.IsShared(state.Find(found->kit.front().resource)->pool);
    if (good) held = found;
  }
  if (held == nullptr || !planned_.empty()) return;
  core::FileWish wish;
  wish.wants.push_back({held->kit.front().resource, PoolId(), 1});
  wish.windows.push_back(held->interval);
  wish.length = held->interval.length();
  for (int64_t i = random_.Between(2, 5); i > 0; --i) {
    wish.member = SomeMember(state).member;
    wish.book_at_once = !random_.OneIn(4);
    planned_.push_back(
        {0, MemberId(), [wish](const core::State&, Instant) -> core::Body { return wish; }});
  }
  planned_.push_back({0, MemberId(), [id = held->id](const core::State&, Instant) -> core::Body {
                        return core::Cancel{id};
                      }});
}

}  // namespace mutua::sim
