// The bookings that have left the live state, a stretch of ids at a time: for what goes through all
// that was ever booked. Thread-safe: no state.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/journal/journal.h"
#include "engine/model/booking.h"

namespace mutua::store {

// Ids of one stretch: stretch 0 is those below it, and so on.
inline constexpr uint64_t kPastStretch = 65'536;

// Those saved by now whose ids are of that stretch, ascending. About a microsecond each. Errors:
// DATA_LOSS, naming the record that cannot be read.
absl::StatusOr<std::vector<model::Booking>> PastBookingsIn(const journal::Journal& journal,
                                                           uint64_t stretch);

}  // namespace mutua::store
