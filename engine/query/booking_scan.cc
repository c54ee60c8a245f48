#include "engine/query/booking_scan.h"

#include <algorithm>
#include <utility>

namespace mutua::query {
namespace {

using core::State;
using model::Booking;

// What looking at a booking costs, where looking at an id that is none costs one.
constexpr size_t kWorkOfOne = 20;

template <class Thing>
bool IsIn(const std::vector<Thing>& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

bool Matches(const State& state, const BookingFilter& filter, const Booking& booking) {
  if (filter.member && booking.member != *filter.member) return false;
  if (filter.company && booking.company != *filter.company) return false;
  if (filter.series && booking.series != *filter.series) return false;
  if (filter.window && !booking.interval.Overlaps(*filter.window)) return false;
  if (!filter.states.empty() && !IsIn(filter.states, booking.state)) return false;
  if (!filter.resources.empty() &&
      std::none_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
        return IsIn(filter.resources, claim.resource);
      })) {
    return false;
  }
  return !filter.shifted_only || IsShifted(state, booking);
}

// The ids that the narrowest index gives, ascending and once each; none: only all there are will
// do.
std::optional<std::vector<BookingId>> CandidatesOf(const State& state,
                                                   const BookingFilter& filter) {
  if (filter.series) return state.BookingsOf(*filter.series);
  if (filter.member) return state.BookingsOf(*filter.member);
  // Calendars hold only what occupies them.
  const bool occupying = !filter.states.empty() &&
                         std::all_of(filter.states.begin(), filter.states.end(), model::Occupies);
  if (!occupying || filter.resources.empty()) return std::nullopt;
  std::vector<BookingId> ids;
  const Interval window = filter.window.value_or(Interval(kEarliest, kLatest));
  for (const ResourceId resource : filter.resources) {
    state.CalendarOf(resource).ForEachOverlap(window, [&](const auto& entry) {
      ids.push_back(entry.booking);
      return true;
    });
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

BookingCursor CursorOf(const Booking& booking) { return {booking.interval.start(), booking.id}; }

}  // namespace

bool IsShifted(const State& state, const Booking& booking) {
  const model::ZoneTable& zone = state.ZoneOf(booking.kit.front().resource);
  return zone.OffsetAt(booking.interval.start()) / 60 != booking.offset_minutes;
}

BookingScan::BookingScan(BookingFilter filter, std::optional<BookingCursor> after, size_t most)
    : filter_(std::move(filter)), after_(after), page_(most) {}

void BookingScan::Begin(const State& state) {
  begun_ = true;
  candidates_ = CandidatesOf(state, filter_);
  // Ids are given from 1 on.
  next_ = candidates_ ? 0 : 1;
}

void BookingScan::Consider(const State& state, const Booking& booking) {
  const BookingCursor cursor = CursorOf(booking);
  if (after_ && cursor <= *after_) return;
  if (Matches(state, filter_, booking)) page_.Offer(cursor);
}

bool BookingScan::Look(const State& state, size_t work) {
  if (!begun_) Begin(state);
  const uint64_t end = candidates_ ? candidates_->size() : state.counters().booking;
  for (; next_ < end; ++next_) {
    if (work == 0) return true;
    const Booking* booking = state.Find(candidates_ ? (*candidates_)[next_] : BookingId(next_));
    work -= std::min(work, booking == nullptr ? size_t{1} : kWorkOfOne);
    if (booking != nullptr) Consider(state, *booking);
  }
  return false;
}

BookingPage BookingScan::Take(const State& state) {
  BookingPage listed;
  bool more = false;
  const std::vector<BookingCursor> cursors = page_.Take(&more);
  for (const BookingCursor& cursor : cursors) {
    const Booking* booking = state.Find(cursor.id);
    const bool still =
        booking != nullptr && CursorOf(*booking) == cursor && Matches(state, filter_, *booking);
    if (still) listed.bookings.push_back(cursor.id);
  }
  if (more) listed.next = cursors.back();
  return listed;
}

}  // namespace mutua::query
