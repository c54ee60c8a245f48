// The languages in which sentences are made.
#pragma once

#include <cstdint>
#include <string_view>

namespace mutua::front {

enum class Language : uint8_t { kEnglish, kFrench };

// Of an accept-language header (RFC 9110, 12.5.4): the first of its tags that is one of ours;
// English when none is. Weights are not read: browsers list the preferred one first.
inline Language LanguageOf(std::string_view header) {
  while (!header.empty()) {
    const size_t start = header.find_first_not_of(" \t,");
    if (start == std::string_view::npos) break;
    header.remove_prefix(start);
    const std::string_view tag = header.substr(0, header.find_first_of(",;-"));
    if (tag == "fr") return Language::kFrench;
    if (tag == "en") return Language::kEnglish;
    const size_t end = header.find(',');
    if (end == std::string_view::npos) break;
    header.remove_prefix(end);
  }
  return Language::kEnglish;
}

}  // namespace mutua::front
