// What went wrong, in words: every reason of a refusal with its numbers, what to type instead, and
// the exit code.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "clients/cli/client.h"
#include "google/protobuf/timestamp.pb.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::cli {

class Session;

int ExitOf(const Outcome& outcome);
std::optional<v1::Refusal> RefusalOf(const Outcome& outcome);

// The name that is nearly what was typed; empty: none is.
std::string Nearest(const std::string& typed, const std::vector<std::string>& names);

// "overlap" of RULE_OVERLAP, in words: "taken".
std::string WordFor(v1::Rule rule);

// What the daemon can add to a refusal: names that are nearly what was typed, and how the thing is
// that is in no state for it. Lines, each ended; none often.
std::string Hints(Session& session, const v1::Refusal& refusal);

// Several lines, each ended. `local`: a time as the site's clock has it.
std::string Describe(
    const Outcome& outcome, const std::string& address,
    const std::function<absl::CivilSecond(const google::protobuf::Timestamp&)>& local);

}  // namespace mutua::cli
