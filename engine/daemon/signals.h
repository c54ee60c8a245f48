// What the daemon's main thread waits for: a signal, or a failure.
#pragma once

#include <functional>
#include <memory>

namespace mutua::daemon {

class SignalLoop {
 public:
  // From now on SIGTERM and SIGINT end Run instead of the process.
  // SIGHUP calls `reload`, on the thread that runs the loop.
  explicit SignalLoop(std::function<void()> reload);
  ~SignalLoop();

  // Returns after a signal or Stop.
  void Run();
  // From any thread.
  void Stop();

 private:
  void AwaitReload();

  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::daemon
