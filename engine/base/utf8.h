// Whether bytes are text. Whoever takes texts from outside asks before they are kept or passed on.
#pragma once

#include <string_view>

namespace mutua {

// RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool IsUtf8(std::string_view text);

}  // namespace mutua
