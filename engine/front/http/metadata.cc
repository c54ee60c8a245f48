#include "engine/front/http/metadata.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace mutua::front::http {
namespace {

constexpr std::array<std::string_view, 2> kAllowed = {"authorization", "accept-language"};

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}
bool IsPrintable(char c) { return c >= 0x20 && c <= 0x7E; }

// All of the text as a number without a sign, of so many digits at most.
std::optional<int64_t> DigitsOf(std::string_view text, size_t most) {
  if (text.empty() || text.size() > most) return std::nullopt;
  int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return whole && text.front() != '-' ? std::optional(number) : std::nullopt;
}

}  // namespace

Passed MetadataOf(const Request& request) {
  Passed passed;
  for (const Field& field : request.fields) {
    if (field.name.empty() || !std::all_of(field.name.begin(), field.name.end(), IsNameCharacter)) {
      passed.wrong = "the name of a header may hold letters, digits, '-', '_' and '.' only";
      return passed;
    }
    if (std::find(kAllowed.begin(), kAllowed.end(), field.name) == kAllowed.end()) continue;
    if (!std::all_of(field.value.begin(), field.value.end(), IsPrintable)) {
      passed.wrong = "the header \"" + field.name + "\" may hold printable ASCII only";
      return passed;
    }
    if (field.value.size() > kValueBytesMost) {
      passed.wrong = "the header \"" + field.name + "\" may hold " +
                     std::to_string(kValueBytesMost) + " bytes at most";
      return passed;
    }
    for (const Field& before : passed.metadata) {
      if (before.name != field.name) continue;
      passed.wrong = "the header \"" + field.name + "\" was sent twice";
      return passed;
    }
    passed.metadata.push_back(field);
  }
  // Ours to say: whoever sends one of that name is not listened to.
  if (!request.from.empty()) passed.metadata.push_back({"mutua-from", request.from});
  return passed;
}

std::optional<std::chrono::milliseconds> ParseGrpcTimeout(std::string_view text) {
  using std::chrono::milliseconds;
  constexpr size_t kDigits = 8;
  if (text.empty()) return std::nullopt;
  const std::optional<int64_t> number = DigitsOf(text.substr(0, text.size() - 1), kDigits);
  if (!number) return std::nullopt;
  // Below a millisecond there is nothing to do in it: rounded down to at once.
  switch (text.back()) {
    case 'H':
      return std::chrono::hours(*number);
    case 'M':
      return std::chrono::minutes(*number);
    case 'S':
      return std::chrono::seconds(*number);
    case 'm':
      return milliseconds(*number);
    case 'u':
      return milliseconds(*number / 1000);
    case 'n':
      return milliseconds(*number / 1'000'000);
    default:
      return std::nullopt;
  }
}

std::optional<std::chrono::milliseconds> ParseConnectTimeout(std::string_view text) {
  constexpr size_t kDigits = 10;
  const std::optional<int64_t> number = DigitsOf(text, kDigits);
  if (!number) return std::nullopt;
  return std::chrono::milliseconds(*number);
}

}  // namespace mutua::front::http
