// Listings: which bookings, series and wishes there are, filtered and a page at a time. They name
// by id; who may see what of them is the edge's to decide. Each page shows the state as it is when
// it is asked for: what moves in between may be seen twice or not at all. Reads only.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/state.h"

namespace mutua::query {

// Where a page of bookings ended: the next begins after it.
struct BookingCursor {
  Instant start;
  BookingId id;
  auto operator<=>(const BookingCursor&) const = default;
};

// What is set must hold, all of it.
struct BookingFilter {
  std::optional<MemberId> member{};
  std::optional<CompanyId> company{};
  std::optional<SeriesId> series{};
  std::vector<ResourceId> resources{};        // holds one of these; empty: any
  std::optional<Interval> window{};           // overlaps it
  std::vector<model::BookingState> states{};  // empty: any
  bool shifted_only =
      false;  // its zone's rules changed since: the civil time entered is another now
};

struct BookingPage {
  std::vector<BookingId> bookings;    // by start, then by id
  std::optional<BookingCursor> next;  // set when there are more
};

// Live bookings and those that ended lately. `most` is 1 or more.
BookingPage ListBookings(const core::State& state, const BookingFilter& filter,
                         std::optional<BookingCursor> after, size_t most);

// Whether the zone of the booking's resources shows another civil time for it than when it was
// booked.
bool IsShifted(const core::State& state, const model::Booking& booking);

struct SeriesPage {
  std::vector<SeriesId> series;  // by id
  bool more = false;
};
SeriesPage ListSeries(const core::State& state, std::optional<MemberId> member,
                      std::optional<CompanyId> company, const std::vector<ResourceId>& resources,
                      SeriesId after, size_t most);

struct WishFilter {
  std::optional<MemberId> member{};
  std::optional<CompanyId> company{};
  std::vector<ResourceId> resources{};     // could be met by one of these; empty: any
  std::vector<model::WishState> states{};  // empty: waiting and offered
};
struct WishCursor {
  Instant filed_at;
  WishId id;
  auto operator<=>(const WishCursor&) const = default;
};
struct WishPage {
  std::vector<WishId> wishes;  // by when they were filed, then by id
  std::optional<WishCursor> next;
};
WishPage ListWishes(const core::State& state, const WishFilter& filter,
                    std::optional<WishCursor> after, size_t most);

// What a member at the entrance can act on at `at`: bookings that run, may be checked in today or
// begin within a day, by start; at most kMineMost.
std::vector<BookingId> MineNow(const core::State& state, MemberId member, Instant at);

}  // namespace mutua::query
