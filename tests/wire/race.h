// 64 clients that start at the same moment, and what a resource holds afterwards.
#pragma once

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "tests/wire/wire_lab.h"

namespace mutua::wire {

inline constexpr int64_t kHour = 3600;
inline constexpr int kClients = 64;

// What each racer does, by its number; true if it got the interval. How many got it.
template <class Racer>
int Race(Racer racer) {
  std::latch start(kClients);
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kClients; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      if (racer(i)) ++won;
    });
  }
  for (std::thread& thread : threads) thread.join();
  return won;
}

// Bookings that occupy the resource at any time of the interval, `start` seconds after the lab's
// first now.
inline int Holders(WireLab& lab, const char* handle, int64_t start, int64_t seconds) {
  return lab.engine().replica().Read([&](const core::State& state, const auto&) {
    const auto id = state.FindHandle(core::Subject::Kind::kResource, handle);
    int holders = 0;
    state.CalendarOf(ResourceId(*id))
        .ForEachOverlap(
            Interval(Instant::FromUnix(kNow + start), Instant::FromUnix(kNow + start + seconds)),
            [&](const model::Calendar::Entry&) {
              ++holders;
              return true;
            });
    return holders;
  });
}

}  // namespace mutua::wire
