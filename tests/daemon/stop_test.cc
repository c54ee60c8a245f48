// How mutuad stops: told to, under load, more than once; and by itself when it can store no more.
#include <atomic>

#include "tests/daemon/loaded.h"

namespace mutua::daemon {
namespace {

TEST_CASE(
    "SIGTERM under load: what is queued is answered, the daemon exits with 0, nothing is lost") {
  Loaded loaded;
  loaded.process->Signal(SIGTERM);
  CHECK(loaded.process->WaitForExit() == 0);
  CHECK(loaded.process->log().find("event=stopped") != std::string::npos);
  CHECK(loaded.process->log().find("level=critical") == std::string::npos);
  loaded.CheckNothingLost();
}

TEST_CASE("Whoever calls while it stops gets an answer or UNAVAILABLE, never another code") {
  const TemporaryFolder folder;
  DaemonProcess process(ArgumentsFor(folder.Below("store")));
  const std::string token = process.FirstToken();
  const int port = process.WaitUntilServing();
  REQUIRE(DaemonClient(port, token).DefineLab(kClients).ok());
  std::atomic<int> booked = 0;
  std::atomic<bool> stopped = false;
  std::map<grpc::StatusCode, int> codes;
  std::mutex mutex;
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&, client] {
      DaemonClient daemon(port, token);
      // Without a pause, whatever the answer is.
      for (int hour = 0; !stopped; ++hour) {
        std::string booking;
        const grpc::Status status = daemon.Book(NewRequestId(), {client, hour}, &booking);
        if (status.ok()) ++booked;
        const std::lock_guard lock(mutex);
        ++codes[status.error_code()];
      }
    });
  }
  while (booked < 5 * kClients) std::this_thread::yield();
  process.Signal(SIGTERM);
  CHECK(process.WaitForExit() == 0);
  stopped = true;
  for (std::thread& client : clients) client.join();
  CHECK(codes.erase(grpc::StatusCode::OK) == 1);
  CHECK(codes.erase(grpc::StatusCode::UNAVAILABLE) == 1);
  for (const auto& [code, times] : codes) FAIL_CHECK("code " << code << ": " << times << " times");
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
