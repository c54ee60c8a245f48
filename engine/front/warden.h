// Hangs up on who misbehaves on gRPC's port (conduct.h): every two seconds it looks at the
// connections, by what the system counts of their bytes and, of those on which much came, gRPC of
// their calls. An offender is cut off within ten seconds, other connections never: those of
// our own HTTP port are none of these.
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

// Said once a look and offence, however many did the same.
struct HungUpOn {
  Offence offence;
  size_t connections = 0;
  std::string peer;  // one of them
};
const char* NameOf(Offence offence);

// What the warden sees, and its arm. A test has its own.
class Port {
 public:
  virtual ~Port() = default;
  // The connections by their other sides, whose names are theirs for as long as they last.
  virtual std::map<std::string, Traffic> Look() = 0;
  // Of those of them that it can say.
  virtual std::map<std::string, Calls> Ask(const std::vector<std::string>& peers) = 0;
  virtual void HangUpOn(const std::vector<std::string>& peers) = 0;
};
// What gRPC listens on, as hang_up.h has it. Of a Unix socket nothing is counted, and none seen.
std::unique_ptr<Port> MakeGrpcPort(const std::string& address, int port);

class Warden {
 public:
  using Monotonic = Conduct::Monotonic;
  using Say = std::function<void(const HungUpOn&)>;
  using Counts = std::array<uint64_t, kOffences>;

  Warden(std::unique_ptr<Port> port, const Conduct::Limits& limits, Say say)
      : port_(std::move(port)), limits_(limits), say_(std::move(say)) {}
  ~Warden() { Stop(); }

  void Start(std::chrono::milliseconds every);
  void Stop();
  void Look(Monotonic::time_point now);
  // Connections that were hung up on, by offence. Thread-safe.
  Counts counts() const;

 private:
  void Run(std::chrono::milliseconds every);

  const std::unique_ptr<Port> port_;
  const Conduct::Limits limits_;
  const Say say_;
  std::map<std::string, Conduct> known_;
  std::array<std::atomic<uint64_t>, kOffences> counts_{};

  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace mutua::front
