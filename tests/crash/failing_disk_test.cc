// Every write, sync, read and removal fails once, in turn, in each of the ways a disk can fail, and
// then the power goes: what was acknowledged is there at the next start, always (promises P1, P10).
// And writes and syncs hang, one in each life: commits wait for them, readers do not.
// MUTUA_HANG_EVERY: which of them, every 12th unless given.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <thread>

#include "engine/journal/rocks_store.h"
#include "engine/journal/witness.h"
#include "tests/support/faulty_filesystem.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

using Error = FaultyFileSystem::Error;
using Which = FaultyFileSystem::Which;

struct Disk {
  std::shared_ptr<FaultyFileSystem> files = std::make_shared<FaultyFileSystem>();
  std::unique_ptr<rocksdb::Env> env = std::make_unique<FaultyEnv>(files);
};

absl::StatusOr<std::unique_ptr<Journal>> OpenOn(const Disk& disk, const std::string& folder) {
  return OpenRocksJournal(folder, {.disk_reserve_bytes = 0}, disk.env.get());
}

// What can be read, now that it may fail: never anything but what was written.
void ReadAll(const Journal& journal) {
  const absl::Status read = journal.Read(journal.oldest(), [&](const StoredCommit& commit) {
    CHECK(commit.events == MakeCommit(commit.position.value()).events);
    return true;
  });
  // UNAVAILABLE: the disk did not give it this time.
  CHECK_MESSAGE((read.ok() || absl::IsDataLoss(read) || absl::IsUnknown(read) ||
                 absl::IsUnavailable(read) || absl::IsOutOfRange(read)),
                std::string(read.message()));
  const auto side = journal.ReadSide("side/1");
  if (side.ok() && side->has_value()) CHECK(**side == "name");
}

// What one life of a daemon does; returns what was acknowledged last. Stops at the first failure,
// after which nothing may succeed any more. Before its last commit it drops the history but for the
// last `kept` commits.
Head Live(Journal& journal, uint64_t kept) {
  Head acknowledged = journal.head();
  const uint64_t first = acknowledged.position.value();
  for (uint64_t n = first + 1; n <= first + 6; ++n) {
    Commit commit = MakeCommit(n);
    commit.sides = {{"side/" + std::to_string(n), "name"}};
    const auto appended = journal.Append(commit);
    if (!appended.ok()) {
      CHECK(absl::IsUnknown(appended.status()));
      CHECK(absl::IsUnknown(journal.Append(MakeCommit(n)).status()));
      CHECK(absl::IsUnknown(journal.SaveRecords(acknowledged.position, {})));
      CHECK(journal.head() == acknowledged);
      return acknowledged;
    }
    acknowledged = *appended;
    const std::string text = std::to_string(n);
    if (!journal.SaveRecords(Position(n), {{RecordSpace::kLive, "last", text}}).ok()) {
      return acknowledged;
    }
    if (n % 3 == 0 && !journal.FlushRecords().ok()) return acknowledged;
    if (n != first + 5) continue;
    if (!journal.DropHistoryBefore(Position(n + 1 - kept), text).ok()) return acknowledged;
    if (!journal.Reclaim().ok()) return acknowledged;
    ReadAll(journal);
  }
  return acknowledged;
}

// Records are those of their marker, and what follows the marker can be replayed.
void CheckWhole(Journal& journal, const Head& acknowledged) {
  CHECK(journal.head().position >= acknowledged.position);
  CHECK(journal.head().position.value() <= acknowledged.position.value() + 1);
  std::optional<Digest> at_acknowledged;
  if (acknowledged.position == journal.checkpoint().position) {
    at_acknowledged = journal.checkpoint().digest;
  }
  const absl::Status read = journal.Read(journal.oldest(), [&](const StoredCommit& commit) {
    CHECK(commit.events == MakeCommit(commit.position.value()).events);
    if (commit.position == acknowledged.position) at_acknowledged = commit.digest;
    return true;
  });
  CHECK_MESSAGE(read.ok(), std::string(read.message()));
  CHECK(at_acknowledged == acknowledged.digest);
  for (uint64_t n = 1; n <= acknowledged.position.value(); ++n) {
    CHECK(*journal.ReadSide("side/" + std::to_string(n)) == "name");
  }
  std::string last = "0";
  const auto through = journal.LoadRecords([&](std::string_view, std::string_view value) {
    last = std::string(value);
    return absl::OkStatus();
  });
  REQUIRE(through.ok());
  CHECK(last == std::to_string(through->value()));
  CHECK(Next(*through) >= journal.oldest());
}

