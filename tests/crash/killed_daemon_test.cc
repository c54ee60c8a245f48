// mutuad itself is killed with SIGKILL under load, thirty times on one store, while clients book
// over gRPC. Each time it starts again, and everything that it acknowledged is there (promise P1);
// what it was asked and did not answer is asked again with the same request id, and has one effect
// (promise P4). MUTUA_KILLS: how often, 30 unless given.
#include <algorithm>
#include <cstdlib>
#include <random>

#include "tests/daemon/daemon_store.h"
#include "tests/daemon/load.h"

namespace mutua::daemon {
namespace {

// Every check lists all bookings: a store of its own for every so many kills keeps that short.
constexpr int kKillsOfOneStore = 30;

void KillAgainAndAgain(int kills, unsigned seed) {
  const TemporaryFolder folder;
  const auto start = [&] {
    return std::make_unique<DaemonProcess>(ArgumentsFor(folder.Below("store")));
  };
  auto process = start();
  const std::string token = process->FirstToken();
  int port = process->WaitUntilServing();
  REQUIRE_MESSAGE(port != 0, process->log());
  const grpc::Status defined = DaemonClient(port, token).DefineLab(kMachines);
  REQUIRE_MESSAGE(defined.ok(), defined.error_message());

  Load load;
  Clients clients(load);
  std::minstd_rand random(seed);
  for (int kill_count = 1; kill_count <= kills; ++kill_count) {
    CAPTURE(kill_count);
    load.Serve(std::make_shared<DaemonClient>(port, token));
    load.WaitFor(load.acknowledged().size() + random() % 60 + 1);
    process->Signal(SIGKILL);
    CHECK(WIFSIGNALED(process->Wait()));
    const std::map<Place, std::string> acknowledged = load.acknowledged();
    process = start();
    port = process->WaitUntilServing();
    REQUIRE_MESSAGE(port != 0, process->log());
    DaemonClient daemon(port, token);
    CheckListed(daemon, acknowledged);
  }
  // The last one answers whatever is still open; then every place that is taken was acknowledged.
  load.Serve(std::make_shared<DaemonClient>(port, token));
  load.WaitFor(load.acknowledged().size() + kClients);
  clients.End();
  DaemonClient daemon(port, token);
  std::vector<std::pair<Place, std::string>> listed;
  REQUIRE(daemon.List(&listed).ok());
  CHECK(std::map<Place, std::string>(listed.begin(), listed.end()) == load.acknowledged());
  CHECK(listed.size() == load.acknowledged().size());
  // The load was there when it was killed.
  CHECK(load.retried() >= kills);
}

TEST_CASE("P1 P4: a daemon killed thirty times under load has all it acknowledged, once") {
  const char* given = std::getenv("MUTUA_KILLS");
  const int kills = given == nullptr ? kKillsOfOneStore : std::atoi(given);
  REQUIRE(kills > 0);
  for (int killed = 0; killed < kills; killed += kKillsOfOneStore) {
    CAPTURE(killed);
    KillAgainAndAgain(std::min(kKillsOfOneStore, kills - killed),
                      static_cast<unsigned>(killed + 1));
  }
}

}  // namespace
}  // namespace mutua::daemon
