// What was deleted leaves the disk: the bytes are looked for in every file of the store.
#include <algorithm>
#include <optional>
#include <string>

#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

// Bytes that no compression shortens or splits, and nothing else has.
std::string Unmistakable(uint64_t seed) {
  std::string bytes;
  for (uint64_t n = seed; bytes.size() < 96; n = n * 6364136223846793005 + 1442695040888963407) {
    bytes.push_back(static_cast<char>(n >> 56));
  }
  return bytes;
}

// Whether any file of the store holds the bytes.
bool IsOnDisk(const std::string& folder, const std::string& bytes) {
  const auto files = Contents(folder);
  return std::any_of(files.begin(), files.end(), [&](const auto& file) {
    return file.second.find(bytes) != std::string::npos;
  });
}

void AppendSide(Journal& journal, const std::string& key, std::optional<std::string> value) {
  Commit commit = MakeCommit(journal.head().position.value() + 1);
  commit.sides = {{key, std::move(value)}};
  REQUIRE(journal.Append(commit).ok());
}

TEST_CASE("P11 private: an erased text is in no file of the store, its neighbours stay") {
  const TemporaryFolder folder;
  const std::string erased = Unmistakable(1);
  const std::string kept = Unmistakable(2);
  auto journal = OpenOrFail(folder.Below("store"));
  AppendSide(*journal, "t/1", erased);
  AppendSide(*journal, "t/2", kept);
  SUBCASE("from the write-ahead log") {}
  SUBCASE("from a file") { REQUIRE(journal->FlushRecords().ok()); }
  SUBCASE("from the lowest level, with files above it") {
    REQUIRE(journal->FlushRecords().ok());
    AppendSide(*journal, "t/0", "gone");
    AppendSide(*journal, "t/0", std::nullopt);
    REQUIRE(journal->Reclaim().ok());
    AppendSide(*journal, "t/3", "new");
    REQUIRE(journal->FlushRecords().ok());
  }
  CHECK(IsOnDisk(folder.Below("store"), erased));
  AppendSide(*journal, "t/1", std::nullopt);
  CHECK(IsOnDisk(folder.Below("store"), erased));
  REQUIRE(journal->Reclaim().ok());
  CHECK_FALSE(IsOnDisk(folder.Below("store"), erased));
  CHECK(IsOnDisk(folder.Below("store"), kept));
  CHECK(*journal->ReadSide("t/2") == kept);
}

TEST_CASE("what was deleted before a crash leaves the disk after the next start") {
  const TemporaryFolder folder;
  const std::string erased = Unmistakable(3);
  {
    auto journal = OpenOrFail(folder.Below("store"));
    AppendSide(*journal, "t/1", erased);
    REQUIRE(journal->FlushRecords().ok());
    AppendSide(*journal, "t/1", std::nullopt);
    CopyAlive(folder.Below("store"), folder.Below("killed"));
  }
  auto journal = OpenOrFail(folder.Below("killed"));
  CHECK(IsOnDisk(folder.Below("killed"), erased));
  REQUIRE(journal->Reclaim().ok());
  CHECK_FALSE(IsOnDisk(folder.Below("killed"), erased));
}

TEST_CASE("dropped commits leave the disk, those that are kept stay readable") {
  const TemporaryFolder folder;
  const std::string dropped = Unmistakable(4);
  const std::string kept = Unmistakable(5);
  auto journal = OpenOrFail(folder.Below("store"));
  AppendUpTo(*journal, 3);
  REQUIRE(journal->Append({Instant::FromUnix(1000), dropped, {}}).ok());
  REQUIRE(journal->Append({Instant::FromUnix(1000), kept, {}}).ok());
  REQUIRE(journal->SaveRecords(Position(5), {}).ok());
  REQUIRE(journal->DropHistoryBefore(Position(5), "").ok());
  CHECK(IsOnDisk(folder.Below("store"), dropped));
  REQUIRE(journal->Reclaim().ok());
  CHECK_FALSE(IsOnDisk(folder.Below("store"), dropped));
  std::string read;
  const absl::Status status = journal->Read(Position(5), [&](const StoredCommit& commit) {
    read = commit.events;
    return true;
  });
  REQUIRE(status.ok());
  CHECK(read == kept);
}

}  // namespace
}  // namespace mutua::journal
