// What the history says that people asked for: from the events of a commit back to the commands
// that brought them, for a rehearsal. What the engine did of its own accord (timers, promotions,
// repacks, displacements) is left out: another lab's engine does that itself.
//
// Of a refused request only who asked and which rules it broke is recorded, not what for: it comes
// as such. Edits of a series come as those of its bookings, one by one. Pure; thread-bound.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "engine/core/decide.h"
#include "engine/core/state.h"

namespace mutua::query {

struct RecordedStep {
  enum class Kind : uint8_t {
    kFact,     // a definition, or somebody's record: holds in every lab
    kCommand,  // asked for, and accepted
    kRefused,  // asked for, and refused
  };
  Kind kind = Kind::kFact;
  Instant at;
  std::vector<core::Event> facts;  // kFact: definitions of one command; kRefused: the one
  core::Command command;           // kCommand; names what there is by the ids of the history
  core::Subject subject;           // what it made or changed, by the history
  // Of a series: its occurrences and their bookings.
  std::vector<std::pair<uint32_t, BookingId>> occurrences;
};

// Reads a history commit by commit, beside the state that it leads to.
class Recorded {
 public:
  // `state`: as it was before the first commit.
  explicit Recorded(std::unique_ptr<core::State> state) : state_(std::move(state)) {}

  // The steps of the next commit, in order.
  std::vector<RecordedStep> Take(Instant at, const std::vector<core::Event>& events);

  // As it was after what was taken.
  const core::State& state() const { return *state_; }

 private:
  using Segment = std::vector<const core::Event*>;
  void TakeSegment(const Segment& segment, const core::Requested* requested, Instant at,
                   std::vector<RecordedStep>* steps);

  std::unique_ptr<core::State> state_;
  Instant last_seen_;  // of the commit before
};

// Whether the event defines a thing or person.
bool IsDefinition(const core::Event& event);

}  // namespace mutua::query
