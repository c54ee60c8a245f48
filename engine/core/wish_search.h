// How a wish that waits is searched for.
#pragma once

#include "engine/core/earliest.h"

namespace mutua::core {

Search SearchFor(const State& state, const model::Wish& wish);

// So many starts, and more so that each resource is looked at once at least.
Trials TrialsFor(const State& state, const model::Wish& wish, size_t starts);

// The first instant at which it may start: an offer must leave a moment to accept it.
Instant NotBefore(const model::Wish& wish, Instant at);

// A want of one, so that what it is met with is known: of a pool's, any.
inline bool IsForOne(const model::Wish& wish) {
  return wish.wants.size() == 1 && wish.wants.front().units == 1;
}

}  // namespace mutua::core
