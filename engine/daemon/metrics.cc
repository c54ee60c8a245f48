#include "engine/daemon/metrics.h"

#include <prometheus/text_serializer.h>

#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "engine/daemon/process_figures.h"
#include "engine/journal/newest_backup.h"

namespace mutua::daemon {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Families = std::vector<MetricFamily>;
using Labels = std::vector<ClientMetric::Label>;

ClientMetric Sample(MetricType type, double value, Labels labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  if (type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  return metric;
}

template <class Number>
MetricFamily Counter(const char* name, const char* help, Number value) {
  const auto type = MetricType::Counter;
  return {name, help, type, {Sample(type, static_cast<double>(value))}};
}
template <class Number>
MetricFamily Gauge(const char* name, const char* help, Number value) {
  const auto type = MetricType::Gauge;
  return {name, help, type, {Sample(type, static_cast<double>(value))}};
}

constexpr double kMicro = 1e-6;
constexpr double kMiB = 1 << 20;

void AddPipeline(const Measured& measured, const HttpCounts& http, Families* all) {
  const pipeline::Statistics s = measured.engine.statistics();
  const auto counter = [all](auto... of) { all->push_back(Counter(of...)); };
  counter("mutua_commands_accepted_total", "Commands that were accepted.", s.accepted);
  counter("mutua_commands_refused_total", "Commands that were refused.", s.refused);
  counter("mutua_commands_repeated_total", "Commands answered from memory.", s.repeated);
  counter("mutua_commands_expired_total", "Commands whose deadline passed first.", s.expired);
  counter("mutua_commands_turned_away_total", "Commands that found the queue full.", s.turned_away);
  counter("mutua_commits_total", "Groups made durable.", s.commits);
  counter("mutua_timer_commits_total", "Commits that only time caused.", s.timers);
  counter("mutua_append_seconds_total", "Time the writer spent making groups durable.",
          static_cast<double>(s.append_microseconds) * kMicro);
  counter("mutua_decide_seconds_total", "Time the writer spent deciding.",
          static_cast<double>(s.decide_microseconds) * kMicro);
  counter("mutua_store_full_total", "Groups that were not written for want of room on the disk.",
          measured.store_full.load());
  all->push_back(Gauge("mutua_queue_depth", "Commands that wait to be decided.", s.queue_depth));
  all->push_back(Gauge("mutua_queue_depth_max", "Commands that may wait to be decided.",
                       measured.configuration.queue_depth));
  all->push_back(Gauge("mutua_watches", "Watches that are open.", measured.server.watches()));
  MetricFamily hung_up_on{"mutua_grpc_hung_up_total",
                          "Connections to gRPC's port that were hung up on, by what for.",
                          MetricType::Counter,
                          {}};
  const front::Warden::Counts offenders = measured.server.hung_up_on();
  for (size_t at = 0; at < offenders.size(); ++at) {
    hung_up_on.metric.push_back(Sample(MetricType::Counter, static_cast<double>(offenders[at]),
                                       {{"why", front::NameOf(static_cast<front::Offence>(at))}}));
  }
  all->push_back(std::move(hung_up_on));
  all->push_back(
      Gauge("mutua_watches_max", "Watches that may be open.", measured.configuration.watches));
  const front::WatchesRefused refused = measured.server.watches_refused();
  const auto type = MetricType::Counter;
  all->push_back(
      {"mutua_watches_refused_total",
       "Watches that were not opened: none was left, or the caller had as many as were left.",
       type,
       {Sample(type, static_cast<double>(refused.all), {{"why", "all"}}),
        Sample(type, static_cast<double>(refused.own + http.watches_refused), {{"why", "own"}})}});
}

void AddState(pipeline::Engine& engine, Families* all) {
  const auto gauge = [all](auto... of) { all->push_back(Gauge(of...)); };
  gauge("mutua_oldest_position", "The oldest commit that is kept.",
        engine.journal().oldest().value());
  engine.replica().Read([&](const core::State& state, const journal::Head& head) {
    gauge("mutua_position", "The last commit shown.", head.position.value());
    gauge("mutua_history_timestamp_seconds",
          "The time of the last commit, in seconds since 1970: never after the clock.",
          state.counters().at.unix_seconds());
    gauge("mutua_live_bookings", "Bookings in memory.", state.Count<model::Booking>());
    gauge("mutua_series", "Series in memory.", state.Count<model::Series>());
    gauge("mutua_wishes", "Wishes in memory.", state.Count<model::Wish>());
    gauge("mutua_resources", "Resources.", state.Count<model::Resource>());
    gauge("mutua_members", "Members.", state.Count<model::Member>());
  });
}

void AddHttp(const HttpCounts& http, Families* all) {
  constexpr std::array<const char*, front::http::kKinds> kKindNames = {"api", "calendar", "page",
                                                                       "operator", "unreadable"};
  constexpr std::array<const char*, front::http::Traffic::kClasses> kClassNames = {"2xx", "3xx",
                                                                                   "4xx", "5xx"};
  constexpr std::array<const char*, front::http::kCodes> kCodeNames = {"OK",
                                                                       "CANCELLED",
                                                                       "UNKNOWN",
                                                                       "INVALID_ARGUMENT",
                                                                       "DEADLINE_EXCEEDED",
                                                                       "NOT_FOUND",
                                                                       "ALREADY_EXISTS",
                                                                       "PERMISSION_DENIED",
                                                                       "RESOURCE_EXHAUSTED",
                                                                       "FAILED_PRECONDITION",
                                                                       "ABORTED",
                                                                       "OUT_OF_RANGE",
                                                                       "UNIMPLEMENTED",
                                                                       "INTERNAL",
                                                                       "UNAVAILABLE",
                                                                       "DATA_LOSS",
                                                                       "UNAUTHENTICATED"};
  const auto type = MetricType::Counter;
  MetricFamily requests{"mutua_http_requests_total",
                        "HTTP requests answered, by what they were for and by the class of the "
                        "status. Calls by gRPC-Web are 2xx, however they ended.",
                        type,
                        {}};
  for (size_t kind = 0; kind < kKindNames.size(); ++kind) {
    for (size_t at = 0; at < kClassNames.size(); ++at) {
      requests.metric.push_back(Sample(type, static_cast<double>(http.port.answered[kind][at]),
                                       {{"kind", kKindNames[kind]}, {"outcome", kClassNames[at]}}));
    }
  }
  all->push_back(std::move(requests));
  MetricFamily calls{"mutua_http_calls_total",
                     "Calls of the API over HTTP, by the code they ended with.",
                     type,
                     {}};
  for (size_t code = 0; code < kCodeNames.size(); ++code) {
    calls.metric.push_back(
        Sample(type, static_cast<double>(http.calls[code]), {{"code", kCodeNames[code]}}));
  }
  all->push_back(std::move(calls));
  all->push_back(Counter("mutua_http_turned_away_total",
                         "Connections closed unread because too many were open.",
                         http.port.turned_away));
  all->push_back(Counter("mutua_http_failed_handshakes_total",
                         "Connections that ended before TLS was agreed upon.",
                         http.port.failed_handshakes));
  all->push_back(
      Gauge("mutua_http_connections", "HTTP connections that are open.", http.port.connections));
  all->push_back(Gauge("mutua_http_streams",
                       "Pages that are told of changes: answers sent as they come.",
                       http.port.streams));
}

void AddMachine(const Configuration& configuration, Families* all) {
  const auto gauge = [all](auto... of) { all->push_back(Gauge(of...)); };
  const DiskFigures disk =
      configuration.journal == "memory" ? DiskFigures{} : ReadDisk(configuration.data);
  gauge("mutua_disk_free_bytes", "Free on the disk of the store.", disk.free_bytes);
  gauge("mutua_disk_size_bytes", "Size of the disk of the store.", disk.size_bytes);
  gauge("mutua_disk_reserve_bytes", "With less free than that, nothing is booked.",
        static_cast<double>(configuration.disk_reserve) * kMiB);
  const auto backup =
      configuration.backups.empty() ? std::nullopt : journal::NewestBackup(configuration.backups);
  gauge("mutua_last_backup_timestamp_seconds",
        "When the newest backup in the folder for backups was finished, in seconds since 1970; 0: "
        "there is none.",
        backup ? backup->finished_unix : 0);
  const auto certificate = configuration.tls.certificate.empty()
                               ? absl::StatusOr<front::Certificate>(absl::NotFoundError("none"))
                               : front::ReadCertificate(configuration.tls.certificate);
  gauge("mutua_certificate_expiry_timestamp_seconds",
        "When the certificate ends, in seconds since 1970; infinity: there is none.",
        certificate.ok()                        ? static_cast<double>(certificate->valid_until_unix)
        : configuration.tls.certificate.empty() ? std::numeric_limits<double>::infinity()
                                                : 0);
  const ProcessFigures process = ReadProcess();
  all->push_back(Counter("process_cpu_seconds_total", "Processor time used.", process.cpu_seconds));
  gauge("process_resident_memory_bytes", "Memory in use.", process.resident_bytes);
  gauge("mutua_memory_max_bytes", "Memory that the system lets it have.", process.memory_max_bytes);
  gauge("process_open_fds", "Open files and sockets.", process.open_files);
  gauge("process_max_fds", "Open files and sockets that it may have.", process.files_max);
  gauge("process_start_time_seconds", "When it started, in seconds since 1970.",
        process.started_unix);
}

}  // namespace

std::string Metrics(const Measured& measured, const HttpCounts& http) {
  Families all;
  const auto type = MetricType::Gauge;
  all.push_back({"mutua_build_info",
                 "1, with the version of the program.",
                 type,
                 {Sample(type, 1, {{"version", kVersion}})}});
  AddPipeline(measured, http, &all);
  AddState(measured.engine, &all);
  AddHttp(http, &all);
  AddMachine(measured.configuration, &all);
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace mutua::daemon
