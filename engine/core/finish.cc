#include "engine/core/finish.h"

#include <utility>

namespace mutua::core {

using model::BookingState;

void Finish(Draft& draft, const model::Booking& booking, Instant ended, bool by_lab) {
  const BookingId id = booking.id;
  if (ended <= booking.interval.start()) {
    draft.Emit(BookingEnded{id, BookingState::kCancelled, ended, {}, by_lab});
    return;
  }
  if (ended < booking.interval.end()) {
    model::Booking cut = booking;
    cut.interval = Interval(booking.interval.start(), ended);
    cut.due = ended;
    cut.refunded |= by_lab;
    ++cut.version;
    draft.Emit(BookingChanged{std::move(cut), BookingChanged::Why::kShortened});
  }
  draft.Emit(BookingEnded{id, BookingState::kCompleted, ended, {}, by_lab});
}

}  // namespace mutua::core
