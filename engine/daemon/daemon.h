// The daemon's life: its components put together, run until told to stop, taken apart in order.
#pragma once

#include <span>

#include "engine/daemon/configuration.h"
#include "engine/front/http/pages.h"

namespace mutua::daemon {

// Serves until SIGTERM or SIGINT, then drains. Returns the exit code: 0 after a clean stop; 1, with
// one clear line in the log, when it could not start or could not go on. `pages`: those of this
// binary.
int Run(const Configuration& configuration, std::span<const front::http::EmbeddedFile> pages);

}  // namespace mutua::daemon
