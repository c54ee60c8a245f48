// Forward decay: what was charged counts half as much after each half-life, and nothing is ever swept.
// An amount is weighted once, by when it was consumed, and added up; only the sum is weighted by now
// (Cormode et al., "Forward decay", ICDE 2009; FAIRSHARE.md 3).
//
// Promises: integers alone. Adding and taking away the same amount of the same time leaves nothing,
// whatever happened between: what a reference point weighs never changes. There is a new one every
// 16 half-lives, a whole number of them, so that what is added under different ones is compared
// exactly. Pure values.
#pragma once

#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "engine/base/quantity.h"
#include "engine/base/time.h"

namespace mutua::model {

inline constexpr Duration kHalfLife = Duration::Days(28);

// What was consumed, by reference point.
class Decayed {
 public:
  // Ticks times 2^32, weighted as of the end of the reference point's 16 half-lives at most: 2^48.
  using Sum = unsigned __int128;
  struct Part {
    int32_t reference = 0;  // 16 half-lives times this after 1970
    Sum sum = 0;            // never nothing
    bool operator==(const Part&) const = default;
  };

  // Preconditions: ticks >= 0; what is taken away was added, at the same time.
  void Add(Ticks ticks, Instant at);
  void Take(Ticks ticks, Instant at);
  void Add(const Decayed& other);
  void Take(const Decayed& other);

  // What is left of it at `now`, rounded down. Precondition: nothing was consumed after `now`.
  Ticks At(Instant now) const;
  // What of it is at least 2^-64 of itself at `now`; the rest weighs nothing any more.
  void Forget(Instant now);

  bool empty() const { return parts_.empty(); }
  // Ascending by reference.
  const absl::InlinedVector<Part, 1>& parts() const { return parts_; }
  // Precondition: ascending after those that are there.
  void Append(Part part) { parts_.push_back(part); }

  bool operator==(const Decayed&) const = default;

 private:
  void AddTo(int32_t reference, Sum sum, int sign);

  absl::InlinedVector<Part, 1> parts_;
};

}  // namespace mutua::model
