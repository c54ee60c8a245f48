// A backup is taken while the journal goes on, and becomes a store of its own elsewhere.
#include <doctest/doctest.h>

#include <thread>

#include "engine/journal/backup.h"
#include "engine/journal/restore.h"
#include "engine/journal/rocks_store.h"
#include "engine/journal/verify.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

std::unique_ptr<Journal> MakeStore(const std::string& folder) {
  auto journal = OpenOrFail(folder);
  AppendUpTo(*journal, 9);
  Commit commit = MakeCommit(10);
  commit.sides = {{"title/1", "Hackathon"}};
  REQUIRE(journal->Append(commit).ok());
  const std::vector<RecordChange> changes = {{RecordSpace::kLive, "a", "live"},
                                             {RecordSpace::kPast, "b", "past"}};
  REQUIRE(journal->SaveRecords(Position(10), changes).ok());
  REQUIRE(journal->DropHistoryBefore(Position(4), "balances").ok());
  AppendUpTo(*journal, 15);
  return journal;
}

void Damage(const std::string& path) {
  std::string bytes = ReadFile(path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  WriteFile(path, bytes);
}

TEST_CASE("a backup restored is the same history with the same digests under a new store id") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  const absl::Status backed_up = journal->Backup(folder.Below("backup"));
  REQUIRE_MESSAGE(backed_up.ok(), std::string(backed_up.message()));
  AppendUpTo(*journal, 20);

  const auto restored = Restore(folder.Below("backup"), folder.Below("restored"));
  REQUIRE_MESSAGE(restored.ok(), std::string(restored.status().message()));
  CHECK(restored->head.position == Position(15));
  CHECK(restored->backup_of == journal->store_id());
  CHECK(restored->store_id != journal->store_id());

  const auto copy = OpenOrFail(folder.Below("restored"));
  CHECK(copy->store_id() == restored->store_id);
  CHECK(copy->head() == restored->head);
  CHECK(copy->oldest() == Position(4));
  CHECK(copy->checkpoint().payload == "balances");
  CHECK(CountCommits(*copy) == 12);
  CHECK(*copy->ReadSide("title/1") == "Hackathon");
  CHECK(*copy->ReadRecord(RecordSpace::kLive, "a") == "live");
  CHECK(*copy->ReadRecord(RecordSpace::kPast, "b") == "past");
  CHECK(*copy->LoadRecords([](auto, auto) { return absl::OkStatus(); }) == Position(10));
  AppendUpTo(*copy, 20);
  CHECK(copy->head().digest == journal->head().digest);
}

TEST_CASE("a backup taken while appends go on is whole, and its source goes on") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  absl::Status backed_up;
  std::thread backup([&] { backed_up = journal->Backup(folder.Below("backup")); });
  AppendUpTo(*journal, 60);
  backup.join();
  REQUIRE_MESSAGE(backed_up.ok(), std::string(backed_up.message()));
  CHECK(journal->head().position == Position(60));
  const auto restored = Restore(folder.Below("backup"), folder.Below("restored"));
  REQUIRE_MESSAGE(restored.ok(), std::string(restored.status().message()));
  CHECK(restored->head.position >= Position(15));
  CHECK(restored->head.position <= Position(60));
  const auto copy = OpenOrFail(folder.Below("restored"));
  CHECK(CountCommits(*copy) == restored->head.position.value() - 3);
}

TEST_CASE("a backup shares no file with its source and leaves nothing behind in it") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  REQUIRE(journal->Backup(folder.Below("backup")).ok());
  for (const auto& entry :
       std::filesystem::directory_iterator(folder.Below("backup") + "/rocksdb")) {
    CHECK(entry.hard_link_count() == 1);
  }
  CHECK(!std::filesystem::exists(folder.Below("store") + "/frozen"));
}

TEST_CASE("a backup is not written, and not restored, into a folder that holds something") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  std::filesystem::create_directory(folder.Below("full"));
  WriteFile(folder.Below("full") + "/mine", "x");
  CHECK(journal->Backup(folder.Below("full")).code() == absl::StatusCode::kFailedPrecondition);
  REQUIRE(journal->Backup(folder.Below("backup")).ok());
  CHECK(Restore(folder.Below("backup"), folder.Below("full")).status().code() ==
        absl::StatusCode::kFailedPrecondition);
  CHECK(Restore(folder.Below("store"), folder.Below("new")).status().code() ==
        absl::StatusCode::kFailedPrecondition);
}

TEST_CASE("a daemon does not start on a backup, and verify reads one") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  REQUIRE(journal->Backup(folder.Below("backup")).ok());
  CheckRefused(folder.Below("backup"), "is a backup");
  const auto found = Verify(folder.Below("backup"));
  REQUIRE(found.ok());
  CHECK_MESSAGE(found->IsWhole(), Describe(*found));
  CHECK(found->last == journal->head());
}

TEST_CASE("one changed bit in any file of a backup, or in its list, refuses the restore") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  REQUIRE(journal->Backup(folder.Below("backup")).ok());
  int damaged = 0;
  for (const auto& [path, bytes] : Contents(folder.Below("backup"))) {
    if (bytes.empty()) continue;
    Damage(path);
    const std::string to = folder.Below("to" + std::to_string(++damaged));
    CHECK_MESSAGE(absl::IsDataLoss(Restore(folder.Below("backup"), to).status()), path);
    WriteFile(path, bytes);
  }
  CHECK(damaged > 4);
  CHECK(Restore(folder.Below("backup"), folder.Below("restored")).ok());
}

TEST_CASE("a backup that was interrupted has no list and is not restored") {
  const TemporaryFolder folder;
  const auto journal = MakeStore(folder.Below("store"));
  REQUIRE(journal->Backup(folder.Below("backup")).ok());
  std::filesystem::remove(BackupListPath(folder.Below("backup")));
  const auto refused = Restore(folder.Below("backup"), folder.Below("restored"));
  CHECK(refused.status().code() == absl::StatusCode::kFailedPrecondition);
}

TEST_CASE("the list of a backup reads back as it was written, and not when it is altered") {
  BackupList list;
  list.store_id[0] = 7;
  list.head = {Position(12), OriginDigest(list.store_id)};
  list.files = {{"rocksdb/CURRENT", 16, OriginDigest({})}};
  const std::string text = EncodeBackupList(list);
  const auto back = DecodeBackupList(text);
  REQUIRE(back.ok());
  CHECK(back->store_id == list.store_id);
  CHECK(back->head == list.head);
  REQUIRE(back->files.size() == 1);
  CHECK(back->files[0].path == "rocksdb/CURRENT");
  CHECK(back->files[0].bytes == 16);
  CHECK(back->files[0].digest == OriginDigest({}));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string altered = text;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    CHECK(!DecodeBackupList(altered).ok());
    CHECK(!DecodeBackupList(text.substr(0, at)).ok());
  }
}

}  // namespace
}  // namespace mutua::journal
