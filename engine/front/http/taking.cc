#include "engine/front/http/taking.h"

#include <linux/sockios.h>
#include <linux/tcp.h>  // not netinet/tcp.h, whose tcp_info ends before what is asked here
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstddef>

namespace mutua::front::http {

bool Taking::GoesOn(int socket, const Limits& limits, Monotonic::time_point now) {
  int waiting = 0;  // written, and not acknowledged by the other side's kernel
  tcp_info info{};
  socklen_t size = sizeof info;
  if (ioctl(socket, SIOCOUTQ, &waiting) != 0 || waiting < 0 ||
      getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
      size < offsetof(tcp_info, tcpi_bytes_acked) + sizeof info.tcpi_bytes_acked) {
    return true;
  }
  const uint64_t taken = info.tcpi_bytes_acked;
  waits_ = waiting > 0;
  if (taken < awaited_) return now < due_;
  const auto bytes = static_cast<size_t>(waiting);
  awaited_ = taken + bytes;
  due_ = now + limits.TimeFor(limits.write, bytes);
  return true;
}

}  // namespace mutua::front::http
