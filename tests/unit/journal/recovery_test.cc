// What a start does with a store that something happened to: it goes on with everything
// acknowledged, or it refuses, says what is missing and changes nothing (promises P1, P10).
#include <doctest/doctest.h>

#include "engine/journal/format.h"
#include "engine/journal/rocks_store.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

constexpr uint64_t kCommits = 40;

// The bytes of one commit in the log: all have the same length.
std::size_t BytesPerCommit(const std::string& wal) {
  const std::string first = wal.substr(0, wal.find("events of 11"));
  const std::string second = wal.substr(0, wal.find("events of 12"));
  REQUIRE(second.size() > first.size());
  return second.size() - first.size();
}

void FlipBit(const std::string& path, std::size_t at) {
  std::string bytes = ReadFile(path);
  REQUIRE(at < bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ 4);
  WriteFile(path, bytes);
}

std::string ManifestOf(const std::string& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(RocksPath(folder))) {
    if (entry.path().filename().string().starts_with("MANIFEST")) return entry.path().string();
  }
  FAIL("no list of files");
  return "";
}

// Zeros over one half of the witness.
void SpoilHalf(const std::string& folder, std::size_t half) {
  std::string bytes = ReadFile(WitnessPath(folder));
  REQUIRE(bytes.size() == kWitnessFileBytes);
  bytes.replace(half * kWitnessHalfBytes, kWitnessHalfBytes, kWitnessHalfBytes, '\0');
  WriteFile(WitnessPath(folder), bytes);
}

std::size_t NewerHalf(const std::string& folder) {
  const std::string bytes = ReadFile(WitnessPath(folder));
  const auto first = DecodeWitnessHalf(std::string_view(bytes).substr(0, kWitnessHalfBytes));
  const auto second = DecodeWitnessHalf(std::string_view(bytes).substr(kWitnessHalfBytes));
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  return first->generation > second->generation ? 0 : 1;
}

TEST_CASE("a killed store starts with everything that was acknowledged") {
  const KilledStore store(kCommits);
  const auto journal = OpenOrFail(store.path());
  CHECK(journal->head() == store.head());
  CHECK(CountCommits(*journal) == kCommits);
}

TEST_CASE("one flipped bit anywhere in the acknowledged log is refused and names what is missing") {
  const KilledStore intact(kCommits);
  const std::string bytes = ReadFile(intact.wal());
  const std::size_t begin = bytes.find("events of 1");
  for (std::size_t at = begin; at < bytes.size(); at += 211) {
    const KilledStore store(kCommits);
    FlipBit(store.wal(), at);
    CheckRefused(store.path(), "acknowledged commits are missing: position");
  }
}

TEST_CASE("a flipped bit in the commit at position 30 names positions 30 to 40") {
  const KilledStore store(kCommits);
  FlipBit(store.wal(), ReadFile(store.wal()).find("events of 30"));
  CheckRefused(store.path(), "positions 30 to 40 (11 of 40)");
}

TEST_CASE(
    "a tail torn off an unacknowledged commit is innocent, off an acknowledged one it is not") {
  const KilledStore store(kCommits);
  const std::string wal = ReadFile(store.wal());
  // A commit that was being written when the power went: the head of a record without its end.
  WriteFile(store.wal(), wal + wal.substr(wal.size() - BytesPerCommit(wal), 30));
  auto journal = OpenOrFail(store.path());
  CHECK(journal->head() == store.head());
  AppendUpTo(*journal, kCommits + 3);
  journal.reset();
  CHECK(CountCommits(*OpenOrFail(store.path())) == kCommits + 3);

  const KilledStore torn(kCommits);
  WriteFile(torn.wal(), wal.substr(0, wal.size() - 1));
  CheckRefused(torn.path(), "position 40 (1 of 40)");
}

TEST_CASE("a log cut at the boundary of a record, which RocksDB cannot notice, is refused") {
  const KilledStore store(kCommits);
  const std::string wal = ReadFile(store.wal());
  WriteFile(store.wal(), wal.substr(0, wal.size() - 3 * BytesPerCommit(wal)));
  CheckRefused(store.path(), "positions 38 to 40 (3 of 40)");
}

TEST_CASE("a deleted log is refused") {
  const KilledStore store(kCommits);
  std::filesystem::remove(store.wal());
  CheckRefused(store.path(), "acknowledged commits are missing: positions 1 to 40");
}

TEST_CASE("a deleted log behind flushed commits is refused and names only what was in it") {
  TemporaryFolder folder;
  auto journal = OpenOrFail(folder.Below("alive"));
  AppendUpTo(*journal, 10);
  REQUIRE(journal->FlushRecords().ok());
  AppendUpTo(*journal, 12);
  CopyAlive(folder.Below("alive"), folder.Below("killed"));
  for (const std::string& log : FilesWith(folder.Below("killed"), ".log")) {
    std::filesystem::remove(log);
  }
  CheckRefused(folder.Below("killed"), "positions 11 to 12 (2 of 12)");
}

