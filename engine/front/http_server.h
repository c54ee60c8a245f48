// The HTTP port: a small HTTP/1.1 server over plain handlers. It bounds everything that an outsider
// can make large: headers, bodies, time, connections.
//
// Runs on the io_context of its owner, whose thread calls the handlers: they must not block for
// long. Life: Start, then Stop on that same thread or when the io_context no longer runs.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace boost::asio {
class io_context;
}

namespace mutua::front {

struct HttpRequest {
  std::string method;  // "GET"
  std::string path;    // without the query
  std::string query;   // behind '?', undecoded
  std::string body;
};

struct HttpReply {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

using HttpHandler = std::function<HttpReply(const HttpRequest&)>;

struct HttpLimits {
  size_t header_bytes = 8192;
  size_t body_bytes = 64 << 10;
  size_t connections = 256;
  int seconds_per_request = 10;  // to send a request, and to take its answer
  int seconds_idle = 60;         // between requests of one connection
};

class HttpServer {
 public:
  // UNAVAILABLE: the address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(boost::asio::io_context& io,
                                                           const std::string& listen,
                                                           HttpHandler handler,
                                                           HttpLimits limits = {});
  ~HttpServer();

  int port() const;
  // Takes no more connections and closes those that are open.
  void Stop();

  struct Parts;

 private:
  explicit HttpServer(std::shared_ptr<Parts> parts);
  std::shared_ptr<Parts> parts_;
};

}  // namespace mutua::front
