// The amounts of one holder, by window and quota, in one place of memory: a booking changes some
// twenty of them, and finds them in a few cache lines beside each other.
//
// Promises: an amount of nothing takes no room. An insertion moves no more than one leaf, however
// many there are. A value, thread-bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/ids.h"

namespace mutua::core {

class Sums {
 public:
  // Of which quota in the window that begins so many days after 1970; of what is no period 0.
  struct Key {
    int32_t day = 0;
    QuotaId quota{};
  };
  // Where the amount asked for last in a run of one window was: the next quota's is mostly behind
  // it. Good for one pass over quotas in ascending order; a wrong one costs a search, no more.
  struct Hint {
    uint32_t next = 0;
  };

  int64_t Of(Key key, Hint* hint) const {
    const uint64_t place = PlaceOf(key);
    const Leaf& leaf = LeafOf(place);
    const size_t at = Search(leaf, place, *hint);
    hint->next = static_cast<uint32_t>(at + 1);
    return at < leaf.size() && leaf[at].place == place ? leaf[at].amount : 0;
  }
  int64_t Of(Key key) const {
    Hint hint;
    return Of(key, &hint);
  }
  void Add(Key key, int64_t amount, Hint* hint) {
    if (amount == 0) return;
    const uint64_t place = PlaceOf(key);
    Leaf& leaf = more_.empty() ? head_ : LeafAt(NumberOf(place));
    const size_t at = Search(leaf, place, *hint);
    hint->next = static_cast<uint32_t>(at + 1);
    const bool known = at < leaf.size() && leaf[at].place == place;
    if (!known) return Insert(place, at, amount);
    MUTUA_CHECK(!__builtin_add_overflow(leaf[at].amount, amount, &leaf[at].amount));
    if (leaf[at].amount == 0) Erase(place, at, hint);
  }
  // Drops all of a quota's.
  void Forget(QuotaId quota);
  bool empty() const { return head_.empty(); }
  // Asks the processor for where the search will begin.
  void Prefetch() const {
    if (!head_.empty()) __builtin_prefetch(head_.data() + head_.size() / 2);
  }

 private:
  // Ordered by day and then quota: what lies in one week or month lies together.
  struct Sum {
    uint64_t place = 0;
    int64_t amount = 0;
  };
  using Leaf = std::vector<Sum>;  // ascending
  static constexpr size_t kLeafMost = 256;

  static uint64_t PlaceOf(Key key) {
    return (static_cast<uint64_t>(static_cast<uint32_t>(key.day) ^ 0x8000'0000u) << 32) |
           key.quota.value();
  }
  // The last leaf that does not begin behind the place: its number, and itself.
  size_t NumberOf(uint64_t place) const;
  const Leaf& LeafOf(uint64_t place) const {
    return more_.empty() ? head_ : LeafAt(NumberOf(place));
  }
  const Leaf& LeafAt(size_t number) const { return number == 0 ? head_ : more_[number - 1]; }
  Leaf& LeafAt(size_t number) { return number == 0 ? head_ : more_[number - 1]; }
  // Where it is in its leaf, or would be.
  static size_t Search(const Leaf& leaf, uint64_t place, const Hint& hint) {
    if (hint.next < leaf.size() && leaf[hint.next].place == place) return hint.next;
    return SearchAll(leaf, place);
  }
  static size_t SearchAll(const Leaf& leaf, uint64_t place);
  void Insert(uint64_t place, size_t at, int64_t amount);
  void Erase(uint64_t place, size_t at, Hint* hint);
  void Split(size_t number);
  void Drop(size_t number);

  Leaf head_;               // the lowest; empty: there are none
  std::vector<Leaf> more_;  // the others, ascending; none is empty
};

}  // namespace mutua::core
