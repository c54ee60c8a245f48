// WishesService.
#include <algorithm>

#include "engine/core/party.h"
#include "engine/front/page.h"
#include "engine/front/services.h"
#include "engine/front/translate.h"

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

struct WishFilter {
  MemberId member;
  CompanyId company;
  std::vector<ResourceId> resources;
  std::vector<model::WishState> states;
};

bool IsFor(const core::State& state, const model::Wish& wish, ResourceId id) {
  const model::Resource* resource = state.Find(id);
  return std::any_of(wish.wants.begin(), wish.wants.end(), [&](const model::Want& want) {
    return want.resource == id || (want.pool.IsSet() && want.pool == resource->pool);
  });
}

bool Matches(const core::State& state, const WishFilter& filter, const model::Wish& wish) {
  if (filter.member.IsSet() && wish.member != filter.member) return false;
  if (filter.company.IsSet() && wish.company != filter.company) return false;
  if (std::find(filter.states.begin(), filter.states.end(), wish.state) == filter.states.end()) {
    return false;
  }
  return filter.resources.empty() ||
         std::any_of(filter.resources.begin(), filter.resources.end(),
                     [&](ResourceId id) { return IsFor(state, wish, id); });
}

WishFilter ReadFilter(Reading& in, const v1::ListWishesRequest& request) {
  WishFilter filter;
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
  if (filter.states.empty()) {
    filter.states = {model::WishState::kWaiting, model::WishState::kOffered};
  }
  return filter;
}

void List(Reading& in, Showing& show, const v1::ListWishesRequest& request,
          v1::ListWishesResponse* response) {
  const WishFilter filter = ReadFilter(in, request);
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const std::string after = ReadPageToken(request, request.page_token(), &in);
  if (!in.ok()) return;
  // Ids are given in the order of filing.
  const uint64_t last = ParseId('w', after).value_or(0);
  bool more = false;
  in.state().ForEach<model::Wish>([&](const model::Wish& wish) {
    if (more || wish.id.value() <= last || !MaySee(show, wish)) return;
    if (!Matches(in.state(), filter, wish)) return;
    if (static_cast<size_t>(response->wishes_size()) == size) {
      more = true;
      return;
    }
    show.Wish(wish, response->add_wishes());
  });
  if (more) {
    response->set_next_page_token(
        MakePageToken(request, response->wishes(response->wishes_size() - 1).wish()));
  }
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
