// The life of a booking or wish, read from the history: every fact about it, when, and who asked.
// No index is kept for this: the first commit is found by its time, and the commits behind it are
// read until the thing is over.
//
// Reads the journal: slow by the standards of a call (about a microsecond an event), so not on
// gRPC's threads. Thread-safe: no state.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/core/event.h"
#include "engine/journal/journal.h"

namespace mutua::front {

struct HistoryFact {
  Position position;
  Instant at;
  core::Event event;
  // Who asked for it, if a command about this very thing brought it; none: the engine (a timer, a
  // promotion, a repack for another).
  std::optional<core::Caller> by;
};

// The first commit at or after `from`: instants of commits never go back.
absl::StatusOr<Position> FirstSince(const journal::Journal& journal, Instant from);

// Commits read for one question, at most: the rest of a very long life is left out.
inline constexpr size_t kHistoryCommitsMost = 500'000;

// `from`: when it came to be. `last`: the version at which nothing more is to be found; 0: unknown.
// OUT_OF_RANGE: its beginning is older than the kept history.
absl::StatusOr<std::vector<HistoryFact>> HistoryOf(const journal::Journal& journal,
                                                   core::Subject subject, Instant from,
                                                   uint32_t last);

struct PastRefusal {
  Instant at;
  core::Refused refused;
};
// Event number `number` of the commit, if it is a refusal.
absl::StatusOr<std::optional<PastRefusal>> RefusalAt(const journal::Journal& journal,
                                                     Position position, uint32_t number);

}  // namespace mutua::front
