// Words that agree with a number: "1 credit", "2 credits". English has the singular for one alone,
// French for all that is less than two: "0 crédit", "1,5 crédit". Thread-safe: no state.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace mutua::front {

constexpr bool IsSingular(bool french, int64_t count) { return french ? count < 2 : count == 1; }

struct Words {
  std::string_view english, french;  // in the singular; both take an s
};

// "2 parts"
inline std::string Counted(bool french, int64_t count, Words word) {
  return fmt::format("{} {}{}", count, french ? word.french : word.english,
                     IsSingular(french, count) ? "" : "s");
}

// In a sentence that is written for any number: "{asks:one word|the other}" is the first in the
// singular.
struct Agreement {
  bool singular = false;
};

}  // namespace mutua::front

template <>
struct fmt::formatter<mutua::front::Agreement> {
  std::string_view words;

  constexpr auto parse(format_parse_context& context) {
    const auto end = std::find(context.begin(), context.end(), '}');
    words = std::string_view(context.begin(), end);
    return end;
  }
  template <class Context>
  auto format(const mutua::front::Agreement& agreement, Context& context) const {
    const size_t bar = words.find('|');
    const bool first = agreement.singular || bar == std::string_view::npos;
    return fmt::format_to(context.out(), "{}",
                          first ? words.substr(0, bar) : words.substr(bar + 1));
  }
};
