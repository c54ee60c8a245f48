// How many requests were answered, by what they were for and how the answer began.
//
// Thread-safe: counters.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "engine/front/http/exchange.h"

namespace mutua::front::http {

class Traffic {
 public:
  // By Kind and by the status' class, 2xx to 5xx. A call by gRPC-Web that fails is a 2xx: how it
  // ended stands behind the answer (Caller::ended counts that).
  static constexpr size_t kClasses = 4;
  using Table = std::array<std::array<uint64_t, kClasses>, kKinds>;

  void Count(Kind kind, int status) {
    const int number = status / 100;
    const size_t at = number >= 2 && number <= 5 ? static_cast<size_t>(number - 2) : kClasses - 1;
    ++counts_[static_cast<size_t>(kind)][at];
  }

  Table table() const {
    Table table{};
    for (size_t kind = 0; kind < kKinds; ++kind) {
      for (size_t at = 0; at < kClasses; ++at) table[kind][at] = counts_[kind][at];
    }
    return table;
  }

  uint64_t total() const {
    uint64_t total = 0;
    for (const auto& row : counts_) {
      for (const auto& count : row) total += count;
    }
    return total;
  }

 private:
  std::array<std::array<std::atomic<uint64_t>, kClasses>, kKinds> counts_{};
};

}  // namespace mutua::front::http
