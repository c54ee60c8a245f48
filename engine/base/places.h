// Places that many callers share: of a queue, of what may be open at once. Nobody may hold more of
// them than are left for all others: one caller, whatever it asks for, comes to half of them, two
// to a third each, and the last place is for somebody who holds none.
//
// Bound to whoever holds it: not thread-safe.
#pragma once

#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace mutua {

class Places {
 public:
  // So many of them anybody may hold, while there are any.
  explicit Places(size_t all, size_t each = 1) : all_(all), each_(each) {}

  // `who`: for whom it is counted; empty: for nobody, who is bounded by what there is alone.
  bool HasRoomFor(const std::string& who, size_t asked = 1) const {
    if (asked > left()) return false;
    const size_t own = HeldBy(who) + asked;
    return who.empty() || own <= each_ || own <= left();
  }
  // False: no room, nothing was taken.
  bool Take(const std::string& who, size_t asked = 1) {
    if (!HasRoomFor(who, asked)) return false;
    taken_ += asked;
    if (!who.empty() && asked > 0) held_[who] += asked;
    return true;
  }
  // Precondition: so many were taken.
  void Leave(const std::string& who, size_t places = 1) {
    taken_ -= places;
    const auto held = held_.find(who);
    if (held != held_.end() && (held->second -= places) == 0) held_.erase(held);
  }

  size_t HeldBy(const std::string& who) const {
    const auto held = held_.find(who);
    return held == held_.end() ? 0 : held->second;
  }
  size_t all() const { return all_; }
  size_t taken() const { return taken_; }
  size_t left() const { return all_ - taken_; }

 private:
  const size_t all_;
  const size_t each_;
  size_t taken_ = 0;
  absl::flat_hash_map<std::string, size_t> held_;
};

}  // namespace mutua
