// BookingsService: reads of bookings and series.
#include <charconv>
#include <memory>
#include <utility>

#include "engine/front/badges.h"
#include "engine/front/listed_by_id.h"
#include "engine/front/seen.h"
#include "engine/front/services.h"
#include "engine/query/booking_scan.h"
#include "engine/query/listings.h"
#include "engine/store/keeper.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

query::BookingFilter ReadFilter(Reading& in, const v1::ListBookingsRequest& request,
                                bool* nothing) {
  query::BookingFilter filter;
  if (!request.member().empty()) filter.member = in.Member(request.member(), Path("member"));
  if (!request.company().empty()) filter.company = in.Company(request.company(), Path("company"));
  if (!request.series().empty()) filter.series = in.Series(request.series(), Path("series"));
  const v1::ResourceSelector& selector = request.resources();
  const bool by_resource = selector.resources_size() > 0 || !selector.pool().empty() ||
                           !selector.site().empty() || selector.kind() != 0;
  if (by_resource) filter.resources = in.Select(selector, Path("resources"), true);
  // No resource matches: no booking does.
  *nothing = by_resource && filter.resources.empty();
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

std::string ToText(const query::BookingCursor& cursor) {
  return std::to_string(cursor.start.unix_seconds()) + ":" + std::to_string(cursor.id.value());
}

std::optional<query::BookingCursor> ParseCursor(std::string_view text) {
  int64_t seconds = 0;
  uint64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [colon, wrong] = std::from_chars(text.data(), end, seconds);
  if (wrong != std::errc() || colon == end || *colon != ':') return std::nullopt;
  if (std::from_chars(colon + 1, end, id).ec != std::errc()) return std::nullopt;
  return query::BookingCursor{Instant::FromUnix(seconds), BookingId(id)};
}

// A listing under way, from slice to slice.
struct Listing {
  std::optional<query::BookingScan> scan;  // none: nothing can match
  // Asked for by person, what is redacted is left out: it would say whose it is.
  bool personal = false;
  MemberId badge_of{};  // whose badge a kiosk read
  Position began;
};

std::optional<Objection> BeginListing(const Scene& scene, Texts& texts,
                                      const v1::ListBookingsRequest& request, Listing* listing) {
  Reading in(scene);
  bool nothing = false;
  query::BookingFilter filter = ReadFilter(in, request, &nothing);
  listing->badge_of = WhoAsks(in, texts, request.member(), request.badge());
  if (listing->badge_of.IsSet()) filter.member = listing->badge_of;
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const std::string token = ReadPageToken(request, request.page_token(), &in);
  listing->personal = filter.member || filter.company || filter.series || filter.shifted_only;
  core::Caller seer = scene.caller;
  if (listing->badge_of.IsSet()) seer.member = listing->badge_of;
  if (listing->personal && !NarrowToSeen(scene.state, seer, &filter.company)) nothing = true;
  if (in.ok() && !nothing) listing->scan.emplace(std::move(filter), ParseCursor(token), size);
  return in.objection();
}

bool LookFurther(Exchange& exchange, Listing& listing) {
  return exchange.Look([&](const Scene& scene, const journal::Head&) {
    return listing.scan->Look(scene.state, query::BookingScan::kSlice);
  });
}

void AnswerListing(ExchangePtr exchange, Listing& listing) {
  const auto& request = static_cast<const v1::ListBookingsRequest&>(exchange->request());
  auto* response = static_cast<v1::ListBookingsResponse*>(exchange->response());
  exchange->Show([&](Showing& show) {
    if (!listing.scan) return;
    const query::BookingPage page = listing.scan->Take(show.state());
    for (const BookingId id : page.bookings) {
      const model::Booking& booking = *show.state().Find(id);
      if (listing.personal && !show.Sees(booking.company)) continue;
      show.Booking(booking, response->add_bookings());
    }
    if (page.next) response->set_next_page_token(MakePageToken(request, ToText(*page.next)));
  });
  // All that was there when the first slice was looked at was looked at.
  exchange->SetPosition(listing.began);
  exchange->Answer();
}

// The first slice at once, which is all of a small lab or of one member; the others aside.
void ListBookings(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ListBookingsRequest&>(exchange->request());
  const auto listing = std::make_shared<Listing>();
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        listing->began = head.position;
        return BeginListing(scene, exchange->house().texts, request, listing.get());
      });
  if (objection) return exchange->Object(*objection);
  if (listing->badge_of.IsSet()) exchange->ActFor(listing->badge_of);
  if (!listing->scan || !LookFurther(*exchange, *listing)) {
    return AnswerListing(std::move(exchange), *listing);
  }
  Aside& slow = exchange->house().slow;
  PostAside(std::move(exchange), slow, [listing](ExchangePtr back) {
    while (LookFurther(*back, *listing)) {
    }
    AnswerListing(std::move(back), *listing);
  });
}

// Of the live state, else as it last was.
void GetBooking(House& house, Reading& in, Showing& show, const v1::GetBookingRequest& request,
                v1::GetBookingResponse* response) {
  const BookingId id = in.Booking(request.booking(), Path("booking"));
  if (!in.ok()) return;
  if (const model::Booking* live = in.state().Find(id)) {
    return show.Booking(*live, response->mutable_booking());
  }
  const auto past = house.engine.ReadPast({core::Subject::Kind::kBooking, id.value()});
  if (!past.ok() || !*past) return in.Unknown(request.booking());
  show.Booking(std::get<model::Booking>(**past), response->mutable_booking());
}

FindMore<SeriesId> FindSeries(Reading& in, const v1::ListSeriesRequest& request) {
  query::SeriesFilter filter;
  if (!request.member().empty()) filter.member = in.Member(request.member(), Path("member"));
  if (!request.company().empty()) filter.company = in.Company(request.company(), Path("company"));
  if (request.has_resources()) {
    filter.resources = in.Select(request.resources(), Path("resources"), true);
    if (filter.resources.empty()) return nullptr;
  }
  if (!in.ok() || !NarrowToSeen(in.state(), in.scene().caller, &filter.company)) return nullptr;
  return
      [filter = std::move(filter)](const Scene& scene, SeriesId after, size_t most, size_t work) {
        return query::ListSeries(scene.state, filter, after, most, work);
      };
}

void ShowListed(Showing& show, SeriesId id, v1::ListSeriesResponse* response) {
  const model::Series* series = show.state().Find(id);
  const bool sees = series != nullptr && show.Sees(series->company);
  if (sees) show.Series(*series, /*occurrences=*/false, response->add_series());
}

}  // namespace

void AddLists(Service& service) {
  House& house = service.house();
  service.Question<v1::GetBookingRequest, v1::GetBookingResponse>(
      Verb::kGetBooking, [&house](Reading& in, Showing& show, const v1::GetBookingRequest& request,
                                  v1::GetBookingResponse* response) {
        GetBooking(house, in, show, request, response);
      });
  service.Free<v1::ListBookingsRequest, v1::ListBookingsResponse>(
      Verb::kListBookings, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::ListBookingsRequest&>(exchange->request());
        WhenReached(std::move(exchange), Position(request.min_position()), ListBookings);
      });
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
  AddListById<SeriesId, v1::ListSeriesRequest, v1::ListSeriesResponse>(
      service, Verb::kListSeries, 's', {.usual = 20, .most = 100}, FindSeries, ShowListed);
}

}  // namespace mutua::front
