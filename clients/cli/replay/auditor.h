// A second opinion on a replay, written a second, naive way: a plain list of who holds which time,
// and a count of what overlaps. It knows nothing of rooms: so with one resource of N units its
// answer must be the engine's; with N rooms a refusal below N is fragmentation, and counted.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/base/time.h"

namespace mutua::cli::replay {

class Auditor {
 public:
  explicit Auditor(int64_t capacity) : capacity_(capacity) {}

  // The most that is held at any instant of the interval.
  int64_t PeakUse(Interval interval) const;

  // The engine's answer to a BOOK, or its booking of a wish at `at`. Notes a disagreement.
  void Booked(uint32_t booking, Interval interval, bool accepted);
  void Ended(uint32_t booking) { held_.erase(booking); }

  const std::vector<std::string>& overbooked() const { return overbooked_; }
  int64_t refused_full() const { return refused_full_; }
  int64_t refused_below() const { return refused_below_; }
  int64_t peak() const { return peak_; }

 private:
  const int64_t capacity_;
  std::map<uint32_t, Interval> held_;
  std::vector<std::string> overbooked_;
  int64_t refused_full_ = 0;
  int64_t refused_below_ = 0;
  int64_t peak_ = 0;
};

}  // namespace mutua::cli::replay
