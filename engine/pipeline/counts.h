// What the pipeline counts of itself: written by its threads, read by anybody.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace mutua::pipeline {

struct Counts {
  std::atomic<uint64_t> accepted{0}, refused{0}, repeated{0}, expired{0}, turned_away{0},
      commits{0}, timers{0}, append_microseconds{0}, decide_microseconds{0};
};

inline uint64_t MicrosecondsSince(std::chrono::steady_clock::time_point start) {
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                   std::chrono::steady_clock::now() - start)
                                   .count());
}

}  // namespace mutua::pipeline
