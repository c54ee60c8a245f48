// The waitlist's index: which waiting wishes could be met by time that frees on a resource, without
// a look at the others, however many wait.
//
// Each window of a wish stands under each resource and pool that the wish wants, in a bucket of
// about the window's own length: a window lies in two buckets at most, and a question reads the
// buckets that its interval touches, at each of a few lengths. A value, thread-bound; what it
// answers depends on the wishes in it only, not on the order in which they came.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "absl/container/btree_set.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/booking.h"

namespace mutua::core {

class Waitlist {
 public:
  // Preconditions: a wish is inserted once, and removed as it was inserted.
  void Insert(const model::Wish& wish);
  void Remove(const model::Wish& wish);

  bool empty() const { return by_member_.empty(); }

  // The wishes for this resource, by name or as any of its pool, with a window that may touch
  // `interval`: every one that does, and some that only come near it. Ascending by id, `most` at
  // most.
  std::vector<WishId> Near(ResourceId resource, PoolId pool, Interval interval, size_t most) const;

  // The wishes of a member, ascending by id.
  std::vector<WishId> Of(MemberId member) const;
  // Those of a company, or of all, ascending by company and id; `most` at most.
  std::vector<WishId> Of(CompanyId company, size_t most) const;
  std::vector<WishId> All(size_t most) const;

 private:
  struct Key {
    bool pool = false;  // what `wanted` is
    uint32_t wanted = 0;
    uint8_t level = 0;  // the bucket is 2^level days long
    int64_t bucket = 0;
    WishId wish{};
    auto operator<=>(const Key&) const = default;
  };

  static std::vector<Key> KeysOf(const model::Wish& wish);
  void Gather(bool pool, uint32_t wanted, Interval interval, size_t most,
              absl::btree_set<WishId>* found) const;

  absl::btree_set<Key> keys_;
  absl::btree_set<std::pair<MemberId, WishId>> by_member_;
  absl::btree_set<std::pair<CompanyId, WishId>> by_company_;
};

}  // namespace mutua::core
