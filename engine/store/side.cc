#include "engine/store/side.h"

#include <fmt/format.h>
#include <sodium.h>

#include <limits>

#include "engine/base/check.h"
#include "engine/store/record.h"
#include "mutua/store/v1/side.pb.h"

namespace mutua::store {
namespace {

constexpr size_t kSaltSize = 16;
constexpr size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(std::tuple_size_v<decltype(MemberKey::bytes)> ==
              crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kNonceSize == 24 && kTagSize == 16);

// The first byte of a key's record: how texts are sealed with it.
constexpr char kKeyKind = 1;

const uint8_t* Bytes(std::string_view bytes) {
  return reinterpret_cast<const uint8_t*>(bytes.data());
}
uint8_t* Bytes(std::string& bytes) { return reinterpret_cast<uint8_t*>(bytes.data()); }

std::string Random(size_t size, RandomSource& random) {
  std::string bytes(size, '\0');
  random.Fill(Bytes(bytes), size);
  return bytes;
}

std::string Encode(const SideText& text) {
  v1::SideText message;
  message.set_title(text.title);
  for (const std::string& guest : text.guests) message.add_guests(guest);
  message.set_note(text.note);
  message.set_name(text.name);
  message.set_email(text.email);
  message.set_handle(text.handle);
  message.set_language(text.language);
  return message.SerializeAsString();
}

template <class Message>
bool Parse(std::string_view bytes, Message* message) {
  return bytes.size() <= static_cast<size_t>(std::numeric_limits<int>::max()) &&
         message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// BLAKE2b-128 of what was sealed: the salt and the text.
model::Seal CommitmentTo(std::string_view salted) {
  model::Seal commitment{};
  MUTUA_CHECK(crypto_generichash(commitment.data(), commitment.size(), Bytes(salted), salted.size(),
                                 nullptr, 0) == 0);
  return commitment;
}

std::string Encrypt(std::string_view salted, std::string_view nonce, const MemberKey& key) {
  std::string box(salted.size() + kTagSize, '\0');
  MUTUA_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(box), nullptr, Bytes(salted),
                                                         salted.size(), nullptr, 0, nullptr,
                                                         Bytes(nonce), key.bytes.data()) == 0);
  return box;
}

std::optional<std::string> Decrypt(std::string_view box, std::string_view nonce,
                                   const MemberKey& key) {
  if (nonce.size() != kNonceSize || box.size() < kTagSize) return std::nullopt;
  std::string salted(box.size() - kTagSize, '\0');
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(Bytes(salted), nullptr, nullptr,
                                                                Bytes(box), box.size(), nullptr, 0,
                                                                Bytes(nonce), key.bytes.data());
  if (opened != 0) return std::nullopt;
  return salted;
}

// `message` says whose; `key` is null for nobody's. One draw for salt and nonce: each may cost a
// system call.
SealedText Seal(const SideText& text, const MemberKey* key, RandomSource& random,
                v1::SealedText message) {
  const std::string drawn = Random(kSaltSize + (key != nullptr ? kNonceSize : 0), random);
  const std::string salted = drawn.substr(0, kSaltSize) + Encode(text);
  if (key != nullptr) {
    message.set_nonce(drawn.substr(kSaltSize));
    message.set_box(Encrypt(salted, message.nonce(), *key));
  } else {
    message.set_box(salted);
  }
  return {CommitmentTo(salted), message.SerializeAsString()};
}

absl::Status NotSealed() { return absl::DataLossError("a side text that is none"); }

}  // namespace

std::string SideKey(SideFamily family, core::Subject subject) {
  return static_cast<char>(family) + EncodeKey(subject);
}

SystemRandom::SystemRandom() { MUTUA_CHECK(sodium_init() >= 0); }

void SystemRandom::Fill(uint8_t* bytes, size_t size) { randombytes_buf(bytes, size); }

MemberKey NewMemberKey(RandomSource& random) {
  MemberKey key;
  random.Fill(key.bytes.data(), key.bytes.size());
  return key;
}

std::string EncodeMemberKey(const MemberKey& key) {
  std::string bytes(1, kKeyKind);
  bytes.append(key.bytes.begin(), key.bytes.end());
  return bytes;
}

