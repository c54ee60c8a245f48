#include "engine/core/finish.h"

#include <utility>

#include "engine/core/charge.h"
#include "engine/core/overrun.h"
#include "engine/core/pass_on.h"

namespace mutua::core {

using model::BookingState;

void Finish(Draft& draft, const model::Booking& booking, Instant ended, bool by_lab) {
  const BookingId id = booking.id;
  if (ended <= booking.interval.start()) {
    draft.Emit(BookingEnded{id, BookingState::kCancelled, ended, {}, by_lab});
    return;
  }
  if (ended < booking.interval.end()) {
    const model::Booking before = booking;  // it may be the state's own
    model::Booking cut = before;
    cut.interval = Interval(booking.interval.start(), ended);
    cut.due = ended;
    cut.refunded |= by_lab;
    const Instant now = draft.state().counters().at;
    if (!by_lab) ForfeitGivenBack(draft.state(), before, now, &cut);
    ++cut.version;
    draft.Emit(BookingChanged{std::move(cut), BookingChanged::Why::kShortened});
    PassOnForfeited(draft, before);
  } else {
    EndOverrun(draft, booking, ended);
  }
  draft.Emit(BookingEnded{id, BookingState::kCompleted, ended, {}, by_lab});
}

}  // namespace mutua::core
