// A token as managers see it, without its secret. Thread-safe: no state.
#pragma once

#include "engine/front/scene.h"
#include "mutua/v1/admin.pb.h"

namespace mutua::front {

void ShowToken(const Scene& scene, const model::Token& token, v1::Token* out);
// As much of it as is kept: to ten minutes.
void ShowLastUse(Instant used, v1::Token* out);

}  // namespace mutua::front
