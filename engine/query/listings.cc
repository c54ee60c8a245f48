#include "engine/query/listings.h"

#include <algorithm>
#include <cstddef>

namespace mutua::query {
namespace {

using core::State;
using model::BookingState;

template <class Thing>
bool IsIn(const std::vector<Thing>& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

// Whether what is wanted could be one of these resources; of none: it could.
bool CouldHold(const State& state, const std::vector<ResourceId>& resources,
               const model::Wants& wants) {
  return resources.empty() || std::any_of(wants.begin(), wants.end(), [&](const model::Want& want) {
           return std::any_of(resources.begin(), resources.end(), [&](ResourceId id) {
             return want.resource.IsSet() ? want.resource == id : state.Find(id)->pool == want.pool;
           });
         });
}

}  // namespace

BookingPage ListBookings(const State& state, const BookingFilter& filter,
                         std::optional<BookingCursor> after, size_t most) {
  BookingScan scan(filter, after, most);
  while (scan.Look(state, BookingScan::kSlice)) {
  }
  return scan.Take(state);
}

IdPage<SeriesId> ListSeries(const State& state, const SeriesFilter& filter, SeriesId after,
                            size_t most, size_t work) {
  return LookThrough<model::Series>(
      state, IdOrder::kAscending, after, most, work, [&](const model::Series& series) {
        return (!filter.member || series.member == *filter.member) &&
               (!filter.company || series.company == *filter.company) &&
               CouldHold(state, filter.resources, series.wants);
      });
}

IdPage<WishId> ListWishes(const State& state, const WishFilter& filter, WishId after, size_t most,
                          size_t work) {
  const std::vector<model::WishState> open = {model::WishState::kWaiting,
                                              model::WishState::kOffered};
  const std::vector<model::WishState>& states = filter.states.empty() ? open : filter.states;
  return LookThrough<model::Wish>(
      state, IdOrder::kAscending, after, most, work, [&](const model::Wish& wish) {
        return (!filter.member || wish.member == *filter.member) &&
               (!filter.company || wish.company == *filter.company) && IsIn(states, wish.state) &&
               CouldHold(state, filter.resources, wish.wants);
      });
}

std::vector<BookingId> MineNow(const State& state, MemberId member, Instant at) {
  BookingFilter filter{.member = member};
  filter.states = {BookingState::kHeld, BookingState::kPending, BookingState::kConfirmed,
                   BookingState::kCheckedIn};
  // An overrun ends later than its interval says: a day back finds it.
  filter.window = Interval(at - Duration::Days(1), at + Duration::Days(1));
  return ListBookings(state, filter, std::nullopt, kMineMost).bookings;
}

}  // namespace mutua::query
