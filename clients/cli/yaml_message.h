// Messages as YAML that people write and keep under version control. Keys are the fields' names;
// durations are "2h30" or "90min", times ISO, enumerators their short names in lower case
// ("machine"), percent of nothing is guessed: an unknown key or a wrong value is refused with its
// line and column.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace mutua::cli {

// Errors: InvalidArgument, "FILE:LINE:COLUMN: what".
absl::Status ReadYaml(const std::string& text, const std::string& file,
                      google::protobuf::Message* message);

// What ReadYaml reads back as the same message. Unset fields are left out.
std::string WriteYaml(const google::protobuf::Message& message);

}  // namespace mutua::cli
