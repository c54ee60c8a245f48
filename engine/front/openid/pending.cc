#include "engine/front/openid/pending.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "engine/base/check.h"

namespace mutua::front::openid {
namespace {

constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kSealedBytesMost = 1024;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

// Five lines: none of the texts holds one.
Secret Print(const Pending& pending) {
  const Challenge& challenge = pending.challenge;
  return Secret(challenge.state.Reveal() + '\n' + challenge.nonce.Reveal() + '\n' +
                challenge.verifier.Reveal() + '\n' +
                (pending.page == Page::kManager ? "manager" : "member") + '\n' +
                std::to_string(pending.begun.unix_seconds()));
}

std::string_view TakeLine(std::string_view* text) {
  const std::string_view line = text->substr(0, text->find('\n'));
  text->remove_prefix(std::min(text->size(), line.size() + 1));
  return line;
}

std::optional<Pending> Parse(std::string_view text) {
  Pending pending;
  pending.challenge.state = Secret(std::string(TakeLine(&text)));
  pending.challenge.nonce = Secret(std::string(TakeLine(&text)));
  pending.challenge.verifier = Secret(std::string(TakeLine(&text)));
  pending.page = TakeLine(&text) == "manager" ? Page::kManager : Page::kMember;
  int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  pending.begun = Instant::FromUnix(seconds);
  return pending;
}

}  // namespace

PendingSeal::PendingSeal() {
  MUTUA_CHECK(sodium_init() >= 0);
  crypto_aead_xchacha20poly1305_ietf_keygen(key_.data());
}

Secret PendingSeal::Seal(const Pending& pending) const {
  const Secret text = Print(pending);
  std::vector<unsigned char> sealed(kNonceBytes + text.size() + kTagBytes);
  randombytes_buf(sealed.data(), kNonceBytes);
  unsigned long long size = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed.data() + kNonceBytes, &size,
      reinterpret_cast<const unsigned char*>(text.Reveal().data()), text.size(), nullptr, 0,
      nullptr, sealed.data(), key_.data());
  std::string shown(sodium_base64_encoded_len(sealed.size(), kVariant), '\0');
  sodium_bin2base64(shown.data(), shown.size(), sealed.data(), sealed.size(), kVariant);
  shown.pop_back();
  return Secret(std::move(shown));
}

std::optional<Pending> PendingSeal::Open(SecretView shown, Instant now) const {
  if (shown.size() > kSealedBytesMost) return std::nullopt;
  std::vector<unsigned char> sealed(shown.size());
  size_t size = 0;
  const std::string_view text = shown.Reveal();
  if (sodium_base642bin(sealed.data(), sealed.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, kVariant) != 0 ||
      size < kNonceBytes + kTagBytes) {
    return std::nullopt;
  }
  std::string opened(size - kNonceBytes - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(opened.data()),
                                                 nullptr, nullptr, sealed.data() + kNonceBytes,
                                                 size - kNonceBytes, nullptr, 0, sealed.data(),
                                                 key_.data()) != 0) {
    return std::nullopt;
  }
  const Secret plain(std::move(opened));
  const std::optional<Pending> pending = Parse(plain.Reveal());
  if (!pending || now < pending->begun || pending->begun + kHolds <= now) return std::nullopt;
  return pending;
}

}  // namespace mutua::front::openid
