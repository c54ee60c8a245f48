// What is done about bookings that stand past their end.
#include <algorithm>

#include "tests/sim/workload.h"

namespace mutua::sim {
namespace {

using model::Booking;
using model::BookingState;

core::Caller By(model::Role role, const Booking& booking) {
  core::Caller caller;
  caller.role = role;
  caller.member = role == model::Role::kManager ? MemberId() : booking.member;
  caller.token = role == model::Role::kMember ? TokenId(10 + booking.member.value()) : TokenId(1);
  return caller;
}

// The next one on the same resource: not over, begun or to begin soon; null if there is none.
const Booking* NextAfter(const core::State& state, const Booking& late, Instant at) {
  const Booking* next = nullptr;
  const Interval soon(late.interval.end(), at + Duration::Hours(1));
  for (const model::Claim& claim : late.kit) {
    state.CalendarOf(claim.resource).ForEachOverlap(soon, [&](const auto& entry) {
      const Booking& found = *state.Find(entry.booking);
      const bool waits = found.id != late.id && (found.state == BookingState::kConfirmed ||
                                                 found.state == BookingState::kDisplaced);
      if (waits) next = &found;
      return next == nullptr;
    });
  }
  return next;
}

}  // namespace

std::optional<core::Body> Workload::SomeLateness(const core::State& state, Instant at,
                                                 core::Caller* caller) {
  const uint64_t first = state.counters().booking;
  for (uint64_t id = first; id > 1 && id + 80 > first; --id) {
    const Booking* found = state.Find(BookingId(id - 1));
    const bool late = found != nullptr && found->overrun &&
                      (found->state == BookingState::kCheckedIn ||
                       (found->state == BookingState::kCompleted && random_.OneIn(4)));
    if (!late || random_.OneIn(3)) continue;
    const bool is_left = found->state == BookingState::kCompleted || random_.OneIn(4);
    return is_left ? LeftLate(*found, at, caller) : NextOne(state, *found, at, caller);
  }
  return std::nullopt;
}

core::Body Workload::LeftLate(const Booking& late, Instant at, core::Caller* caller) {
  core::CheckOut out{late.id, std::nullopt};
  if (late.state == BookingState::kCheckedIn && random_.OneIn(2)) {
    *caller = By(model::Role::kMember, late);
    return out;
  }
  // Now and then before its end, or later than it is known to have been left.
  const int64_t from = late.interval.end().unix_seconds() - (random_.OneIn(4) ? 1800 : 0);
  const int64_t to = std::min(at.unix_seconds(), from + 7200);
  out.badge_at = Instant::FromUnix(random_.Between(from, std::max(from, to)));
  *caller = By(random_.OneIn(3)   ? model::Role::kKiosk
               : random_.OneIn(8) ? model::Role::kMember
                                  : model::Role::kManager,
               late);
  return out;
}

core::Body Workload::NextOne(const core::State& state, const Booking& late, Instant at,
                             core::Caller* caller) {
  const Booking* next = NextAfter(state, late, at);
  if (next == nullptr) {
    // Somebody takes it as soon as its clean-up is over, or starts at once.
    core::Book book;
    book.wants.push_back({late.kit.front().resource, PoolId(), 1});
    const int64_t now = at.unix_seconds() / 1800 * 1800;
    book.interval = Interval(Instant::FromUnix(now + 1800), Instant::FromUnix(now + 5400));
    book.walk_up = random_.OneIn(3);
    if (book.walk_up) book.interval = Interval(at, Instant::FromUnix(now + 3600));
    return book;
  }
  *caller = By(model::Role::kMember, *next);
  if (random_.OneIn(3)) return core::Cancel{next->id};
  if (random_.OneIn(2)) return SomeMove(next->id, at);
  core::CheckIn in{next->id, std::nullopt};
  if (random_.OneIn(2)) {
    *caller = By(model::Role::kKiosk, *next);
    in.badge_at = std::min(at, next->interval.start() + Duration::Minutes(random_.Between(0, 20)));
  }
  return in;
}

}  // namespace mutua::sim
