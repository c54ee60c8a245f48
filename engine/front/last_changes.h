// When bookings last changed, read from the history: a booking's record keeps when it was made, not
// when it was last touched, and calendars must say it (LAST-MODIFIED). Reads each commit once, from
// the oldest booking that was ever asked about up to the present, and keeps an instant for each
// live booking that changed since it was made.
//
// Of what changed before the kept history, or more than kHistoryCommitsMost commits ago when it is
// first asked for, nothing is known. Thread-bound.
#pragma once

#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/core/event.h"
#include "engine/journal/journal.h"

namespace mutua::front {

class LastChanges {
 public:
  // Borrows it.
  explicit LastChanges(const journal::Journal& journal) : journal_(journal) {}

  // Reads up to `until` what happened to bookings that were made at `since` or later. `until` never
  // goes back from call to call.
  absl::Status Read(Instant since, Position until);

  // Of what was read; none: it did not change.
  std::optional<Instant> Of(BookingId booking) const;

  size_t size() const { return changes_.size(); }

 private:
  using Changes = absl::flat_hash_map<BookingId, Instant>;
  absl::Status ReadInto(Position from, Position until, Changes* changes);
  void Take(Instant at, const core::Event& event, Changes* changes) const;

  const journal::Journal& journal_;
  Changes changes_;
  std::optional<Instant> since_;  // bookings made from then on are known; none: nothing was read
  Position from_{};               // the first commit that was read
  Position until_{};              // the last one
  Instant now_ = kEarliest;       // of that one
};

}  // namespace mutua::front
