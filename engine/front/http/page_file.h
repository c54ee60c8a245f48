// A page of a name and bytes: its type, its hash, its compressed form.
#pragma once

#include <string>

#include "engine/front/http/pages.h"

namespace mutua::front::http {

// `compressed`: with a gzip form.
Page MakePage(const std::string& file, std::string bytes, bool compressed);

// Letters, digits, '.', '-', '_', '~' and '/', no part of it empty or beginning with a dot: what
// the build makes. Nothing else is looked for anywhere.
bool IsFileName(const std::string& file);

}  // namespace mutua::front::http
