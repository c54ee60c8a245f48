#include "tests/daemon/daemon_store.h"

#include <algorithm>

#include "tests/daemon/daemon_client.h"
#include "tests/unit/journal/rocks_support.h"

namespace mutua::daemon {

std::vector<std::string> ArgumentsFor(const std::string& folder,
                                      const std::vector<std::string>& more) {
  std::vector<std::string> all = {"--data", folder, "--listen", "127.0.0.1:0", "--http", "none"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

struct DaemonStore::Original {
  TemporaryFolder folder;
  std::string token;

  Original() {
    DaemonProcess process(ArgumentsFor(folder.Below("store")));
    token = process.FirstToken();
    DaemonClient client(process.WaitUntilServing(), token);
    REQUIRE(client.DefineLab(1).ok());
    for (int hour = 0; hour < kBookings; ++hour) {
      std::string booking;
      REQUIRE(client.Book(NewRequestId(), {.machine = 0, .hour = hour}, &booking).ok());
    }
    process.Signal(SIGKILL);
    process.Wait();
  }
};

const DaemonStore::Original& DaemonStore::TheOriginal() {
  static const Original kOriginal;
  return kOriginal;
}

DaemonStore::DaemonStore() : token_(TheOriginal().token) {
  journal::CopyFolder(TheOriginal().folder.Below("store"), path());
}

std::string DaemonStore::wal() const {
  const std::vector<std::string> logs = journal::FilesWith(path(), ".log");
  REQUIRE(!logs.empty());
  return logs.back();
}

std::vector<std::string> DaemonStore::Arguments(const std::vector<std::string>& more) const {
  return ArgumentsFor(path(), more);
}

std::string WhyNotStarted(const std::vector<std::string>& arguments, int exit_code) {
  DaemonProcess process(arguments);
  CHECK(process.WaitForExit() == exit_code);
  CHECK(process.printed().empty());
  const std::string log = process.log();
  CHECK_MESSAGE(std::count(log.begin(), log.end(), '\n') == 1, log);
  return log;
}

}  // namespace mutua::daemon
