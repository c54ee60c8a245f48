// Latencies in a histogram of constant size: 64 steps to each doubling, so that a quantile is off
// by 1.6 % at most, whatever the range (the layout of HdrHistogram). Microseconds.
//
// A value; not thread-safe: each client keeps one, and they are added up at the end.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mutua::load {

class Histogram {
 public:
  void Record(uint64_t microseconds) {
    ++counts_[Slot(microseconds)];
    ++total_;
  }

  void Add(const Histogram& other) {
    for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    total_ += other.total_;
  }

  // The smallest recorded value, rounded down to its step, that the share `quantile` (0 to 1) of
  // all does not exceed. 0 if nothing was recorded.
  uint64_t Quantile(double quantile) const {
    const auto wanted = static_cast<uint64_t>(quantile * static_cast<double>(total_));
    uint64_t seen = 0;
    for (size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen > wanted || (seen == total_ && total_ > 0)) return Lowest(i);
    }
    return 0;
  }

 private:
  static constexpr unsigned kBits = 6;
  static constexpr size_t kSteps = size_t{1} << kBits;

  // Below 128 each value has its slot; above, the seven highest bits and the doubling say which.
  static size_t Slot(uint64_t value) {
    if (value < 2 * kSteps) return value;
    const unsigned doubling = static_cast<unsigned>(std::bit_width(value)) - kBits - 1;
    return doubling * kSteps + (value >> doubling);
  }
  static uint64_t Lowest(size_t slot) {
    if (slot < 2 * kSteps) return slot;
    const size_t doubling = slot / kSteps - 1;
    return (slot - doubling * kSteps) << doubling;
  }

  std::vector<uint64_t> counts_ = std::vector<uint64_t>((64 - kBits + 1) * kSteps);
  uint64_t total_ = 0;
};

}  // namespace mutua::load
