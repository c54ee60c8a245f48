// The decider: owns the leading state and turns calls into a group, in order. No thread, no clock,
// no disk: the writer drives it, and so does a simulation.
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "engine/core/decide.h"
#include "engine/pipeline/counts.h"
#include "engine/pipeline/group.h"

namespace mutua::pipeline {

class Decider {
 public:
  // Borrows the counts.
  Decider(std::unique_ptr<core::State> leading, Counts& counts);

  // Decides calls from the front of `calls` at `now` (or when their requests say, in replay) until
  // the group is full, and takes them out: before each command, what is due fires. Calls past their
  // deadline at `steady_now` are answered, not decided.
  Group DecideCalls(std::deque<Call>* calls, Instant now, Deadline steady_now);

  // Fires what is due until `now`, one commit's worth; true when nothing is left.
  bool DecideTimers(Instant now, Group* group);

  // One command of the daemon's own, before timers: StartServing, StopServing.
  void DecideOwn(const core::Command& command, Instant now, Group* group);

  Instant at() const { return leading_->counters().at; }
  std::optional<core::Timer> next_timer() const { return leading_->NextTimer(); }

  // Starts over from a copy of the replica: after a commit that was not written.
  void Replace(std::unique_ptr<core::State> leading) { leading_ = std::move(leading); }

 private:
  std::vector<Answer> DecideCall(Call& call, Instant now, Group* group);
  Answer DecideOne(Request& request, Instant now, Group* group);
  // Whether one more refusal of this caller is kept in the history this minute.
  bool KeepsRefusal(const core::Caller& caller, Instant at);

  std::unique_ptr<core::State> leading_;
  Counts& counts_;
  int64_t refusal_minute_ = 0;
  absl::flat_hash_map<TokenId, uint32_t> refusals_;
};

}  // namespace mutua::pipeline
