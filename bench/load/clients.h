// The clients of a closed loop, and what they saw.
//
// A Loop is used once, by one thread; which the clients run on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bench/load/histogram.h"

namespace mutua::load {

struct Options {
  std::string target;
  std::string token;
  std::string scenario;
  size_t clients = 1;
  uint64_t calls = 1000;
  uint64_t items = 500;
  uint64_t resources = 1000;
  uint64_t members = 20000;
  uint64_t asked = 100;
  uint64_t cells = 1000;
  uint64_t hours = 17520;
  uint64_t seed = 1;
};

struct Tally {
  uint64_t calls = 0;
  uint64_t items = 0;    // bookings decided, or questions answered
  uint64_t refused = 0;  // bookings
  uint64_t failed = 0;   // calls that were neither answered nor refused by a rule
  uint64_t request_bytes = 0;
  uint64_t response_bytes = 0;
  std::string error;  // of a failed call
  Histogram latency;  // of calls

  void Add(const Tally& other);
};

class Loop {
 public:
  explicit Loop(const Options& options);
  ~Loop();

  // Makes all calls; the seconds that it took. Nothing: nobody listens at the target.
  std::optional<double> Run();
  // Of all clients; once Run has returned.
  Tally tally() const;

 private:
  const Options options_;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::load