TEST_CASE("a deleted store beside its witness is refused, not created anew") {
  const KilledStore store(kCommits);
  std::filesystem::remove_all(RocksPath(store.path()));
  CheckRefused(store.path(), "acknowledged commits are missing: positions 1 to 40");
}

TEST_CASE("a deleted file of commits is refused") {
  TemporaryFolder folder;
  auto journal = OpenOrFail(folder.path());
  for (uint64_t last = 10; last <= 30; last += 10) {
    AppendUpTo(*journal, last);
    REQUIRE(journal->FlushRecords().ok());
  }
  journal.reset();
  const std::vector<std::string> files = FilesWith(folder.path(), ".sst");
  for (const std::string& file : files) {
    const std::string bytes = ReadFile(file);
    std::filesystem::remove(file);
    CheckRefused(folder.path(), "is not started");
    WriteFile(file, bytes);
  }
  CHECK(CountCommits(*OpenOrFail(folder.path())) == 30);
}

TEST_CASE(
    "a file of commits that RocksDB forgot is refused, though everything it knows can be read") {
  TemporaryFolder folder;
  std::size_t sizes[3] = {};
  {
    auto journal = OpenOrFail(folder.Below("alive"));
    for (uint64_t n = 0; n < 3; ++n) {
      AppendUpTo(*journal, 10 * (n + 1));
      // The marker once only: a fourth file of its family would be compacted while this goes on.
      if (n == 2) REQUIRE(journal->SaveRecords(Position(30), {}).ok());
      REQUIRE(journal->FlushRecords().ok());
      sizes[n] = ReadFile(ManifestOf(folder.Below("alive"))).size();
    }
    CopyAlive(folder.Below("alive"), folder.Below("killed"));
  }
  CHECK(OpenOrFail(folder.Below("alive"))->head().position == Position(30));
  // The list of files loses what the second flush wrote to it.
  const std::string path = ManifestOf(folder.Below("killed"));
  std::string manifest = ReadFile(path);
  manifest.erase(sizes[0], sizes[1] - sizes[0]);
  WriteFile(path, manifest);
  CheckRefused(folder.Below("killed"), "the commits at positions 11 to 20 are missing");
}

TEST_CASE("a deleted witness is refused once something was acknowledged") {
  const KilledStore store(kCommits);
  std::filesystem::remove(WitnessPath(store.path()));
  CheckRefused(store.path(), "the witness is missing");

  const KilledStore empty(0);
  std::filesystem::remove(WitnessPath(empty.path()));
  CHECK(OpenOrFail(empty.path())->head().position == Position(0));
}

TEST_CASE("one bad half of the witness is survived, both are not") {
  for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
    const KilledStore store(kCommits);
    SpoilHalf(store.path(), half);
    auto journal = OpenOrFail(store.path());
    CHECK(journal->head() == store.head());
    journal.reset();
    // The start made both halves whole again.
    SpoilHalf(store.path(), 1 - half);
    CHECK(OpenOrFail(store.path())->head() == store.head());
  }
  const KilledStore store(kCommits);
  SpoilHalf(store.path(), 0);
  SpoilHalf(store.path(), 1);
  CheckRefused(store.path(), "the witness is unreadable in both halves");
}

TEST_CASE("one readable sector of the newer half still tells that the last commit is missing") {
  const KilledStore store(kCommits);
  std::string witness = ReadFile(WitnessPath(store.path()));
  const std::size_t begin = NewerHalf(store.path()) * kWitnessHalfBytes;
  witness.replace(begin, 7 * kWitnessSectorBytes, 7 * kWitnessSectorBytes, '\xff');
  WriteFile(WitnessPath(store.path()), witness);
  const std::string wal = ReadFile(store.wal());
  WriteFile(store.wal(), wal.substr(0, wal.size() - BytesPerCommit(wal)));
  CheckRefused(store.path(), "position 40 (1 of 40)");
}

TEST_CASE("a store ahead of its witness with an unbroken chain is accepted") {
  TemporaryFolder folder;
  auto journal = OpenOrFail(folder.Below("alive"));
  AppendUpTo(*journal, 10);
  const std::string witness = ReadFile(WitnessPath(folder.Below("alive")));
  AppendUpTo(*journal, 13);
  CopyAlive(folder.Below("alive"), folder.Below("killed"));
  WriteFile(WitnessPath(folder.Below("killed")), witness);
  const auto opened = OpenOrFail(folder.Below("killed"));
  CHECK(opened->head() == journal->head());
  CHECK(CountCommits(*opened) == 13);
}

TEST_CASE("a witness of another store is refused") {
  const KilledStore store(kCommits);
  const KilledStore other(kCommits + 1);
  WriteFile(WitnessPath(store.path()), ReadFile(WitnessPath(other.path())));
  CheckRefused(store.path(), "its witness belongs to another store");
}

