#include "engine/front/resume_token.h"

#include <sodium.h>

#include <algorithm>

namespace mutua::front {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr size_t kStoreBytes = 16;
constexpr size_t kPositionBytes = 8;
constexpr size_t kDigestBytes = 32;
constexpr size_t kBytes = kStoreBytes + kPositionBytes + kDigestBytes;

}  // namespace

std::string MakeResumeToken(const ResumePoint& point) {
  std::array<uint8_t, kBytes> plain{};
  auto at = std::copy(point.store.begin(), point.store.end(), plain.begin());
  for (int shift = 56; shift >= 0; shift -= 8) {
    *at++ = static_cast<uint8_t>(point.head.position.value() >> shift);
  }
  std::copy(point.head.digest.begin(), point.head.digest.end(), at);
  std::string text(sodium_base64_encoded_len(kBytes, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), plain.data(), plain.size(), kVariant);
  text.pop_back();
  return text;
}

std::optional<ResumePoint> ParseResumeToken(const std::string& token) {
  std::array<uint8_t, kBytes> plain{};
  size_t size = 0;
  if (sodium_base642bin(plain.data(), plain.size(), token.data(), token.size(), nullptr, &size,
                        nullptr, kVariant) != 0 ||
      size != kBytes) {
    return std::nullopt;
  }
  ResumePoint point;
  const uint8_t* at = plain.data();
  std::copy(at, at + kStoreBytes, point.store.begin());
  uint64_t position = 0;
  for (size_t i = 0; i < kPositionBytes; ++i) position = position << 8 | at[kStoreBytes + i];
  point.head.position = Position(position);
  at += kStoreBytes + kPositionBytes;
  std::copy(at, at + kDigestBytes, point.head.digest.begin());
  return point;
}

}  // namespace mutua::front
