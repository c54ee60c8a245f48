#include "engine/core/timer.h"

#include <algorithm>

#include "engine/core/draft.h"
#include "engine/core/finish.h"
#include "engine/core/overrun.h"
#include "engine/core/pass_on.h"
#include "engine/core/periods.h"
#include "engine/core/round.h"
#include "engine/core/series.h"
#include "engine/core/wish.h"

namespace mutua::core {
namespace {

using model::Booking;
using model::BookingState;

void Expire(Draft& draft, const Booking& booking, Instant at) {
  const WishId offered = booking.state == BookingState::kHeld ? booking.wish : WishId();
  draft.Emit(BookingEnded{booking.id, BookingState::kExpired, booking.due});
  if (offered.IsSet()) OfferLapsed(draft, offered, at);
}

// Warns whoever comes next on any of the resources, when that begins within the longest overrun.
void WarnNextHolder(Draft& draft, const Booking& booking) {
  const State& state = draft.state();
  const Interval after(booking.interval.end(), booking.interval.end() + kOverrunLongest);
  for (const model::Claim& claim : booking.kit) {
    BookingId next;
    state.CalendarOf(claim.resource).ForEachOverlap(after, [&](const auto& entry) {
      if (entry.booking == booking.id) return true;
      next = entry.booking;
      return false;
    });
    if (next.IsSet()) draft.Emit(NextHolderWarned{next, booking.id});
  }
}

// The end has come: what must be checked out and was not is an overrun, recorded once; it changes
// no calendar, and is ended for good when the longest overrun has passed.
void End(Draft& draft, const Booking& booking) {
  const bool overruns = booking.state == BookingState::kCheckedIn && booking.check_out_asked;
  if (!overruns || booking.overrun) return Finish(draft, booking, booking.due);
  Booking late = booking;
  late.overrun = true;
  late.due = booking.interval.end() + kOverrunLongest;
  ++late.version;
  draft.Emit(BookingChanged{late, BookingChanged::Why::kOverran});
  WarnNextHolder(draft, late);
}

// Nobody has come by the last moment of the check-in window. Who found the one before still there
// is no no-show.
void Release(Draft& draft, const Booking& booking) {
  const Instant last = std::min(booking.due, booking.interval.end()) - Duration::Seconds(1);
  const BookingId by = HinderedBy(draft.state(), booking, last);
  const BookingState state = by.IsSet() ? BookingState::kDisplaced : BookingState::kNoShow;
  draft.Emit(BookingEnded{booking.id, state, booking.due, {}, false, by});
}

void Fire(Draft& draft, const Timer& timer, Instant at) {
  const State& state = draft.state();
  switch (timer.kind) {
    case TimerKind::kHoldExpires:
    case TimerKind::kApprovalLapses:
      return Expire(draft, *state.Find(BookingId(timer.id)), at);
    case TimerKind::kNoShow:
      return Release(draft, *state.Find(BookingId(timer.id)));
    case TimerKind::kEnds:
      return End(draft, *state.Find(BookingId(timer.id)));
    case TimerKind::kRetires:
      return draft.Emit(BookingRetired{BookingId(timer.id)});
    case TimerKind::kWishWakes:
      return WakeWish(draft, WishId(timer.id), at);
    case TimerKind::kWishRetires:
      return draft.Emit(WishRetired{WishId(timer.id)});
    case TimerKind::kOutageRetires:
      return draft.Emit(OutageRetired{OutageId(timer.id)});
    case TimerKind::kSeriesRetires:
      return SeriesDue(draft, SeriesId(timer.id), at);
    case TimerKind::kFaultRetires:
      return draft.Emit(FaultRetired{FaultId(timer.id)});
    case TimerKind::kPeriodFreezes:
      return FreezeNextPeriod(draft, GuaranteesId(timer.id), at);
    case TimerKind::kPeriodRetires:
      return draft.Emit(GuaranteesRetired{GuaranteesId(timer.id)});
    case TimerKind::kPeriodEnds:
      return EndPeriod(draft, GuaranteesId(timer.id), at);
    case TimerKind::kRoundCloses:
      return DecideRound(draft, RoundId(timer.id), at);
    case TimerKind::kRoundRetires:
      return draft.Emit(RoundRetired{RoundId(timer.id)});
  }
}

}  // namespace

size_t FireTimers(Draft& draft, Instant at, size_t most) {
  size_t fired = 0;
  while (fired < most) {
    const std::optional<Timer> timer = draft.state().NextTimer();
    if (!timer || timer->due > at) break;
    // What a round decides fills a commit: it is the first of its own.
    if (timer->kind == TimerKind::kRoundCloses && !draft.events().empty()) return most;
    const Draft::Mark before = draft.mark();
    const size_t events = draft.events().size();
    Fire(draft, *timer, at);
    // A timer that changed nothing would fire for ever. One stays due behind what came before it: a
    // wish with too many rivals for one turn.
    MUTUA_CHECK(draft.state().NextTimer() != timer || draft.events().size() > events);
    PassOnEnded(draft, before);
    ServeWishes(draft, before, at);
    ++fired;
    if (draft.events().size() >= kTimerEventsFull) return most;
  }
  return fired;
}

}  // namespace mutua::core
