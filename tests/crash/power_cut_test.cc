// The power goes after each file operation of a run of 500 commits: what was not synced is gone, or
// torn at random, or has wrong bits, and of the names that were not synced some are there
// (tests/support/recorded_disk.h). The store then opens with everything that was acknowledged, on an
// unbroken chain, or, where bits are wrong, refuses and says why (promises P1, P10).
//
// MUTUA_CUT_EVERY: every how many operations, 10 unless given. MUTUA_SEED: of what is torn.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "tests/support/faulty_filesystem.h"
#include "tests/support/recording_filesystem.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

constexpr uint64_t kCommits = 500;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10);
}

// From a few bytes to several of the log's blocks, so that cuts meet every edge.
Commit CommitOfRun(uint64_t n) {
  Commit commit = MakeCommit(n);
  commit.events.append(n * n * 37 % (n % 50 == 0 ? 70000 : 1500), static_cast<char>('a' + n % 26));
  commit.sides = {{"side/" + std::to_string(n), "name"}};
  if (n % 10 == 0) commit.sides.push_back({"side/" + std::to_string(n - 5), std::nullopt});
  return commit;
}

bool IsErased(uint64_t side, uint64_t head) { return side % 10 == 5 && side + 5 <= head; }

// What a program did to a disk, and what it was told that it had done.
struct Run {
  DiskTrace trace;
  std::vector<std::pair<std::size_t, Head>> acknowledged;  // after how many steps

  Head AcknowledgedAt(std::size_t steps, Head before) const {
    for (const auto& [at, head] : acknowledged) {
      if (at <= steps) before = head;
    }
    return before;
  }
};

// Lives on the store until `last`, and keeps the records and the history as a daemon does.
void Live(Run& run, const std::string& root, uint64_t last, bool reclaims) {
  FaultyEnv env(std::make_shared<RecordingFileSystem>(root, run.trace));
  auto opened = OpenRocksJournal(root + "/store", {.disk_reserve_bytes = 0}, &env);
  REQUIRE_MESSAGE(opened.ok(), std::string(opened.status().message()));
  Journal& journal = **opened;
  // What a start found is acknowledged by the witness that it wrote.
  run.acknowledged.emplace_back(run.trace.size(), journal.head());
  for (uint64_t n = journal.head().position.value() + 1; n <= last; ++n) {
    const auto head = journal.Append(CommitOfRun(n));
    REQUIRE(head.ok());
    run.acknowledged.emplace_back(run.trace.size(), *head);
    const RecordChange change = {RecordSpace::kLive, "last", std::to_string(n)};
    REQUIRE(journal.SaveRecords(head->position, {change}).ok());
    if (n % 60 == 0) REQUIRE(journal.FlushRecords().ok());
    if (!reclaims || n % 170 != 0) continue;
    REQUIRE(journal.DropHistoryBefore(Position(n - 100), "as of " + std::to_string(n)).ok());
    REQUIRE(journal.Reclaim().ok());
  }
}

// What an opened store holds, against what was acknowledged.
void CheckWhole(Journal& journal, const Head& acknowledged) {
  const uint64_t head = journal.head().position.value();
  CHECK(head >= acknowledged.position.value());
  CHECK(head <= acknowledged.position.value() + 1);
  if (!acknowledged.position.IsSet()) return;
  Digest at_acknowledged = journal.checkpoint().digest;
  uint64_t next = journal.oldest().value();
  const absl::Status read = journal.Read(journal.oldest(), [&](const StoredCommit& commit) {
    if (commit.position.value() != next || commit.events != CommitOfRun(next).events) return false;
    if (commit.position == acknowledged.position) at_acknowledged = commit.digest;
    ++next;
    return true;
  });
  CHECK_MESSAGE(read.ok(), std::string(read.message()));
  CHECK(next == head + 1);
  CHECK(at_acknowledged == acknowledged.digest);
  uint64_t wrong_sides = 0;
  for (uint64_t n = 1; n <= head; ++n) {
    const auto side = journal.ReadSide("side/" + std::to_string(n));
    REQUIRE(side.ok());
    if (side->has_value() == IsErased(n, head)) ++wrong_sides;
  }
  CHECK(wrong_sides == 0);
  std::string last = "0";
  const auto through = journal.LoadRecords([&](std::string_view, std::string_view value) {
    last = std::string(value);
    return absl::OkStatus();
  });
  REQUIRE(through.ok());
  CHECK(last == std::to_string(through->value()));
  CHECK(Next(*through) >= journal.oldest());
}

