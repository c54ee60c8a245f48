#include "engine/daemon/metrics.h"

#include <prometheus/text_serializer.h>

#include <utility>
#include <vector>

namespace mutua::daemon {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily One(MetricType type, const char* name, const char* help, double value) {
  ClientMetric metric;
  if (type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  return {name, help, type, {std::move(metric)}};
}

template <class Number>
MetricFamily Counter(const char* name, const char* help, Number value) {
  return One(MetricType::Counter, name, help, static_cast<double>(value));
}
template <class Number>
MetricFamily Gauge(const char* name, const char* help, Number value) {
  return One(MetricType::Gauge, name, help, static_cast<double>(value));
}

constexpr double kMicro = 1e-6;

}  // namespace

std::string Metrics(pipeline::Engine& engine, const front::Server& server) {
  const pipeline::Statistics s = engine.statistics();
  std::vector<MetricFamily> all = {
      Counter("mutua_commands_accepted_total", "Commands that were accepted.", s.accepted),
      Counter("mutua_commands_refused_total", "Commands that were refused.", s.refused),
      Counter("mutua_commands_repeated_total", "Commands answered from memory.", s.repeated),
      Counter("mutua_commands_expired_total", "Commands whose deadline passed first.", s.expired),
      Counter("mutua_commands_turned_away_total", "Commands that found the queue full.",
              s.turned_away),
      Counter("mutua_commits_total", "Groups made durable.", s.commits),
      Counter("mutua_timer_commits_total", "Commits that only time caused.", s.timers),
      Counter("mutua_append_seconds_total", "Time the writer spent making groups durable.",
              static_cast<double>(s.append_microseconds) * kMicro),
      Counter("mutua_decide_seconds_total", "Time the writer spent deciding.",
              static_cast<double>(s.decide_microseconds) * kMicro),
      Gauge("mutua_queue_depth", "Commands that wait to be decided.", s.queue_depth),
      Gauge("mutua_watches", "Watches that are open.", server.watches()),
  };
  all.push_back(Gauge("mutua_oldest_position", "The oldest commit that is kept.",
                      engine.journal().oldest().value()));
  engine.replica().Read([&](const core::State& state, const journal::Head& head) {
    all.push_back(Gauge("mutua_position", "The last commit shown.", head.position.value()));
    all.push_back(
        Gauge("mutua_live_bookings", "Bookings in memory.", state.Count<model::Booking>()));
    all.push_back(Gauge("mutua_series", "Series in memory.", state.Count<model::Series>()));
    all.push_back(Gauge("mutua_wishes", "Wishes in memory.", state.Count<model::Wish>()));
    all.push_back(Gauge("mutua_resources", "Resources.", state.Count<model::Resource>()));
    all.push_back(Gauge("mutua_members", "Members.", state.Count<model::Member>()));
  });
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace mutua::daemon
