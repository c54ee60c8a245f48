// How long a session lasts (OWASP ASVS 5.0, 7.3): who may change what others did signs in each day.
#pragma once

#include "engine/base/time.h"
#include "engine/model/party.h"

namespace mutua::access {

struct Lifetime {
  Duration idle;  // without a call
  Duration whole;
};

constexpr Lifetime LifetimeOf(model::Role role) {
  if (role == model::Role::kMember) return {Duration::Days(7), Duration::Days(30)};
  return {Duration::Hours(2), Duration::Hours(12)};
}

}  // namespace mutua::access
