// One bit is wrong in any file of a store that a killed daemon left. Either the start refuses, or
// every answer is the one of the unflipped store: the head, the digest of the state, each commit,
// each record, each text. What the history or the texts can no longer give is an error on its first
// read, and `mutua verify` names the damage then (promises P1, P10).
//
// MUTUA_FLIPS: how many, 500 unless given. MUTUA_SEED: which.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <utility>

#include "engine/journal/rocks_store.h"
#include "engine/journal/verify.h"
#include "engine/pipeline/engine.h"
#include "engine/pipeline/recovery.h"
#include "engine/store/digest.h"
#include "tests/sim/workload.h"
#include "tests/support/faulty_filesystem.h"
#include "tests/support/recording_filesystem.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::journal {
namespace {

constexpr int kCommandsPerLife = 250;
constexpr std::size_t kCommandsPerCommit = 5;
constexpr int kLives = 3;
constexpr Duration kBetweenLives = Duration::Days(45);
const Instant kOpened = Instant::FromUnix(1'800'000'000);

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10);
}

class ManualClock : public Clock {
 public:
  Instant Now() const override { return now_; }
  void Advance(Duration by) { now_ = now_ + by; }

 private:
  Instant now_ = kOpened;
};

// Several commands a commit, as a busy daemon has them.
class Decider {
 public:
  explicit Decider(pipeline::Engine& engine) : engine_(engine) {}
  ~Decider() { Flush(); }
  void Add(core::Command command, int number) {
    requests_.emplace_back();
    requests_.back().command = std::move(command);
    const std::string text = std::to_string(number);
    requests_.back().sides = {{"side/" + text, "title " + text}};
    if (requests_.size() == kCommandsPerCommit) Flush();
  }

 private:
  void Flush() {
    if (requests_.empty()) return;
    for (const pipeline::Answer& answer : engine_.Decide(std::exchange(requests_, {}))) {
      CHECK(answer.status.ok());
    }
  }

  pipeline::Engine& engine_;
  std::vector<pipeline::Request> requests_;
};

// Some months in a small lab, with two ends of the daemon; then it is killed: `killed` gets what it
// had written by then.
void MakeStore(const std::string& killed) {
  const TemporaryFolder alive;
  DiskTrace trace;
  std::size_t written = 0;
  FaultyEnv env(std::make_shared<RecordingFileSystem>(alive.path(), trace));
  ManualClock clock;
  sim::Workload workload(7, model::ZoneTable(), kOpened);
  int number = 0;
  for (int life = 0; life < kLives; ++life) {
    clock.Advance(kBetweenLives);  // what ended long ago leaves the live state
    auto journal = OpenRocksJournal(alive.Below("store"), {.disk_reserve_bytes = 0}, &env);
    REQUIRE(journal.ok());
    auto engine = pipeline::Engine::Start(**journal, clock, {});
    REQUIRE(engine.ok());
    {
      Decider decider(**engine);
      if (life == 0) {
        for (core::Command& command : workload.Lab()) decider.Add(std::move(command), ++number);
      }
      for (int i = 0; i < kCommandsPerLife; ++i) {
        clock.Advance(workload.Pause());
        core::Command command =
            (*engine)->replica().Read([&](const core::State& state, const auto&) {
              return workload.Next(state, clock.Now());
            });
        decider.Add(std::move(command), ++number);
      }
    }
    written = trace.size();
    REQUIRE((*engine)->Stop().ok());
  }
  RecordedDisk disk;
  for (std::size_t step = 0; step < written; ++step) disk.Apply(trace.steps()[step]);
  std::minstd_rand unused;
  disk.CutInto(killed, Fate::kKept, unused);
}

using Records = std::vector<std::pair<std::string, std::string>>;

// All that a store can be asked.
struct Answers {
  absl::Status started;
  Head head;
  store::StateDigest state{};
  std::vector<std::string> commits;
  absl::Status read_commits;
  Records past;
  absl::Status read_past;
  Records sides;
  absl::Status read_sides;
};

RecordReader Into(Records& records) {
  return [&](std::string_view key, std::string_view value) {
    records.emplace_back(key, value);
    return absl::OkStatus();
  };
}

Answers Ask(const std::string& folder) {
  Answers answers;
  FaultyEnv env(std::make_shared<FaultyFileSystem>());  // syncs nothing
  const auto journal = OpenRocksJournal(folder, {.disk_reserve_bytes = 0}, &env);
  answers.started = journal.status();
  if (!journal.ok()) return answers;
  const auto replica = pipeline::Recover(**journal);
  answers.started = replica.status();
  if (!replica.ok()) return answers;
  answers.head = (*journal)->head();
  answers.state = (*replica)->Read(
      [](const core::State& state, const auto&) { return store::DigestOf(state); });
  answers.read_commits = (*journal)->Read((*journal)->oldest(), [&](const StoredCommit& commit) {
    answers.commits.push_back(std::to_string(commit.position.value()) + " " +
                              std::to_string(commit.at.unix_seconds()) + " " +
                              ToHex(commit.digest) + " " + std::string(commit.events));
    return true;
  });
  answers.read_past = (*journal)->ForEachRecord(RecordSpace::kPast, "", Into(answers.past));
  answers.read_sides = (*journal)->ForEachSide("", Into(answers.sides));
  return answers;
}

