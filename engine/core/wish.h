// The waitlist: when time frees, the wish that comes first is booked or offered it in the same commit.
#pragma once

#include "engine/core/draft.h"

namespace mutua::core {

// Serves the wishes that wait for what the events of `draft` from number `first_event` on have freed
// (bookings ended, moved or shortened, outages shrunk or lifted), until none can be met. Order: wishes
// of displaced bookings, then by when they were filed, then id; the room for fair share is here
// (FAIRSHARE.md 5).
void ServeWishes(Draft& draft, size_t first_event, Instant at);

}  // namespace mutua::core
