// BookingsService: mutations of series.
#include "engine/front/mutation.h"
#include "engine/front/services.h"

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

template <class Request, class Response>
void Add(Service& service, Verb verb) {
  AddMutation<Request, Response>(
      service, verb,
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowSubject(show, answer, response->mutable_series());
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
