// Hangs up on who misbehaves on gRPC's port (conduct.h): ten times a second it looks at the
// connections, by what the system counts of their bytes and, of those on which much came, gRPC of
// their calls. An offender is held, so that nothing more of it is taken in, and some seconds later
// cut off: let go at once it would be back at once. Within ten seconds all of it is over. Other
// connections are never touched, nor are those of our own HTTP port.
//
// Life: Start, then Stop (or the destructor). Look is for that thread, or for a test without it.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine/front/conduct.h"

namespace mutua::front {

// Said when it is held, every two seconds at most for each offence, of all that did the same.
struct HungUpOn {
  Offence offence;
  size_t connections = 0;
  std::string peer;  // one of them
};
const char* NameOf(Offence offence);

// What the warden sees, and its arms. A test has its own.
class Port {
 public:
  using Peers = std::vector<std::string>;

  virtual ~Port() = default;
  // The connections by their other sides, whose names are theirs for as long as they last.
  virtual std::map<std::string, Traffic> Look() = 0;
  // Of those of them that it can say.
  virtual std::map<std::string, Calls> Ask(const Peers& peers) = 0;
  virtual void Hold(const Peers& peers) = 0;
  virtual void HangUpOn(const Peers& peers) = 0;
};
// What gRPC listens on, as hang_up.h has it. Of a Unix socket nothing is counted, and none seen.
std::unique_ptr<Port> MakeGrpcPort(const std::string& address, int port);

class Warden {
 public:
  using Monotonic = Conduct::Monotonic;
  using Say = std::function<void(const HungUpOn&)>;
  using Counts = std::array<uint64_t, kOffences>;

  struct Limits {
    Conduct::Limits conduct;
    // That an offender is held; a sixth more for some, that not all come back at once.
    std::chrono::milliseconds held{6000};
  };

  Warden(std::unique_ptr<Port> port, const Limits& limits, Say say)
      : port_(std::move(port)), limits_(limits), say_(std::move(say)) {}
  ~Warden() { Stop(); }

  // `every`: or less often, where a look takes long: it has a fiftieth of the time.
  void Start(std::chrono::milliseconds every);
  void Stop();
  void Look(Monotonic::time_point now);
  // Connections that were hung up on, by offence. Thread-safe.
  Counts counts() const;

 private:
  using Offenders = std::array<Port::Peers, kOffences>;

  void Run(std::chrono::milliseconds every);
  Offenders Judge(const std::map<std::string, Traffic>& seen, Monotonic::time_point now);
  void Hold(const Port::Peers& peers, Monotonic::time_point now);
  void LetGo(Monotonic::time_point now);
  void SayOf(size_t offence, Monotonic::time_point now);

  const std::unique_ptr<Port> port_;
  const Limits limits_;
  const Say say_;
  std::map<std::string, Conduct> known_;
  std::map<std::string, Monotonic::time_point> held_;  // until then
  std::array<std::atomic<uint64_t>, kOffences> counts_{};
  struct Unsaid {
    size_t connections = 0;
    std::string peer = {};
    Monotonic::time_point from = {};  // when it may be said
  };
  std::array<Unsaid, kOffences> unsaid_;

  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mutua::front
