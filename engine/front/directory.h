// What the directory and the lab file share about members. Thread-safe: no state.
#pragma once

#include <string>

#include "engine/access/people.h"
#include "engine/pipeline/request.h"

namespace mutua::front {

// Keeps a new member's handle for this request for as long as it is under way; false when a member
// or another request has it. Two tries with one request_id share it.
bool ClaimHandle(access::People& people, const std::string& handle, const std::string& request_id,
                 pipeline::Request* out);

}  // namespace mutua::front
