// One connection of HTTP/1.1 with keep-alive, for unary calls of Connect in protobuf: what a
// browser says to the HTTP port, without a browser. Calls are answered one after the other.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <deque>
#include <string>

#include "bench/load/calling.h"

namespace mutua::load {

class HttpConnection final : public Calling {
 public:
  // `address`: HOST:PORT.
  HttpConnection(boost::asio::io_context& io, const std::string& address, const std::string& token);

  bool Connect() override;
  void Call(const std::string& method, std::string_view request, std::function<void(Reply)> done,
            std::string_view timeout = {}) override;

 private:
  void ReadMore();
  bool TakeAnswer();

  const std::string address_;
  const std::string token_;
  boost::asio::ip::tcp::socket socket_;
  std::array<char, 64 << 10> in_;
  std::string buffer_;
  std::deque<std::function<void(Reply)>> waiting_;
};

}  // namespace mutua::load
