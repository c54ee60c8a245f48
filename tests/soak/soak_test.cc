// A mutuad that is used on and on: booked, cancelled, asked, watched, backed up while it is, killed
// and stopped and started again, week after week of its clock. Memory and descriptors stay what
// they were, and every backup restores to the state that it is of. MUTUA_ROUNDS: weeks, 6 unless
// given.
#include <grpcpp/client_context.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

#include "engine/journal/open.h"
#include "engine/journal/restore.h"
#include "engine/store/digest.h"
#include "engine/store/events.h"
#include "engine/store/keeper.h"
#include "tests/daemon/daemon_store.h"
#include "tests/soak/user.h"

namespace mutua::soak {
namespace {

constexpr int kMachines = 4;
constexpr int kHours = 160;           // booked of each week, on each machine
constexpr int64_t kWeek = 8 * 86400;  // and a day: what has ended by then is forgotten
constexpr int kWatches = 4;
constexpr int kRoundsOfALife = 3;
constexpr int64_t kFirst = 1'800'000'000;  // January 2027

// But for the table files that RocksDB read and holds open: of these there are more with the years.
size_t DescriptorsOf(const DaemonProcess& process) {
  const std::filesystem::directory_iterator all("/proc/" + std::to_string(process.id()) + "/fd");
  return static_cast<size_t>(std::count_if(begin(all), end(all), [](const auto& one) {
    std::error_code gone;
    return std::filesystem::read_symlink(one, gone).extension() != ".sst";
  }));
}

double MebibytesOf(const DaemonProcess& process) {
  std::ifstream status("/proc/" + std::to_string(process.id()) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
  }
  return 0;
}

std::string Hex(const store::StateDigest& digest) {
  return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
}

// Restores the backup and gives the digest of the state that is in it; its chain must be whole.
std::string RestoredDigest(const v1::CreateBackupResponse& backup) {
  const TemporaryFolder to;
  const auto restored = journal::Restore(backup.path(), to.Below("store"));
  REQUIRE_MESSAGE(restored.ok(), std::string(restored.status().message()));
  CHECK(restored->head.position.value() == backup.position());
  auto journal = journal::OpenRocksJournal(to.Below("store"), {.disk_reserve_bytes = 0});
  REQUIRE_MESSAGE(journal.ok(), std::string(journal.status().message()));
  core::State state;
  const auto through = store::Restore(**journal, &state);
  REQUIRE(through.ok());
  const absl::Status read =
      (*journal)->Read(journal::Next(*through), [&](const journal::StoredCommit& commit) {
        const auto events = store::DecodeEvents(commit.at, commit.events);
        REQUIRE(events.ok());
        for (const core::Event& event : *events) state.Apply(event);
        state.AdvanceTo(commit.at);
        return true;
      });
  CHECK_MESSAGE(read.ok(), std::string(read.message()));
  return Hex(store::DigestOf(state));
}

struct Life {
  std::unique_ptr<DaemonProcess> process;
  std::unique_ptr<User> user;
};

struct Soak {
  TemporaryFolder folder;
  std::string token;
  int64_t now = kFirst;
  Tally tally;

  Life Start() {
    Life life;
    life.process = std::make_unique<DaemonProcess>(daemon::ArgumentsFor(
        folder.Below("store"), {"--replay-clock", "--backups", folder.Below("backups")}));
    if (token.empty()) token = life.process->FirstToken();
    const int port = life.process->WaitUntilServing();
    REQUIRE_MESSAGE(port != 0, life.process->log());
    life.user = std::make_unique<User>(port, token, now);
    return life;
  }

