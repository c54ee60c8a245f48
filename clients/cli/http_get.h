// One GET of HTTP/1.1, with or without TLS: for `doctor`, which looks at a port as a stranger
// would.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace mutua::cli {

struct HttpAnswer {
  int status = 0;
  std::string body;
};

// `address`: host:port; every address of this machine (0.0.0.0, [::]) is asked for on the loopback.
// With TLS, the certificate is taken as it is: who asks is on the machine that shows it.
// UNAVAILABLE: no connection, or no answer within 5 s.
absl::StatusOr<HttpAnswer> HttpGet(const std::string& address, const std::string& path, bool tls);

// Whether somebody listens there.
absl::Status CheckListens(const std::string& address);

}  // namespace mutua::cli
