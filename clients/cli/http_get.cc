#include "clients/cli/http_get.h"

#include <fmt/format.h>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace mutua::cli {
namespace {

class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& from) noexcept : fd_(std::exchange(from.fd_, -1)) {}
  Socket& operator=(Socket&& from) noexcept {
    std::swap(fd_, from.fd_);
    return *this;
  }
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

absl::Status Unavailable(const std::string& address, const std::string& why) {
  return absl::UnavailableError(fmt::format("{}: {}", address, why));
}

bool ConnectWithin5s(int fd, const sockaddr* address, socklen_t size) {
  const timeval patience{5, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  return connect(fd, address, size) == 0;
}

absl::StatusOr<Socket> ConnectUnix(const std::string& address) {
  sockaddr_un to{};
  const std::string path = address.substr(sizeof("unix:") - 1);
  if (path.size() >= sizeof to.sun_path) return Unavailable(address, "the name is too long");
  to.sun_family = AF_UNIX;
  std::memcpy(to.sun_path, path.data(), path.size());
  Socket made(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!ConnectWithin5s(made.fd(), reinterpret_cast<const sockaddr*>(&to), sizeof to)) {
    return Unavailable(address, std::strerror(errno));
  }
  return made;
}

absl::StatusOr<Socket> Connect(const std::string& address) {
  if (address.starts_with("unix:")) return ConnectUnix(address);
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) return Unavailable(address, "is not host:port");
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int wrong = getaddrinfo(host.c_str(), address.substr(colon + 1).c_str(), &hints, &found);
  if (wrong != 0) return Unavailable(address, gai_strerror(wrong));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> list(found, freeaddrinfo);
  std::string why = "no address";
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    Socket made(socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (ConnectWithin5s(made.fd(), at->ai_addr, at->ai_addrlen)) return made;
    why = std::strerror(errno);
  }
  return Unavailable(address, why);
}

struct FreeSsl {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// The bytes of one connection.
class Wire {
 public:
  explicit Wire(Socket socket) : socket_(std::move(socket)) {}

  bool StartTls() {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), socket_.fd());
    return SSL_connect(ssl_.get()) == 1;
  }
  bool Send(const std::string& bytes) {
    const int size = static_cast<int>(bytes.size());
    if (ssl_ != nullptr) return SSL_write(ssl_.get(), bytes.data(), size) == size;
    return send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == size;
  }
  // Nothing: the end, or no patience left.
  std::string Receive() {
    std::array<char, 16384> part{};
    const auto size =
        ssl_ != nullptr ? ssize_t{SSL_read(ssl_.get(), part.data(), static_cast<int>(part.size()))}
                        : recv(socket_.fd(), part.data(), part.size(), 0);
    return size <= 0 ? std::string() : std::string(part.data(), static_cast<size_t>(size));
  }

 private:
  const Socket socket_;
  std::unique_ptr<SSL_CTX, FreeSsl> context_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
};

}  // namespace

absl::Status CheckListens(const std::string& address) { return Connect(address).status(); }

absl::StatusOr<HttpAnswer> HttpGet(const std::string& address, const std::string& path, bool tls) {
  absl::StatusOr<Socket> socket = Connect(address);
  if (!socket.ok()) return socket.status();
  Wire wire(*std::move(socket));
  if (tls && !wire.StartTls()) return Unavailable(address, "it does not speak TLS");
  if (!wire.Send(
          fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path))) {
    return Unavailable(address, "it takes no request");
  }
  std::string text;
  for (std::string part = wire.Receive(); !part.empty(); part = wire.Receive()) text += part;
  const size_t head = text.find("\r\n\r\n");
  if (!text.starts_with("HTTP/1.1 ") || head == std::string::npos) {
    return Unavailable(address, "it does not answer as HTTP within 5 s");
  }
  return HttpAnswer{.status = std::atoi(text.c_str() + sizeof("HTTP/1.1 ") - 1),
                    .body = text.substr(head + 4)};
}

}  // namespace mutua::cli
