// A listing of bookings a slice at a time: who holds the replica for a reader lets it go between
// two slices, so that a listing of a million bookings holds up nothing (DESIGN.md 3).
//
//   BookingScan scan(filter, after, most);
//   while (scan.Look(state, BookingScan::kSlice)) {}  // each with the state as it is then
//   const BookingPage page = scan.Take(state);
//
// What is there throughout is listed; what is made, moved or ended meanwhile may be or not. Reads
// only. Thread-bound.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/state.h"
#include "engine/query/page_of.h"

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

// Whether the zone of the booking's resources shows another civil time for it than when it was
// booked.
bool IsShifted(const core::State& state, const model::Booking& booking);

class BookingScan {
 public:
  // Work of about half a millisecond: some 3,000 bookings, or many more ids that are none.
  static constexpr size_t kSlice = 60'000;

  // `most` is 1 or more.
  BookingScan(BookingFilter filter, std::optional<BookingCursor> after, size_t most);

  // Looks at as many as `work` allows; false when all were looked at.
  bool Look(const core::State& state, size_t work);

  // The page: what was found and is so still.
  BookingPage Take(const core::State& state);

 private:
  void Begin(const core::State& state);
  void Consider(const core::State& state, const model::Booking& booking);

  const BookingFilter filter_;
  const std::optional<BookingCursor> after_;
  PageOf<BookingCursor> page_;
  bool begun_ = false;
  // By an index: these ids. Else all ids there are, from next_ on.
  std::optional<std::vector<BookingId>> candidates_;
  uint64_t next_ = 0;
};

}  // namespace mutua::query
