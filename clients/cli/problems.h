// What went wrong, in words: every reason of a refusal with its numbers, what to type instead, and
// the exit code.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "clients/cli/client.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::cli {

int ExitOf(const Outcome& outcome);
std::optional<v1::Refusal> RefusalOf(const Outcome& outcome);

// "overlap" of RULE_OVERLAP, in words: "taken".
std::string WordFor(v1::Rule rule);

// Whether another moment could do: something else is there now, and goes.
bool TimeHelps(const v1::Refusal& refusal);

// Several lines, each ended. `local`: a time as the site's clock has it. `request`: what was asked,
// whose words the alternatives repeat.
std::string Describe(
    const Outcome& outcome, const Target& target,
    const std::function<absl::CivilSecond(const google::protobuf::Timestamp&)>& local,
    const google::protobuf::Message& request);

}  // namespace mutua::cli
