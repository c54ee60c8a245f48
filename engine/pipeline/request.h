// What goes into the pipeline, and what comes out: a request is one command with what belongs to
// it, its answer the decision, made durable.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/core/command.h"
#include "engine/core/decision.h"
#include "engine/journal/chain.h"

namespace mutua::pipeline {

// The answer to one request. `status` not OK: the world failed, and `decision` means nothing.
//   DEADLINE_EXCEEDED   it waited past its deadline and was not decided.
//   RESOURCE_EXHAUSTED  the disk is nearly full: not decided.
//   UNKNOWN             the journal failed: it may or may not be kept; a retry with the same
//   request
//                       id settles it. The daemon is on its way out.
//   UNAVAILABLE         the daemon is stopping: not decided.
struct Answer {
  absl::Status status;
  core::Decision decision;
  Position position;                // of its commit; of the head when nothing had to be committed
  std::optional<uint32_t> refusal;  // number of the Refused event in that commit, where it was kept
};

// A text about the subject of the decision (a title, a name), sealed already: written beside the
// commit under `family` and the subject's key, only when the command is accepted. `part`: 0 the
// subject itself, else the one of Decision.parts that it is about, from 1.
struct SubjectText {
  char family = 0;
  std::string sealed;
  size_t part = 0;
};

struct Request {
  core::Command command;
  std::vector<SubjectText> texts;
  std::vector<journal::SideRecord> sides;  // with keys of their own, likewise only when accepted
  // Replay only: what the clock shows when this is decided. Ignored when it would go back.
  std::optional<Instant> at;
  // Completes the command from the answers of the requests before it in the same call; runs on the
  // writer's thread, must not block. None: it is complete.
  std::function<void(const std::vector<Answer>&, core::Command*)> complete;
};

// For whom what waits or is open is counted: a member with all its sign-ins, else a token (a
// kiosk's, whichever badge it read); empty: the daemon's own.
inline std::string CountedFor(const core::Caller& caller) {
  if (caller.member.IsSet() && caller.role != model::Role::kKiosk) {
    return "m" + std::to_string(caller.member.value());
  }
  return caller.token.IsSet() ? "t" + std::to_string(caller.token.value()) : std::string();
}

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();

}  // namespace mutua::pipeline
