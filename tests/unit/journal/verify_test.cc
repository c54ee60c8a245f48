// Verify says exactly what a damaged store has lost, Salvage saves the rest, and neither touches
// it.
#include <doctest/doctest.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <fstream>
#include <string_view>

#include "engine/journal/format.h"
#include "engine/journal/rocks_store.h"
#include "engine/journal/salvage.h"
#include "engine/journal/table_files.h"
#include "engine/journal/verify.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

void Damage(const std::string& path, const std::string& needle) {
  std::string bytes = ReadFile(path);
  const std::size_t at = bytes.find(needle);
  REQUIRE(at != std::string::npos);
  bytes[at] = static_cast<char>(bytes[at] ^ 4);
  WriteFile(path, bytes);
}

Verification VerifyUntouched(const std::string& folder) {
  const auto before = Contents(folder);
  auto found = Verify(folder);
  REQUIRE_MESSAGE(found.ok(), std::string(found.status().message()));
  CHECK(Contents(folder) == before);
  return *std::move(found);
}

Salvaged SalvageUntouched(const std::string& folder, const std::string& to) {
  const auto before = Contents(folder);
  auto salvaged = Salvage(folder, to);
  REQUIRE_MESSAGE(salvaged.ok(), std::string(salvaged.status().message()));
  CHECK(Contents(folder) == before);
  CHECK(ReadFile(to + "/salvage.txt").find("Salvaged from " + folder) == 0);
  return *std::move(salvaged);
}

uint64_t RecordCount(const Journal& journal, Position* through = nullptr) {
  uint64_t count = 0;
  const auto loaded = journal.LoadRecords([&](auto, auto) {
    ++count;
    return absl::OkStatus();
  });
  REQUIRE(loaded.ok());
  if (through != nullptr) *through = *loaded;
  return count;
}

// A closed store: `files` files of ten commits each, with a live record a commit of about 400
// bytes.
void MakeClosedStore(const std::string& folder, uint64_t files) {
  auto journal = OpenOrFail(folder);
  for (uint64_t n = 1; n <= files * 10; ++n) {
    REQUIRE(journal->Append(MakeCommit(n)).ok());
    const std::string text = std::to_string(1000 + n);
    std::string value;
    // Does not compress away: a block then holds about ten of them.
    for (uint64_t i = 0; value.size() < 400; ++i) {
      value.append(ToHex(DigestOf(text + std::to_string(i))).substr(0, 16));
    }
    REQUIRE(journal->SaveRecords(Position(n), {{RecordSpace::kLive, "b" + text, value}}).ok());
    if (n % 10 == 0) REQUIRE(journal->FlushRecords().ok());
  }
}

TEST_CASE("a whole store verifies, whether closed or killed") {
  const KilledStore killed(40);
  const Verification found = VerifyUntouched(killed.path());
  CHECK(found.IsWhole());
  CHECK(found.commits == 40);
  CHECK(found.last == killed.head());
  CHECK(found.acknowledged == Position(40));
  CHECK(Describe(found).find("whole: everything that was acknowledged is there") !=
        std::string::npos);
  const TemporaryFolder folder;
  MakeClosedStore(folder.path(), 2);
  const Verification closed = VerifyUntouched(folder.path());
  CHECK_MESSAGE(closed.IsWhole(), Describe(closed));
  CHECK(closed.live == 20);
  CHECK(closed.through == Position(20));
}

TEST_CASE("inspectors get every intact commit and live record") {
  const TemporaryFolder folder;
  MakeClosedStore(folder.path(), 1);
  uint64_t commits = 0;
  uint64_t records = 0;
  const auto found = Verify(folder.path(), {.commit =
                                                [&](const StoredCommit& commit) {
                                                  ++commits;
                                                  CHECK(commit.position == Position(commits));
                                                  return true;
                                                },
                                            .live =
                                                [&](auto, auto) {
                                                  ++records;
                                                  return absl::OkStatus();
                                                }});
  REQUIRE(found.ok());
  CHECK(commits == 10);
  CHECK(records == 10);
}

TEST_CASE("a store in use, or none, is refused") {
  const TemporaryFolder folder;
  CHECK(Verify(folder.path()).status().code() == absl::StatusCode::kFailedPrecondition);
  const auto journal = OpenOrFail(folder.path());
  const auto refused = Verify(folder.path());
  CHECK(std::string(refused.status().message()).find("locked by process") != std::string::npos);
}

