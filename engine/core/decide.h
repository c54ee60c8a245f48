// Decide: the one place where a wish becomes facts or a refusal. Pure: the same state, command and
// instant give the same events, on every machine.
//
// The road inside: a repeated request is answered from memory; else the family of the command
// decides (families.h), on a Draft; what it freed goes to the wishes that wait (wish.h); an
// accepted request is remembered. Timers fire before, by FireTimers (timer.h): whoever calls Decide
// has seen to that.
#pragma once

#include <vector>

#include "engine/core/command.h"
#include "engine/core/decision.h"
#include "engine/core/state.h"

namespace mutua::core {

// Decides `command` at `at` and applies what follows to `state`; appends the events to `events`. A
// refusal appends one Refused and changes nothing else. Precondition: at >= state.counters().at and
// no timer is due until `at`.
Decision Decide(State& state, const Command& command, Instant at, std::vector<Event>* events);

// What Decide would answer and which events would follow; the state is as before when it returns.
Decision Preview(State& state, const Command& command, Instant at, std::vector<Event>* events);

// Fires the timers that are due until `at`, `most` at most, and appends their events. True when
// none is left.
bool Tick(State& state, Instant at, size_t most, std::vector<Event>* events);

}  // namespace mutua::core
