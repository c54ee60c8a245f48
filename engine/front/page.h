// Page tokens: opaque, bound to the filters they were made for. A token holds where the page before
// ended and a hash of the request without its page fields. Thread-safe: no state.
#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/front/reading.h"

namespace mutua::front {

// `after`: the key of the last element of the page, as the method orders them.
std::string MakePageToken(const google::protobuf::Message& request, std::string_view after);

// The `after` of the token in the request's page_token; empty for the first page. A token that is
// none, or of other filters, is MALFORMED.
std::string ReadPageToken(const google::protobuf::Message& request, const std::string& token,
                          Reading* in);

// 0 means `usual`; above `most` is MALFORMED.
size_t PageSize(uint32_t asked, size_t usual, size_t most, Reading* in);

}  // namespace mutua::front
