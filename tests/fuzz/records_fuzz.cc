// Records and side texts of a damaged disk. A first byte of 255: a sealed text in clear or under a
// key of zeros; else a record behind its key. What decodes is of the kind that its key says.
#include <string_view>

#include "engine/base/check.h"
#include "engine/store/record.h"
#include "engine/store/side.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/store/filled.h"

namespace mutua::fuzz {
namespace {

constexpr size_t kKeySize = 9;

void TryRecord(std::string_view bytes) {
  const std::string_view key = bytes.substr(0, kKeySize);
  const auto subject = store::DecodeKey(key);
  if (!subject.ok()) return;
  MUTUA_CHECK(store::EncodeKey(*subject) == key);
  const auto record = store::DecodeRecord(*subject, bytes.substr(kKeySize));
  CameTo(std::to_string(static_cast<int>(subject->kind)) + ": " +
         SentenceOf(std::string(record.status().message())));
  if (!record.ok()) {
    MUTUA_CHECK(record.status().code() == absl::StatusCode::kDataLoss);
    return;
  }
  MUTUA_CHECK(record->index() + 1 == static_cast<size_t>(subject->kind));
}

void TryText(std::string_view bytes) {
  const auto opened = store::OpenText(bytes, store::MemberKey());
  const auto owner = store::OwnerOfText({core::Subject::Kind::kMember, 7}, bytes);
  CameTo("a text: " + SentenceOf(std::string(opened.status().message())));
  MUTUA_CHECK(!opened.ok() || owner.ok());
}

// The same bytes at every run.
class Counting : public store::RandomSource {
 public:
  void Fill(uint8_t* bytes, size_t size) override {
    for (size_t i = 0; i < size; ++i) bytes[i] = ++last_;
  }

 private:
  uint8_t last_ = 0;
};

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (const core::Record& record : store::filled::EveryRecord()) {
    core::State state;
    state.Restore(record);
    const core::Subject subject = store::filled::SubjectOf(record);
    seeds.push_back(store::EncodeKey(subject) + store::EncodeRecord(state, subject).value());
  }
  Counting random;
  const store::SideText text = {"title", {"guest"}, "note", "name", "e@mail", "handle", "fr"};
  seeds.push_back("\xff" + store::SealPublicText(text, random).bytes);
  seeds.push_back("\xff" + store::SealText(text, MemberId(7), store::MemberKey(), random).bytes);
  return seeds;
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const mutua::fuzz::Ceiling ceiling("a record");
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.empty() && data[0] == 255) {
    mutua::fuzz::TryText(bytes.substr(1));
  } else {
    mutua::fuzz::TryRecord(bytes);
  }
  return 0;
}
