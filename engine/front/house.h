// What every service stands on. Made by the daemon (or a test) once, borrowed by all; every part is
// thread-safe.
#pragma once

#include <algorithm>
#include <functional>
#include <string>

#include "engine/access/authenticator.h"
#include "engine/access/people.h"
#include "engine/front/administration.h"
#include "engine/front/aside.h"
#include "engine/front/entrance.h"
#include "engine/front/fed_clock.h"
#include "engine/front/reads_waiting.h"
#include "engine/front/texts.h"
#include "engine/front/warden.h"
#include "engine/pipeline/engine.h"

namespace mutua::front {

struct House {
  pipeline::Engine& engine;
  const Clock& clock;  // the one that the engine reads
  access::Authenticator& authenticator;
  access::People& people;
  Texts& texts;
  Aside& quick;  // alternatives: dropped under load
  Aside& slow;   // reads of the history, labs
  Administration& administration;
  Entrance& entrance;
  ReadsWaiting reads_waiting{};
  FedClock* fed_clock = nullptr;  // replay mode only
  // Where a defect of ours is said: a message for the log.
  std::function<void(const std::string&)> on_defect = [](const std::string&) {};
  // Where a password that was wrong is said. As often as passwords are checked: some 30 a second.
  std::function<void(const SignInRefused&)> on_sign_in_refused = [](const SignInRefused&) {};
  // Where it is said who misbehaved on gRPC's port, each time that somebody looks.
  std::function<void(const HungUpOn&)> on_hung_up = [](const HungUpOn&) {};

  // The engine's time, for whoever holds the replica already: Engine::Now would take it again.
  Instant NowIn(const core::State& state) const {
    return std::max(state.counters().at, clock.Now());
  }
};

}  // namespace mutua::front
