// What Prometheus is told: counters of the pipeline and gauges of the state, read when asked for.
// Thread-safe: no state.
#pragma once

#include <string>

#include "engine/front/server.h"
#include "engine/pipeline/engine.h"

namespace mutua::daemon {

// In the text format, version 0.0.4.
std::string Metrics(pipeline::Engine& engine, const front::Server& server);

}  // namespace mutua::daemon