TEST_CASE("another history at the acknowledged position is refused") {
  const KilledStore store(kCommits);
  const std::string witness = ReadFile(WitnessPath(store.path()));
  auto record = *DecodeWitnessHalf(std::string_view(witness).substr(
      NewerHalf(store.path()) * kWitnessHalfBytes, kWitnessHalfBytes));
  record.head.digest[0] ^= 1;
  WriteFile(WitnessPath(store.path()), EncodeWitnessHalf(record) + EncodeWitnessHalf(record));
  CheckRefused(store.path(), "is not the one that was acknowledged");
}

TEST_CASE("records left behind by a crash stand at an earlier marker and the commits are there") {
  TemporaryFolder folder;
  auto journal = OpenOrFail(folder.Below("alive"));
  AppendUpTo(*journal, 5);
  REQUIRE(journal->SaveRecords(Position(3), {{RecordSpace::kLive, "a", "3"}}).ok());
  REQUIRE(journal->FlushRecords().ok());
  REQUIRE(journal->SaveRecords(Position(5), {{RecordSpace::kLive, "a", "5"}}).ok());
  CopyAlive(folder.Below("alive"), folder.Below("killed"));
  const auto killed = OpenOrFail(folder.Below("killed"));
  std::string value;
  const auto through = killed->LoadRecords([&](auto, std::string_view found) {
    value = std::string(found);
    return absl::OkStatus();
  });
  REQUIRE(through.ok());
  CHECK(*through == Position(3));
  CHECK(value == "3");
  CHECK(CountCommits(*killed) == 5);
}

TEST_CASE("records closed in good order stand at their last marker") {
  TemporaryFolder folder;
  auto journal = OpenOrFail(folder.path());
  AppendUpTo(*journal, 5);
  REQUIRE(journal->SaveRecords(Position(5), {{RecordSpace::kLive, "a", "5"}}).ok());
  journal.reset();
  journal = OpenOrFail(folder.path());
  const auto through = journal->LoadRecords([](auto, auto) { return absl::OkStatus(); });
  CHECK(*through == Position(5));
}

TEST_CASE("a locked store says which process holds it") {
  TemporaryFolder folder;
  const auto journal = OpenOrFail(folder.path());
  const auto second = TryOpen(folder.path());
  CHECK(second.status().code() == absl::StatusCode::kFailedPrecondition);
  const std::string message(second.status().message());
  CHECK(message.find("locked by process " + std::to_string(getpid())) != std::string::npos);
}

TEST_CASE("a store of a newer schema is refused by name, an older one is raised") {
  TemporaryFolder folder;
  { REQUIRE(TryOpen(folder.path(), 3).ok()); }
  const auto refused = TryOpen(folder.path(), 2);
  CHECK(refused.status().code() == absl::StatusCode::kFailedPrecondition);
  const std::string message(refused.status().message());
  CHECK(message.find("schema version 3, this program knows up to 2") != std::string::npos);
  {
    auto raised = TryOpen(folder.path(), 4);
    REQUIRE(raised.ok());
    CHECK((*raised)->schema_version() == 4);
  }
  CHECK(TryOpen(folder.path(), 3).status().code() == absl::StatusCode::kFailedPrecondition);
}

TEST_CASE("a store of a newer format is refused by name before RocksDB is asked") {
  const KilledStore store(3);
  const std::string half =
      EncodeWitnessHalf({.format = 7, .store_id = {}, .generation = 99, .head = {}});
  WriteFile(WitnessPath(store.path()), half + half);
  CheckRefused(store.path(), "format version 7, this program knows up to 1");
}

TEST_CASE("a store is found whether or not its folder is named with a slash at the end") {
  const KilledStore store(3);
  CHECK(OpenOrFail(store.path() + "/")->head() == store.head());
}

TEST_CASE("a folder of other files is not made into a store") {
  TemporaryFolder folder;
  WriteFile(folder.Below("thesis.txt"), "mine");
  CheckRefused(folder.path(), "is not a store and not empty");
  CHECK(!std::filesystem::exists(LockPath(folder.path())));
}

TEST_CASE("a creation that never finished is finished by the next start") {
  TemporaryFolder folder;
  std::filesystem::create_directory(RocksPath(folder.path()));
  WriteFile(RocksPath(folder.path()) + "/LOG", "");
  CHECK(OpenOrFail(folder.path())->head().position == Position(0));
}

TEST_CASE(
    "a nearly full disk refuses a commit before anything is written, and the journal goes on") {
  TemporaryFolder folder;
  {
    auto full = OpenRocksJournal(folder.path(), {.disk_reserve_bytes = UINT64_MAX});
    REQUIRE(full.ok());
    const auto refused = (*full)->Append(MakeCommit(1));
    CHECK(refused.status().code() == absl::StatusCode::kResourceExhausted);
    CHECK((*full)->head().position == Position(0));
    CHECK((*full)->FlushRecords().ok());
  }
  const auto journal = OpenOrFail(folder.path());
  AppendUpTo(*journal, 1);
  CHECK(CountCommits(*journal) == 1);
}

}  // namespace
}  // namespace mutua::journal
