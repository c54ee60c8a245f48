// What kiosks need besides the house: the codes that enrol them, and the PINs that members type
// there, which are checked one after the other on a thread of their own: a check takes some 30 ms
// of computing, and tries at one PIN must not overtake each other.
//
// Made by the daemon (or a test) once, borrowed; must be stopped before the house ends.
// Thread-safe.
#pragma once

#include "engine/access/enrolment.h"
#include "engine/access/tries.h"
#include "engine/front/aside.h"

namespace mutua::front {

struct Entrance {
  // Wrong PINs in a row, of one member at all kiosks together, and for how long none is tried then.
  static constexpr uint32_t kWrongPinsMost = 5;
  static constexpr Duration kPinLocked = Duration::Minutes(15);

  access::Enrolment codes;
  access::Tries pins{kWrongPinsMost, kPinLocked};
  Aside aside{32};
};

}  // namespace mutua::front
