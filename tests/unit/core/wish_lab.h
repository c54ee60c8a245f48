// What the tests of wishes and outages share: filing in one line.
#pragma once

#include "tests/unit/core/lab.h"

namespace mutua::core::testing {

inline FileWish WishOn(ResourceId resource, Interval window, Duration length) {
  FileWish wish;
  wish.wants.push_back({resource, PoolId(), 1});
  wish.windows.push_back(window);
  wish.length = length;
  wish.book_at_once = true;
  return wish;
}
// Exactly this time.
inline FileWish WishOn(ResourceId resource, Interval interval) {
  return WishOn(resource, interval, interval.length());
}
inline FileWish WishAnyOf(PoolId pool, Interval interval) {
  FileWish wish = WishOn(ResourceId(), interval);
  wish.wants[0] = {ResourceId(), pool, 1};
  return wish;
}
inline FileWish Offered(FileWish wish) {
  wish.book_at_once = false;
  return wish;
}

// A wish that must be accepted.
inline WishId Filed(Lab& lab, MemberId member, const FileWish& wish) {
  const Decision decision = lab.Do(Lab::As(member), wish);
  REQUIRE(decision.accepted());
  return WishId(decision.subject.id);
}
inline const model::Wish& At(const Lab& lab, WishId id) { return *lab.state.Find(id); }
inline const model::Booking& GivenTo(const Lab& lab, WishId id) {
  REQUIRE(At(lab, id).booking.IsSet());
  return *lab.state.Find(At(lab, id).booking);
}

}  // namespace mutua::core::testing
