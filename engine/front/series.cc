// BookingsService: mutations of series.
#include "engine/front/effects.h"
#include "engine/front/services.h"
#include "engine/front/translate.h"

namespace mutua::front {
namespace {

using access::Verb;

void ShowSubject(Showing& show, const pipeline::Answer& answer, v1::Series* out) {
  const model::Series* series = show.state().Find(SeriesId(answer.decision.subject.id));
  if (series != nullptr) {
    show.Series(*series, /*occurrences=*/true, out);
  } else {
    out->set_series(IdText('s', answer.decision.subject.id));
  }
}

void ShowCancelled(const std::vector<core::Event>& events,
                   google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const core::Event& event : events) {
    const auto* ended = std::get_if<core::BookingEnded>(&event);
    if (ended != nullptr && ended->state == model::BookingState::kCancelled) {
      *out->Add() = IdText(ended->booking);
    }
  }
}

template <class Request, class Response>
void Add(Service& service, Verb verb) {
  House& house = service.house();
  service.Command<Request, Response>(
      verb,
      [&house](Reading& in, const Request& request, pipeline::Request* out) {
        Translate(in, house.texts, request, out);
      },
      [&house](Showing& show, const pipeline::Answer& answer, const Request& request,
               Response* response) {
        ShowSubject(show, answer, response->mutable_series());
        const std::vector<core::Event> events =
            EventsOf(house, answer, show.scene().caller, request.request_id());
        if constexpr (requires { response->mutable_cancelled(); }) {
          ShowCancelled(events, response->mutable_cancelled());
        }
        if constexpr (requires { response->mutable_effects(); }) {
          ShowEffects(show, events, answer.decision.subject, response->mutable_effects());
        }
      });
}

}  // namespace

void AddSeries(Service& service) {
  Add<v1::CreateSeriesRequest, v1::CreateSeriesResponse>(service, Verb::kCreateSeries);
  Add<v1::UpdateSeriesRequest, v1::UpdateSeriesResponse>(service, Verb::kUpdateSeries);
  Add<v1::RefillSeriesRequest, v1::RefillSeriesResponse>(service, Verb::kRefillSeries);
  Add<v1::CancelSeriesRequest, v1::CancelSeriesResponse>(service, Verb::kCancelSeries);
}

}  // namespace mutua::front
