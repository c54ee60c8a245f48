// What went wrong, in words: every reason of a refusal with its numbers, what to type instead, and
// the exit code.
#pragma once

#include <functional>
#include <string>

#include "absl/time/civil_time.h"
#include "clients/cli/client.h"
#include "google/protobuf/timestamp.pb.h"

namespace mutua::cli {

int ExitOf(const Outcome& outcome);

// Several lines, each ended. `shown`: a time as people read it; `local`: as the site's clock has
// it.
std::string Describe(
    const Outcome& outcome, const std::string& address,
    const std::function<std::string(const google::protobuf::Timestamp&)>& shown,
    const std::function<absl::CivilSecond(const google::protobuf::Timestamp&)>& local);

}  // namespace mutua::cli
