// What Prometheus is told: counters of the pipeline and of HTTP, gauges of the state, the process
// and its disk, read when asked for. Each is explained by its own help line; the dashboard and the
// alarms of install/ use no others. Thread-safe: no state.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "engine/daemon/configuration.h"
#include "engine/front/http/call.h"
#include "engine/front/http/listener.h"
#include "engine/front/server.h"
#include "engine/pipeline/engine.h"

namespace mutua::daemon {

// What is measured, borrowed.
struct Measured {
  pipeline::Engine& engine;
  const front::Server& server;
  const Configuration& configuration;
  const std::atomic<uint64_t>& store_full;  // groups that were not written for want of room
};

// What HTTP has counted.
struct HttpCounts {
  front::http::Listener::Counts port;
  front::http::CallsByCode calls{};
  size_t watches_refused = 0;  // to callers with too many
};

// In the text format, version 0.0.4.
std::string Metrics(const Measured& measured, const HttpCounts& http);

}  // namespace mutua::daemon
