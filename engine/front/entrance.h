// What comes before the house lets somebody in. Of people: how often passwords were tried wrongly,
// and a thread that checks them, one after the other, so that a flood of sign-ins takes the memory
// and the processor of one. Of kiosks: the codes that enrol them, and the PINs that members type
// there, which are checked one after the other on a thread of their own: a check takes some 30 ms
// of computing, and tries at one PIN must not overtake each other.
//
// Made by the daemon (or a test) once, borrowed; must be stopped before the house ends.
// Thread-safe.
#pragma once

#include <string>

#include "engine/access/enrolment.h"
#include "engine/access/throttle.h"
#include "engine/access/tries.h"
#include "engine/front/aside.h"

namespace mutua::front {

// A password that was wrong; what was typed is not in it.
struct SignInRefused {
  std::string member;   // the handle; empty: nobody's, as people type passwords there, too
  std::string address;  // empty: of this machine
  bool locked = false;  // it was the last that is tried for a while
};

struct Entrance {
  // Wrong PINs in a row, of one member at all kiosks together, and for how long none is tried then.
  static constexpr uint32_t kWrongPinsMost = 5;
  static constexpr Duration kPinLocked = Duration::Minutes(15);

  access::Enrolment codes;
  access::Tries pins{kWrongPinsMost, kPinLocked};
  Aside aside{32};

  // Wrong passwords: of a handle from one household, of one household (base/address.h), and of a
  // handle from everywhere.
  // The last is looser, so that a stranger cannot lock somebody out of the place they sit at.
  static constexpr Duration kSignInLocked = Duration::Minutes(15);
  access::Throttle handle_here{5, kSignInLocked};
  access::Throttle household{30, kSignInLocked};
  access::Throttle handle{100, kSignInLocked};
  Aside sign_ins{32};
};

}  // namespace mutua::front
