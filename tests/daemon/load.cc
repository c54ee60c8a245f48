#include "tests/daemon/load.h"

#include <doctest/doctest.h>

namespace mutua::daemon {
namespace {

// Books one place after the other, each until it is answered: the places of the client alone, so
// every answer must be yes.
void BookWithoutEnd(Load& load, int client) {
  std::shared_ptr<DaemonClient> daemon = load.Next(nullptr);
  for (int n = 0; daemon != nullptr; ++n) {
    const Place place{client % kMachines, n * (kClients / kMachines) + client / kMachines};
    const std::string request_id = NewRequestId();
    bool retried = false;
    while (daemon != nullptr) {
      std::string booking;
      const grpc::Status status = daemon->Book(request_id, place, &booking);
      if (status.ok()) {
        load.Acknowledged(place, booking, retried);
        break;
      }
      const bool gone = status.error_code() == grpc::StatusCode::UNAVAILABLE ||
                        status.error_code() == grpc::StatusCode::UNKNOWN;
      CHECK_MESSAGE(gone, status.error_message());
      if (!gone) return load.End();
      retried = true;
      daemon = load.Next(daemon);
    }
    if (load.ended()) return;
  }
}

}  // namespace

void Load::Serve(std::shared_ptr<DaemonClient> daemon) {
  const std::lock_guard lock(mutex_);
  daemon_ = std::move(daemon);
  changed_.notify_all();
}

void Load::Acknowledged(Place place, const std::string& booking, bool retried) {
  const std::lock_guard lock(mutex_);
  CHECK(acknowledged_.emplace(place, booking).second);
  retried_ += retried ? 1 : 0;
  changed_.notify_all();
}

void CheckListed(DaemonClient& daemon, const std::map<Place, std::string>& acknowledged) {
  std::vector<std::pair<Place, std::string>> listed;
  const grpc::Status status = daemon.List(&listed);
  REQUIRE_MESSAGE(status.ok(), status.error_message());
  const std::map<Place, std::string> there(listed.begin(), listed.end());
  CHECK(there.size() == listed.size());
  size_t lost = 0;
  for (const auto& [place, booking] : acknowledged) {
    const auto found = there.find(place);
    lost += found == there.end() || found->second != booking ? 1 : 0;
  }
  CHECK(lost == 0);
  CHECK(listed.size() <= acknowledged.size() + kClients);
}

Clients::Clients(Load& on) : load(on) {
  for (int client = 0; client < kClients; ++client) {
    threads.emplace_back([this, client] { BookWithoutEnd(load, client); });
  }
}

void Clients::End() {
  load.End();
  for (std::thread& thread : threads) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace mutua::daemon
