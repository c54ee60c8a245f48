#include "bench/load/offenders.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace mutua::load {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

double Age(const Offender& offender) {
  return duration<double>(steady_clock::now() - offender.since).count();
}

}  // namespace

int OpenSocket(int port, bool takes_little) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (takes_little) {
    const int bytes = 4096;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(fd);
    return -1;
  }
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

size_t Say(int fd, std::string_view bytes) {
  const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return sent > 0 ? static_cast<size_t>(sent) : 0;
}

void ResetSocket(int fd) {
  const linger none = {.l_onoff = 1, .l_linger = 0};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
  close(fd);
}

double Gauge(int http_port, const std::string& name) {
  const int fd = OpenSocket(http_port);
  if (fd < 0) return -1;
  fcntl(fd, F_SETFL, 0);
  Say(fd, "GET /metrics HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n");
  std::string text;
  std::array<char, 16384> part{};
  for (ssize_t size; (size = recv(fd, part.data(), part.size(), 0)) > 0;) {
    text.append(part.data(), static_cast<size_t>(size));
  }
  close(fd);
  const std::string line = "\n" + name + " ";
  const size_t at = text.find(line);
  return at == std::string::npos ? -1 : std::atof(text.c_str() + at + line.size());
}

Offenders::~Offenders() {
  for (const Offender& offender : all_) close(offender.fd);
}

void Offenders::Fill(size_t count) {
  while (all_.size() < count) {
    const int fd = OpenSocket(port_, takes_little_);
    if (fd < 0) return;
    all_.push_back({.fd = fd, .since = steady_clock::now()});
    ++fate_.opened;
  }
}

bool Offenders::IsClosed(const Offender& offender, short events) const {
  if ((events & (POLLRDHUP | POLLHUP | POLLERR)) != 0) return true;
  if (!reads_ || (events & POLLIN) == 0) return false;
  std::array<char, 16384> part{};
  const ssize_t size = recv(offender.fd, part.data(), part.size(), 0);
  return size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR);
}

void Offenders::Look(std::chrono::milliseconds patience) {
  std::vector<pollfd> looked;
  const short events = static_cast<short>(POLLRDHUP | (reads_ ? POLLIN : 0));
  for (const Offender& offender : all_) looked.push_back({offender.fd, events, 0});
  if (poll(looked.data(), looked.size(), static_cast<int>(patience.count())) <= 0) return;
  for (size_t i = looked.size(); i-- > 0;) {
    if (looked[i].revents == 0 || !IsClosed(all_[i], looked[i].revents)) continue;
    fate_.longest_s = std::max(fate_.longest_s, Age(all_[i]));
    ++fate_.closed;
    close(all_[i].fd);
    all_[i] = all_.back();
    all_.pop_back();
  }
}

Fate Offenders::fate() const {
  Fate fate = fate_;
  for (const Offender& offender : all_) fate.longest_s = std::max(fate.longest_s, Age(offender));
  return fate;
}

}  // namespace mutua::load