struct Fault {
  Error error = Error::kIo;
  bool dead = false;  // every operation behind the one that fails, too
  uint64_t kept = 0;  // see Live
  Which which = Which::kStoring;
  uint64_t least = 50;  // a life has more operations than these
};

// Records are those of their marker, commits are there, and it goes on: all that a commit needs,
// and then all that an end needs.
void CheckGoesOn(const std::string& folder, const Head& acknowledged) {
  const Disk repaired;
  auto journal = OpenOn(repaired, folder);
  REQUIRE_MESSAGE(journal.ok(), std::string(journal.status().message()));
  if (acknowledged.position.IsSet()) CheckWhole(**journal, acknowledged);
  AppendUpTo(**journal, (*journal)->head().position.value() + 1);
  CHECK((*journal)->SaveRecords((*journal)->head().position, {}).ok());
  CHECK((*journal)->FlushRecords().ok());
}

// One life on a store where `before` was acknowledged, with the k-th operation failing, a power
// cut, and another life on a disk that works. False when k is beyond what the life does.
bool FailsAndRecovers(const std::string& folder, Head before, uint64_t k, const Fault& fault) {
  Head acknowledged = before;
  const Disk disk;
  disk.files->FailAt(k, fault.error, fault.dead, fault.which);
  // A failure that meets the opening acknowledges nothing.
  if (auto journal = OpenOn(disk, folder); journal.ok()) {
    acknowledged = Live(**journal, fault.kept);
  }
  const bool reached = disk.files->HasFailed();
  disk.files->CutPower();
  CheckGoesOn(folder, acknowledged);
  return reached;
}

// `original` is copied for each failure; empty: each begins without a store.
void EveryFailure(const std::string& original, const Head& before, const Fault& fault) {
  uint64_t k = 0;
  bool reached = true;
  while (reached) {
    const TemporaryFolder folder;
    ++k;
    CAPTURE(k);
    if (!original.empty()) CopyFolder(original, folder.Below("store"));
    reached = FailsAndRecovers(folder.Below("store"), before, k, fault);
  }
  MESSAGE(std::to_string(k - 1), " operations failed, one in each life");
  CHECK(k > fault.least);
}

// As FailsAndRecovers, but the k-th operation hangs until the store was read meanwhile.
bool HangsAndGoesOn(const std::string& folder, const Head& before, uint64_t k) {
  Head acknowledged = before;
  const Disk disk;
  disk.files->HangAt(k);
  std::atomic<const Journal*> open = nullptr;
  std::atomic<bool> looked = false;
  std::thread life([&] {
    auto journal = OpenOn(disk, folder);
    if (journal.ok()) {
      open = journal->get();
      acknowledged = Live(**journal, /*kept=*/2);
    }
    disk.files->NothingMore();
    looked.wait(false);
  });
  const bool hung = disk.files->AwaitHang();
  if (const Journal* journal = open; hung && journal != nullptr) {
    CHECK(journal->head().position >= before.position);
    ReadAll(*journal);
  }
  looked = true;
  looked.notify_all();
  disk.files->Release();
  life.join();
  CHECK(acknowledged.position.value() == before.position.value() + 6);
  disk.files->CutPower();
  CheckGoesOn(folder, acknowledged);
  return hung;
}

// A store with a history, as one life left it.
Head MakeOriginal(const std::string& folder) {
  const Disk disk;
  auto journal = OpenOn(disk, folder);
  REQUIRE(journal.ok());
  return Live(**journal, /*kept=*/2);
}