  // A week's use, with a backup in the midst of it.
  void Use(User& user, int round) {
    std::vector<grpc::ClientContext> watches(kWatches);
    std::vector<std::thread> watching;
    for (grpc::ClientContext& watch : watches) {
      watching.emplace_back([&] { user.Watch(&watch, &tally); });
    }
    std::vector<std::thread> using_it;
    for (int machine = 0; machine < kMachines; ++machine) {
      using_it.emplace_back([&, machine] {
        for (int hour = 0; hour < kHours; ++hour) user.UseHour(machine, hour, &tally);
      });
    }
    const auto backup = user.Backup("under-load-" + std::to_string(round));
    for (std::thread& thread : using_it) thread.join();
    for (grpc::ClientContext& watch : watches) watch.TryCancel();
    for (std::thread& thread : watching) thread.join();
    RestoredDigest(backup);
    std::filesystem::remove_all(backup.path());
    user.ComeAndGo(round);
  }

  // Nothing happens meanwhile: the state of the backup is that of the daemon.
  void CheckBackup(User& user, int round) {
    const v1::GetDigestResponse digest = user.Digest();
    const auto backup = user.Backup("quiet-" + std::to_string(round));
    REQUIRE(backup.position() == digest.position());
    CHECK(backup.chain_digest() == digest.chain_digest());
    CHECK(RestoredDigest(backup) == digest.state_digest());
    std::filesystem::remove_all(backup.path());
  }
};

int Rounds() {
  const char* given = std::getenv("MUTUA_ROUNDS");
  return given == nullptr ? 6 : std::atoi(given);
}

TEST_CASE(
    "used for weeks, restarted and backed up, it takes no more than it took, and loses nothing") {
  Soak soak;
  Life life = soak.Start();
  life.user->AdvanceTo(soak.now);
  life.user->DefineLab(kMachines);
  std::vector<double> memory;       // at the end of each life
  std::vector<size_t> descriptors;  // likewise
  const int rounds = Rounds();
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    soak.Use(*life.user, round);
    soak.CheckBackup(*life.user, round);
    soak.now += kWeek;
    life.user->AdvanceTo(soak.now);
    if (round % kRoundsOfALife != kRoundsOfALife - 1) continue;
    memory.push_back(MebibytesOf(*life.process));
    descriptors.push_back(DescriptorsOf(*life.process));
    const v1::GetDigestResponse before = life.user->Digest();
    const bool killed = memory.size() % 2 == 1;
    life.process->Signal(killed ? SIGKILL : SIGTERM);
    const int status = life.process->Wait();
    CHECK((killed ? WIFSIGNALED(status) : WIFEXITED(status) && WEXITSTATUS(status) == 0));
    life = soak.Start();
    // It goes on where it was: what a start and a stop say of themselves comes behind it.
    const v1::GetDigestResponse after = life.user->Digest();
    CHECK(after.position() > before.position());
    CHECK(after.store_id() == before.store_id());
  }
  for (size_t n = 0; n < memory.size(); ++n) {
    std::printf("life %zu: %.1f MiB, %zu descriptors\n", n + 1, memory[n], descriptors[n]);
  }
  std::printf("%llu booked, %llu refused, %llu cancelled, %llu listed, %llu messages watched\n",
              static_cast<unsigned long long>(soak.tally.booked),
              static_cast<unsigned long long>(soak.tally.refused),
              static_cast<unsigned long long>(soak.tally.cancelled),
              static_cast<unsigned long long>(soak.tally.listed),
              static_cast<unsigned long long>(soak.tally.watched));
  CHECK(soak.tally.failed == 0);
  CHECK(soak.tally.watched > soak.tally.booked);
  REQUIRE(memory.size() >= 2);
  // The first life begins with an empty store; allocators keep some of what they once had.
  const double first = std::max(memory[0], memory[1]);
  CHECK(*std::max_element(memory.begin(), memory.end()) <= 1.25 * first);
  const size_t fewest = *std::min_element(descriptors.begin(), descriptors.end());
  CHECK(*std::max_element(descriptors.begin(), descriptors.end()) <= fewest + 8);
}

}  // namespace
}  // namespace mutua::soak
