// Why bytes are not the message that they should be: protobuf only says that they are not.
// Thread-safe: no state.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string_view>

#include "engine/front/objection.h"

namespace mutua::front {

// Precondition: protobuf could not parse `bytes` as this type. Names the first string field that is
// not UTF-8; the whole message, if it is something else. Bounded work.
Objection WhatIsUnreadable(const google::protobuf::Descriptor& type, std::string_view bytes);

}  // namespace mutua::front