TEST_CASE("a flipped bit in the log loses a block of it, and salvage keeps what is before it") {
  const KilledStore store(40);
  Damage(store.wal(), "events of 30");
  const Verification found = VerifyUntouched(store.path());
  CHECK(found.lost == std::vector<Span>{{Position(30), Position(40)}});
  CHECK(found.commits == 29);
  const TemporaryFolder folder;
  const Salvaged salvaged = SalvageUntouched(store.path(), folder.Below("to"));
  CHECK(salvaged.head.position == Position(29));
  CHECK(!salvaged.chain_renewed);
  const auto journal = OpenOrFail(folder.Below("to"));
  CHECK(journal->head() == salvaged.head);
  CHECK(CountCommits(*journal) == 29);
  CHECK(journal->store_id() != found.store_id);
}

TEST_CASE("P10: one wrong bit in the kind of a log's record is damage, and read once") {
  const KilledStore store(40);
  const std::string whole = ReadFile(store.wal());
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(whole[at]); };
  int records = 0;
  // All in one block: each begins with its checksum, its length and its kind.
  for (std::size_t at = 0; at + 7 <= whole.size(); at += 7 + byte(at + 4) + 256 * byte(at + 5)) {
    CAPTURE(at);
    REQUIRE(byte(at + 6) == 1);  // it is whole
    std::string bytes = whole;
    bytes[at + 6] = 5;  // of a log that is written over an older one
    WriteFile(store.wal(), bytes);
    const Verification found = VerifyUntouched(store.path());
    CHECK(!found.IsWhole());
    CHECK(found.commits == static_cast<uint64_t>(records));
    CHECK(absl::IsDataLoss(TryOpen(store.path()).status()));
    ++records;
  }
  CHECK(records == 40);
}

TEST_CASE("intact commits behind a damaged block of the log are kept apart by salvage") {
  const TemporaryFolder folder;
  {
    auto journal = OpenOrFail(folder.Below("alive"));
    for (uint64_t n = 1; n <= 40; ++n) {
      const std::string text = "events of " + std::to_string(n) + ".";
      REQUIRE(journal->Append({Instant::FromUnix(1), text + std::string(9000, 'x'), {}}).ok());
    }
    CopyAlive(folder.Below("alive"), folder.Below("killed"));
  }
  Damage(FilesWith(folder.Below("killed"), ".log").front(), "events of 20.");
  const Verification found = VerifyUntouched(folder.Below("killed"));
  REQUIRE(found.lost.size() == 1);
  CHECK(found.lost[0].from <= Position(20));
  CHECK(found.lost[0].to >= Position(20));
  CHECK(found.lost[0].count() <= 8);
  const Salvaged salvaged = SalvageUntouched(folder.Below("killed"), folder.Below("to"));
  CHECK(Next(salvaged.head.position) == found.lost[0].from);
  CHECK(salvaged.detached == 40 - found.lost[0].to.value());
  CHECK(OpenOrFail(folder.Below("to"))->head() == salvaged.head);
  CHECK(ReadFile(folder.Below("to") + "/detached").find("events of 40.") != std::string::npos);
}

TEST_CASE("a cut log and a lost witness are each said by verify") {
  const KilledStore store(40);
  const std::string wal = ReadFile(store.wal());
  WriteFile(store.wal(), wal.substr(0, wal.find("events of 38") - 60));
  CHECK(VerifyUntouched(store.path()).lost == std::vector<Span>{{Position(38), Position(40)}});

  const KilledStore unwitnessed(40);
  std::filesystem::remove(WitnessPath(unwitnessed.path()));
  const Verification found = VerifyUntouched(unwitnessed.path());
  CHECK(found.problems.size() == 1);
  CHECK(found.commits == 40);
  const TemporaryFolder folder;
  SalvageUntouched(unwitnessed.path(), folder.Below("to"));
  CHECK(OpenOrFail(folder.Below("to"))->head() == unwitnessed.head());
}

