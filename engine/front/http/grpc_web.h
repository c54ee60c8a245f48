// gRPC-Web, as browsers speak it over HTTP/1.1 (grpc/doc/PROTOCOL-WEB.md): frames of a flag, a
// length and a message; the status is a last frame with the flag 0x80.
//
// Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/front/http/outcome.h"

namespace mutua::front::http {

struct Unframed {
  std::string message;
  std::string wrong;  // a sentence when this is not one message in one frame
};
// The one message of a request.
Unframed TakeMessage(std::string body);

std::string MessageFrame(std::string_view message);
// grpc-status, grpc-message (percent-encoded), grpc-status-details-bin and the service's trailers.
std::string TrailerFrame(const Outcome& outcome);

// The head of a stream and of a whole answer. `type`: the content type of the request.
Reply GrpcWebHead(const std::string& type);
Reply GrpcWebAnswer(const std::string& type, std::string_view message, const Outcome& outcome);

// Every byte but printable ASCII, and '%', as %XX.
std::string PercentEncoded(std::string_view text);

}  // namespace mutua::front::http
