#include "engine/front/http/secrets_of.h"

#include <algorithm>
#include <utility>

namespace mutua::front::http {
namespace {

std::optional<std::string> Decoded(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  };
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

}  // namespace

std::optional<std::map<std::string, Secret>> ReadQuery(std::string_view query) {
  std::map<std::string, Secret> read;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
    const size_t equals = std::min(one.find('='), one.size());
    const auto name = Decoded(one.substr(0, equals));
    auto value = Decoded(one.substr(std::min(equals + 1, one.size())));
    if (!name || !value) return std::nullopt;
    if (!read.emplace(*name, Secret(*std::move(value))).second) return std::nullopt;
  }
  return read;
}

std::optional<Secret> CookieOf(const Request& request, std::string_view name) {
  std::optional<Secret> found;
  for (const Field& field : request.fields) {
    if (field.name != "cookie") continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      std::string_view one = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(rest.size(), one.size() + 1));
      while (one.starts_with(' ')) one.remove_prefix(1);
      if (!one.starts_with(name) || one.substr(name.size(), 1) != "=") continue;
      if (found) return std::nullopt;
      found = Secret(std::string(one.substr(name.size() + 1)));
    }
  }
  return found;
}

}  // namespace mutua::front::http