TEST_CASE(
    "a damaged file of old commits costs history only: salvage keeps the state and what is "
    "behind") {
  const TemporaryFolder folder;
  MakeClosedStore(folder.Below("store"), 3);
  for (const std::string& file : FilesWith(folder.Below("store"), ".sst")) {
    if (ReadFile(file).find("events of 1") != std::string::npos) {
      Damage(file, "events of 1");
      break;
    }
  }
  const Verification found = VerifyUntouched(folder.Below("store"));
  REQUIRE(found.lost.size() == 1);
  CHECK(found.lost[0] == Span{Position(1), Position(10)});
  CHECK(found.records_whole);
  CHECK(found.commits == 20);
  const Salvaged salvaged = SalvageUntouched(folder.Below("store"), folder.Below("to"));
  CHECK(salvaged.first == Position(11));
  CHECK(salvaged.head.position == Position(30));
  CHECK(salvaged.chain_renewed);
  const auto journal = OpenOrFail(folder.Below("to"));
  CHECK(CountCommits(*journal) == 20);
  Position through;
  CHECK(RecordCount(*journal, &through) == 30);
  CHECK(through == Position(30));
}

TEST_CASE("damaged records are dropped for the first start to rebuild when all history is there") {
  const TemporaryFolder folder;
  MakeClosedStore(folder.Below("store"), 1);
  for (const std::string& file : FilesWith(folder.Below("store"), ".sst")) {
    const std::string needle = ToHex(DigestOf("10050")).substr(0, 16);
    if (ReadFile(file).find(needle) != std::string::npos) Damage(file, needle);
  }
  const Verification found = VerifyUntouched(folder.Below("store"));
  CHECK(!found.records_whole);
  CHECK(found.commits == 10);
  CHECK(found.live < 10);
  const Salvaged salvaged = SalvageUntouched(folder.Below("store"), folder.Below("to"));
  CHECK(salvaged.records_dropped);
  const auto journal = OpenOrFail(folder.Below("to"));
  Position through;
  CHECK(RecordCount(*journal, &through) == 0);
  CHECK(through == Position(0));
  CHECK(CountCommits(*journal) == 10);
  CHECK(journal->head() == found.last);
}

TEST_CASE("records around one damaged block are read, and the hole is named by its keys") {
  const TemporaryFolder folder;
  {
    auto journal = OpenOrFail(folder.Below("store"));
    AppendUpTo(*journal, 2);
    std::vector<RecordChange> changes;
    for (int n = 1000; n < 1200; ++n) {
      const std::string key = "k" + std::to_string(n);
      changes.push_back({RecordSpace::kLive, key, ToHex(DigestOf(key))});
    }
    REQUIRE(journal->SaveRecords(Position(2), changes).ok());
    REQUIRE(journal->FlushRecords().ok());
    REQUIRE(journal->DropHistoryBefore(Position(2), "").ok());
  }
  for (const std::string& file : FilesWith(folder.Below("store"), ".sst")) {
    const std::string needle = ToHex(DigestOf("k1100"));
    if (ReadFile(file).find(needle) != std::string::npos) Damage(file, needle);
  }
  const Verification found = VerifyUntouched(folder.Below("store"));
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].find("records (live) cannot be read between the keys") == 0);
  CHECK(found.live > 100);
  CHECK(found.live < 200);
  const Salvaged salvaged = SalvageUntouched(folder.Below("store"), folder.Below("to"));
  CHECK(!salvaged.records_dropped);
  CHECK(RecordCount(*OpenOrFail(folder.Below("to"))) == found.live);
}

TEST_CASE("a store that RocksDB cannot open is repaired in a copy and salvaged from there") {
  const TemporaryFolder folder;
  MakeClosedStore(folder.Below("store"), 2);
  std::filesystem::remove(RocksPath(folder.Below("store")) + "/CURRENT");
  const Verification found = VerifyUntouched(folder.Below("store"));
  CHECK(!found.readable);
  CHECK(found.lost == std::vector<Span>{{Position(1), Position(20)}});
  const Salvaged salvaged = SalvageUntouched(folder.Below("store"), folder.Below("to"));
  CHECK(salvaged.head.position == Position(20));
  const auto journal = OpenOrFail(folder.Below("to"));
  CHECK(CountCommits(*journal) == 20);
  CHECK(RecordCount(*journal) == 20);
}

