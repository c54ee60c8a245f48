// A mutuad that is booked without end, for tests of how it ends.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/daemon/daemon_store.h"
#include "tests/daemon/load.h"

namespace mutua::daemon {

// A daemon on a store of its own, with a lab, and clients that book.
struct Loaded {
  explicit Loaded(std::vector<std::string> more = {}) : flags(std::move(more)) {
    process = Start();
    token = process->FirstToken();
    auto client = Connect();
    REQUIRE(client->DefineLab(kMachines).ok());
    clients = std::make_unique<Clients>(load);
    load.Serve(std::move(client));
    load.WaitFor(5 * kClients);
  }

  const std::vector<std::string> flags;  // of mutuad, beside the usual ones
  TemporaryFolder folder;
  std::unique_ptr<DaemonProcess> process;
  std::string token;
  Load load;
  std::unique_ptr<Clients> clients;

  std::unique_ptr<DaemonProcess> Start(uint64_t file_bytes_max = 0) {
    return std::make_unique<DaemonProcess>(ArgumentsFor(folder.Below("store"), flags),
                                           file_bytes_max);
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

}  // namespace mutua::daemon
