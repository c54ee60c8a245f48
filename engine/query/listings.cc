#include "engine/query/listings.h"

#include <algorithm>
#include <cstddef>

namespace mutua::query {
namespace {

using core::State;
using model::Booking;
using model::BookingState;

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

// Calls visit(Booking) for every booking that can match, by the narrowest index there is; some more
// than once.
template <class Visit>
void ForEachCandidate(const State& state, const BookingFilter& filter, Visit visit) {
  if (filter.series) {
    for (const BookingId id : state.BookingsOf(*filter.series)) visit(*state.Find(id));
    return;
  }
  if (filter.member) {
    for (const BookingId id : state.BookingsOf(*filter.member)) visit(*state.Find(id));
    return;
  }
  // Calendars hold only what occupies them.
  const bool occupying = !filter.states.empty() &&
                         std::all_of(filter.states.begin(), filter.states.end(), model::Occupies);
  if (occupying && !filter.resources.empty()) {
    const Interval window = filter.window.value_or(Interval(kEarliest, kLatest));
    for (const ResourceId resource : filter.resources) {
      state.CalendarOf(resource).ForEachOverlap(window, [&](const auto& entry) {
        visit(*state.Find(entry.booking));
        return true;
      });
    }
    return;
  }
  state.ForEach<Booking>(visit);
}

// Keeps the first `most` + 1 of what it is offered, in order and once each: memory follows the
// page, not what is listed.
template <class Cursor>
class Page {
 public:
  explicit Page(size_t most) : most_(most) {}

  void Offer(const Cursor& cursor) {
    if (full_ && kept_[most_] <= cursor) return;
    kept_.push_back(cursor);
    if (kept_.size() > 2 * most_ + 16) Shrink();
  }

  // Ascending; `*more` when there was more than fits.
  std::vector<Cursor> Take(bool* more) {
    Shrink();
    *more = kept_.size() > most_;
    if (*more) kept_.pop_back();
    return std::move(kept_);
  }

 private:
  void Shrink() {
    std::sort(kept_.begin(), kept_.end());
    kept_.erase(std::unique(kept_.begin(), kept_.end()), kept_.end());
    full_ = kept_.size() > most_;
    if (full_) kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(most_) + 1, kept_.end());
  }

  const size_t most_;
  std::vector<Cursor> kept_;
  bool full_ = false;  // kept_[most_] is the first that is not on the page
};

}  // namespace

bool IsShifted(const State& state, const Booking& booking) {
  const model::ZoneTable& zone = state.ZoneOf(booking.kit.front().resource);
  return zone.OffsetAt(booking.interval.start()) / 60 != booking.offset_minutes;
}

BookingPage ListBookings(const State& state, const BookingFilter& filter,
                         std::optional<BookingCursor> after, size_t most) {
  Page<BookingCursor> page(most);
  ForEachCandidate(state, filter, [&](const Booking& booking) {
    const BookingCursor cursor{booking.interval.start(), booking.id};
    if (after && cursor <= *after) return;
    if (Matches(state, filter, booking)) page.Offer(cursor);
  });
  BookingPage listed;
  bool more = false;
  const std::vector<BookingCursor> cursors = page.Take(&more);
  for (const BookingCursor& cursor : cursors) listed.bookings.push_back(cursor.id);
  if (more) listed.next = cursors.back();
  return listed;
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
  Page<WishCursor> page(most);
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
