// RFC 4648, section 4, written without padding: as gRPC and Connect send bytes.
#pragma once

#include <string>
#include <string_view>

namespace mutua::front::http {

std::string Base64(std::string_view bytes);

}  // namespace mutua::front::http
