// Clients that book over gRPC without end, each the places of its own, and ask again with the same
// request id whatever a daemon did not answer. Daemons come and go meanwhile.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/daemon/daemon_client.h"

namespace mutua::daemon {

inline constexpr int kMachines = 4;
inline constexpr int kClients = 8;

// What the clients share: where the daemon is, and what it acknowledged. Thread-safe.
class Load {
 public:
  // From now on the clients talk to this one.
  void Serve(std::shared_ptr<DaemonClient> daemon);
  void End() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  // Another daemon than `last`, as soon as there is one; null when there will be none.
  std::shared_ptr<DaemonClient> Next(const std::shared_ptr<DaemonClient>& last) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || daemon_ != last; });
    return daemon_ != last ? daemon_ : nullptr;
  }
  bool ended() {
    const std::lock_guard lock(mutex_);
    return ended_;
  }

  void Acknowledged(Place place, const std::string& booking, bool retried);
  void WaitFor(size_t acknowledgements) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return acknowledged_.size() >= acknowledgements || ended_; });
  }
  std::map<Place, std::string> acknowledged() {
    const std::lock_guard lock(mutex_);
    return acknowledged_;
  }
  int retried() {
    const std::lock_guard lock(mutex_);
    return retried_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<DaemonClient> daemon_;
  bool ended_ = false;
  std::map<Place, std::string> acknowledged_;
  int retried_ = 0;
};

// Ends the load and joins, whatever becomes of the test.
struct Clients {
  Load& load;
  std::vector<std::thread> threads;

  explicit Clients(Load& on);
  ~Clients() { End(); }
  void End();
};

// Every acknowledged booking is there, where it was acknowledged; each place has one at most, and
// those that are there without an acknowledgement were asked for just now.
void CheckListed(DaemonClient& daemon, const std::map<Place, std::string>& acknowledged);

}  // namespace mutua::daemon
