// A connection of a load client over which calls are made, whatever it speaks.
//
// Lives on one io_context that one thread runs; not thread-safe. What it does not expect of a
// server (a closed connection, a broken frame) ends its calls with the status UNAVAILABLE, and the
// connection with them.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace mutua::load {

// How a call ended, as gRPC says it (PROTOCOL-HTTP2.md).
struct Reply {
  int status = 14;          // grpc-status; UNAVAILABLE until the trailers say otherwise
  std::string text;         // grpc-message, percent-encoded as it came
  std::string message;      // without the 5 bytes before it
  size_t detail_bytes = 0;  // of grpc-status-details-bin, decoded
  std::chrono::steady_clock::time_point read;  // when its last bytes were
};

inline Reply ConnectionEnded() {
  Reply reply;
  reply.text = "the connection ended";
  return reply;
}

class Calling {
 public:
  virtual ~Calling() = default;
  // False: nobody listens there.
  virtual bool Connect() = 0;
  // `method`: /package.Service/Method. Calls done(reply) when it is answered; done may call again.
  // Beyond as many calls as the server takes at once, a call waits here for its turn. `timeout`: as
  // gRPC's header says it ("500m" is half a second); empty: none.
  virtual void Call(const std::string& method, std::string_view request,
                    std::function<void(Reply)> done, std::string_view timeout = {}) = 0;
};

// `target`: unix:PATH or HOST:PORT, of gRPC; http:HOST:PORT, of HTTP. `token` goes with every call.
std::unique_ptr<Calling> MakeConnection(boost::asio::io_context& io, const std::string& target,
                                        const std::string& token);

}  // namespace mutua::load
