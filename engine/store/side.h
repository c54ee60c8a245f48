// Side texts: titles, names, addresses, notes. They are no part of the history: the events carry
// only a salted commitment, and the text lies beside, encrypted with a key of the member it belongs
// to. Destroying that key erases every text of the member, backups of the texts included; the
// commitments then commit to nothing that could be guessed, as their salts went with the texts.
//
// Promises: equal texts have unequal commitments and unequal bytes; opening is total on any bytes,
// and what opens is what was sealed. Numbers of badges never come here. Stateless; randomness comes
// in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/core/event.h"
#include "engine/journal/journal.h"

namespace mutua::store {

// Of a booking or series: title, guests, note. Of a member: name, e-mail, handle, language. Of an
// outage, a fault or an override: note.
struct SideText {
  std::string title;
  std::vector<std::string> guests;
  std::string note;
  std::string name;
  std::string email;
  std::string handle;
  std::string language;
  bool operator==(const SideText&) const = default;
};

// Side records are keyed by family and subject; values are on disk.
enum class SideFamily : char {
  kMemberKey = 'k',  // a member's key
  kReason = 'r',     // why a manager set a policy aside, about the subject it was set aside for
  kText = 't',       // about the subject
  kEnding = 'e',     // why the subject was cancelled or rejected
  kPin = 'p',        // what a member's PIN is checked with: no text, and not sealed
  kPassword = 'w',   // what a member's password is checked with, likewise
};
std::string SideKey(SideFamily family, core::Subject subject);

// Where randomness comes from. Implementations: SystemRandom at the edge, a seeded one in tests.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void Fill(uint8_t* bytes, size_t size) = 0;
};

// The system's, through libsodium. Thread-safe.
class SystemRandom : public RandomSource {
 public:
  SystemRandom();
  void Fill(uint8_t* bytes, size_t size) override;
};

// A member's key is made once, in the commit that defines the member, and kept as the side record
// SideKey(kMemberKey, the member).
struct MemberKey {
  std::array<uint8_t, 32> bytes{};
  bool operator==(const MemberKey&) const = default;
};
MemberKey NewMemberKey(RandomSource& random);
std::string EncodeMemberKey(const MemberKey& key);
absl::StatusOr<MemberKey> DecodeMemberKey(std::string_view bytes);

struct SealedText {
  model::Seal commitment{};  // for the event
  std::string bytes;         // for the side record
};

// Of a text that belongs to `owner`.
SealedText SealText(const SideText& text, MemberId owner, const MemberKey& key,
                    RandomSource& random);
// Of a new member's own text: the member has no id yet.
SealedText SealOwnText(const SideText& text, const MemberKey& key, RandomSource& random);
// Of a text that is nobody's: committed to, and in clear.
SealedText SealPublicText(const SideText& text, RandomSource& random);

struct OpenedText {
  SideText text;
  model::Seal commitment{};  // equal to the event's, or it is another text
};

// Whose key opens `bytes`, the text about `subject`; none: it is in clear. DATA_LOSS: not a sealed
// text.
absl::StatusOr<MemberId> OwnerOfText(core::Subject subject, std::string_view bytes);
// `key`: the owner's; ignored for a text in clear. DATA_LOSS: damaged, or another's key.
absl::StatusOr<OpenedText> OpenText(std::string_view bytes, const MemberKey& key);

// From the journal. nullopt: none was kept, or it was erased.
absl::StatusOr<std::optional<MemberKey>> ReadMemberKey(const journal::Journal& journal,
                                                       MemberId member);
absl::StatusOr<std::optional<OpenedText>> ReadText(const journal::Journal& journal,
                                                   SideFamily family, core::Subject subject);

// The side records that erase a member: the key, the member's own text, PIN and password. Texts
// that belonged to the member stay as bytes that nothing opens.
std::vector<journal::SideRecord> EraseMember(MemberId member);

}  // namespace mutua::store
