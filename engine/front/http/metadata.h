// Which headers of an HTTP request reach a gRPC service, and for how long the call may take. An
// illegal character in gRPC's metadata aborts the process, and more than 8 KiB of them close the
// channel with everybody's calls, so nothing passes that is not on the list and not looked at.
//
// Thread-safe: no state.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/front/http/exchange.h"

namespace mutua::front::http {

inline constexpr size_t kValueBytesMost = 1024;  // a token has 42, what a browser accepts some 50

struct Passed {
  Fields metadata;
  std::string wrong;  // a sentence when a header cannot be taken: the request is to be refused
};
// `authorization` and `accept-language`: what the services read. A name that is not one for gRPC
// ([A-Za-z0-9_.-]), a value of more than kValueBytesMost or beyond 0x20 to 0x7E and a header given
// twice are wrong.
Passed MetadataOf(const Request& request);

// Of `grpc-timeout`: up to 8 digits and a unit (H M S m u n). Nullopt: not one.
std::optional<std::chrono::milliseconds> ParseGrpcTimeout(std::string_view text);
// Of `connect-timeout-ms`: up to 10 digits.
std::optional<std::chrono::milliseconds> ParseConnectTimeout(std::string_view text);

}  // namespace mutua::front::http
