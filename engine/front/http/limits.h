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
  // Of one household (base/address.h) that is not this machine, where a proxy stands for many.
  size_t connections_per_address = 256;
  // From the connection, or a head's first byte, to a whole head; who sends none stays as long.
  std::chrono::seconds head{8};
  std::chrono::seconds idle{75};  // between requests; browsers keep connections for about that long
  // To send a body, and to take an answer or a frame of a stream: so long, and a second more for
  // each `bytes_a_second` of it. Of a body those that have come count, so that a byte a second is
  // hung up on however much was announced; the largest may take half a minute.
  std::chrono::seconds body{8};
  std::chrono::seconds write{8};  // who is slower is cut off, and a watch resumes
  size_t bytes_a_second = 100 << 10;

  // How long so many bytes may take, when the first may take `first`.
  std::chrono::milliseconds TimeFor(std::chrono::seconds first, size_t bytes) const {
    return first + std::chrono::milliseconds(bytes * 1000 / bytes_a_second);
  }
};

}  // namespace mutua::front::http
