// What one input may cost: 50 ms of computing and 64 MiB, on top of what the process had. Who holds
// a Ceiling says so when it ends, and aborts when it was more.
//
// Computing is counted, not waiting: a machine that is busy changes nothing. A build without
// optimisation, or under a sanitizer, is given ten times as long.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

namespace mutua::fuzz {

class Ceiling {
 public:
  explicit Ceiling(const char* what) : what_(what), began_(Computed()) {
    std::ofstream("/proc/self/clear_refs") << 5;  // the peak is the present from now on
    before_ = Kibibytes("VmRSS:");
  }
  Ceiling(const Ceiling&) = delete;
  Ceiling& operator=(const Ceiling&) = delete;
  ~Ceiling() {
    const double milliseconds = (Computed() - began_) * 1000;
    const double mebibytes = static_cast<double>(Kibibytes("VmHWM:") - before_) / 1024;
    if (milliseconds > slowest) slowest = milliseconds;
    if (mebibytes > largest) largest = mebibytes;
    if (milliseconds <= kMillisecondsMost * kSlowdown && mebibytes <= kMebibytesMost) return;
    std::fprintf(stderr, "%s took %.0f ms of computing and %.1f MiB\n", what_, milliseconds,
                 mebibytes);
    std::abort();
  }

  // Of all that have ended.
  static inline double slowest = 0;  // milliseconds
  static inline double largest = 0;  // MiB

 private:
  static constexpr double kMillisecondsMost = 50;
  static constexpr double kMebibytesMost = 64;
#if defined(__OPTIMIZE__) && !defined(MUTUA_LIBFUZZER)
  static constexpr double kSlowdown = 1;
#else
  static constexpr double kSlowdown = 10;
#endif

  static double Computed() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }
  static long Kibibytes(const char* of) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(of)) return std::atol(line.c_str() + std::string_view(of).size());
    }
    return 0;
  }

  const char* const what_;
  const double began_;
  long before_ = 0;
};

}  // namespace mutua::fuzz
