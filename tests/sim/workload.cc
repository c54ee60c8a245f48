#include "tests/sim/workload.h"

#include <algorithm>

namespace mutua::sim {
namespace {

constexpr int64_t kGrid = 300;

}  // namespace

core::Caller Manager() {
  core::Caller caller;
  caller.role = model::Role::kManager;
  caller.token = TokenId(1);
  return caller;
}

core::Command As(const core::Caller& caller, core::Body body) {
  core::Command command;
  command.caller = caller;
  command.body = std::move(body);
  return command;
}

Workload::Workload(uint64_t seed, model::ZoneTable zone, Instant start, uint32_t scale, Size size)
    : seed_(seed),
      crowded_(seed % 6 == 5),
      random_(seed),
      zone_(std::move(zone)),
      start_(start),
      scale_(scale),
      large_(size == Size::kLarge),
      companies_(large_ ? 12 : 3) {}

Duration Workload::Pause() {
  if (random_.OneIn(50)) return Duration::Seconds(kGrid * random_.Between(1, 400));
  if (random_.OneIn(20)) return Duration::Seconds(random_.Between(1, kGrid - 1));
  return Duration::Seconds(random_.OneIn(3) ? kGrid * random_.Between(0, 6) : 0);
}

core::Caller Workload::CallerOf(MemberId member) {
  core::Caller caller;
  caller.member = member;
  caller.token = TokenId(10 + member.value());
  return caller;
}

core::Caller Workload::SomeMember(const core::State& state) {
  MemberId member;
  do {
    member = MemberId(static_cast<uint32_t>(random_.Between(1, members_)));
  } while (state.Find(member)->retired);
  return CallerOf(member);
}

Interval Workload::SomeInterval(Instant at) {
  if (crowded_ && !random_.OneIn(4)) {
    const int64_t hour = at.unix_seconds() / 3600 + random_.Between(22, 29);
    const int64_t hours = random_.Between(1, 3);
    return Interval(Instant::FromUnix(hour * 3600), Instant::FromUnix((hour + hours) * 3600));
  }
  const int64_t now = at.unix_seconds() / kGrid * kGrid;
  int64_t start = now + kGrid * random_.Between(-12, random_.OneIn(4) ? 288 * 20 : 288 * 3);
  int64_t length = kGrid * random_.Between(1, 12);
  if (random_.OneIn(2)) {  // what people ask: whole and half hours
    start = start / 1800 * 1800;
    length = (length + 1799) / 1800 * 1800;
  }
  if (random_.OneIn(10)) length *= 8;
  return Interval(Instant::FromUnix(start), Instant::FromUnix(start + length));
}

model::Wants Workload::SomeWants() {
  model::Wants wants;
  const auto resource = [&] {
    return ResourceId(static_cast<uint32_t>(random_.Between(1, resources_)));
  };
  if (material_.IsSet() && random_.OneIn(20)) {
    wants.push_back({material_, PoolId(), static_cast<uint32_t>(random_.Between(1, 3))});
    if (random_.OneIn(3)) wants.push_back({resource(), PoolId(), 1});
    return wants;
  }
  if (random_.OneIn(4) || (crowded_ && !random_.OneIn(4))) {
    wants.push_back({ResourceId(), PoolId(static_cast<uint32_t>(random_.Between(1, pools_))), 1});
    return wants;
  }
  wants.push_back({resource(), PoolId(), random_.OneIn(5) ? 2u : 1u});
  if (random_.OneIn(8)) {
    const ResourceId second = resource();
    if (second != wants[0].resource) wants.push_back({second, PoolId(), 1});
  }
  return wants;
}

BookingId Workload::SomeBooking(const core::State& state) {
  const uint64_t next = state.counters().booking;
  const int64_t back = random_.Between(1, 60);
  return BookingId(next > static_cast<uint64_t>(back) ? next - static_cast<uint64_t>(back) : 1);
}

// Mostly one that holds an offer, of the latest.
WishId Workload::SomeWish(const core::State& state) {
  const uint64_t next = state.counters().wish;
  WishId wish(std::max<uint64_t>(1, next - 1));
  for (uint64_t id = next; id > 1 && id + 40 > next; --id) {
    const model::Wish* found = state.Find(WishId(id - 1));
    if (found == nullptr || found->state != model::WishState::kOffered) continue;
    wish = found->id;
    if (random_.OneIn(2)) break;
  }
  return wish;
}

core::Body Workload::SomeMove(BookingId booking, Instant at) {
  core::Move move;
  move.booking = booking;
  move.interval = SomeInterval(at);
  if (random_.OneIn(3)) {
    move.ends = static_cast<core::Move::Ends>(random_.Between(1, 5));
  } else if (random_.OneIn(4)) {
    move.wants = SomeWants();
  }
  return move;
}

// Half of them want what another one waits for already.
core::Body Workload::SomeFiling(const core::State& state, Instant at) {
  core::FileWish wish;
  wish.wants = SomeWants();
  const Interval window = SomeInterval(at);
  wish.windows.push_back(window);
  wish.length = Duration::Seconds(std::min<int64_t>(window.length().seconds(), 3600));
  const uint64_t next = state.counters().wish;
  for (uint64_t id = next; id > 1 && id + 20 > next; --id) {
    const model::Wish* other = state.Find(WishId(id - 1));
    if (other == nullptr || other->state != model::WishState::kWaiting) continue;
    if (other->windows.back().start() <= at || !random_.OneIn(2)) continue;
    wish.wants = other->wants;
    wish.windows.assign(other->windows.begin(), other->windows.end());
    wish.length = other->length;
    break;
  }
  wish.book_at_once = random_.OneIn(2);
  wish.may_move = random_.OneIn(2);
  wish.guests = static_cast<uint16_t>(random_.Between(0, 3));
  if (random_.OneIn(3)) wish.valid_until = at + Duration::Minutes(5 * random_.Between(0, 300));
  return wish;
}

core::Body Workload::SomeOutage(Instant at) {
  core::DeclareOutage outage;
  const int64_t last = resources_ + (material_.IsSet() ? 1 : 0);
  outage.resource = ResourceId(static_cast<uint32_t>(random_.Between(1, last)));
  const Interval interval = SomeInterval(at);
  outage.interval = Interval(std::max(interval.start(), at),
                             std::max(interval.end(), at + Duration::Seconds(kGrid)));
  return outage;
}

core::Body Workload::MorePieces(const core::State& state) const {
  core::DefineResource more{*state.Find(material_)};
  more.resource.capacity += 5 + more.resource.taken % 7;
  return more;
}

core::Body Workload::SomeSeries(Instant at) {
  core::BookSeries series;
  series.wants = SomeWants();
  series.rule = random_.OneIn(2) ? "FREQ=WEEKLY;COUNT=3" : "FREQ=DAILY;COUNT=4";
  series.start = zone_.ToCivil(SomeInterval(at).start());
  series.civil_seconds = 1800 * random_.Between(1, 4);
  series.mode = static_cast<model::SeriesMode>(random_.Between(1, 3));
  return series;
}

// Some of a company's guarantee is lent, or taken back.
core::Body Workload::SomeLending(Instant at) {
  core::Lend lend;
  lend.pool = PoolId(static_cast<uint32_t>(random_.Between(1, pools_)));
  lend.when = at + Duration::Hours(random_.Between(0, 240));
  lend.minutes = 30 * random_.Between(1, 40) * (random_.OneIn(4) ? -1 : 1);
  return lend;
}

core::Body Workload::SomeBody(const core::State& state, Instant at, core::Caller* caller) {
  if (random_.OneIn(16)) return SomeRound(state, at, caller);
  if (random_.OneIn(8)) {
    if (const auto lateness = SomeLateness(state, at, caller)) return *lateness;
  }
  const int64_t dice = random_.Between(1, 100);
  if (dice <= 50) {
    core::Book book;
    book.wants = SomeWants();
    book.interval = SomeInterval(at);
    book.may_move = crowded_ ? !random_.OneIn(4) : random_.OneIn(2);
    if (random_.OneIn(12)) {
      book.hold_until = at + Duration::Minutes(5 * random_.Between(1, 60));
    } else if (random_.OneIn(8)) {
      book.walk_up = true;
      const int64_t end = (at.unix_seconds() / kGrid + random_.Between(1, 24)) * kGrid;
      book.interval = Interval(at, Instant::FromUnix(end));
    }
    return book;
  }
  const BookingId booking = SomeBooking(state);
  // Mostly its own member, so that something happens.
  if (const model::Booking* found = state.Find(booking); found != nullptr && !random_.OneIn(8)) {
    *caller = CallerOf(found->member);
  }
  if (dice <= 62) return core::Cancel{booking};
  if (dice <= 72) return SomeMove(booking, at);
  if (dice <= 80) return core::CheckIn{booking, std::nullopt};
  if (dice <= 84) return core::CheckOut{booking, std::nullopt};
  if (dice <= 86) return core::Confirm{booking};
  if (dice <= 88) {
    const WishId wish = SomeWish(state);
    if (const model::Wish* found = state.Find(wish); found != nullptr && !random_.OneIn(8)) {
      *caller = CallerOf(found->member);
    }
    if (random_.OneIn(6)) return core::DeclineOffer{wish};
    return core::AcceptOffer{wish};
  }
  if (dice <= 90) {
    *caller = Manager();
    return core::Approve{booking};
  }
  if (dice <= 95 && random_.OneIn(5)) return SomeLending(at);
  if (dice <= 95 && random_.OneIn(4)) PlanContest(state, at);
  for (int tries = 0; dice <= 95 && tries < 2; ++tries) PlanReserve(state, at);
  if (dice <= 95) return SomeFiling(state, at);
  if (dice <= 97) return SomeSeries(at);
  *caller = Manager();
  if (material_.IsSet() && random_.OneIn(12)) return MorePieces(state);
  const bool leaves = random_.OneIn(30) && PlanWindUp(state);
  // Nobody else moves to a company that leaves: it might be the last.
  if (random_.OneIn(6) && !leaves) {
    core::MoveMember move;
    move.member = SomeMember(state).member;
    move.to = CompanyId(static_cast<uint32_t>(random_.Between(1, companies_)));
    move.with_bookings = random_.OneIn(2);
    return move;
  }
  if (random_.OneIn(8)) {
    core::DefinePool change;
    change.pool = *state.Find(PoolId(static_cast<uint32_t>(random_.Between(1, pools_))));
    const model::SharePeriod period = change.pool.sharing.period;
    change.pool.sharing = SomeSharing();
    change.pool.sharing.period = period;
    return change;
  }
  if (dice <= 98) return SomeOutage(at);
  const uint32_t quotas = state.counters().quota;
  if (quotas > 1 && random_.OneIn(4)) {
    core::DefineQuota change;
    change.quota = *state.Find(QuotaId(static_cast<uint32_t>(random_.Between(1, quotas - 1))));
    change.quota.limit += change.quota.limit * random_.Between(-1, 2) / 4;
    return change;
  }
  const uint64_t outages = state.counters().outage;
  return core::LiftOutage{OutageId(static_cast<uint64_t>(
      random_.Between(1, std::max<int64_t>(1, static_cast<int64_t>(outages) - 1))))};
}

core::Command Workload::Next(const core::State& state, Instant at) {
  if (!planned_.empty() && planned_.front().after-- <= 0) {
    const Planned next = std::move(planned_.front());
    planned_.pop_front();
    return As(next.by.IsSet() ? CallerOf(next.by) : Manager(), next.body(state, at));
  }
  core::Caller caller = SomeMember(state);
  core::Body body = SomeBody(state, at, &caller);
  return As(caller, std::move(body));
}

}  // namespace mutua::sim
