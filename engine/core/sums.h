// The amounts of one holder: a row for each window in which anything was counted, in it an amount
// for each quota that counted there.
//
// A booking changes some twenty amounts in five windows: five searches of a short list find their
// rows, and the amounts of a row are read and changed in one pass. All rows of a holder lie in one
// piece of memory.
//
// Promises: an amount of nothing takes no room, and a row of none neither. An insertion moves the
// places of rows, of which there are no more than days, weeks, months and years are booked, and the
// amounts of one row. A value, thread-bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/day.h"
#include "engine/base/ids.h"
#include "engine/model/quota.h"

namespace mutua::core {

class Sums {
 public:
  // Of what is no period `first` is nothing.
  struct Window {
    model::Quota::Window kind = model::Quota::Window::kDay;
    Day first;
  };
  struct Sum {
    QuotaId quota{};
    int64_t amount = 0;
  };

  // What was counted in one window, for one pass over quotas, ascending by id. Borrowed until the
  // sums change.
  class Row {
   public:
    Row() = default;
    int64_t Of(QuotaId quota) {
      while (next_ != end_ && next_->quota < quota) ++next_;
      return next_ != end_ && next_->quota == quota ? next_->amount : 0;
    }

   private:
    friend class Sums;
    Row(const Sum* begin, const Sum* end) : next_(begin), end_(end) {}
    const Sum* next_ = nullptr;
    const Sum* end_ = nullptr;
  };

  Row RowOf(Window window) const;
  int64_t Of(Window window, QuotaId quota) const { return RowOf(window).Of(quota); }
  // Adds each of `sums`, which are ascending by quota, and not nothing; what is taken away is
  // negative.
  void Add(Window window, std::span<const Sum> sums);
  // Drops all of a quota's.
  void Forget(QuotaId quota);
  bool empty() const { return places_.empty(); }

  // Asks the processor for what a search begins with.
  void Prefetch() const {
    for (size_t i = 0; i < places_.size() && i < 8 * kPlacesALine; i += kPlacesALine) {
      __builtin_prefetch(places_.data() + i);
    }
  }

 private:
  // Of a row: of which window, and where among the sums.
  struct Place {
    uint32_t name = 0;
    uint32_t begin = 0;
    uint32_t size = 0;  // never 0
  };
  static constexpr size_t kPlacesALine = 64 / sizeof(Place);

  // Ascending by kind and then by first day.
  static uint32_t NameOf(Window window) {
    constexpr uint32_t kEpoch = 1u << 28;
    return (static_cast<uint32_t>(window.kind) << 29) |
           (kEpoch + static_cast<uint32_t>(window.first.number()));
  }
  // Which place has the name, or would.
  size_t Search(uint32_t name) const;
  void AddRow(size_t at, uint32_t name, std::span<const Sum> sums);
  void Insert(Place* place, uint32_t before, Sum sum);
  void DropNothing(size_t at);
  void MoveToEnd(Place* place);
  void Compact();

  std::vector<Place> places_;  // ascending by name
  std::vector<Sum> sums_;      // rows in any order, ascending by quota in each, with holes between
  size_t holes_ = 0;           // sums that are no row's
};

}  // namespace mutua::core
