// The records of a state on disk: written behind the replica, loaded at start, and what has left
// the live state, kept for ever.
//
// Life: one RecordKeeper a replica, for as long as it runs. The pipeline applies events through it
// and now and then hands what Take gives to Journal::SaveRecords. Thread-bound to whoever applies.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/core/state.h"
#include "engine/journal/journal.h"

namespace mutua::store {

// What left the live state lately: between that and the save that puts it on disk nothing else has
// it. Thread-safe.
class RecentPast {
 public:
  std::optional<std::string> Find(core::Subject subject) const;
  void Add(std::string key, std::string record);
  // What was added is being saved. By the next turn it is.
  void Turn();

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::string> added_;
  std::unordered_map<std::string, std::string> saving_;
};

class RecordKeeper {
 public:
  // Borrows `replica`, which outlives it, and takes its change sink until destroyed.
  explicit RecordKeeper(core::State* replica);
  ~RecordKeeper();
  RecordKeeper(const RecordKeeper&) = delete;
  RecordKeeper& operator=(const RecordKeeper&) = delete;

  // Applies `event` to the replica; what it retires is kept as it last was.
  void Apply(const core::Event& event);

  // Everything that changed since the last call: each record once, as it is now, ascending by space
  // and key. For Journal::SaveRecords with the position that the replica has reached.
  std::vector<journal::RecordChange> Take();

  // The only part that others' threads may use.
  const RecentPast& recent_past() const { return recent_past_; }

  // An upper bound of what Take would give: how the caller keeps it small.
  size_t pending() const { return changed_.size() + past_.size(); }

 private:
  void KeepPast(core::Subject subject);

  core::State& replica_;
  std::vector<core::Subject> changed_;
  std::vector<journal::RecordChange> past_;
  RecentPast recent_past_;
  core::Counters saved_;
};

// Loads the live records into an empty state, beside the one who saves them, and returns the position they hold the effect of: the
// commits behind it are to be applied next. Errors: DATA_LOSS, naming the record that cannot be
// read or refers to what is not there.
absl::StatusOr<Position> Restore(const journal::Journal& journal, core::State* state);

// What has left the live state and was saved: a booking, series, wish, outage or fault as it last
// was.
// nullopt: never was, or is live, or is not saved yet (RecentPast; pipeline::Engine::ReadPast asks
// both).
absl::StatusOr<std::optional<core::Record>> ReadPast(const journal::Journal& journal,
                                                     core::Subject subject);

// The past bookings for `member`, newest first by id: those before `before` (all, if it is none),
// `most` at most.
absl::StatusOr<std::vector<model::Booking>> PastBookingsOf(const journal::Journal& journal,
                                                           MemberId member, BookingId before,
                                                           size_t most);

}  // namespace mutua::store
