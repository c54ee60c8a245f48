#include "engine/front/request_id.h"

#include <sodium.h>

#include <memory>

namespace mutua::front {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr size_t kUuidBytes = 36;
constexpr bool IsHyphen(size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

}  // namespace

std::optional<core::RequestId> ParseRequestId(std::string_view text) {
  if (text.size() != kUuidBytes) return std::nullopt;
  core::RequestId id;
  size_t nibble = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsHyphen(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = HexValue(text[i]);
    if (value < 0) return std::nullopt;
    uint8_t& byte = id.bytes[nibble / 2];
    byte = static_cast<uint8_t>(byte << 4 | value);
    ++nibble;
  }
  const bool version_7 = id.bytes[6] >> 4 == 7;
  const bool variant = id.bytes[8] >> 6 == 2;
  return version_7 && variant ? std::optional(id) : std::nullopt;
}

core::BodyDigest DigestOf(const google::protobuf::Message& request) {
  // The digest is kept with the history, and 10,000 PINs are soon tried: it must not be of one.
  const auto* pin = request.GetDescriptor()->FindFieldByName("pin");
  if (pin != nullptr && request.GetReflection()->HasField(request, pin)) {
    const std::unique_ptr<google::protobuf::Message> without(request.New());
    without->CopyFrom(request);
    without->GetReflection()->ClearField(without.get(), pin);
    return DigestOf(*without);
  }
  thread_local std::string bytes;  // reused: a digest costs no allocation once warm
  bytes.clear();
  request.AppendPartialToString(&bytes);
  std::string_view body = bytes;
  // Fields are written in ascending order: field 1, of wire type 2, is first when it is set.
  constexpr char kRequestIdTag = 0x0A;
  if (body.size() > 2 + kUuidBytes && body[0] == kRequestIdTag && body[1] == kUuidBytes) {
    body.remove_prefix(2 + kUuidBytes);
  } else if (body.size() == 2 + kUuidBytes && body[0] == kRequestIdTag) {
    body = {};
  }
  const std::string& type = request.GetDescriptor()->full_name();
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sizeof(core::BodyDigest));
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(type.c_str()),
                            type.size() + 1);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(body.data()),
                            body.size());
  core::BodyDigest digest{};
  crypto_generichash_final(&state, digest.data(), digest.size());
  return digest;
}

}  // namespace mutua::front