// What was given before an error, or everything.
template <class Sequence>
bool IsSameUntil(const absl::Status& status, const Sequence& given, const Sequence& right) {
  if (status.ok()) return given == right;
  return given.size() <= right.size() && std::equal(given.begin(), given.end(), right.begin());
}

struct Tally {
  int refused = 0;
  int named = 0;                       // found by a read, and by verify
  int verified = 0;                    // found by verify only
  std::map<std::string, int> without;  // nothing depends on it: by kind of file
};

bool IsSaid(const absl::Status& status) { return status.ok() || absl::IsDataLoss(status); }

void CheckFlip(const std::string& flipped, const Answers& right, const std::string& kind,
               Tally& tally) {
  const auto before = Contents(flipped);
  const auto verified = Verify(flipped);
  REQUIRE_MESSAGE(verified.ok(), std::string(verified.status().message()));
  CHECK(Contents(flipped) == before);
  const Answers given = Ask(flipped);
  if (!given.started.ok()) {
    CHECK_MESSAGE(!verified->IsWhole(), std::string(given.started.message()));
    CHECK(given.started.message().find('\n') == absl::string_view::npos);
    ++tally.refused;
    return;
  }
  CHECK(given.head == right.head);
  CHECK(given.state == right.state);
  CHECK(IsSameUntil(given.read_commits, given.commits, right.commits));
  CHECK(IsSameUntil(given.read_past, given.past, right.past));
  CHECK(IsSameUntil(given.read_sides, given.sides, right.sides));
  for (const absl::Status* status : {&given.read_commits, &given.read_past, &given.read_sides}) {
    CHECK_MESSAGE(IsSaid(*status), status->ToString());
  }
  if (!given.read_commits.ok() || !given.read_past.ok() || !given.read_sides.ok()) {
    CHECK(!verified->IsWhole());
    CHECK(kind != ".log");  // its tail is what a start replays
    ++tally.named;
  } else if (!verified->IsWhole()) {
    ++tally.verified;
  } else {
    ++tally.without[kind];
  }
}

// The extension, or the name up to its number.
std::string KindOf(const std::string& path) {
  const std::filesystem::path file(path);
  if (file.has_extension()) return file.extension().string();
  const std::string name = file.filename().string();
  return name.substr(0, name.find('-'));
}

// Without RocksDB's diary, its notes of its own options and its name for itself, which no answer
// needs.
std::vector<std::pair<std::string, std::string>> FilesOf(const std::string& folder) {
  auto files = Contents(folder);
  std::erase_if(files, [](const auto& file) {
    const std::string kind = KindOf(file.first);
    return file.second.empty() || kind == "LOG" || kind == "OPTIONS" || kind == "IDENTITY";
  });
  return files;
}

TEST_CASE("P10: one flipped bit in any file of a store is refused, named, or of no consequence") {
  const auto flips = static_cast<int>(FromEnvironment("MUTUA_FLIPS", 500));
  const uint64_t seed = FromEnvironment("MUTUA_SEED", 1);
  const TemporaryFolder folder;
  const std::string store = folder.Below("store");
  MakeStore(folder.path());
  const auto files = FilesOf(store);
  CopyFolder(store, folder.Below("right"));
  const Answers right = Ask(folder.Below("right"));
  REQUIRE(right.started.ok());
  REQUIRE(right.read_commits.ok());
  CHECK(right.commits.size() >= kLives * kCommandsPerLife / kCommandsPerCommit);
  CHECK(right.past.size() > 20);
  CHECK(right.sides.size() > 100);
  uint64_t all_bytes = 0;
  for (const auto& [path, bytes] : files) all_bytes += bytes.size();

  std::minstd_rand random(static_cast<unsigned>(seed));
  Tally tally;
  for (int flip = 0; flip < flips; ++flip) {
    // By bytes and by files in turn: both the large and the small ones are met.
    std::size_t file = random() % files.size();
    uint64_t at = random();
    if (flip % 2 == 0) {
      at %= all_bytes;
      for (file = 0; at >= files[file].second.size(); ++file) at -= files[file].second.size();
    }
    auto [path, bytes] = files[file];
    at %= bytes.size();
    const unsigned bit = random() % 8;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    INFO("MUTUA_SEED=" << seed << " flip " << flip << ": bit " << bit << " of byte " << at << " of "
                       << path);
    const TemporaryFolder copy;
    CopyFolder(store, copy.Below("store"));
    WriteFile(copy.Below("store") + path.substr(store.size()), bytes);
    CheckFlip(copy.Below("store"), right, KindOf(path), tally);
  }
  std::printf(
      "MUTUA_SEED=%llu: %d bits flipped in %zu files of %llu bytes: %d refused at the start, %d "
      "named by a read and by verify, %d by verify alone; in what no answer needs:",
      static_cast<unsigned long long>(seed), flips, files.size(),
      static_cast<unsigned long long>(all_bytes), tally.refused, tally.named, tally.verified);
  for (const auto& [kind, count] : tally.without) std::printf(" %s %d", kind.c_str(), count);
  std::printf("\n");
  CHECK(tally.refused > flips / 10);
  CHECK(tally.named > flips / 50);
}

}  // namespace
}  // namespace mutua::journal