// Each is a test of its own for ctest, so that they run beside each other.
TEST_CASE("whatever write or sync fails from the creation on, nothing acknowledged is lost") {
  EveryFailure("", Head(), {.dead = true});
}

TEST_CASE("whatever write or sync fails in a store that was there, nothing acknowledged is lost") {
  const TemporaryFolder folder;
  const Head before = MakeOriginal(folder.Below("original"));
  EveryFailure(folder.Below("original"), before, {.dead = true, .kept = 1});
}

TEST_CASE("whatever write or sync finds the disk full, nothing acknowledged is lost") {
  const TemporaryFolder folder;
  const Head before = MakeOriginal(folder.Below("original"));
  EveryFailure(folder.Below("original"), before, {.error = Error::kNoSpace, .kept = 2});
}

TEST_CASE(
    "whatever read or removal fails, nothing acknowledged is lost and nothing wrong is read") {
  const TemporaryFolder folder;
  const Head before = MakeOriginal(folder.Below("original"));
  for (const bool dead : {false, true}) {
    EveryFailure(folder.Below("original"), before,
                 {.dead = dead, .kept = 2, .which = Which::kReadingAndRemoving, .least = 10});
  }
}

TEST_CASE("whatever write or sync hangs, readers go on, and nothing acknowledged is lost") {
  const TemporaryFolder folder;
  const Head before = MakeOriginal(folder.Below("original"));
  const char* given = std::getenv("MUTUA_HANG_EVERY");
  const uint64_t every = given == nullptr ? 12 : std::strtoull(given, nullptr, 10);
  REQUIRE(every > 0);
  bool hung = true;
  uint64_t lives = 0;
  for (uint64_t k = 1; hung; k += every, ++lives) {
    const TemporaryFolder copy;
    CAPTURE(k);
    CopyFolder(folder.Below("original"), copy.Below("store"));
    hung = HangsAndGoesOn(copy.Below("store"), before, k);
  }
  MESSAGE(std::to_string(lives - 1), " operations hung, one in each life");
  CHECK(lives * every > 50);
}

TEST_CASE("a power cut after any acknowledgement loses nothing, though nothing was closed") {
  const TemporaryFolder folder;
  for (uint64_t last = 1; last <= 12; ++last) {
    const Disk disk;
    Head acknowledged;
    const std::string killed = folder.Below("killed" + std::to_string(last));
    {
      auto journal = OpenOn(disk, killed);
      REQUIRE(journal.ok());
      AppendUpTo(**journal, last);
      acknowledged = (*journal)->head();
      // What the close below still writes is not counted on: it fails.
      disk.files->FailAt(1, Error::kIo, /*dead=*/true);
    }
    disk.files->CutPower();
    const auto witness = ReadWitness(*rocksdb::FileSystem::Default(), WitnessPath(killed));
    REQUIRE(witness.ok());
    REQUIRE(witness->record.has_value());
    CHECK(witness->record->head == acknowledged);
    const Disk repaired;
    auto journal = OpenOn(repaired, killed);
    REQUIRE_MESSAGE(journal.ok(), std::string(journal.status().message()));
    CHECK((*journal)->head() == acknowledged);
    CHECK(CountCommits(**journal) == last);
  }
}

TEST_CASE(
    "a full disk during a commit stops the journal with UNKNOWN and says that space is missing") {
  const TemporaryFolder folder;
  const Disk disk;
  auto journal = OpenOn(disk, folder.Below("store"));
  REQUIRE(journal.ok());
  AppendUpTo(**journal, 3);
  disk.files->FailAt(1, Error::kNoSpace, /*dead=*/true);
  const auto failed = (*journal)->Append(MakeCommit(4));
  CHECK(absl::IsUnknown(failed.status()));
  CHECK(std::string(failed.status().message()).find("No space") != std::string::npos);
  CHECK(absl::IsUnknown((*journal)->Read(Position(1), [](auto&) { return true; })));
}

}  // namespace
}  // namespace mutua::journal
