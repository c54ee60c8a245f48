// The gRPC server: every service of the contract on one port, with gRPC's health service. What the
// daemon runs, and what wire tests talk to.
//
// Life: Start, then Stop (or the destructor), which ends streams, answers the calls that are there,
// turns away those that come (UNAVAILABLE, SHUTTING_DOWN) and hangs up. The engine must go on until
// Stop has returned. Thread-safe.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/front/certificates/certificate.h"
#include "engine/front/house.h"
#include "engine/front/too_many_watches.h"
#include "engine/front/warden.h"

namespace grpc {
class Channel;
}

namespace mutua::front {

struct ServerOptions {
  std::string listen = "127.0.0.1:7443";  // port 0: any free one
  // With a `client_ca`: mutual TLS 1.2 or later, no caller without a certificate that it signed;
  // the files are read anew within a second of a change. Else without encryption.
  TlsFiles tls = {};
  bool reflection = false;
  int message_bytes_max = 2 << 20;  // a batch is 1 MiB at most, and a little around it
  size_t watches_max = 1024;
  std::chrono::milliseconds watch_taken{8000};  // that one message may take to be read
  int streams_max = 1024;                       // calls at once on one connection
  std::chrono::milliseconds look{100};          // for who misbehaves (warden.h)
  std::chrono::milliseconds held{6000};         // who does, until hung up on
};

class Server {
 public:
  // Borrows the house. UNAVAILABLE: the address cannot be listened on, or is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(House& house, const ServerOptions& options);
  ~Server();

  int port() const;
  size_t watches() const;
  WatchesRefused watches_refused() const;
  // Connections that were hung up on, by what for.
  Warden::Counts hung_up_on() const;
  // A channel of its own that nobody else can reach: a pair of sockets. Only while it serves.
  std::shared_ptr<grpc::Channel> InProcess();

  // `patience`: how long a call that is there may take.
  void Stop(std::chrono::milliseconds patience = std::chrono::seconds(5));

 private:
  void Drain(std::chrono::steady_clock::time_point until);

  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::front