absl::StatusOr<MemberKey> DecodeMemberKey(std::string_view bytes) {
  MemberKey key;
  if (bytes.size() != 1 + key.bytes.size() || bytes.front() != kKeyKind) {
    return absl::DataLossError("a member's key that is none");
  }
  std::copy(bytes.begin() + 1, bytes.end(), reinterpret_cast<char*>(key.bytes.data()));
  return key;
}

SealedText SealText(const SideText& text, MemberId owner, const MemberKey& key,
                    RandomSource& random) {
  MUTUA_CHECK(owner.IsSet());
  v1::SealedText message;
  message.set_owner(owner.value());
  return Seal(text, &key, random, std::move(message));
}

SealedText SealOwnText(const SideText& text, const MemberKey& key, RandomSource& random) {
  v1::SealedText message;
  message.set_own(true);
  return Seal(text, &key, random, std::move(message));
}

SealedText SealPublicText(const SideText& text, RandomSource& random) {
  return Seal(text, nullptr, random, v1::SealedText());
}

absl::StatusOr<MemberId> OwnerOfText(core::Subject subject, std::string_view bytes) {
  v1::SealedText message;
  if (!Parse(bytes, &message)) return NotSealed();
  if (!message.own()) return MemberId(message.owner());
  if (subject.kind != core::Subject::Kind::kMember) return NotSealed();
  return MemberId(static_cast<MemberId::Value>(subject.id));
}

absl::StatusOr<OpenedText> OpenText(std::string_view bytes, const MemberKey& key) {
  v1::SealedText sealed;
  if (!Parse(bytes, &sealed)) return NotSealed();
  const bool in_clear = sealed.owner() == 0 && !sealed.own();
  const std::optional<std::string> salted =
      in_clear ? sealed.box() : Decrypt(sealed.box(), sealed.nonce(), key);
  if (!salted) return absl::DataLossError("a side text that its owner's key does not open");
  v1::SideText message;
  if (salted->size() < kSaltSize || !Parse(std::string_view(*salted).substr(kSaltSize), &message)) {
    return NotSealed();
  }
  OpenedText opened;
  opened.commitment = CommitmentTo(*salted);
  opened.text = {message.title(),   {message.guests().begin(), message.guests().end()},
                 message.note(),    message.name(),
                 message.email(),   message.handle(),
                 message.language()};
  return opened;
}

absl::StatusOr<std::optional<MemberKey>> ReadMemberKey(const journal::Journal& journal,
                                                       MemberId member) {
  const auto bytes = journal.ReadSide(
      SideKey(SideFamily::kMemberKey, {core::Subject::Kind::kMember, member.value()}));
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return std::optional<MemberKey>();
  const auto key = DecodeMemberKey(**bytes);
  if (!key.ok()) return key.status();
  return std::optional<MemberKey>(*key);
}

absl::StatusOr<std::optional<OpenedText>> ReadText(const journal::Journal& journal,
                                                   SideFamily family, core::Subject subject) {
  const auto bytes = journal.ReadSide(SideKey(family, subject));
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return std::optional<OpenedText>();
  const auto owner = OwnerOfText(subject, **bytes);
  if (!owner.ok()) return owner.status();
  std::optional<MemberKey> key = MemberKey();
  if (owner->IsSet()) {
    const auto kept = ReadMemberKey(journal, *owner);
    if (!kept.ok()) return kept.status();
    key = *kept;
  }
  if (!key) return std::optional<OpenedText>();
  auto opened = OpenText(**bytes, *key);
  if (!opened.ok()) return opened.status();
  return std::optional<OpenedText>(*std::move(opened));
}

std::vector<journal::SideRecord> EraseMember(MemberId member) {
  const core::Subject subject{core::Subject::Kind::kMember, member.value()};
  return {{SideKey(SideFamily::kMemberKey, subject), std::nullopt},
          {SideKey(SideFamily::kText, subject), std::nullopt},
          {SideKey(SideFamily::kPin, subject), std::nullopt},
          {SideKey(SideFamily::kPassword, subject), std::nullopt}};
}

}  // namespace mutua::store
