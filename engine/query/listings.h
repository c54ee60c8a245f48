// Listings: which bookings, series and wishes there are, filtered and a page at a time. They name
// by id; who may see what of them is the edge's to decide. Each page shows the state as it is when
// it is asked for: what moves in between may be seen twice or not at all. Reads only.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/state.h"
#include "engine/query/booking_scan.h"
#include "engine/query/id_walk.h"

namespace mutua::query {

// Live bookings and those that ended lately, in one go. `most` is 1 or more.
BookingPage ListBookings(const core::State& state, const BookingFilter& filter,
                         std::optional<BookingCursor> after, size_t most);

// Series and wishes are listed by id, which of wishes is by when they were filed. A call looks at
// what `work` allows (BookingScan::kSlice: half a millisecond; id_walk.h).
struct SeriesFilter {
  std::optional<MemberId> member{};
  std::optional<CompanyId> company{};
  std::vector<ResourceId> resources{};  // wants one of these, or any of its pool; empty: any
};
// `most` is 1 or more, here and below.
IdPage<SeriesId> ListSeries(const core::State& state, const SeriesFilter& filter, SeriesId after,
                            size_t most, size_t work);

struct WishFilter {
  std::optional<MemberId> member{};
  std::optional<CompanyId> company{};
  std::vector<ResourceId> resources{};     // could be met by one of these; empty: any
  std::vector<model::WishState> states{};  // empty: waiting and offered
};
IdPage<WishId> ListWishes(const core::State& state, const WishFilter& filter, WishId after,
                          size_t most, size_t work);

// What a member at the entrance can act on at `at`: bookings that run, may be checked in today or
// begin within a day, by start; at most kMineMost.
std::vector<BookingId> MineNow(const core::State& state, MemberId member, Instant at);

}  // namespace mutua::query