struct Tally {
  int cuts = 0;
  int refusals = 0;
};

// Opens what the cut left, twice: what the first start made of it is held to the same. Wrong bits may
// be read, and refused, by the second start only.
void CheckCut(const std::string& root, const Head& acknowledged, Fate fate, Tally& tally) {
  ++tally.cuts;
  FaultyEnv env(std::make_shared<FaultyFileSystem>());
  for (int start = 0; start < 2; ++start) {
    auto journal = OpenRocksJournal(root + "/store", {.disk_reserve_bytes = 0}, &env);
    if (!journal.ok()) {
      const std::string why(journal.status().message());
      CHECK_MESSAGE(fate == Fate::kFlipped, why);
      CHECK(why.find(root + "/store") != std::string::npos);
      ++tally.refusals;
      return;
    }
    CheckWhole(**journal, acknowledged);
  }
}

// One cut in so many is met by a start that is cut in turn, after each of its operations.
constexpr int kCutsBetweenCutStarts = 250;

// Cuts after every `every`th step of the run, on a disk that was `disk` before it: two cuts each,
// and `further` counts those of the starts behind them.
void CutEverywhere(const Run& run, RecordedDisk disk, const Head& before, uint64_t every,
                   std::minstd_rand& random, Tally& tally, Tally* further) {
  std::size_t steps = 0;
  int next_cut_start = kCutsBetweenCutStarts / 2;
  for (const DiskStep& step : run.trace.steps()) {
    disk.Apply(step);
    ++steps;
    if (steps % every != 0) continue;
    const Fate torn = random() % 2 == 0 ? Fate::kTorn : Fate::kFlipped;
    const Head acknowledged = run.AcknowledgedAt(steps, before);
    for (const Fate fate : {Fate::kLost, torn}) {
      CAPTURE(steps);
      CAPTURE(fate);
      const TemporaryFolder root;
      disk.CutInto(root.path(), fate, random);
      if (further != nullptr && fate == Fate::kTorn && tally.cuts >= next_cut_start) {
        next_cut_start += kCutsBetweenCutStarts;
        Run second;
        const RecordedDisk found(root.path());
        Live(second, root.path(), acknowledged.position.value() + 3, /*reclaims=*/false);
        CutEverywhere(second, found, acknowledged, 1, random, *further, nullptr);
        continue;
      }
      CheckCut(root.path(), acknowledged, fate, tally);
    }
  }
}

TEST_CASE("P1: a power cut after any file operation loses nothing that was acknowledged") {
  const uint64_t every = FromEnvironment("MUTUA_CUT_EVERY", 10);
  const uint64_t seed = FromEnvironment("MUTUA_SEED", 1);
  INFO("MUTUA_CUT_EVERY=" << every << " MUTUA_SEED=" << seed);
  const TemporaryFolder root;
  Run run;
  // Two ends of a daemon within it.
  for (const uint64_t last : {kCommits / 3, kCommits * 3 / 4, kCommits}) {
    Live(run, root.path(), last, /*reclaims=*/true);
  }
  REQUIRE(run.acknowledged.back().second.position == Position(kCommits));
  std::minstd_rand random(static_cast<unsigned>(seed));
  Tally once;
  Tally twice;
  CutEverywhere(run, RecordedDisk(), Head(), every, random, once, &twice);
  std::printf(
      "MUTUA_SEED=%llu: %zu operations, %d cuts (%d refused), %d cuts of a start behind a cut "
      "(%d refused)\n",
      static_cast<unsigned long long>(seed), run.trace.size(), once.cuts, once.refusals, twice.cuts,
      twice.refusals);
  CHECK(run.trace.size() > 4 * kCommits);
  CHECK(once.cuts > 100);
  CHECK(twice.cuts > 20);
}

}  // namespace
}  // namespace mutua::journal
