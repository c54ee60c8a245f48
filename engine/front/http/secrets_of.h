// What a request brings along that others are not to see: the values in its address and its
// cookies.
//
// Total on any bytes. Thread-safe: no state.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/secret.h"
#include "engine/front/http/exchange.h"

namespace mutua::front::http {

// The values of a query by name, decoded; nothing: it cannot be read, or names something twice.
std::optional<std::map<std::string, Secret>> ReadQuery(std::string_view query);

// The cookie of that name; nothing: there is none, or more than one.
std::optional<Secret> CookieOf(const Request& request, std::string_view name);

}  // namespace mutua::front::http
