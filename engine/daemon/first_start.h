// What a daemon does to a store as it begins: the first manager token, and the tables of time zones
// that this machine has by now. Both are commands like any other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/secret.h"
#include "engine/pipeline/engine.h"

namespace mutua::daemon {

// On a store that has no token yet: makes one for a manager, keeps its hash, and returns the
// secret; nullopt when there is one already.
absl::StatusOr<std::optional<Secret>> MakeFirstToken(pipeline::Engine& engine);

// Writes the file anew, one line, readable by its owner alone. UNAVAILABLE: it cannot be written.
absl::Status WriteSecretFile(const std::string& path, const Secret& secret);

// The first line of a file that its owner and group alone may read. FAILED_PRECONDITION: others
// may, or there is nothing in it; UNAVAILABLE: it cannot be read.
absl::StatusOr<Secret> ReadSecretFile(const std::string& path);

// Adopts the installed table of each zone in use that differs from the adopted one; returns their
// names. A zone that this machine does not have stays as it is.
absl::StatusOr<std::vector<std::string>> AdoptZones(pipeline::Engine& engine);

}  // namespace mutua::daemon
