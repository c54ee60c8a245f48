// Updates by field mask: what was shown, with the fields that are named replaced by what was sent.
// Thread-safe: no state.
#pragma once

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>

#include <initializer_list>
#include <string_view>

#include "engine/front/reading.h"

namespace mutua::front {

// Copies the fields that the mask names from `sent` into `shown`; one that is unset in `sent` is
// cleared. An empty mask, a field that is not there, and one of `fixed` are refused by its path.
void ApplyMask(Reading& in, const google::protobuf::FieldMask& mask,
               const google::protobuf::Message& sent, std::initializer_list<std::string_view> fixed,
               google::protobuf::Message* shown);

}  // namespace mutua::front
