#include "engine/base/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <optional>

namespace mutua {
namespace {

std::optional<in6_addr> Version6Of(std::string_view text) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, std::string(text).c_str(), &bytes) != 1) return std::nullopt;
  return bytes;
}

std::string TextOf(int family, const void* bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, bytes, text.data(), text.size());
  return text.data();
}

std::string_view Without(std::string_view text, std::string_view front, std::string_view back) {
  if (!text.starts_with(front) || !text.ends_with(back)) return text;
  text.remove_prefix(front.size());
  return text.substr(0, text.size() - std::min(text.size(), back.size()));
}

}  // namespace

std::string PlainAddress(std::string_view text) {
  text = Without(Without(text, "%5B", "%5D"), "[", "]");
  const std::optional<in6_addr> bytes = Version6Of(text);
  if (!bytes || !IN6_IS_ADDR_V4MAPPED(&*bytes)) return std::string(text);
  return TextOf(AF_INET, &bytes->s6_addr[12]);
}

bool IsOfThisMachine(std::string_view address) {
  return address == "::1" || address.starts_with("127.");
}

std::string HouseholdOf(std::string_view address) {
  std::optional<in6_addr> bytes = Version6Of(address);
  if (!bytes || IN6_IS_ADDR_LINKLOCAL(&*bytes)) return std::string(address);
  std::fill(std::begin(bytes->s6_addr) + 8, std::end(bytes->s6_addr), uint8_t{0});
  return TextOf(AF_INET6, &*bytes) + "/64";
}

}  // namespace mutua
