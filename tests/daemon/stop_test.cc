// How mutuad stops: told to, under load, more than once; and by itself when it can store no more.
#include "tests/daemon/daemon_store.h"
#include "tests/daemon/load.h"

namespace mutua::daemon {
namespace {

// A daemon on a store of its own, with a lab, and clients that book.
struct Loaded {
  TemporaryFolder folder;
  std::unique_ptr<DaemonProcess> process;
  std::string token;
  Load load;
  std::unique_ptr<Clients> clients;

  Loaded() {
    process = Start();
    token = process->FirstToken();
    auto client = Connect();
    REQUIRE(client->DefineLab(kMachines).ok());
    clients = std::make_unique<Clients>(load);
    load.Serve(std::move(client));
    load.WaitFor(5 * kClients);
  }

  std::unique_ptr<DaemonProcess> Start(uint64_t file_bytes_max = 0) {
    return std::make_unique<DaemonProcess>(ArgumentsFor(folder.Below("store")), file_bytes_max);
  }
  std::shared_ptr<DaemonClient> Connect() {
    const int port = process->WaitUntilServing();
    REQUIRE_MESSAGE(port != 0, process->log());
    return std::make_shared<DaemonClient>(port, token);
  }

  // Whatever was acknowledged is there after a restart, and what was not is booked once when it is
  // asked for again.
  void CheckNothingLost() {
    const std::map<Place, std::string> acknowledged = load.acknowledged();
    process = Start();
    const auto client = Connect();
    CheckListed(*client, acknowledged);
    load.Serve(client);
    load.WaitFor(acknowledged.size() + kClients);
    clients->End();
    std::vector<std::pair<Place, std::string>> listed;
    REQUIRE(client->List(&listed).ok());
    CHECK(listed.size() == load.acknowledged().size());
    CHECK(std::map<Place, std::string>(listed.begin(), listed.end()) == load.acknowledged());
  }
};

TEST_CASE(
    "SIGTERM under load: what is queued is answered, the daemon exits with 0, nothing is lost") {
  Loaded loaded;
  loaded.process->Signal(SIGTERM);
  CHECK(loaded.process->WaitForExit() == 0);
  CHECK(loaded.process->log().find("event=stopped") != std::string::npos);
  CHECK(loaded.process->log().find("level=critical") == std::string::npos);
  loaded.CheckNothingLost();
}

TEST_CASE("SIGTERM again while it stops changes nothing: it stops as it was told the first time") {
  Loaded loaded;
  loaded.process->Signal(SIGTERM);
  REQUIRE(loaded.process->WaitUntilLogged("event=stopping"));
  loaded.process->Signal(SIGTERM);
  loaded.process->Signal(SIGINT);
  CHECK(loaded.process->WaitForExit() == 0);
  CHECK(loaded.process->log().find("event=stopped") != std::string::npos);
  loaded.CheckNothingLost();
}

TEST_CASE("SIGTERM before it serves stops it as soon as it does, with 0") {
  const TemporaryFolder folder;
  DaemonProcess process(ArgumentsFor(folder.Below("store")));
  REQUIRE(!process.FirstToken().empty());
  process.Signal(SIGTERM);
  CHECK(process.WaitForExit() == 0);
}

TEST_CASE("P10 loud: a disk that takes no more stops it with one line, and nothing is lost") {
  Loaded loaded;
  loaded.process->Signal(SIGTERM);
  REQUIRE(loaded.process->WaitForExit() == 0);
  // Enough to start, and for some hundred bookings.
  loaded.process = loaded.Start(/*file_bytes_max=*/192 * 1024);
  loaded.load.Serve(loaded.Connect());
  CHECK(loaded.process->WaitForExit() == 1);
  const std::string& log = loaded.process->log();
  CHECK_MESSAGE(log.find("level=critical event=failed what=\"the store\"") != std::string::npos,
                log);
  loaded.CheckNothingLost();
}

}  // namespace
}  // namespace mutua::daemon
