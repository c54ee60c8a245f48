// The sockets that this process has at the address of a server. gRPC shows none of its own, so they
// are found by where they are bound; what is done with one is done by a descriptor of ours for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::front {

// Of one connection, since it was opened, in bytes.
struct Traffic {
  uint64_t taken = 0;  // came, and was read
  uint64_t said = 0;
};

class Socket {
 public:
  // A descriptor of our own for the same socket: its owner may close the other, and the number be
  // given to another file, at any time.
  explicit Socket(int of);
  Socket(Socket&& from) noexcept : fd_(std::exchange(from.fd_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket();

  // A `path` is a Unix socket's, a `port` any other's.
  bool IsAt(std::string_view path, int port) const;
  bool Listens() const;
  // Of a connection of TCP; nullopt: of no such, or the system does not tell.
  std::optional<Traffic> GetTraffic() const;
  // The other side as gRPC names it, without escapes: "ipv4:192.0.2.7:4711",
  // "ipv6:[2001:db8::1]:4711". Empty: it has no such address, or is gone.
  std::string Peer() const;
  void Shutdown(int how) const;
  // From now on the system drops what comes unread, so that the other side waits as for a network
  // that is down. Where the system knows no such thing nothing changes.
  void Ignore() const;
  // Ends it both ways. Its owner sees the end; once that has closed it the other side does, at
  // once, whether it has taken what was said before or not.
  void Reset() const;

 private:
  int fd_;
};

// At "127.0.0.1:7443", "[::1]:7443" or "unix:/run/mutua.sock"; `port`: the one listened on, where
// the address has one. What cannot be looked at is left out.
std::vector<Socket> SocketsAt(const std::string& address, int port);

}  // namespace mutua::front
