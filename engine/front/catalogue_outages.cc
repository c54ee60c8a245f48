// CatalogueService: outages.
#include <algorithm>
#include <utility>

#include "engine/front/effects.h"
#include "engine/front/outages.h"
#include "engine/front/page.h"
#include "engine/front/preview.h"
#include "engine/front/services.h"
#include "engine/query/booking_scan.h"
#include "engine/query/id_walk.h"
#include "engine/query/page_of.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Outage;

// The outage and its victims, as this command left them; of a repeated request the outage alone.
template <class Request, class Response>
void ShowDone(House& house, Showing& show, const pipeline::Answer& answer, const Request& request,
              Response* response) {
  const Outage* outage = show.state().Find(OutageId(answer.decision.subject.id));
  if (outage == nullptr) {
    response->mutable_outage()->set_outage(IdText('o', answer.decision.subject.id));
    return;
  }
  ShowOutage(show, *outage, response->mutable_outage());
  const std::vector<core::Event> events =
      EventsOf(house, answer, show.scene().caller, request.request_id());
  ShowVictims(show, events, response->mutable_victims());
  if constexpr (requires { response->mutable_effects(); }) {
    ShowEffects(show, events, answer.decision.subject, response->mutable_effects());
  }
}

void AddDeclare(Service& service) {
  House& house = service.house();
  service.Command<v1::DeclareOutageRequest, v1::DeclareOutageResponse>(
      Verb::kDeclareOutage,
      [&house](Reading& in, const v1::DeclareOutageRequest& request, pipeline::Request* out) {
        core::DeclareOutage declare = ReadOutage(in, request.spec(), Path("spec"));
        if (!in.ok()) return;
        store::SideText text;
        text.note = request.spec().reason();
        declare.text = house.texts.Add(store::SideFamily::kText, MemberId(), text, out);
        out->command.body = declare;
      },
      [&house](Showing& show, const pipeline::Answer& answer,
               const v1::DeclareOutageRequest& request, v1::DeclareOutageResponse* response) {
        ShowDone(house, show, answer, request, response);
      });
}

template <class Request, class Response, class ReadIt>
void AddChange(Service& service, Verb verb, ReadIt read) {
  House& house = service.house();
  service.Command<Request, Response>(
      verb,
      [read](Reading& in, const Request& request, pipeline::Request* out) {
        const auto body = read(in, request);
        if (in.ok()) out->command.body = body;
      },
      [&house](Showing& show, const pipeline::Answer& answer, const Request& request,
               Response* response) { ShowDone(house, show, answer, request, response); });
}

// --- Preview -----------------------------------------------------------------------------------

core::Body ReadPreview(Reading& in, const v1::PreviewOutageRequest& request) {
  switch (request.change_case()) {
    case v1::PreviewOutageRequest::kDeclare:
      return ReadOutage(in, request.declare(), Path("declare"));
    case v1::PreviewOutageRequest::kUpdate:
      return ReadChange(in, request.update());
    case v1::PreviewOutageRequest::kLift:
      return ReadLift(in, request.lift());
    default:
      in.Malformed(Path("declare"), Flaw::kMissing);
      return {};
  }
}

// --- Lists -------------------------------------------------------------------------------------

struct OutageFilter {
  std::optional<std::vector<ResourceId>> resources;
  std::optional<Interval> window;
  bool lifted = false;
};

OutageFilter ReadFilter(Reading& in, const v1::ListOutagesRequest& request) {
  OutageFilter filter{.resources = {}, .window = {}, .lifted = request.include_lifted()};
  const model::ZoneTable* zone = in.OnlyZone();
  if (request.has_resources()) {
    filter.resources = in.Select(request.resources(), Path("resources"), false);
    if (in.ok()) zone = in.ZoneOf(*filter.resources);
  }
  if (request.has_window()) {
    filter.window = in.Time(request.window(), zone, Path("window"), kLatest - kEarliest);
  }
  return filter;
}

