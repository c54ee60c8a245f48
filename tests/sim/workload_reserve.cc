// Time that is kept for others' guarantees: a period of a pool is made so short of free time that
// somebody beyond its guarantee has to wait, and then other time of it is given back.
#include <algorithm>

#include "engine/core/capacity.h"
#include "engine/core/fair_share.h"
#include "engine/core/judge.h"
#include "tests/sim/workload.h"

namespace mutua::sim {
namespace {

constexpr int64_t kHalfHour = 1800;

struct Period {
  PoolId pool{};
  GuaranteesId id{};
};

// Its time of which something is kept; its last half hour, if that is over.
Interval RestOf(const core::State& state, const Period& period, Instant at) {
  const Interval all = state.Find(period.id)->interval;
  const Instant last = all.end() - Duration::Seconds(kHalfHour);
  return Interval(std::clamp(at + core::kGuaranteesKept, all.start(), last), all.end());
}

int64_t LeftOf(const core::State& state, const Period& period, CompanyId company) {
  const CivilDay first = state.Find(period.id)->first;
  const int64_t left = state.usages().Guaranteed(period.id, company) -
                       state.usages().Within(period.pool, company, first);
  return std::max<int64_t>(left, 0);
}

core::Lend LendAll(const core::State& state, const Period& period, CompanyId company) {
  const Instant when = state.Find(period.id)->interval.start();
  return {period.pool, company, when, LeftOf(state, period, company) / 60};
}

// Of the whole pool, to the period's end and from so far before it that somebody who goes beyond
// the guarantee has less than `wanted` left, if there is that much.
core::DeclareOutage TakeAllBut(const core::State& state, const Period& period, CompanyId company,
                               int64_t wanted, Instant at) {
  const Interval rest = RestOf(state, period, at);
  const int64_t kept = state.usages().Unused(period.id) - LeftOf(state, period, company);
  const int64_t spare = core::FreeSecondsOf(state, period.pool, rest) - kept;
  core::DeclareOutage outage;
  outage.pool = period.pool;
  int64_t few = 1;
  int64_t many = rest.length().seconds() / kHalfHour;
  const auto from = [&](int64_t steps) {
    return rest.end() - Duration::Seconds(steps * kHalfHour);
  };
  while (few < many) {
    const int64_t middle = (few + many) / 2;
    const Interval taken(from(middle), rest.end());
    if (spare - core::FreeSecondsOf(state, period.pool, taken) < wanted) {
      many = middle;
    } else {
      few = middle + 1;
    }
  }
  outage.interval = Interval(from(few), rest.end());
  return outage;
}

BookingId LatestIn(const core::State& state, const core::Book& made) {
  const uint64_t next = state.counters().booking;
  for (uint64_t id = next; id > 1 && id + 10 > next; --id) {
    const model::Booking* found = state.Find(BookingId(id - 1));
    if (found != nullptr && found->interval == made.interval) return found->id;
  }
  return BookingId(next - 1);
}

}  // namespace

// A time of the rest at which a member could have a resource of the pool now.
std::optional<core::Book> Workload::SomethingFree(const core::State& state, MemberId member,
                                                  PoolId pool, Interval within, Instant at) {
  const std::vector<ResourceId>& resources = state.ResourcesOf(pool);
  const Duration length = Duration::Seconds(kHalfHour * random_.Between(1, 4));
  const int64_t steps = (within.length() - length).seconds() / kHalfHour;
  for (int tries = 0; tries < 12 && steps > 0; ++tries) {
    const auto last = static_cast<int64_t>(resources.size()) - 1;
    const int64_t first = within.start().unix_seconds() / kHalfHour + 1;
    core::Ask ask;
    ask.resource = resources[static_cast<size_t>(random_.Between(0, last))];
    const Instant start = Instant::FromUnix((first + random_.Between(0, steps - 1)) * kHalfHour);
    ask.interval = Interval(start, start + length);
    ask.member = member;
    ask.company = state.Find(member)->company;
    core::Refusal refusal;
    core::Judge(state, ask, at, &refusal);
    if (!refusal.empty()) continue;
    core::Book book;
    book.wants.push_back({ask.resource, PoolId(), 1});
    book.interval = ask.interval;
    return book;
  }
  return std::nullopt;
}

void Workload::PlanReserve(const core::State& state, Instant at) {
  const PoolId pool(static_cast<uint32_t>(random_.Between(1, pools_)));
  const Instant when = at + Duration::Hours(random_.Between(30, 160));
  const MemberId waits = SomeMember(state).member;
  const MemberId other = SomeMember(state).member;
  const CompanyId company = state.Find(waits)->company;
  const CompanyId others = state.Find(other)->company;
  if (!planned_.empty() || !state.IsShared(pool) || company == others) return;
  const Period period{pool, state.usages().At(pool, when)};
  if (!period.id.IsSet() || !state.Find(period.id)->interval.Contains(when)) return;
  // Not so near that it is anybody's before all of this has happened.
  const Interval rest = RestOf(state, period, at + Duration::Hours(6));
  const Duration half = Duration::Seconds(rest.length().seconds() / 2);
  if (half < Duration::Hours(4)) return;
  const Interval near(rest.start(), rest.start() + half);
  const int64_t free = core::FreeSecondsOf(state, pool, near);
  const int64_t kept = state.usages().Unused(period.id) - LeftOf(state, period, company);
  if (kept < free) return;  // it could only be made too little by an outage over all of it
  // What goes beyond its guarantee takes nothing of what is kept, and makes room when it is given
  // back.
  const bool beyond = kept - LeftOf(state, period, others) >= free;
  const Interval within(near.start(), std::min(at + kOwnWindowCloses, near.end()));
  const std::optional<core::Book> given = SomethingFree(state, other, pool, within, at);
  const std::optional<core::Book> wanted = SomethingFree(state, waits, pool, within, at);
  if (!given || !wanted || given->interval.Overlaps(wanted->interval)) return;
  const int64_t length = wanted->interval.length().seconds();
  const auto plan = [&](MemberId by, auto body) { planned_.push_back({0, by, std::move(body)}); };
  const auto lend = [&](CompanyId lender) {
    plan(MemberId(), [=](const core::State& now, Instant) -> core::Body {
      return LendAll(now, period, lender);
    });
  };
  if (LeftOf(state, period, company) >= 60) lend(company);
  if (beyond && LeftOf(state, period, others) >= 60) lend(others);
  plan(other, [=](const core::State&, Instant) -> core::Body { return *given; });
  plan(MemberId(), [=](const core::State& now, Instant then) -> core::Body {
    return TakeAllBut(now, period, company, length, then);
  });
  core::FileWish wish;
  wish.wants = wanted->wants;
  if (random_.OneIn(3)) wish.wants.front() = {ResourceId(), pool, 1};
  wish.windows.push_back(wanted->interval);
  wish.length = wanted->interval.length();
  wish.book_at_once = !random_.OneIn(4);
  plan(waits, [=](const core::State&, Instant) -> core::Body { return wish; });
  plan(MemberId(), [=](const core::State& now, Instant) -> core::Body {
    return core::Cancel{LatestIn(now, *given)};
  });
  plan(MemberId(), [=](const core::State& now, Instant) -> core::Body {
    return core::LiftOutage{OutageId(now.counters().outage - 1)};
  });
}

}  // namespace mutua::sim
