// BookingsService: reads of bookings and series.
#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/front/page.h"
#include "engine/front/services.h"
#include "engine/store/keeper.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

struct BookingFilter {
  MemberId member;
  CompanyId company;
  SeriesId series;
  std::vector<ResourceId> resources;
  bool by_resource = false;
  std::optional<Interval> window;
  std::vector<model::BookingState> states;
  bool shifted_only = false;
  // With one of these, what is shown must not be redacted.
  bool personal() const {
    return member.IsSet() || company.IsSet() || series.IsSet() || shifted_only;
  }
};

BookingFilter ReadFilter(Reading& in, const v1::ListBookingsRequest& request) {
  BookingFilter filter;
  if (!request.member().empty()) filter.member = in.Member(request.member(), Path("member"));
  if (!request.company().empty()) filter.company = in.Company(request.company(), Path("company"));
  if (!request.series().empty()) filter.series = in.Series(request.series(), Path("series"));
  const v1::ResourceSelector& selector = request.resources();
  filter.by_resource = selector.resources_size() > 0 || !selector.pool().empty() ||
                       !selector.site().empty() || selector.kind() != 0;
  if (filter.by_resource) {
    filter.resources = in.Select(selector, Path("resources"), true);
    std::sort(filter.resources.begin(), filter.resources.end());
  }
  if (request.has_window()) {
    const model::ZoneTable* zone = in.ok() ? in.ZoneOf(filter.resources) : nullptr;
    filter.window = in.Time(request.window(), zone, Path("window"), kLatest - kEarliest);
  }
  for (const int state : request.states()) {
    if (state != 0 && v1::BookingState_IsValid(state)) {
      filter.states.push_back(static_cast<model::BookingState>(state));
    }
  }
  filter.shifted_only = request.shifted_only();
  return filter;
}

bool IsShifted(const core::State& state, const model::Booking& booking) {
  const model::ZoneTable& zone = state.ZoneOf(booking.kit.front().resource);
  return model::Occupies(booking.state) &&
         zone.OffsetAt(booking.interval.start()) / 60 != booking.offset_minutes;
}

bool Matches(const core::State& state, const BookingFilter& filter, const model::Booking& booking) {
  if (filter.member.IsSet() && booking.member != filter.member) return false;
  if (filter.company.IsSet() && booking.company != filter.company) return false;
  if (filter.series.IsSet() && booking.series != filter.series) return false;
  if (filter.window && !booking.interval.Overlaps(*filter.window)) return false;
  if (!filter.states.empty() &&
      std::find(filter.states.begin(), filter.states.end(), booking.state) == filter.states.end()) {
    return false;
  }
  if (filter.shifted_only && !IsShifted(state, booking)) return false;
  return !filter.by_resource ||
         std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
           return std::binary_search(filter.resources.begin(), filter.resources.end(),
                                     claim.resource);
         });
}

// Where a booking stands in the list.
using Place = std::pair<Instant, BookingId>;

std::string ToText(Place place) {
  return std::to_string(place.first.unix_seconds()) + ":" + std::to_string(place.second.value());
}

std::optional<Place> ParsePlace(std::string_view text) {
  int64_t seconds = 0;
  uint64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [colon, wrong] = std::from_chars(text.data(), end, seconds);
  if (wrong != std::errc() || colon == end || *colon != ':') return std::nullopt;
  if (std::from_chars(colon + 1, end, id).ec != std::errc()) return std::nullopt;
  return Place{Instant::FromUnix(seconds), BookingId(id)};
}

// Calls visit for each booking that may match, by the narrowest way to them.
template <class Visit>
void ForEachCandidate(const core::State& state, const BookingFilter& filter, Visit visit) {
  const auto each = [&](const std::vector<BookingId>& ids) {
    for (const BookingId id : ids) visit(*state.Find(id));
  };
  if (filter.series.IsSet()) return each(state.BookingsOf(filter.series));
  if (filter.member.IsSet()) return each(state.BookingsOf(filter.member));
  // A company's too: what counts is the booking's, not where its member is now.
  state.ForEach<model::Booking>(visit);
}

// The first `most` that match behind `after`, in order: a heap of the smallest ones.
std::vector<Place> Collect(const Showing& show, const BookingFilter& filter,
                           std::optional<Place> after, size_t most) {
  std::vector<Place> found;
  ForEachCandidate(show.state(), filter, [&](const model::Booking& booking) {
    const Place place{booking.interval.start(), booking.id};
    if (after && place <= *after) return;
    if (found.size() == most && place >= found.front()) return;
    if (!Matches(show.state(), filter, booking)) return;
    if (filter.personal() && !show.Sees(booking.company)) return;
    found.push_back(place);
    std::push_heap(found.begin(), found.end());
    if (found.size() > most) {
      std::pop_heap(found.begin(), found.end());
      found.pop_back();
    }
  });
  std::sort_heap(found.begin(), found.end());
  return found;
}

