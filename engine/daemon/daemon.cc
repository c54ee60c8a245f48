#include "engine/daemon/daemon.h"

#include <grpc/support/log.h>
#include <sodium.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "engine/access/authenticator.h"
#include "engine/access/people.h"
#include "engine/base/check.h"
#include "engine/daemon/first_start.h"
#include "engine/daemon/metrics.h"
#include "engine/daemon/notify.h"
#include "engine/daemon/seeded_random.h"
#include "engine/daemon/signals.h"
#include "engine/daemon/system_clock.h"
#include "engine/front/calendars.h"
#include "engine/front/exchange.h"
#include "engine/front/http/listener.h"
#include "engine/front/http/router.h"
#include "engine/front/http/tls.h"
#include "engine/front/provider_sign_in.h"
#include "engine/front/server.h"
#include "engine/journal/memory_journal.h"
#include "engine/journal/open.h"

namespace mutua::daemon {
namespace {

namespace http = front::http;

std::string Text(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

// One line of key=value pairs for each message, on standard error.
void StartLog(const std::string& level) {
  auto log = spdlog::stderr_logger_mt("mutuad");
  log->set_pattern("time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc);
  log->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(log);
  // gRPC's own lines say what is said here once more, in words of its own.
  gpr_set_log_function(
      [](gpr_log_func_args* line) { spdlog::debug("event=grpc message=\"{}\"", line->message); });
}

// As many files as the system lets us have: each connection is one, and shells start programs with
// 1,024. Without it we serve as many as there are.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

int Fail(const char* what, const absl::Status& status) {
  spdlog::critical("event=failed what=\"{}\" error=\"{}\"", what, Text(status));
  return 1;
}

absl::StatusOr<std::unique_ptr<journal::Journal>> OpenJournal(const Configuration& configuration) {
  if (configuration.journal == "memory") return std::make_unique<journal::MemoryJournal>();
  return journal::OpenRocksJournal(
      configuration.data, {.disk_reserve_bytes = uint64_t{configuration.disk_reserve} << 20});
}

// What the daemon is doing, for whoever asks from outside.
struct Health {
  std::atomic<bool> failed = false;
  std::atomic<bool> stopping = false;
  std::atomic<uint64_t> store_full = 0;  // groups that were not written for want of room
};

// What an operator's programs ask. Nullopt: not a path of theirs.
std::optional<http::Reply> Operate(const http::Request& request, const Health& health,
                                   bool remote_metrics,
                                   const std::function<std::string()>& metrics) {
  const auto text = [](int status, const char* sentence) {
    return http::Reply{.status = status, .fields = {}, .body = http::MakeBytes(sentence)};
  };
  if (request.path != "/healthz" && request.path != "/readyz" && request.path != "/metrics") {
    return std::nullopt;
  }
  if (request.verb != "GET") return text(405, "only GET\n");
  if (request.path == "/healthz") return text(200, "alive\n");
  if (request.path == "/readyz") {
    if (health.failed) return text(503, "failed\n");
    if (health.stopping) return text(503, "stopping\n");
    return text(200, "ready\n");
  }
  // How much is booked, and how full the machine is, is nobody's business out there.
  if (!request.local && !remote_metrics) {
    return text(403, "metrics are told on this machine only, unless remote_metrics is set\n");
  }
  return http::Reply{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                     .fields = {},
                     .body = http::MakeBytes(metrics())};
}

// Said at start and at each reload: clients refuse it from that moment on.
void SayWhenItExpires(const std::string& path) {
  const auto certificate = front::ReadCertificate(path);
  if (!certificate.ok()) return;
  constexpr int64_t kSoon = 14 * 86400;
  const int64_t left = certificate->valid_until_unix - SystemClock().Now().unix_seconds();
  if (left >= kSoon) return;
  spdlog::warn("event=certificate_{} file=\"{}\" subject=\"{}\" days_left={}",
               left <= 0 ? "expired" : "expires", path, certificate->subject, left / 86400);
}

absl::Status LoadTls(const front::TlsFiles& files, std::unique_ptr<http::Tls>* tls) {
  absl::Status usable = front::CheckTlsFiles(files);
  if (!usable.ok()) return usable;
  auto loaded = http::Tls::Load(files);
  if (!loaded.ok()) return loaded.status();
  *tls = *std::move(loaded);
  SayWhenItExpires(files.certificate);
  return absl::OkStatus();
}

// On SIGHUP. gRPC sees by itself that its files have changed.
void Reload(http::Tls* tls) {
  if (tls == nullptr)
    return spdlog::info("event=reloaded note=\"there is no certificate to read\"");
  const absl::Status done = tls->Reload();
  if (!done.ok()) {
    return spdlog::error("event=reload_failed error=\"{}\" note=\"the one before is in use\"",
                         Text(done));
  }
  SayWhenItExpires(tls->files().certificate);
  spdlog::info("event=reloaded certificate=\"{}\"", tls->files().certificate);
}

// Nothing of whoever it was: what the provider said of them is theirs.
void SayProviderRefused(const front::ProviderSignInRefused& refused) {
  spdlog::warn("event=provider_sign_in_refused why=\"{}\" from={}", refused.why,
               refused.address.empty() ? "this_machine" : refused.address);
}

// The settings with the secret that they name a file of.
absl::StatusOr<front::openid::Settings> ReadOpenId(const Configuration& configuration) {
  front::openid::Settings settings = configuration.openid;
  const std::string& path = configuration.openid_secret_file;
  if (settings.issuer.empty() || path.empty()) return settings;
  auto secret = ReadSecretFile(path);
  if (!secret.ok()) return secret.status();
  settings.client_secret = *std::move(secret);
  return settings;
}

// The HTTP port with all that it answers from.
struct HttpFront {
  HttpFront(front::House& house, front::Server& server, std::unique_ptr<http::Pages> of,
            const front::openid::Settings& openid, http::Router::Operate operate)
      : caller([&server] { return server.InProcess(); }),
        pages(std::move(of)),
        calendars(house),
        sign_in(house, openid, SayProviderRefused),
        router(
            caller,
            [&house](std::string_view authorization) {
              return front::CountedFor(house, authorization);
            },
            *pages, {.calendars = calendars, .sign_in = sign_in}, std::move(operate)) {}

  HttpCounts Counts() const {
    const http::Listener* const port = serving;
    return {.port = port == nullptr ? http::Listener::Counts() : port->counts(),
            .calls = caller.ended(),
            .watches_refused = router.api().watches_refused()};
  }

  http::Caller caller;
  std::unique_ptr<http::Pages> pages;
  front::Calendars calendars;
  front::ProviderSignIn sign_in;
  http::Router router;
  std::unique_ptr<http::Listener> listener;
  // The listener, for its own thread: requests come before Start has returned.
  std::atomic<const http::Listener*> serving = nullptr;
};

// To the file, where one is named: what is printed may end in a log that others read. What cannot
// be written there is printed all the same, as nobody could sign in without it.
void HandOver(const Secret& secret, const std::string& token_file) {
  const absl::Status written =
      token_file.empty() ? absl::NotFoundError("no file") : WriteSecretFile(token_file, secret);
  if (written.ok()) {
    spdlog::info("event=first_token file=\"{}\"", token_file);
    return;
  }
  if (!token_file.empty()) {
    spdlog::error("event=first_token_not_written error=\"{}\" note=\"it is on standard output\"",
                  Text(written));
  }
  std::printf("manager token: %s\n", secret.Reveal().c_str());
  std::fflush(stdout);
}

// Beside the store, not in it: no part of the history, and of no backup.
void OpenLastUse(access::Authenticator& authenticator, const std::string& data) {
  const absl::Status opened = authenticator.last_use().Open(data + ".last-use");
  if (!opened.ok()) spdlog::warn("event=last_use_lost error=\"{}\"", Text(opened));
}

void KeepLastUse(access::Authenticator& authenticator) {
  const absl::Status kept = authenticator.last_use().Keep();
  if (!kept.ok()) spdlog::error("event=last_use_not_kept error=\"{}\"", Text(kept));
}

// A handle is letters, digits and hyphens, and an address what the system says.
void SayRefused(const front::SignInRefused& refused) {
  spdlog::warn("event=sign_in_refused member={} from={} locked={}",
               refused.member.empty() ? "unknown" : refused.member,
               refused.address.empty() ? "this_machine" : refused.address, refused.locked);
}

void SayHungUp(const front::HungUpOn& hung_up) {
  spdlog::warn("event=hung_up_on why={} connections={} from={}", front::NameOf(hung_up.offence),
               hung_up.connections, hung_up.peer);
}

// What is done once the engine runs and before anybody is served.
absl::Status Prepare(pipeline::Engine& engine, front::Texts& texts, const std::string& token_file) {
  absl::Status loaded = texts.Load();
  if (!loaded.ok()) return loaded;
  const auto adopted = AdoptZones(engine);
  if (!adopted.ok()) return adopted.status();
  for (const std::string& zone : *adopted) spdlog::info("event=zone_adopted zone={}", zone);
  const auto secret = MakeFirstToken(engine);
  if (!secret.ok()) return secret.status();
  // Once: only the hash is kept.
  if (*secret) HandOver(**secret, token_file);
  return absl::OkStatus();
}

}  // namespace

int Run(const Configuration& configuration, std::span<const http::EmbeddedFile> pages) {
  StartLog(configuration.log_level);
  RaiseFileLimit();
  // Debian's Abseil looks for cycles of locks at each one that gRPC takes, under one lock of its
  // own: a developer's check of gRPC, with which absl::Mutex took 7 % of a booking's instructions.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Random bytes without a system call each: libsodium's own generator, seeded by the system.
  MUTUA_CHECK(randombytes_set_implementation(&randombytes_internal_implementation) == 0);
  if (configuration.replay_seed != 0) {
    DrawFromSeed(configuration.replay_seed);
    spdlog::warn("event=replay_seed seed={} note=\"nothing here is secret\"",
                 configuration.replay_seed);
  }
  std::unique_ptr<http::Tls> tls;
  SignalLoop loop([&tls] { Reload(tls.get()); });
  SystemClock system_clock;
  front::FedClock fed_clock;
  const Clock& clock =
      configuration.replay_clock ? static_cast<const Clock&>(fed_clock) : system_clock;

  if (!configuration.tls.certificate.empty()) {
    const absl::Status usable = LoadTls(configuration.tls, &tls);
    if (!usable.ok()) return Fail("reading the certificate", usable);
  }

  const absl::StatusOr<front::openid::Settings> openid = ReadOpenId(configuration);
  if (!openid.ok()) return Fail("reading oidc_client_secret_file", openid.status());

  auto journal = OpenJournal(configuration);
  if (!journal.ok()) return Fail("opening the store", journal.status());

  Health health;
  pipeline::Engine::Options options;
  options.queue_depth_max = configuration.queue_depth;
  options.queue_wait_max = std::chrono::milliseconds(configuration.queue_wait);
  randombytes_buf(&options.entropy, sizeof options.entropy);
  options.group_max = configuration.group;
  options.keep_history = configuration.keep_history;
  options.on_failure = [&](const absl::Status& status) {
    spdlog::critical("event=failed what=\"the store\" error=\"{}\"", Text(status));
    health.failed = true;
    loop.Stop();
  };
  options.on_store_full = [&health, said = std::chrono::steady_clock::time_point()](
                              const absl::Status& status) mutable {
    ++health.store_full;
    // Each refused group would be a line: one a minute is enough to be seen.
    const auto now = std::chrono::steady_clock::now();
    if (said.time_since_epoch().count() != 0 && now - said < std::chrono::minutes(1)) return;
    said = now;
    spdlog::error("event=store_full error=\"{}\"", Text(status));
  };
  auto engine = pipeline::Engine::Start(**journal, clock, std::move(options));
  if (!engine.ok()) return Fail("starting the engine", engine.status());

  access::Authenticator authenticator;
  if (configuration.journal != "memory") OpenLastUse(authenticator, configuration.data);
  access::People people;
  front::Texts texts(**journal, people);
  const absl::Status prepared = Prepare(**engine, texts, configuration.first_token);
  if (!prepared.ok()) return Fail("preparing the store", prepared);

  front::Aside quick(/*queue_most=*/16);
  front::Aside slow(/*queue_most=*/256);
  front::Administration administration;
  administration.settings = configuration.settings;
  administration.version = kVersion;
  administration.backup_folder = configuration.backups;
  if (configuration.journal != "memory") administration.store_folder = configuration.data;
  front::Entrance entrance;
  front::House house{
      .engine = **engine,
      .clock = clock,
      .authenticator = authenticator,
      .people = people,
      .texts = texts,
      .quick = quick,
      .slow = slow,
      .administration = administration,
      .entrance = entrance,
      .fed_clock = configuration.replay_clock ? &fed_clock : nullptr,
      .on_defect = [](const std::string& what) { spdlog::error("event=defect what=\"{}\"", what); },
      .on_sign_in_refused = SayRefused,
      .on_hung_up = SayHungUp};
  auto server = front::Server::Start(house, {.listen = configuration.listen,
                                             .tls = configuration.tls,
                                             .reflection = configuration.reflection,
                                             .watches_max = configuration.watches});
  if (!server.ok()) return Fail("serving gRPC", server.status());

  const Measured measured{.engine = **engine,
                          .server = **server,
                          .configuration = configuration,
                          .store_full = health.store_full};
  std::unique_ptr<HttpFront> front;
  if (!configuration.http.empty() && configuration.http != "none") {
    front = std::make_unique<HttpFront>(
        house, **server,
        configuration.web_dir.empty() ? http::MakeEmbeddedPages(pages)
                                      : http::MakeFolderPages(configuration.web_dir),
        *openid, [&](const http::Request& request) {
          return Operate(request, health, configuration.remote_metrics,
                         [&] { return Metrics(measured, front->Counts()); });
        });
    auto started = http::Listener::Start(configuration.http, front->router, {}, tls.get());
    if (!started.ok()) return Fail("serving HTTP", started.status());
    front->listener = *std::move(started);
    front->serving = front->listener.get();
  }
  spdlog::info("event=serving grpc_port={} http_port={} position={} data=\"{}\"", (*server)->port(),
               front == nullptr ? 0 : front->listener->port(),
               (*engine)->replica().head().position.value(),
               configuration.journal == "memory" ? "memory" : configuration.data);
  NotifyManager("READY=1\nSTATUS=Serving.");

  loop.Run();

  spdlog::info("event=stopping");
  NotifyManager("STOPPING=1\nSTATUS=Stopping: what was asked is answered.");
  health.stopping = true;
  // HTTP goes on until gRPC has stopped: what it passed on has its answer then, and who comes
  // meanwhile is told that the daemon stops.
  if (front != nullptr) {
    front->listener->Drain();
    front->caller.Close();
  }
  (*server)->Stop();
  front.reset();
  quick.Stop();
  slow.Stop();
  administration.aside.Stop();
  entrance.aside.Stop();
  entrance.sign_ins.Stop();
  KeepLastUse(authenticator);
  const absl::Status stopped = (*engine)->Stop();
  if (health.failed || !stopped.ok()) return Fail("stopping", stopped);
  spdlog::info("event=stopped");
  return 0;
}

}  // namespace mutua::daemon
