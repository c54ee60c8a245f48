// Bearer tokens as text: made, recognised, hashed. A secret is "mutua_m_" and 34 characters of
// base32: 20 random bytes and a checksum of 10 bits, so that a mistyped or cut token is told from
// an unknown one. The letter says the role (m, g for managers, k, s, f for feeds), for people who
// find one in a file; nothing believes it.
//
// Thread-safe: no state.
#pragma once

#include <array>
#include <cstdint>

#include "engine/base/secret.h"
#include "engine/model/party.h"

namespace mutua::access {

// BLAKE2b-256 of the whole text.
using SecretHash = std::array<uint8_t, 32>;

// A new secret, from the system's randomness.
Secret MakeSecret(model::Role role);

// Whether it has the form and the checksum of a secret.
bool LooksLikeSecret(SecretView secret);

SecretHash HashSecret(SecretView secret);

}  // namespace mutua::access
