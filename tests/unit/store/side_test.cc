#include "engine/store/side.h"

#include <doctest/doctest.h>

#include <random>

#include "engine/journal/memory_journal.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;

class SeededRandom : public RandomSource {
 public:
  void Fill(uint8_t* bytes, size_t size) override {
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(engine_());
  }

 private:
  std::mt19937 engine_{7};
};

const SideText kMeeting = {
    "Entretien annuel", {"Zoé", "Œdipe \xff"}, "salle du fond", "", "", "", ""};
const SideText kMember = {"", {}, "", "Ada L.", "ada@example.org", "ada", "fr"};
const core::Subject kBooking = {Kind::kBooking, 7};

TEST_CASE("a sealed text opens with its owner's key to what it was, commitment included") {
  SeededRandom random;
  const MemberKey key = NewMemberKey(random);
  for (const SideText& text : {kMeeting, kMember, SideText()}) {
    for (const SealedText& sealed :
         {SealText(text, MemberId(3), key, random), SealOwnText(text, key, random),
          SealPublicText(text, random)}) {
      const auto opened = OpenText(sealed.bytes, key);
      REQUIRE(opened.ok());
      CHECK(opened->text == text);
      CHECK(opened->commitment == sealed.commitment);
    }
  }
}

TEST_CASE("equal texts have unequal commitments and unequal bytes") {
  SeededRandom random;
  const MemberKey key = NewMemberKey(random);
  const SealedText one = SealText(kMeeting, MemberId(3), key, random);
  const SealedText other = SealText(kMeeting, MemberId(3), key, random);
  CHECK(one.commitment != other.commitment);
  CHECK(one.bytes != other.bytes);
}

TEST_CASE("a sealed text does not show a word of itself; a public one does") {
  SeededRandom random;
  const MemberKey key = NewMemberKey(random);
  CHECK(SealText(kMeeting, MemberId(3), key, random).bytes.find("annuel") == std::string::npos);
  CHECK(SealPublicText(kMeeting, random).bytes.find("annuel") != std::string::npos);
}

TEST_CASE("another's key, a changed bit and rubbish are refused") {
  SeededRandom random;
  const MemberKey key = NewMemberKey(random);
  const SealedText sealed = SealText(kMeeting, MemberId(3), key, random);
  CHECK(OpenText(sealed.bytes, NewMemberKey(random)).status().code() ==
        absl::StatusCode::kDataLoss);
  CHECK_FALSE(OpenText("\xff\xff rubbish", key).ok());
  for (size_t i = 0; i < sealed.bytes.size(); ++i) {
    std::string changed = sealed.bytes;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    const auto opened = OpenText(changed, key);
    // What is not refused is the text that was committed to: its owner is told apart elsewhere.
    if (opened.ok()) CHECK(opened->commitment == sealed.commitment);
  }
  for (size_t size = 0; size < sealed.bytes.size(); ++size) {
    CHECK_FALSE(OpenText(sealed.bytes.substr(0, size), key).ok());
  }
}

TEST_CASE("a key comes back from its record, and nothing else does") {
  SeededRandom random;
  const MemberKey key = NewMemberKey(random);
  const std::string bytes = EncodeMemberKey(key);
  CHECK(DecodeMemberKey(bytes).value() == key);
  for (const std::string& wrong :
       {std::string(), bytes.substr(1), bytes + "x", "\2" + bytes.substr(1)}) {
    CHECK(DecodeMemberKey(wrong).status().code() == absl::StatusCode::kDataLoss);
  }
}

// A journal in which member 3 was defined and has booking 7, and an outage is nobody's.
struct House {
  journal::MemoryJournal journal;
  SeededRandom random;
  MemberKey key = NewMemberKey(random);
  core::Subject member{Kind::kMember, 3};
  core::Subject outage{Kind::kOutage, 1};
  SealedText own = SealOwnText(kMember, key, random);
  SealedText meeting = SealText(kMeeting, MemberId(3), key, random);

  House() {
    SideText closed;
    closed.note = "filter is changed";
    Commit({{SideKey(SideFamily::kMemberKey, member), EncodeMemberKey(key)},
            {SideKey(SideFamily::kText, member), own.bytes},
            {SideKey(SideFamily::kText, kBooking), meeting.bytes},
            {SideKey(SideFamily::kText, outage), SealPublicText(closed, random).bytes}});
  }
  void Commit(std::vector<journal::SideRecord> sides) {
    REQUIRE(journal.Append({kEarliest, "", std::move(sides)}).ok());
  }
  std::optional<OpenedText> Text(core::Subject subject) {
    const auto text = ReadText(journal, SideFamily::kText, subject);
    REQUIRE(text.ok());
    return *text;
  }
};

TEST_CASE("texts are read from the journal with the keys that lie beside them") {
  House house;
  CHECK(house.Text(house.member)->text == kMember);
  CHECK(house.Text(house.member)->commitment == house.own.commitment);
  CHECK(house.Text(kBooking)->text == kMeeting);
  CHECK(house.Text(house.outage)->text.note == "filter is changed");
  CHECK_FALSE(house.Text({Kind::kBooking, 8}).has_value());
  const auto reason = ReadText(house.journal, SideFamily::kReason, kBooking);
  REQUIRE(reason.ok());
  CHECK_FALSE(reason->has_value());
}

TEST_CASE("after an erasure no text of the member opens, and nobody else's is touched") {
  House house;
  house.Commit(EraseMember(MemberId(3)));
  CHECK_FALSE(house.Text(house.member).has_value());
  CHECK_FALSE(house.Text(kBooking).has_value());
  CHECK(house.Text(house.outage).has_value());
  const auto key = ReadMemberKey(house.journal, MemberId(3));
  REQUIRE(key.ok());
  CHECK_FALSE(key->has_value());
}

TEST_CASE("a member's own text under a subject that is no member is refused") {
  House house;
  house.Commit({{SideKey(SideFamily::kText, kBooking), house.own.bytes}});
  CHECK(ReadText(house.journal, SideFamily::kText, kBooking).status().code() ==
        absl::StatusCode::kDataLoss);
}

TEST_CASE("the system's randomness does not repeat") {
  SystemRandom random;
  CHECK_FALSE(NewMemberKey(random) == NewMemberKey(random));
}

}  // namespace
}  // namespace mutua::store