void ListBookings(Reading& in, Showing& show, const v1::ListBookingsRequest& request,
                  v1::ListBookingsResponse* response) {
  const BookingFilter filter = ReadFilter(in, request);
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const std::string token = ReadPageToken(request, request.page_token(), &in);
  if (!in.ok()) return;
  std::vector<Place> found = Collect(show, filter, ParsePlace(token), size + 1);
  const bool more = found.size() > size;
  if (more) found.pop_back();
  for (const Place& place : found) {
    show.Booking(*show.state().Find(place.second), response->add_bookings());
  }
  if (more) response->set_next_page_token(MakePageToken(request, ToText(found.back())));
}

// Of the live state, else as it last was.
void GetBooking(House& house, Reading& in, Showing& show, const v1::GetBookingRequest& request,
                v1::GetBookingResponse* response) {
  const BookingId id = in.Booking(request.booking(), Path("booking"));
  if (!in.ok()) return;
  if (const model::Booking* live = in.state().Find(id)) {
    return show.Booking(*live, response->mutable_booking());
  }
  const auto past =
      store::ReadPast(house.engine.journal(), {core::Subject::Kind::kBooking, id.value()});
  if (!past.ok() || !*past) return in.Unknown(request.booking());
  show.Booking(std::get<model::Booking>(**past), response->mutable_booking());
}

void ListSeries(Reading& in, Showing& show, const v1::ListSeriesRequest& request,
                v1::ListSeriesResponse* response) {
  MemberId member;
  CompanyId company;
  std::vector<ResourceId> resources;
  if (!request.member().empty()) member = in.Member(request.member(), Path("member"));
  if (!request.company().empty()) company = in.Company(request.company(), Path("company"));
  if (request.has_resources()) {
    resources = in.Select(request.resources(), Path("resources"), true);
  }
  const size_t size = PageSize(request.page_size(), 20, 100, &in);
  const uint64_t last = ParseId('s', ReadPageToken(request, request.page_token(), &in)).value_or(0);
  if (!in.ok()) return;
  const auto wants = [&](const model::Series& series) {
    return resources.empty() ||
           std::any_of(series.wants.begin(), series.wants.end(), [&](const model::Want& want) {
             return std::any_of(resources.begin(), resources.end(), [&](ResourceId id) {
               return want.resource == id ||
                      (want.pool.IsSet() && want.pool == in.state().Find(id)->pool);
             });
           });
  };
  bool more = false;
  in.state().ForEach<model::Series>([&](const model::Series& series) {
    if (more || series.id.value() <= last || !show.Sees(series.company)) return;
    if (member.IsSet() && series.member != member) return;
    if (company.IsSet() && series.company != company) return;
    if (!wants(series)) return;
    if (static_cast<size_t>(response->series_size()) == size) {
      more = true;
      return;
    }
    show.Series(series, /*occurrences=*/false, response->add_series());
  });
  if (more) {
    response->set_next_page_token(
        MakePageToken(request, response->series(response->series_size() - 1).series()));
  }
}

}  // namespace

void AddLists(Service& service) {
  House& house = service.house();
  service.Question<v1::GetBookingRequest, v1::GetBookingResponse>(
      Verb::kGetBooking, [&house](Reading& in, Showing& show, const v1::GetBookingRequest& request,
                                  v1::GetBookingResponse* response) {
        GetBooking(house, in, show, request, response);
      });
  service.Question<v1::ListBookingsRequest, v1::ListBookingsResponse>(Verb::kListBookings,
                                                                      ListBookings);
  service.Question<v1::GetSeriesRequest, v1::GetSeriesResponse>(
      Verb::kGetSeries, [](Reading& in, Showing& show, const v1::GetSeriesRequest& request,
                           v1::GetSeriesResponse* response) {
        const SeriesId id = in.Series(request.series(), Path("series"));
        const model::Series* series = in.state().Find(id);
        if (series == nullptr || !show.Sees(series->company)) {
          return in.Unknown(request.series());
        }
        show.Series(*series, /*occurrences=*/true, response->mutable_series());
      });
  service.Question<v1::ListSeriesRequest, v1::ListSeriesResponse>(Verb::kListSeries, ListSeries);
}

}  // namespace mutua::front
