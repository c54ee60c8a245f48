// The command that signs a member in, however it was found out who they are.
#pragma once

#include <string>

#include "engine/base/secret.h"
#include "engine/core/command.h"
#include "engine/front/scene.h"

namespace mutua::front {

// Whose proof was right, and of which version that member was.
struct Checked {
  MemberId member;
  uint32_t version = 0;
};

// A command that signs the member in under a new secret. `name`: what tells this session from
// others.
core::Command SignInAs(const Scene& scene, const Checked& checked, const Secret& secret,
                       const std::string& name);

}  // namespace mutua::front
