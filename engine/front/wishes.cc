// WishesService.
#include "engine/front/listed_by_id.h"
#include "engine/front/seen.h"
#include "engine/front/services.h"
#include "engine/front/translate.h"
#include "engine/query/listings.h"
#include "engine/store/keeper.h"

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

// Of the live state, else as it last was.
std::optional<model::Wish> FindWish(House& house, const core::State& state, WishId id) {
  if (const model::Wish* live = state.Find(id)) return *live;
  const auto past = house.engine.ReadPast({core::Subject::Kind::kWish, id.value()});
  if (!past.ok() || !*past) return std::nullopt;
  return std::get<model::Wish>(**past);
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

FindMore<WishId> Find(Reading& in, const v1::ListWishesRequest& request) {
  query::WishFilter filter = ReadFilter(in, request);
  if (request.has_resources() && filter.resources.empty()) return nullptr;
  if (!in.ok() || !NarrowToSeen(in.state(), in.scene().caller, &filter.company)) return nullptr;
  return [filter = std::move(filter)](const Scene& scene, WishId after, size_t most, size_t work) {
    return query::ListWishes(scene.state, filter, after, most, work);
  };
}

void ShowListed(Showing& show, WishId id, v1::ListWishesResponse* response) {
  const model::Wish* wish = show.state().Find(id);
  if (wish != nullptr && MaySee(show, *wish)) show.Wish(*wish, response->add_wishes());
}

}  // namespace

void AddWishes(Service& service) {
  AddAboutWish<v1::FileWishRequest, v1::FileWishResponse>(service, Verb::kFileWish);
  AddAboutWish<v1::DeclineOfferRequest, v1::DeclineOfferResponse>(service, Verb::kDeclineOffer);
  AddAboutWish<v1::WithdrawWishRequest, v1::WithdrawWishResponse>(service, Verb::kWithdrawWish);
  AddAcceptOffer(service);
  House& house = service.house();
  service.Question<v1::GetWishRequest, v1::GetWishResponse>(
      Verb::kGetWish, [&house](Reading& in, Showing& show, const v1::GetWishRequest& request,
                               v1::GetWishResponse* response) {
        const WishId id = in.Wish(request.wish(), Path("wish"));
        if (!in.ok()) return;
        const std::optional<model::Wish> wish = FindWish(house, in.state(), id);
        if (!wish || !MaySee(show, *wish)) return in.Unknown(request.wish());
        show.Wish(*wish, response->mutable_wish());
      });
  AddListById<WishId, v1::ListWishesRequest, v1::ListWishesResponse>(service, Verb::kListWishes,
                                                                     'w', {}, Find, ShowListed);
}

}  // namespace mutua::front
