#include "engine/front/hang_up.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::front {
namespace {

// A file descriptor of our own for the same socket: gRPC may close its own, and the number be given
// to another file, at any time.
class Socket {
 public:
  explicit Socket(int of) : fd_(fcntl(of, F_DUPFD_CLOEXEC, 0)) {}
  Socket(Socket&& from) noexcept : fd_(std::exchange(from.fd_, -1)) {}
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }

  bool IsAt(std::string_view path, int port) const {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (fd_ < 0 || getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      return false;
    switch (address.ss_family) {
      case AF_INET:
        return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port) == port;
      case AF_INET6:
        return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port) == port;
      case AF_UNIX:
        return !path.empty() && path == reinterpret_cast<const sockaddr_un&>(address).sun_path;
      default:
        return false;
    }
  }
  bool Listens() const {
    int listens = 0;
    socklen_t size = sizeof listens;
    return getsockopt(fd_, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0;
  }
  void Shutdown(int how) const { shutdown(fd_, how); }

 private:
  int fd_;
};

std::vector<Socket> SocketsAt(std::string_view path, int port) {
  std::vector<Socket> sockets;
  std::error_code error;
  std::filesystem::directory_iterator at("/proc/self/fd", error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    Socket socket(std::atoi(at->path().filename().c_str()));
    if (socket.IsAt(path, port)) sockets.push_back(std::move(socket));
  }
  return sockets;
}

}  // namespace

void HangUp(const std::string& address, int port) {
  constexpr std::string_view kUnix = "unix:";
  const bool is_path = address.starts_with(kUnix);
  const std::string path = is_path ? address.substr(kUnix.size()) : std::string();
  const int at_port = is_path ? -1 : port;
  // The listener first: nobody comes anew between this and the last connection.
  for (const Socket& socket : SocketsAt(path, at_port)) {
    if (socket.Listens()) socket.Shutdown(SHUT_RDWR);
  }
  for (const Socket& socket : SocketsAt(path, at_port)) {
    if (!socket.Listens()) socket.Shutdown(SHUT_WR);
  }
}

}  // namespace mutua::front
