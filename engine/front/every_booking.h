// Every booking that ever was, live and past, each once: what statements are made of. Live ones are
// looked at a slice at a time, past ones read from the disk, so that nothing is held up; but it
// takes as long as the past is long, so not on gRPC's threads.
//
// Thread-safe: no state.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "engine/front/exchange.h"

namespace mutua::front {

struct EveryBooking {
  // Which are visited. Called without the replica's lock, or with it.
  std::function<bool(const model::Booking&)> wants;
  // With the replica held: short. `live`: it is not over, or over for less than a week.
  std::function<void(const Scene&, const model::Booking&, bool live)> visit;
};

// All that there are when it begins, as they are when they are come to. DEADLINE_EXCEEDED: nobody
// waits for it any more (Exchange::Abandoned). Other errors: of the journal.
absl::Status Visit(Exchange& exchange, const EveryBooking& every);

}  // namespace mutua::front
