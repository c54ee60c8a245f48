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

}  // namespace

BookingPage ListBookings(const State& state, const BookingFilter& filter,
                         std::optional<BookingCursor> after, size_t most) {
  BookingScan scan(filter, after, most);
  while (scan.Look(state, BookingScan::kSlice)) {
  }
  return scan.Take(state);
}

SeriesPage ListSeries(const State& state, std::optional<MemberId> member,
                      std::optional<CompanyId> company, const std::vector<ResourceId>& resources,
                      SeriesId after, size_t most) {
  SeriesPage page;
  state.ForEach<model::Series>([&](const model::Series& series) {
    if (series.id <= after || page.more) return;
    if (member && series.member != *member) return;
    if (company && series.company != *company) return;
    const bool wanted =
        resources.empty() ||
        std::any_of(series.wants.begin(), series.wants.end(), [&](const model::Want& want) {
          return std::any_of(resources.begin(), resources.end(), [&](ResourceId id) {
            return want.resource.IsSet() ? want.resource == id : state.Find(id)->pool == want.pool;
          });
        });
    if (!wanted) return;
    if (page.series.size() == most) {
      page.more = true;
      return;
    }
    page.series.push_back(series.id);
  });
  return page;
}

WishPage ListWishes(const State& state, const WishFilter& filter, std::optional<WishCursor> after,
                    size_t most) {
  PageOf<WishCursor> page(most);
  const std::vector<model::WishState> open = {model::WishState::kWaiting,
                                              model::WishState::kOffered};
  const std::vector<model::WishState>& states = filter.states.empty() ? open : filter.states;
  state.ForEach<model::Wish>([&](const model::Wish& wish) {
    const WishCursor cursor{wish.filed_at, wish.id};
    if (after && cursor <= *after) return;
    if (filter.member && wish.member != *filter.member) return;
    if (filter.company && wish.company != *filter.company) return;
    if (!IsIn(states, wish.state)) return;
    const auto could_meet = [&](ResourceId id) {
      return std::any_of(wish.wants.begin(), wish.wants.end(), [&](const model::Want& want) {
        return want.resource.IsSet() ? want.resource == id : state.Find(id)->pool == want.pool;
      });
    };
    if (!filter.resources.empty() &&
        std::none_of(filter.resources.begin(), filter.resources.end(), could_meet)) {
      return;
    }
    page.Offer(cursor);
  });
  WishPage listed;
  bool more = false;
  const std::vector<WishCursor> cursors = page.Take(&more);
  for (const WishCursor& cursor : cursors) listed.wishes.push_back(cursor.id);
  if (more) listed.next = cursors.back();
  return listed;
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
