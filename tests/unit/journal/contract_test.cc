// The contract of journal.h as one suite, run against every implementation.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/limits.h"
#include "engine/journal/memory_journal.h"
#include "engine/journal/open.h"
#include "tests/support/temporary_folder.h"

namespace mutua::journal {
namespace {

struct Memory {
  std::unique_ptr<Journal> journal = std::make_unique<MemoryJournal>();
  void Restart() {
    journal->FlushRecords().IgnoreError();
    journal = static_cast<MemoryJournal&>(*journal).Restart();
  }
};

struct Rocks {
  TemporaryFolder folder;
  std::unique_ptr<Journal> journal = Open();
  std::unique_ptr<Journal> Open() const {
    auto opened = OpenRocksJournal(folder.path(), {.disk_reserve_bytes = 0});
    REQUIRE_MESSAGE(opened.ok(), std::string(opened.status().message()));
    return *std::move(opened);
  }
  void Restart() {
    journal.reset();
    journal = Open();
  }
};

Commit MakeCommit(int n, std::vector<SideRecord> sides = {}) {
  return {Instant::FromUnix(1000 + n), "events of " + std::to_string(n), std::move(sides)};
}

void AppendMany(Journal& journal, int count) {
  for (int n = 1; n <= count; ++n) {
    const absl::StatusOr<Head> head = journal.Append(MakeCommit(n));
    REQUIRE(head.ok());
    CHECK(*head == journal.head());
  }
}

std::vector<uint64_t> PositionsFrom(const Journal& journal, uint64_t from) {
  std::vector<uint64_t> positions;
  const absl::Status status = journal.Read(Position(from), [&](const StoredCommit& commit) {
    positions.push_back(commit.position.value());
    return true;
  });
  REQUIRE(status.ok());
  return positions;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

RecordReader Into(Pairs& pairs) {
  return [&pairs](std::string_view key, std::string_view value) {
    pairs.emplace_back(key, value);
    return absl::OkStatus();
  };
}

TEST_CASE_TEMPLATE("an empty journal is at position 0 with the digest of its store", Store, Memory,
                   Rocks) {
  Store store;
  CHECK(store.journal->head().position == Position(0));
  CHECK(store.journal->head().digest == OriginDigest(store.journal->store_id()));
  CHECK(store.journal->oldest() == Position(1));
  CHECK(PositionsFrom(*store.journal, 0).empty());
  Pairs records;
  CHECK(*store.journal->LoadRecords(Into(records)) == Position(0));
  CHECK(records.empty());
}

TEST_CASE_TEMPLATE("positions are gapless and each digest chains to the one before", Store, Memory,
                   Rocks) {
  Store store;
  Digest digest = store.journal->head().digest;
  AppendMany(*store.journal, 20);
  uint64_t expected = 0;
  REQUIRE(store.journal
              ->Read(Position(1),
                     [&](const StoredCommit& commit) {
                       ++expected;
                       CHECK(commit.position.value() == expected);
                       CHECK(commit.at.unix_seconds() == static_cast<int64_t>(1000 + expected));
                       CHECK(commit.events == "events of " + std::to_string(expected));
                       digest = ChainDigest(digest, commit.position, commit.at, commit.events);
                       CHECK(commit.digest == digest);
                       return true;
                     })
              .ok());
  CHECK(expected == 20);
  CHECK(store.journal->head() == Head{Position(20), digest});
}

TEST_CASE_TEMPLATE("a read begins where it is asked to and stops when the reader says so", Store,
                   Memory, Rocks) {
  Store store;
  AppendMany(*store.journal, 9);
  CHECK(PositionsFrom(*store.journal, 8) == std::vector<uint64_t>{8, 9});
  CHECK(PositionsFrom(*store.journal, 10).empty());
  int calls = 0;
  CHECK(store.journal->Read(Position(3), [&](const StoredCommit&) { return ++calls < 2; }).ok());
  CHECK(calls == 2);
}

TEST_CASE_TEMPLATE("a commit over the ceiling is refused and nothing changes", Store, Memory,
                   Rocks) {
  Store store;
  AppendMany(*store.journal, 2);
  const Head before = store.journal->head();
  Commit commit = MakeCommit(3);
  commit.events.assign(kCommitBytesMax - EncodedSize({.at = {}, .events = "", .sides = {}}), 'x');
  commit.sides = {{"k", std::nullopt}};
  CHECK(store.journal->Append(commit).status().code() == absl::StatusCode::kResourceExhausted);
  CHECK(store.journal->head() == before);
  commit.sides.clear();
  REQUIRE(store.journal->Append(commit).ok());
  CHECK(store.journal->head().position == Position(3));
  CHECK(PositionsFrom(*store.journal, 1).size() == 3);
}

TEST_CASE_TEMPLATE("a key that is empty or too long is refused and nothing changes", Store, Memory,
                   Rocks) {
  Store store;
  for (const std::string& key : {std::string(), std::string(kRecordKeyBytesMax + 1, 'k')}) {
    CHECK(store.journal->Append(MakeCommit(1, {{key, "v"}})).status().code() ==
          absl::StatusCode::kInvalidArgument);
    CHECK(store.journal->SaveRecords(Position(0), {{RecordSpace::kLive, key, "v"}}).code() ==
          absl::StatusCode::kInvalidArgument);
  }
  CHECK(store.journal->head().position == Position(0));
}

TEST_CASE_TEMPLATE("side records are beside the chain and can be deleted", Store, Memory, Rocks) {
  Store store;
  Store other;
  REQUIRE(store.journal->Append(MakeCommit(1, {{"t/1", "Anna"}, {"t/2", "Bo"}, {"u", "x"}})).ok());
  CHECK(*store.journal->ReadSide("t/1") == "Anna");
  Pairs sides;
  CHECK(store.journal->ForEachSide("t/", Into(sides)).ok());
  CHECK(sides == Pairs{{"t/1", "Anna"}, {"t/2", "Bo"}});
  REQUIRE(store.journal->Append(MakeCommit(2, {{"t/1", std::nullopt}})).ok());
  CHECK(*store.journal->ReadSide("t/1") == std::nullopt);
  CHECK(store.journal->head().digest ==
        ChainDigest(ChainDigest(OriginDigest(store.journal->store_id()), Position(1),
                                Instant::FromUnix(1001), "events of 1"),
                    Position(2), Instant::FromUnix(1002), "events of 2"));
}

TEST_CASE_TEMPLATE("live records load at a start with their marker, past ones do not", Store,
                   Memory, Rocks) {
  Store store;
  AppendMany(*store.journal, 5);
  REQUIRE(store.journal
              ->SaveRecords(Position(4), {{RecordSpace::kLive, "b/2", "two"},
                                          {RecordSpace::kLive, "b/1", "one"},
                                          {RecordSpace::kPast, "b/0", "zero"}})
              .ok());
  REQUIRE(
      store.journal->SaveRecords(Position(5), {{RecordSpace::kLive, "b/2", std::nullopt}}).ok());
  REQUIRE(store.journal->FlushRecords().ok());
  store.Restart();
  Pairs records;
  const absl::StatusOr<Position> through = store.journal->LoadRecords(Into(records));
  REQUIRE(through.ok());
  CHECK(*through == Position(5));
  CHECK(records == Pairs{{"b/1", "one"}});
  CHECK(*store.journal->ReadRecord(RecordSpace::kPast, "b/0") == "zero");
  CHECK(*store.journal->ReadRecord(RecordSpace::kLive, "b/0") == std::nullopt);
  Pairs past;
  CHECK(store.journal->ForEachRecord(RecordSpace::kPast, "b", Into(past)).ok());
  CHECK(past == Pairs{{"b/0", "zero"}});
}

TEST_CASE_TEMPLATE("records and their marker are of one moment, whoever saves meanwhile", Store,
                   Memory, Rocks) {
  Store store;
  AppendMany(*store.journal, 2);
  REQUIRE(store.journal
              ->SaveRecords(Position(1),
                            {{RecordSpace::kLive, "a", "1"}, {RecordSpace::kLive, "b", "1"}})
              .ok());
  Pairs records;
  const absl::StatusOr<Position> through =
      store.journal->LoadRecords([&](std::string_view key, std::string_view value) {
        if (records.empty()) {
          CHECK(store.journal
                    ->SaveRecords(Position(2),
                                  {{RecordSpace::kLive, "b", "2"}, {RecordSpace::kLive, "c", "2"}})
                    .ok());
        }
        records.emplace_back(key, value);
        return absl::OkStatus();
      });
  REQUIRE(through.ok());
  CHECK(*through == Position(1));
  CHECK(records == Pairs{{"a", "1"}, {"b", "1"}});
  records.clear();
  CHECK(*store.journal->LoadRecords(Into(records)) == Position(2));
  CHECK(records == Pairs{{"a", "1"}, {"b", "2"}, {"c", "2"}});
}

TEST_CASE_TEMPLATE("a reader of records can stop with its own status", Store, Memory, Rocks) {
  Store store;
  REQUIRE(store.journal
              ->SaveRecords(Position(0),
                            {{RecordSpace::kLive, "a", "1"}, {RecordSpace::kLive, "b", "2"}})
              .ok());
  int calls = 0;
  const absl::StatusOr<Position> loaded = store.journal->LoadRecords([&](auto, auto) {
    ++calls;
    return absl::DataLossError("broken");
  });
  CHECK(loaded.status() == absl::DataLossError("broken"));
  CHECK(calls == 1);
}

TEST_CASE_TEMPLATE("everything acknowledged is there after a restart", Store, Memory, Rocks) {
  Store store;
  AppendMany(*store.journal, 12);
  const Head before = store.journal->head();
  const StoreId id = store.journal->store_id();
  store.Restart();
  CHECK(store.journal->head() == before);
  CHECK(store.journal->store_id() == id);
  CHECK(PositionsFrom(*store.journal, 1).size() == 12);
  REQUIRE(store.journal->Append(MakeCommit(13)).ok());
  CHECK(PositionsFrom(*store.journal, 12) == std::vector<uint64_t>{12, 13});
}

TEST_CASE_TEMPLATE("dropped history answers HISTORY_EXPIRED, the rest keeps its chain", Store,
                   Memory, Rocks) {
  Store store;
  AppendMany(*store.journal, 10);
  const Head before = store.journal->head();
  CHECK(store.journal->DropHistoryBefore(Position(7), "early").code() ==
        absl::StatusCode::kInvalidArgument);
  REQUIRE(store.journal->SaveRecords(Position(8), {}).ok());
  CHECK(store.journal->DropHistoryBefore(Position(10), "early").code() ==
        absl::StatusCode::kInvalidArgument);
  REQUIRE(store.journal->DropHistoryBefore(Position(7), "balances").ok());
  for (int round = 0; round < 2; ++round) {
    CHECK(store.journal->oldest() == Position(7));
    CHECK(store.journal->checkpoint().payload == "balances");
    const absl::Status expired = store.journal->Read(Position(6), [](auto&) { return true; });
    CHECK(expired.code() == absl::StatusCode::kOutOfRange);
    CHECK(PositionsFrom(*store.journal, 7) == std::vector<uint64_t>{7, 8, 9, 10});
    CHECK(store.journal->head() == before);
    CHECK(store.journal->DropHistoryBefore(Position(6), "").code() ==
          absl::StatusCode::kInvalidArgument);
    store.Restart();
  }
}

TEST_CASE_TEMPLATE("all history can be dropped and the chain goes on from the checkpoint", Store,
                   Memory, Rocks) {
  Store store;
  AppendMany(*store.journal, 3);
  const Head before = store.journal->head();
  REQUIRE(store.journal->SaveRecords(Position(3), {}).ok());
  REQUIRE(store.journal->DropHistoryBefore(Position(4), "all").ok());
  store.Restart();
  CHECK(store.journal->head() == before);
  CHECK(store.journal->checkpoint().digest == before.digest);
  REQUIRE(store.journal->Append(MakeCommit(4)).ok());
  CHECK(PositionsFrom(*store.journal, 4) == std::vector<uint64_t>{4});
}

TEST_CASE_TEMPLATE("what was dropped and deleted stays so, reclaimed or not", Store, Memory,
                   Rocks) {
  for (const bool reclaimed : {false, true}) {
    Store store;
    AppendMany(*store.journal, 3);
    Commit commit = MakeCommit(4);
    commit.sides = {{"k/1", "secret"}, {"k/2", "kept"}};
    REQUIRE(store.journal->Append(commit).ok());
    commit = MakeCommit(5);
    commit.sides = {{"k/1", std::nullopt}};
    REQUIRE(store.journal->Append(commit).ok());
    REQUIRE(store.journal->SaveRecords(Position(5), {}).ok());
    REQUIRE(store.journal->DropHistoryBefore(Position(6), "").ok());
    if (reclaimed) REQUIRE(store.journal->Reclaim().ok());
    for (int round = 0; round < 2; ++round) {
      CHECK(store.journal->oldest() == Position(6));
      CHECK(store.journal->head().position == Position(5));
      CHECK_FALSE(store.journal->ReadSide("k/1")->has_value());
      CHECK(*store.journal->ReadSide("k/2") == "kept");
      store.Restart();
    }
    REQUIRE(store.journal->Append(MakeCommit(6)).ok());
    REQUIRE(store.journal->Reclaim().ok());
    CHECK(PositionsFrom(*store.journal, 6) == std::vector<uint64_t>{6});
  }
}

TEST_CASE("a memory journal told to fail stops, and a restart shows what its failure left") {
  using Failure = MemoryJournal::Failure;
  for (const auto& [failure, kept] :
       {std::pair{Failure::kUnknownLost, 2}, {Failure::kUnknownKept, 3}}) {
    MemoryJournal journal;
    journal.FailAfter(2, failure);
    AppendMany(journal, 2);
    CHECK(journal.Append(MakeCommit(3)).status().code() == absl::StatusCode::kUnknown);
    CHECK(journal.Append(MakeCommit(4)).status().code() == absl::StatusCode::kUnknown);
    CHECK(journal.Read(Position(1), [](auto&) { return true; }).code() ==
          absl::StatusCode::kUnknown);
    CHECK(journal.head().position == Position(2));
    CHECK(journal.Restart()->head().position == Position(static_cast<uint64_t>(kept)));
  }
}

TEST_CASE("a full disk refuses a commit of a memory journal and the next one goes through") {
  MemoryJournal journal;
  journal.FailAfter(1, MemoryJournal::Failure::kDiskFull);
  AppendMany(journal, 1);
  CHECK(journal.Append(MakeCommit(2)).status().code() == absl::StatusCode::kResourceExhausted);
  CHECK(journal.Append(MakeCommit(2)).ok());
}

TEST_CASE("a crash may lose saved records of a memory journal down to the last flush") {
  MemoryJournal journal;
  AppendMany(journal, 2);
  REQUIRE(journal.SaveRecords(Position(1), {{RecordSpace::kLive, "a", "1"}}).ok());
  REQUIRE(journal.FlushRecords().ok());
  REQUIRE(journal.SaveRecords(Position(2), {{RecordSpace::kLive, "a", "2"}}).ok());
  CHECK(*journal.Restart(/*keep_records=*/true)->ReadRecord(RecordSpace::kLive, "a") == "2");
  Pairs records;
  const auto restarted = journal.Restart();
  CHECK(*restarted->LoadRecords(Into(records)) == Position(1));
  CHECK(records == Pairs{{"a", "1"}});
}

}  // namespace
}  // namespace mutua::journal
