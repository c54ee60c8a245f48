// The HTTP port: sockets, HTTP/1.1 with keep-alive, and their limits. What is answered is the
// handler's.
//
// Life: Start, Drain when the daemon begins to stop, Stop (or the destructor). A thread of its own;
// all functions are thread-safe.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/front/http/exchange.h"
#include "engine/front/http/limits.h"
#include "engine/front/http/traffic.h"

namespace mutua::front::http {

class Tls;

class Listener {
 public:
  // Borrows the handler and `tls` (null: without), which must live until Stop has returned.
  // `listen`: host:port, port 0 is any free one. UNAVAILABLE: the address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<Listener>> Start(const std::string& listen,
                                                         Handler& handler,
                                                         const Limits& limits = {},
                                                         const Tls* tls = nullptr);
  ~Listener();

  int port() const;
  struct Counts {
    size_t connections = 0;        // open now
    uint64_t requests = 0;         // answered since the start
    int64_t streams = 0;           // answers that are sent as they come, under way now
    size_t turned_away = 0;        // connections closed unread for want of room, since the start
    size_t failed_handshakes = 0;  // of TLS, since the start
    Traffic::Table answered{};     // the requests, by kind and outcome
  };
  Counts counts() const;

  // Each connection ends with its next answer. New ones are taken still: they hear what the house
  // says while it stops.
  void Drain();
  // Takes no more connections, closes those that are idle, waits so long for answers that are being
  // sent, and closes what is left.
  void Stop(std::chrono::milliseconds patience = std::chrono::seconds(2));

 private:
  struct Parts;
  explicit Listener(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::front::http
