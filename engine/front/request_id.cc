#include "engine/front/request_id.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

namespace mutua::front {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr size_t kUuidBytes = 36;
constexpr bool IsHyphen(size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

// What is secret in a request of this type: never a part of the digest, which is kept with the
// history.
constexpr std::array<const char*, 3> kSecrets = {"pin", "password", "new_password"};

const FieldDescriptor* SetField(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated()) return nullptr;
  return message.GetReflection()->HasField(message, field) ? field : nullptr;
}

bool HasSecrets(const Message& message) {
  return SetField(message, "badge") != nullptr ||
         std::any_of(kSecrets.begin(), kSecrets.end(),
                     [&](const char* name) { return SetField(message, name) != nullptr; });
}

// 10,000 PINs are soon tried, and all numbers of a kind of badge: secrets go, and in a badge's
// place stands its keyed hash, since the same request with another badge is another.
void Cover(const BadgeSealer& seal, Message* message) {
  const auto& reflection = *message->GetReflection();
  for (const char* name : kSecrets) {
    if (const FieldDescriptor* field = SetField(*message, name)) {
      reflection.ClearField(message, field);
    }
  }
  const FieldDescriptor* badge = SetField(*message, "badge");
  if (badge == nullptr) return;
  std::string covered;
  if (seal) {
    constexpr const char* kHex = "0123456789abcdef";
    for (const uint8_t byte : seal(reflection.GetString(*message, badge))) {
      covered += kHex[byte >> 4];
      covered += kHex[byte & 15U];
    }
  }
  reflection.SetString(message, badge, covered);
}

core::BodyDigest DigestOfBytes(const Message& request) {
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

core::BodyDigest DigestOf(const Message& request) { return DigestOf(request, {}); }

core::BodyDigest DigestOf(const Message& request, const BadgeSealer& seal) {
  const FieldDescriptor* spec = request.GetDescriptor()->FindFieldByName("spec");
  const bool whole = spec != nullptr && spec->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  const bool inside = whole && HasSecrets(request.GetReflection()->GetMessage(request, spec));
  if (!inside && !HasSecrets(request)) return DigestOfBytes(request);
  const std::unique_ptr<Message> covered(request.New());
  covered->CopyFrom(request);
  Cover(seal, covered.get());
  if (inside) Cover(seal, covered->GetReflection()->MutableMessage(covered.get(), spec));
  return DigestOfBytes(*covered);
}

}  // namespace mutua::front