bool Matches(const Scene& scene, const OutageFilter& filter, const Outage& outage) {
  if (outage.lifted && !filter.lifted) return false;
  if (filter.window ? !outage.interval.Overlaps(*filter.window)
                    : outage.interval.end() <= scene.now) {
    return false;
  }
  return !filter.resources ||
         std::any_of(filter.resources->begin(), filter.resources->end(),
                     [&](ResourceId id) { return IsOver(scene.state, outage, id); });
}

// By start, then by id.
using Place = std::pair<Instant, OutageId>;

// Where an outage stands in the list; as text it sorts alike.
std::string PlaceText(const Place& place) {
  const auto padded = [](uint64_t number) {
    const std::string digits = std::to_string(number);
    return std::string(20 - digits.size(), '0') + digits;
  };
  return padded(static_cast<uint64_t>(place.first.unix_seconds())) + ":" +
         padded(place.second.value());
}

// All outages there are, a slice at a time: the page is of the first ones by start.
void ListOutages(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ListOutagesRequest&>(exchange->request());
  auto* response = static_cast<v1::ListOutagesResponse*>(exchange->response());
  OutageFilter filter;
  size_t size = 0;
  std::string after;
  Position began;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        Reading in(scene);
        began = head.position;
        filter = ReadFilter(in, request);
        size = PageSize(request.page_size(), 100, 1000, &in);
        after = ReadPageToken(request, request.page_token(), &in);
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  query::PageOf<Place> page(size);
  query::IdWalk<Outage> walk(query::IdOrder::kAscending, {});
  // Each resource asked for is a comparison more.
  const size_t work_of_one =
      query::IdWalk<Outage>::kWorkOfOne + (filter.resources ? filter.resources->size() : 0);
  const auto look = [&](const Scene& scene, const journal::Head&) {
    const auto offer = [&](const Outage& outage) {
      const Place place(outage.interval.start(), outage.id);
      if (Matches(scene, filter, outage) && PlaceText(place) > after) page.Offer(place);
      return true;
    };
    return walk.Look(scene.state, query::BookingScan::kSlice, offer, work_of_one);
  };
  while (exchange->Look(look)) {
  }
  bool more = false;
  const std::vector<Place> listed = page.Take(&more);
  exchange->Show([&](Showing& show) {
    for (const auto& [start, id] : listed) {
      const Outage* outage = show.state().Find(id);
      if (outage != nullptr) ShowOutage(show, *outage, response->add_outages());
    }
  });
  if (more) response->set_next_page_token(MakePageToken(request, PlaceText(listed.back())));
  // All that was there when the first slice was looked at was looked at.
  exchange->SetPosition(began);
  exchange->Answer();
}

}  // namespace

void AddOutages(Service& service) {
  AddDeclare(service);
  AddChange<v1::UpdateOutageRequest, v1::UpdateOutageResponse>(service, Verb::kUpdateOutage,
                                                               ReadChange);
  AddChange<v1::LiftOutageRequest, v1::LiftOutageResponse>(service, Verb::kLiftOutage, ReadLift);
  AddPreview<v1::PreviewOutageRequest, v1::PreviewOutageResponse>(
      service, Verb::kPreviewOutage, ReadPreview,
      [](Showing& show, const core::Body&, const std::vector<core::Event>& events,
         v1::PreviewOutageResponse* response) {
        ShowVictims(show, events, response->mutable_victims());
      });
  service.Question<v1::GetOutageRequest, v1::GetOutageResponse>(
      Verb::kGetOutage, [](Reading& in, Showing& show, const v1::GetOutageRequest& request,
                           v1::GetOutageResponse* response) {
        const OutageId id = in.Outage(request.outage(), Path("outage"));
        if (!in.ok()) return;
        const Outage* outage = in.state().Find(id);
        if (outage == nullptr) return in.Unknown(request.outage());
        ShowOutage(show, *outage, response->mutable_outage());
      });
  service.Free<v1::ListOutagesRequest, v1::ListOutagesResponse>(
      Verb::kListOutages, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::ListOutagesRequest&>(exchange->request());
        WhenReached(std::move(exchange), Position(request.min_position()), ListOutages);
      });
}

}  // namespace mutua::front
