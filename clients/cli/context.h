// Where the daemon is and who you are, remembered between commands: ~/.config/mutua/config.yaml,
// mode 0600. Flags win over MUTUA_ADDRESS, MUTUA_TOKEN, MUTUA_CA, MUTUA_CERT, MUTUA_KEY and
// MUTUA_CONTEXT, those over the file.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/client.h"
#include "engine/base/secret.h"

namespace mutua::cli {

// The target of the context named (empty: the current one) with the environment over it.
Target ReadContext(const std::string& name);

// Writes it, and makes it the current one.
absl::Status WriteContext(const std::string& name, const Target& target);

// Where `before` is kept, `after` is from now on; empty: nothing is.
absl::Status ReplaceToken(SecretView before, SecretView after);

}  // namespace mutua::cli
