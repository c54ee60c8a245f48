// What to say beside an error: the name that was nearly typed, where things are listed, how the
// thing is that is in no state for it. Asks the daemon where it must; what it does not say is left
// out.
#pragma once

#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::cli {

class Session;

// The name that is nearly what was typed; empty: none is.
std::string Nearest(const std::string& typed, const std::vector<std::string>& names);

// To a refusal of `request`. Lines, each ended; none often.
std::string Hints(Session& session, const v1::Refusal& refusal,
                  const google::protobuf::Message& request);

}  // namespace mutua::cli
