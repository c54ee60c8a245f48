// A bag: ids in no order, of which some may have left already. Adding is one store at the end,
// leaving is a count: whoever reads asks the records, which know. For indexes that are written with
// every booking and read rarely; an ordered set would cost a search through cold memory each time.
//
// What left is swept out when it outnumbers what stays, so memory follows what lives. Thread-bound.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "engine/base/check.h"

namespace mutua::core {

template <class Value>
class Bag {
 public:
  // `lives(value)`: whether it is in the bag as the records have it; they may have this one
  // already.
  template <class Lives>
  void Add(Value value, Lives lives) {
    if (values_.size() >= 2 * live_ + kSlack) Sweep(lives);
    values_.push_back(value);
    ++live_;
  }

  // Precondition: it was added, and the records will say that it no longer lives.
  void Leave() {
    MUTUA_CHECK(live_ > 0);
    if (--live_ == 0) values_ = {};
  }

  // What lives, ascending, each once.
  template <class Lives>
  std::vector<Value> Living(Lives lives) const {
    std::vector<Value> found;
    found.reserve(live_);
    std::copy_if(values_.begin(), values_.end(), std::back_inserter(found), lives);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  size_t size() const { return live_; }

 private:
  static constexpr size_t kSlack = 16;  // a small bag is not worth sweeping

  template <class Lives>
  void Sweep(Lives lives) {
    values_ = Living(lives);
  }

  std::vector<Value> values_;  // all that live, and what left since the last sweep
  size_t live_ = 0;
};

}  // namespace mutua::core