TEST_CASE(
    "one wrong bit in a table file's properties is named, not an abort, and salvage loses "
    "nothing") {
  const TemporaryFolder folder;
  const std::string store = folder.Below("store");
  MakeClosedStore(store, 2);
  const auto right = VerifyUntouched(store);
  REQUIRE(right.IsWhole());
  int named = 0;
  for (const std::string& path : FilesWith(store, ".sst")) {
    const std::string whole = ReadFile(path);
    // The ends of all blocks with one place to begin at, the properties' among them: that place, 0,
    // their number, 1, and that the block is not packed, 0.
    const std::string_view end("\0\0\0\0\1\0\0\0\0", 9);
    for (std::size_t at = whole.find(end); at != std::string::npos; at = whole.find(end, at + 1)) {
      CAPTURE(path);
      CAPTURE(at);
      std::string bytes = whole;
      bytes[at + 7] = static_cast<char>(0x80);
      WriteFile(path, bytes);
      const Verification found = VerifyUntouched(store);
      CHECK_FALSE(found.IsWhole());
      const auto started = TryOpen(store);
      const bool properties =
          !found.problems.empty() &&
          found.problems.front().find("the properties of the file " + path) == 0;
      if (!properties) continue;
      ++named;
      CHECK(started.status().message().find(path) != std::string::npos);
      const TemporaryFolder to;
      const Salvaged salvaged = SalvageUntouched(store, to.Below("salvaged"));
      CHECK(salvaged.head.position == right.last.position);
      CHECK(salvaged.detached == 0);
      CHECK(OpenOrFail(to.Below("salvaged"))->head().position == right.last.position);
    }
    WriteFile(path, whole);
  }
  CHECK(named == static_cast<int>(FilesWith(store, ".sst").size()));
}

// The same bit of every table file of the store, in the files that RocksDB has open; how many.
std::size_t DamageProperties(const std::string& store) {
  const std::string_view end("\0\0\0\0\1\0\0\0\0", 9);
  const std::vector<std::string> paths = FilesWith(store, ".sst");
  for (const std::string& path : paths) {
    const std::string whole = ReadFile(path);
    const TemporaryFolder trial;
    std::size_t at = whole.find(end);
    for (; at != std::string::npos; at = whole.find(end, at + 1)) {
      std::string bytes = whole;
      bytes[at + 7] = static_cast<char>(0x80);
      WriteFile(trial.Below("000001.sst"), bytes);
      if (!CheckTableFiles(trial.path()).ok()) break;
    }
    REQUIRE(at != std::string::npos);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(at + 7));
    file.put(static_cast<char>(0x80));
    REQUIRE(file.good());
  }
  return paths.size();
}

TEST_CASE("P10: a table file that is damaged while the store is open is named when it is opened") {
  constexpr uint64_t kFiles = 24;  // more than RocksDB opens before it is asked for them
  const TemporaryFolder folder;
  const std::string& path = folder.path();
  {
    auto store = RocksStore::Open(path, RocksStore::Mode::kCreate, rocksdb::Env::Default());
    REQUIRE(store.ok());
    rocksdb::DB& db = (*store)->db();
    rocksdb::ColumnFamilyHandle* const live = (*store)->family(Family::kLive);
    REQUIRE(db.SetOptions(live, {{"disable_auto_compactions", "true"}}).ok());
    for (uint64_t n = 0; n < kFiles; ++n) {
      REQUIRE(db.Put({}, live, std::to_string(100 + n), std::string(400, 'x')).ok());
      REQUIRE(db.Flush({}, live).ok());
    }
  }
  const auto store = RocksStore::Open(path, RocksStore::Mode::kReadOnly, rocksdb::Env::Default());
  REQUIRE(store.ok());
  REQUIRE(DamageProperties(path) == kFiles);
  int read = 0;
  int named = 0;
  for (uint64_t n = 0; n < kFiles; ++n) {
    const auto value = (*store)->Get(Family::kLive, std::to_string(100 + n));
    if (value.ok()) {
      CHECK(value->value_or("nothing") == std::string(400, 'x'));
      ++read;
      continue;
    }
    ++named;
    CHECK(value.status().code() == absl::StatusCode::kDataLoss);
    const std::string said(value.status().message());
    CHECK_MESSAGE(
        said.find("the properties of the file " + path + "/rocksdb/") != std::string::npos, said);
    CHECK(said.find(".sst are damaged") != std::string::npos);
  }
  // Those that it has open are read as they were.
  CHECK(named > 0);
  CHECK(read + named == kFiles);
}

TEST_CASE("salvage never writes into a folder that holds something") {
  const KilledStore store(40);
  const TemporaryFolder folder;
  WriteFile(folder.Below("mine"), "x");
  CHECK(Salvage(store.path(), folder.path()).status().code() ==
        absl::StatusCode::kFailedPrecondition);
  CHECK(Salvage(store.path(), store.path()).status().code() ==
        absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace mutua::journal
