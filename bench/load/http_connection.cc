#include "bench/load/http_connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <utility>

#include "bench/load/connection.h"

namespace mutua::load {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::string_view kHttp = "http:";
constexpr int kUnknown = 2;

}  // namespace

std::unique_ptr<Calling> MakeConnection(asio::io_context& io, const std::string& target,
                                        const std::string& token) {
  if (!target.starts_with(kHttp)) return std::make_unique<Connection>(io, target, token);
  return std::make_unique<HttpConnection>(io, target.substr(kHttp.size()), token);
}

HttpConnection::HttpConnection(asio::io_context& io, const std::string& address,
                               const std::string& token)
    : address_(address), token_(token), socket_(io) {}

bool HttpConnection::Connect() {
  const size_t colon = address_.rfind(':');
  boost::system::error_code failed;
  tcp::resolver resolver(socket_.get_executor());
  const auto found =
      resolver.resolve(address_.substr(0, colon), address_.substr(colon + 1), failed);
  if (failed || found.empty()) return false;
  socket_.connect(found.begin()->endpoint(), failed);
  if (failed) return false;
  socket_.set_option(tcp::no_delay(true), failed);
  ReadMore();
  return true;
}

void HttpConnection::Call(const std::string& method, std::string_view request,
                          std::function<void(Reply)> done, std::string_view timeout) {
  std::string bytes =
      "POST " + method + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token_ +
      "\r\nContent-Type: application/proto\r\nContent-Length: " + std::to_string(request.size()) +
      "\r\n";
  // "500m", of milliseconds, is what there is.
  if (!timeout.empty()) {
    bytes.append("Connect-Timeout-Ms: ").append(timeout.substr(0, timeout.size() - 1)) += "\r\n";
  }
  bytes.append("\r\n").append(request);
  waiting_.push_back(std::move(done));
  boost::system::error_code failed;
  asio::write(socket_, asio::buffer(bytes), failed);
}

void HttpConnection::ReadMore() {
  socket_.async_read_some(asio::buffer(in_), [this](boost::system::error_code failed, size_t size) {
    if (failed) {
      for (const auto& done : std::exchange(waiting_, {})) done(ConnectionEnded());
      return;
    }
    buffer_.append(in_.data(), size);
    while (!waiting_.empty() && TakeAnswer()) {
    }
    ReadMore();
  });
}

// One whole answer; false: there is none yet.
bool HttpConnection::TakeAnswer() {
  static constexpr std::string_view kEnd = "\r\n\r\n";
  static constexpr std::string_view kLength = "Content-Length: ";
  const size_t head = buffer_.find(kEnd);
  if (head == std::string::npos) return false;
  const size_t length = buffer_.find(kLength);
  const size_t body = head + kEnd.size();
  const size_t size =
      length < head ? std::strtoull(buffer_.c_str() + length + kLength.size(), nullptr, 10) : 0;
  if (buffer_.size() < body + size) return false;
  Reply reply;
  reply.read = std::chrono::steady_clock::now();
  if (buffer_.starts_with("HTTP/1.1 200 ")) {
    reply.status = 0;
    reply.message = buffer_.substr(body, size);
  } else {
    reply.status = kUnknown;
    reply.text = buffer_.substr(0, body + size);
  }
  buffer_.erase(0, body + size);
  const auto done = std::move(waiting_.front());
  waiting_.pop_front();
  done(std::move(reply));
  return true;
}

}  // namespace mutua::load
