// CatalogueService: faults.
#include <algorithm>

#include "engine/front/badges.h"
#include "engine/front/effects.h"
#include "engine/front/listed_by_id.h"
#include "engine/front/outages.h"
#include "engine/front/services.h"

namespace mutua::front {
namespace {

using access::Verb;

void TranslateReport(House& house, Reading& in, const v1::ReportFaultRequest& request,
                     pipeline::Request* out) {
  constexpr size_t kDescriptionBytesMax = 2000;
  core::ReportFault report;
  report.resource = in.Resource(request.resource(), Path("resource"));
  if (request.description().empty()) in.Malformed(Path("description"), Flaw::kMissing);
  in.Text(request.description(), kDescriptionBytesMax, Path("description"));
  // What is broken may be said without a badge, too.
  if (!request.badge().empty()) ReadBadge(in, house.texts, request.badge(), Path("badge"), out);
  if (!in.ok()) return;
  const MemberId reporter = out->command.caller.member;
  store::SideText text;
  text.note = request.description();
  report.text = house.texts.Add(store::SideFamily::kText, reporter, text, out);
  out->command.body = report;
}

template <class Response>
void ShowFaultOf(Showing& show, const pipeline::Answer& answer, Response* response) {
  const model::Fault* fault = show.state().Find(FaultId(answer.decision.subject.id));
  if (fault != nullptr) {
    ShowFault(show, *fault, response->mutable_fault());
  } else {
    response->mutable_fault()->set_fault(IdText('f', answer.decision.subject.id));
  }
}

// The newest first: ids are given in the order of reporting.
FindMore<FaultId> FindFaults(Reading& in, const v1::ListFaultsRequest& request) {
  std::optional<std::vector<ResourceId>> resources;
  if (request.has_resources()) {
    resources = in.Select(request.resources(), Path("resources"), false);
    std::sort(resources->begin(), resources->end());
  }
  return [resources = std::move(resources), resolved_too = request.include_resolved()](
             const Scene& scene, FaultId after, size_t most, size_t work) {
    return query::LookThrough<model::Fault>(
        scene.state, query::IdOrder::kDescending, after, most, work,
        [&](const model::Fault& fault) {
          if (fault.resolved && !resolved_too) return false;
          return !resources ||
                 std::binary_search(resources->begin(), resources->end(), fault.resource);
        });
  };
}

void ShowListed(Showing& show, FaultId id, v1::ListFaultsResponse* response) {
  if (const model::Fault* fault = show.state().Find(id)) {
    ShowFault(show, *fault, response->add_faults());
  }
}

}  // namespace

void AddFaults(Service& service) {
  House& house = service.house();
  service.Command<v1::ReportFaultRequest, v1::ReportFaultResponse>(
      Verb::kReportFault,
      [&house](Reading& in, const v1::ReportFaultRequest& request, pipeline::Request* out) {
        TranslateReport(house, in, request, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const v1::ReportFaultRequest&,
         v1::ReportFaultResponse* response) { ShowFaultOf(show, answer, response); });
  service.Command<v1::ResolveFaultRequest, v1::ResolveFaultResponse>(
      Verb::kResolveFault,
      [](Reading& in, const v1::ResolveFaultRequest& request, pipeline::Request* out) {
        out->command.body = core::ResolveFault{.fault = in.Fault(request.fault(), Path("fault")),
                                               .lift_outage = request.lift_outage()};
      },
      [&house](Showing& show, const pipeline::Answer& answer,
               const v1::ResolveFaultRequest& request, v1::ResolveFaultResponse* response) {
        ShowFaultOf(show, answer, response);
        ShowVictims(show, EventsOf(house, answer, show.scene().caller, request.request_id()),
                    response->mutable_victims());
      });
  AddListById<FaultId, v1::ListFaultsRequest, v1::ListFaultsResponse>(
      service, Verb::kListFaults, 'f', {}, FindFaults, ShowListed);
}

}  // namespace mutua::front
