// One gRPC connection, as lean as a client can be: nghttp2 frames the bytes, Boost.Asio carries
// them. A load generator shares the machine with the server that it measures, as pgbench does;
// gRPC's own client would take more of it than the server.
#pragma once

#include <nghttp2/nghttp2.h>

#include <array>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bench/load/calling.h"

namespace mutua::load {

class Connection final : public Calling {
 public:
  // `target`: unix:PATH or HOST:PORT. `token` goes with every call.
  Connection(boost::asio::io_context& io, const std::string& target, const std::string& token);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool Connect() override;
  void Call(const std::string& method, std::string_view request, std::function<void(Reply)> done,
            std::string_view timeout = {}) override;

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
