// What a call sees while the replica is held: the state, who asks, and the names of people.
// Borrowed, for as long as the shared lock is held.
#pragma once

#include "engine/access/people.h"
#include "engine/core/command.h"
#include "engine/core/state.h"
#include "engine/front/language.h"

namespace mutua::front {

struct Scene {
  const core::State& state;
  const access::People& people;
  const core::Caller& caller;
  Language language = Language::kEnglish;
  Instant now{};
  // Of a kiosk: its last contact before it fell silent. A badge that it read later, and says so
  // only now, was read after this.
  Instant last_contact = kEarliest;
};

}  // namespace mutua::front
