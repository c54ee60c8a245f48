// One gRPC connection, as lean as a client can be: nghttp2 frames the bytes, Boost.Asio carries
// them. A load generator shares the machine with the server that it measures, as pgbench does;
// gRPC's own client would take more of it than the server.
//
// Lives on one io_context that one thread runs; not thread-safe. What it does not expect of a
// server (a closed connection, a broken frame) ends its calls with the status UNAVAILABLE, and the
// connection with them.
#pragma once

#include <nghttp2/nghttp2.h>

#include <array>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace mutua::load {

// How a call ended, as gRPC says it (PROTOCOL-HTTP2.md).
struct Reply {
  int status = 14;          // grpc-status; UNAVAILABLE until the trailers say otherwise
  std::string text;         // grpc-message, percent-encoded as it came
  std::string message;      // without the 5 bytes before it
  size_t detail_bytes = 0;  // of grpc-status-details-bin, decoded
  std::chrono::steady_clock::time_point read;  // when its last bytes were
};

class Connection {
 public:
  // `target`: unix:PATH or HOST:PORT. `token` goes with every call.
  Connection(boost::asio::io_context& io, const std::string& target, const std::string& token);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // False: nobody listens there.
  bool Connect();
  // `method`: /package.Service/Method. Calls done(reply) when it is answered; done may call again.
  // Beyond as many calls as the server takes at once, a call waits here for its turn. `timeout`: as
  // the header says it ("500m" is half a second); empty: none.
  void Call(const std::string& method, std::string_view request, std::function<void(Reply)> done,
            std::string_view timeout = {});

 private:
  using Socket = boost::asio::generic::stream_protocol::socket;
  struct Outstanding {
    std::string body;
    size_t body_given = 0;
    Reply reply;
    std::function<void(Reply)> done;
  };

  static int OnHeader(nghttp2_session*, const nghttp2_frame*, const uint8_t* name, size_t name_size,
                      const uint8_t* value, size_t value_size, uint8_t, void* self);
  static int OnData(nghttp2_session*, uint8_t, int32_t, const uint8_t* data, size_t size,
                    void* self);
  static int OnClose(nghttp2_session*, int32_t, uint32_t, void* self);
  static ssize_t GiveBody(nghttp2_session*, int32_t, uint8_t* to, size_t most, uint32_t* flags,
                          nghttp2_data_source* source, void*);
  Outstanding* Find(int32_t stream);

  void Flush();
  void ReadMore();
  void Finish();
  void Break();

  struct Free {
    void operator()(nghttp2_session* session) const { nghttp2_session_del(session); }
  };

  const std::string target_;
  const std::string authorization_;
  Socket socket_;
  std::unique_ptr<nghttp2_session, Free> session_;
  std::array<uint8_t, 64 << 10> in_;
  std::string out_;
  std::unordered_map<int32_t, Outstanding> calls_;  // by stream
  std::vector<Outstanding> answered_;
};

}  // namespace mutua::load
