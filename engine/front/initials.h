// The initials of a name, for a screen that everybody sees. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>

namespace mutua::front {

// Of the first and the last word, "L. M.", "É. de"'s are "É. D."; of one word its own. ASCII
// letters are shown as capitals. Empty of an empty name. Total on any bytes.
std::string InitialsOf(std::string_view name);

}  // namespace mutua::front
