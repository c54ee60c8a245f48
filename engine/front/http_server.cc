#include "engine/front/http_server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <optional>
#include <set>
#include <utility>

namespace mutua::front {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

class Connection;

HttpRequest RequestOf(const http::request<http::string_body>& request) {
  HttpRequest made;
  made.method = std::string(request.method_string());
  const std::string target(request.target());
  const size_t mark = target.find('?');
  made.path = target.substr(0, mark);
  if (mark != std::string::npos) made.query = target.substr(mark + 1);
  made.body = request.body();
  return made;
}

}  // namespace

struct HttpServer::Parts : std::enable_shared_from_this<HttpServer::Parts> {
  Parts(asio::io_context& io, HttpHandler handler_in, HttpLimits limits_in)
      : acceptor(io), handler(std::move(handler_in)), limits(limits_in) {}

  void Accept();
  void Stop();

  tcp::acceptor acceptor;
  HttpHandler handler;
  HttpLimits limits;
  std::set<Connection*> connections;
};

namespace {

// One connection: reads a request, answers, and again. Kept alive by its own pending operation.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::shared_ptr<HttpServer::Parts> parts)
      : stream_(std::move(socket)), parts_(std::move(parts)) {
    parts_->connections.insert(this);
  }
  ~Connection() { parts_->connections.erase(this); }

  void Read() {
    parser_.emplace();
    parser_->header_limit(static_cast<uint32_t>(parts_->limits.header_bytes));
    parser_->body_limit(parts_->limits.body_bytes);
    stream_.expires_after(std::chrono::seconds(first_ ? parts_->limits.seconds_per_request
                                                      : parts_->limits.seconds_idle));
    first_ = false;
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code error, size_t) { self->Took(error); });
  }

  void Close() {
    error_code ignored;
    stream_.socket().close(ignored);
  }

 private:
  void Took(error_code error) {
    if (error == http::error::header_limit) return Answer({.status = 431, .body = "too long\n"});
    if (error == http::error::body_limit) return Answer({.status = 413, .body = "too long\n"});
    if (error && error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream) {
      return Answer({.status = 400, .body = "not HTTP\n"});
    }
    if (error) return Close();
    keep_ = parser_->get().keep_alive();
    HttpReply reply;
    try {
      reply = parts_->handler(RequestOf(parser_->get()));
    } catch (const std::exception&) {
      reply = {.status = 500, .body = "a defect of the server\n"};
    }
    Answer(std::move(reply));
  }

  void Answer(HttpReply reply) {
    if (reply.status == 400 || reply.status == 413 || reply.status == 431) keep_ = false;
    response_ = {};
    response_.version(11);
    response_.result(static_cast<unsigned>(reply.status));
    response_.set(http::field::content_type, reply.content_type);
    response_.set("x-content-type-options", "nosniff");
    response_.set(http::field::cache_control, "no-store");
    response_.keep_alive(keep_);
    response_.body() = std::move(reply.body);
    response_.prepare_payload();
    stream_.expires_after(std::chrono::seconds(parts_->limits.seconds_per_request));
    http::async_write(stream_, response_, [self = shared_from_this()](error_code error, size_t) {
      if (error || !self->keep_) return self->Close();
      self->Read();
    });
  }

  beast::tcp_stream stream_;
  std::shared_ptr<HttpServer::Parts> parts_;
  beast::flat_buffer buffer_{64 << 10};
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
  bool first_ = true;
  bool keep_ = false;
};

}  // namespace

void HttpServer::Parts::Accept() {
  acceptor.async_accept([self = shared_from_this()](error_code error, tcp::socket socket) {
    if (!self->acceptor.is_open()) return;
    // Beyond the limit a connection is closed unread: whoever waits must not cost memory.
    if (!error && self->connections.size() < self->limits.connections) {
      std::make_shared<Connection>(std::move(socket), self)->Read();
    }
    self->Accept();
  });
}

void HttpServer::Parts::Stop() {
  error_code ignored;
  acceptor.close(ignored);
  for (Connection* connection : connections) connection->Close();
}

HttpServer::HttpServer(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}
HttpServer::~HttpServer() { Stop(); }

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(asio::io_context& io,
                                                              const std::string& listen,
                                                              HttpHandler handler,
                                                              HttpLimits limits) {
  const size_t colon = listen.rfind(':');
  if (colon == std::string::npos) return absl::InvalidArgumentError(listen + " is not host:port");
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto parts = std::make_shared<Parts>(io, std::move(handler), limits);
  error_code error;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(host, listen.substr(colon + 1), error);
  if (!error) {
    const tcp::endpoint endpoint = *found.begin();
    parts->acceptor.open(endpoint.protocol(), error);
    if (!error) parts->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) parts->acceptor.bind(endpoint, error);
    if (!error) parts->acceptor.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) return absl::UnavailableError("cannot listen on " + listen + ": " + error.message());
  parts->Accept();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(parts)));
}

int HttpServer::port() const { return parts_->acceptor.local_endpoint().port(); }
void HttpServer::Stop() { parts_->Stop(); }

}  // namespace mutua::front
