#include "engine/front/accepted.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sockios.h>
#include <linux/tcp.h>  // not netinet/tcp.h, whose tcp_info ends before what is asked here
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>

namespace mutua::front {
namespace {

std::string TextOf(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (inet_ntop(family, address, text.data(), text.size()) == nullptr) return {};
  return text.data();
}

}  // namespace

Socket::Socket(int of) : fd_(fcntl(of, F_DUPFD_CLOEXEC, 0)) {}

Socket::~Socket() {
  if (fd_ >= 0) close(fd_);
}

bool Socket::IsAt(std::string_view path, int port) const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (fd_ < 0 || getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return false;
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

bool Socket::Listens() const {
  int listens = 0;
  socklen_t size = sizeof listens;
  return getsockopt(fd_, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0;
}

std::optional<Traffic> Socket::GetTraffic() const {
  tcp_info info{};
  socklen_t size = sizeof info;
  int waiting =
      0;  // came, and is not read yet; asked last, so that what is taken is not overstated
  if (getsockopt(fd_, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
      size < offsetof(tcp_info, tcpi_bytes_sent) + sizeof info.tcpi_bytes_sent ||
      ioctl(fd_, SIOCINQ, &waiting) != 0 || waiting < 0) {
    return std::nullopt;
  }
  const uint64_t came = info.tcpi_bytes_received;
  return Traffic{.taken = came - std::min<uint64_t>(came, static_cast<uint64_t>(waiting)),
                 .said = info.tcpi_bytes_sent};
}

std::string Socket::Peer() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getpeername(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  if (address.ss_family == AF_INET) {
    const auto& of = reinterpret_cast<const sockaddr_in&>(address);
    return "ipv4:" + TextOf(AF_INET, &of.sin_addr) + ":" + std::to_string(ntohs(of.sin_port));
  }
  if (address.ss_family != AF_INET6) return {};
  const auto& of = reinterpret_cast<const sockaddr_in6&>(address);
  const std::string port = ":" + std::to_string(ntohs(of.sin6_port));
  if (IN6_IS_ADDR_V4MAPPED(&of.sin6_addr)) {
    constexpr size_t kPrefix = 12;
    return "ipv4:" + TextOf(AF_INET, of.sin6_addr.s6_addr + kPrefix) + port;
  }
  return "ipv6:[" + TextOf(AF_INET6, &of.sin6_addr) + "]" + port;
}

void Socket::Shutdown(int how) const { shutdown(fd_, how); }

void Socket::Ignore() const {
  sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);  // bytes of a packet that are let through
  const sock_fprog program = {.len = 1, .filter = &nothing};
  // Not every platform or socket takes it.
  (void)setsockopt(fd_, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

void Socket::Reset() const {
  const linger none = {.l_onoff = 1, .l_linger = 0};
  (void)setsockopt(fd_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
  Shutdown(SHUT_RDWR);
}

std::vector<Socket> SocketsAt(const std::string& address, int port) {
  constexpr std::string_view kUnix = "unix:";
  const bool is_path = address.starts_with(kUnix);
  const std::string path = is_path ? address.substr(kUnix.size()) : std::string();
  const int at_port = is_path ? -1 : port;
  std::vector<Socket> sockets;
  std::error_code error;
  std::filesystem::directory_iterator at("/proc/self/fd", error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    Socket socket(std::atoi(at->path().filename().c_str()));
    if (socket.IsAt(path, at_port)) sockets.push_back(std::move(socket));
  }
  return sockets;
}

}  // namespace mutua::front
