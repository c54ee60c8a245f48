// WishesService.
#include <charconv>

#include "engine/front/page.h"
#include "engine/front/services.h"
#include "engine/front/translate.h"
#include "engine/query/listings.h"

namespace mutua::front {
namespace {

using access::Verb;

void ShowWish(Showing& show, uint64_t id, v1::Wish* out) {
  if (const model::Wish* wish = show.state().Find(WishId(id))) {
    show.Wish(*wish, out);
  } else {
    out->set_wish(IdText('w', id));
  }
}

void ShowBooking(Showing& show, BookingId id, v1::Booking* out) {
  const model::Booking* booking = show.state().Find(id);
  if (booking != nullptr) show.Booking(*booking, out);
}

template <class Request, class Response>
void AddAboutWish(Service& service, Verb verb) {
  House& house = service.house();
  service.Command<Request, Response>(
      verb,
      [&house](Reading& in, const Request& request, pipeline::Request* out) {
        Translate(in, house.texts, request, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowWish(show, answer.decision.subject.id, response->mutable_wish());
        if constexpr (requires { response->mutable_booking(); }) {
          const model::Wish* wish = show.state().Find(WishId(answer.decision.subject.id));
          if (wish != nullptr && wish->booking.IsSet()) {
            ShowBooking(show, wish->booking, response->mutable_booking());
          }
        }
      });
}

// The decision is about the booking that the offer held.
void AddAcceptOffer(Service& service) {
  House& house = service.house();
  service.Command<v1::AcceptOfferRequest, v1::AcceptOfferResponse>(
      Verb::kAcceptOffer,
      [&house](Reading& in, const v1::AcceptOfferRequest& request, pipeline::Request* out) {
        Translate(in, house.texts, request, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const v1::AcceptOfferRequest& request,
         v1::AcceptOfferResponse* response) {
        ShowBooking(show, BookingId(answer.decision.subject.id), response->mutable_booking());
        if (const auto id = ParseId('w', request.wish())) {
          ShowWish(show, *id, response->mutable_wish());
        }
      });
}

// Wishes are never shown to another company.
bool MaySee(const Showing& show, const model::Wish& wish) { return show.Sees(wish.company); }

query::WishFilter ReadFilter(Reading& in, const v1::ListWishesRequest& request) {
  query::WishFilter filter;
  if (!request.member().empty()) filter.member = in.Member(request.member(), Path("member"));
  if (!request.company().empty()) filter.company = in.Company(request.company(), Path("company"));
  if (request.has_resources()) {
    filter.resources = in.Select(request.resources(), Path("resources"), true);
  }
  for (const int state : request.states()) {
    if (state != v1::WISH_STATE_UNSPECIFIED && v1::WishState_IsValid(state)) {
      filter.states.push_back(static_cast<model::WishState>(state));
    }
  }
  return filter;
}

std::string ToText(const query::WishCursor& cursor) {
  return std::to_string(cursor.filed_at.unix_seconds()) + ":" + std::to_string(cursor.id.value());
}

std::optional<query::WishCursor> ParseCursor(std::string_view text) {
  int64_t seconds = 0;
  uint64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [colon, wrong] = std::from_chars(text.data(), end, seconds);
  if (wrong != std::errc() || colon == end || *colon != ':') return std::nullopt;
  if (std::from_chars(colon + 1, end, id).ec != std::errc()) return std::nullopt;
  return query::WishCursor{Instant::FromUnix(seconds), WishId(id)};
}

void List(Reading& in, Showing& show, const v1::ListWishesRequest& request,
          v1::ListWishesResponse* response) {
  const query::WishFilter filter = ReadFilter(in, request);
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const std::string after = ReadPageToken(request, request.page_token(), &in);
  if (!in.ok() || (request.has_resources() && filter.resources.empty())) return;
  const query::WishPage page = query::ListWishes(in.state(), filter, ParseCursor(after), size);
  for (const WishId id : page.wishes) {
    const model::Wish& wish = *in.state().Find(id);
    if (MaySee(show, wish)) show.Wish(wish, response->add_wishes());
  }
  if (page.next) response->set_next_page_token(MakePageToken(request, ToText(*page.next)));
}

}  // namespace

void AddWishes(Service& service) {
  AddAboutWish<v1::FileWishRequest, v1::FileWishResponse>(service, Verb::kFileWish);
  AddAboutWish<v1::DeclineOfferRequest, v1::DeclineOfferResponse>(service, Verb::kDeclineOffer);
  AddAboutWish<v1::WithdrawWishRequest, v1::WithdrawWishResponse>(service, Verb::kWithdrawWish);
  AddAcceptOffer(service);
  service.Question<v1::GetWishRequest, v1::GetWishResponse>(
      Verb::kGetWish, [](Reading& in, Showing& show, const v1::GetWishRequest& request,
                         v1::GetWishResponse* response) {
        const WishId id = in.Wish(request.wish(), Path("wish"));
        const model::Wish* wish = in.state().Find(id);
        if (wish == nullptr || !MaySee(show, *wish)) return in.Unknown(request.wish());
        show.Wish(*wish, response->mutable_wish());
      });
  service.Question<v1::ListWishesRequest, v1::ListWishesResponse>(Verb::kListWishes, List);
}

}  // namespace mutua::front
