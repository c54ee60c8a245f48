// The PIN that a site asks for at its kiosks: which commands need it, and the check, before intake:
// what needs a PIN and has not the right one never reaches the engine, whatever the page at the
// entrance does (decisions/a_pin_at_a_kiosk.md). A PIN is in no event, record, digest or log.
//
// Thread-safe: no state.
#pragma once

#include <functional>
#include <string>

#include "engine/front/exchange.h"

namespace mutua::front {

// Whether the site of what a kiosk would book or extend asks for the PIN of whom it acts for.
bool NeedsPin(const core::State& state, const core::Command& command);

// Digits, and from a kiosk.
void ReadPin(Reading& in, SecretView pin, const Path& path);

// Goes on with `then`, on another thread, once `pin` is the caller's; else refuses the call with
// PIN_NEEDED, NO_PIN, PIN_WRONG or TOO_MANY_TRIES. The PIN is part of the request, which lives.
void WhenPinIsRight(ExchangePtr exchange, SecretView pin, std::function<void(ExchangePtr)> then);

}  // namespace mutua::front
