// The Connect protocol's unary calls (connectrpc.com/docs/protocol): the message is the body, a
// refusal is JSON with a status of HTTP. What people with curl speak.
//
// Thread-safe: no state.
#pragma once

#include <string>

#include "engine/front/http/outcome.h"

namespace mutua::front::http {

// An error, whatever the content type of the request.
Reply ConnectError(const Outcome& outcome);
// The same with a status of HTTP other than the code's: errors of the front itself.
Reply ConnectError(const Outcome& outcome, int status);

// `body`: JSON or bytes, as `type` says.
Reply ConnectAnswer(const std::string& type, std::string body, const Outcome& outcome);

int HttpStatusOf(Code code);
// "resource_exhausted"
std::string NameOf(Code code);

}  // namespace mutua::front::http
