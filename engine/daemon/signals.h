// The loop that the daemon's main thread sits in: signals and HTTP.
#pragma once

#include <memory>

namespace boost::asio {
class io_context;
}

namespace mutua::daemon {

class SignalLoop {
 public:
  // From now on SIGTERM and SIGINT end Run instead of the process.
  SignalLoop();
  ~SignalLoop();

  boost::asio::io_context& io();
  // Returns after a signal or Stop.
  void Run();
  // From any thread.
  void Stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::daemon
