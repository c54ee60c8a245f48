// request_id: a UUID of version 7 (RFC 9562, 5.7), and the digest that tells two bodies apart.
// Thread-safe: no state.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/command.h"

namespace mutua::front {

// None: not a UUID of version 7 in its 36 characters.
std::optional<core::RequestId> ParseRequestId(std::string_view text);

// The keyed hash of what a badge reader gives.
using BadgeSealer = std::function<model::Seal(std::string_view number)>;

// BLAKE2b-128 of the message's type and bytes without its request_id, which is field 1 of every
// mutation, without PINs and passwords, and with the keyed hash of a badge in its place; with
// nothing there for want of a sealer. The same in a batch as alone.
core::BodyDigest DigestOf(const google::protobuf::Message& request, const BadgeSealer& seal);
core::BodyDigest DigestOf(const google::protobuf::Message& request);

}  // namespace mutua::front
