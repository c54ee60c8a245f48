// The history as a list of things that were done: each event that a person would call one, with
// who, for whom, to what and why. Ids only: names are put in when an entry is shown.
//
// Who asked is what the history says of a command about this very thing; what a command did to
// others (a promotion, a repack) and what timers did was the engine's doing. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/event.h"
#include "engine/journal/chain.h"

namespace mutua::front {

struct AuditEntry {
  Position position;
  uint32_t number = 0;  // of the event in its commit
  Instant at;
  std::optional<core::Caller> by;  // none: the engine
  core::Subject subject;
  std::string what;  // "booked"
  CompanyId company{};
  MemberId member{};  // whom it is for, or about
  std::vector<ResourceId> resources{};
  std::vector<core::Reason> rules{};  // that were in the way, or set aside
  bool said_why = false;              // beside lies why: of an ending or of an override
  bool override_why = false;          // of an override
};

// What was done in a commit, in its order; events that only follow from others are left out.
std::vector<AuditEntry> AuditOf(const journal::StoredCommit& commit,
                                const std::vector<core::Event>& events);

}  // namespace mutua::front
