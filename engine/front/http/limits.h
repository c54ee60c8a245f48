// The ceilings of the HTTP port, each with its unit and reason.
#pragma once

#include <chrono>
#include <cstddef>

namespace mutua::front::http {

struct Limits {
  size_t header_bytes = 16 << 10;             // a browser's own are 2 KiB at most
  size_t body_bytes = (2 << 20) + (1 << 10);  // gRPC's ceiling for a message, and its frame
  size_t bodies_bytes = size_t{128} << 20;    // of all requests that are being read or answered
  size_t connections = 2048;                  // two for each watch that may be open
  // Of one address (of IPv6: of one /64) that is not of the loopback, where a proxy stands for
  // many.
  size_t connections_per_address = 256;
  std::chrono::seconds head{10};  // from the first connection to a whole head
  std::chrono::seconds idle{75};  // between requests; browsers keep connections for about that long
  std::chrono::seconds body{30};  // to send a body: 2 MiB at 70 KiB/s
  std::chrono::seconds write{20};  // to take what is written: who is slower is cut off, and resumes
};

}  // namespace mutua::front::http
