#include "engine/front/server.h"

#include <grpcpp/create_channel_posix.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/server_posix.h>
#include <sys/socket.h>

#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/front/hang_up.h"
#include "engine/front/services.h"
#include "engine/front/warden.h"
#include "engine/front/watch.h"
#include "grpc/health/v1/health.pb.h"

namespace mutua::front {

struct Server::Parts {
  Parts(House& of, std::string address) : house(of), listen(std::move(address)) {}

  House& house;
  const std::string listen;
  Door door;
  std::vector<std::unique_ptr<Service>> services;
  std::unique_ptr<WatchService> watch;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
  std::unique_ptr<Warden> warden;
};

namespace {

// One object for each service of the contract: reflection names a service by its object.
std::vector<std::unique_ptr<Service>> MakeServices(House& house, Door& door) {
  std::vector<std::unique_ptr<Service>> services;
  const auto add = [&](auto... add_methods) {
    services.push_back(std::make_unique<Service>(house, door));
    (add_methods(*services.back()), ...);
  };
  add(AddBookings, AddSeries, AddLists, AddBatches, AddExplain);
  add(AddAvailability);
  add(AddWishes);
  add(AddCatalogue, AddOutages, AddFaults);
  add(AddDirectory, AddBadges, AddWindUp);
  add(AddQuotas);
  add(AddShares);
  add(AddLedger);
  add(AddLab);
  add(AddTokens, AddAdmin, AddBackup);
  add(AddFeeds);
  add(AddImports);
  add(AddKiosks);
  add(AddStatements);
  add(AddRehearsals);
  add(AddSignIn);
  add(AddAudit, AddExport);
  add(AddRounds);
  return services;
}

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const TlsFiles& tls) {
  if (tls.client_ca.empty()) return grpc::InsecureServerCredentials();
  constexpr unsigned int kLookEverySeconds = 1;
  using grpc::experimental::FileWatcherCertificateProvider;
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<FileWatcherCertificateProvider>(tls.key, tls.certificate, tls.client_ca,
                                                       kLookEverySeconds));
  options.watch_identity_key_cert_pairs();
  options.watch_root_certs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  return grpc::experimental::TlsServerCredentials(options);
}

// Bytes that requests under way may take in all: some thousands of usual ones.
constexpr size_t kRequestMemoryMax = size_t{512} << 20;

// Of a handshake and of the preface, like HTTP's.
constexpr int kHandshakeMilliseconds = 8'000;

// In the clear, where anybody on this machine may come: what gRPC says before it is asked anything
// (its settings, and that it has the other side's), and how much of messages may come before it
// asks for more, as it has it where it does not measure the way.
constexpr uint64_t kOpeningBytes = 42;
constexpr uint64_t kWindowBytes = 64 << 10;

}  // namespace

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() { Stop(); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(House& house, const ServerOptions& options) {
  grpc::EnableDefaultHealthCheckService(true);
  // Named, or the linker would leave it out: reflection lists the service and must know its file.
  MUTUA_CHECK(::grpc::health::v1::HealthCheckRequest::descriptor() != nullptr);
  if (options.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto parts = std::make_unique<Parts>(house, options.listen);
  parts->services = MakeServices(house, parts->door);
  parts->watch = std::make_unique<WatchService>(
      house,
      WatchService::Limits{.watches_max = options.watches_max, .taken = options.watch_taken});
  house.administration.watches = [watch = parts->watch.get()] { return watch->open(); };
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen, CredentialsOf(options.tls), &parts->port);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMilliseconds);
  // Without it a second daemon would share the port, and half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.streams_max);
  const bool clear = options.tls.client_ca.empty();
  // On this machine there is no way to be measured, and no need for windows of megabytes.
  if (clear) builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  // The warden reads its counters.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 1);
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  grpc::ResourceQuota quota("mutuad");
  quota.Resize(kRequestMemoryMax);
  builder.SetResourceQuota(quota);
  for (const auto& service : parts->services) builder.RegisterService(&service->rpc());
  builder.RegisterService(parts->watch.get());
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || parts->port == 0) {
    return absl::UnavailableError("cannot listen on " + options.listen +
                                  ": is it taken, or not an address of this machine?");
  }
  parts->warden = std::make_unique<Warden>(
      MakeGrpcPort(options.listen, parts->port),
      Warden::Limits{.conduct = {.message_bytes = static_cast<uint64_t>(options.message_bytes_max),
                                 .streams = static_cast<uint64_t>(options.streams_max),
                                 .opening_bytes = clear ? kOpeningBytes : 0,
                                 .window_bytes = kWindowBytes},
                     .held = options.held},
      house.on_hung_up);
  parts->warden->Start(options.look);
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

int Server::port() const { return parts_->port; }
size_t Server::watches() const { return parts_->watch->open(); }
WatchesRefused Server::watches_refused() const { return parts_->watch->refused(); }
Warden::Counts Server::hung_up_on() const { return parts_->warden->counts(); }

std::shared_ptr<grpc::Channel> Server::InProcess() {
  // Not gRPC's in-process transport, which loses calls: engine/decisions/a_pair_of_sockets.md.
  int ends[2];
  MUTUA_CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
  grpc::ChannelArguments arguments;
  // What our own services answer is not to be doubted.
  arguments.SetMaxReceiveMessageSize(-1);
  grpc::AddInsecureChannelFromFd(parts_->server.get(), ends[0]);
  return grpc::CreateCustomInsecureChannelFromFd("mutuad", ends[1], arguments);
}

void Server::Stop(std::chrono::milliseconds patience) {
  if (parts_->server == nullptr) return;
  if (auto* health = parts_->server->GetHealthCheckService()) health->SetServingStatus(false);
  parts_->warden->Stop();
  parts_->watch->Stop();
  parts_->door.Close();
  Drain(std::chrono::steady_clock::now() + patience);
  HangUp(parts_->listen, parts_->port);
  parts_->server->Shutdown(std::chrono::system_clock::now() + patience);
  parts_->server->Wait();
  parts_->server.reset();
}

void Server::Drain(std::chrono::steady_clock::time_point until) {
  // One that was let in just before may begin to wait only now: looked at again until all have
  // left.
  constexpr std::chrono::milliseconds kLook{10};
  do {
    // Reads that wait for a position would hold the shutdown up for as long as their deadlines.
    parts_->house.engine.replica().Expire(std::chrono::steady_clock::now(), /*closing=*/true);
  } while (!parts_->door.WaitUntilEmpty(kLook) && std::chrono::steady_clock::now() < until);
}

}  // namespace mutua::front
