#include "engine/front/initials.h"

#include <vector>

namespace mutua::front {
namespace {

// The bytes of the first character: a leading byte of UTF-8 and those that go on with it.
std::string FirstOf(std::string_view word) {
  size_t size = 1;
  while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0U) == 0x80U) ++size;
  std::string first(word.substr(0, size));
  if (first[0] >= 'a' && first[0] <= 'z') first[0] = static_cast<char>(first[0] - 'a' + 'A');
  return first + ".";
}

}  // namespace

std::string InitialsOf(std::string_view name) {
  constexpr std::string_view kBetween = " \t\n\r";
  std::vector<std::string_view> words;
  for (size_t at = name.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const size_t end = name.find_first_of(kBetween, at);
    words.push_back(name.substr(at, end - at));
    at = end == std::string_view::npos ? end : name.find_first_not_of(kBetween, end);
  }
  if (words.empty()) return {};
  if (words.size() == 1) return FirstOf(words.front());
  return FirstOf(words.front()) + " " + FirstOf(words.back());
}

}  // namespace mutua::front
