// The catalogue over the wire: defined, changed by mask and etag, deleted when nothing needs it;
// outages with their victims; faults.
#include <doctest/doctest.h>

#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::CatalogueService::Stub;

struct Catalogue {
  WireLab lab;
  std::unique_ptr<Stub> stub = v1::CatalogueService::NewStub(lab.channel());

  v1::CreateResourceRequest Mill() {
    v1::CreateResourceRequest request;
    request.set_request_id(lab.NewRequestId());
    v1::Resource& mill = *request.mutable_resource();
    mill.set_resource("mill-1");
    mill.set_display_name("Mill");
    mill.set_kind(v1::RESOURCE_KIND_MACHINE);
    mill.set_pool("lasers");
    mill.set_site("house");
    return request;
  }
  Outcome<v1::CreateResourceResponse> Create(const v1::CreateResourceRequest& request) {
    return Ask(*stub, &Stub::CreateResource, request, lab.manager());
  }
  v1::UpdateResourceRequest Update(const std::string& handle) {
    v1::UpdateResourceRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_resource()->set_resource(handle);
    return request;
  }
  Outcome<v1::UpdateResourceResponse> Do(const v1::UpdateResourceRequest& request) {
    return Ask(*stub, &Stub::UpdateResource, request, lab.manager());
  }
  Outcome<v1::DeleteResourceResponse> Delete(const std::string& handle) {
    v1::DeleteResourceRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_resource(handle);
    return Ask(*stub, &Stub::DeleteResource, request, lab.manager());
  }
  v1::OutageSpec OutageOf(const std::string& resource, int64_t from, int64_t hours) {
    v1::OutageSpec spec;
    spec.set_resource(resource);
    spec.set_reason("New lens");
    spec.mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow + from);
    spec.mutable_time()->mutable_length()->set_seconds(hours * 3600);
    return spec;
  }
};

TEST_CASE("A resource is made with rules of its own and shows those that it inherits") {
  Catalogue c;
  auto request = c.Mill();
  request.mutable_resource()->mutable_rules()->mutable_granularity()->set_seconds(900);
  request.mutable_resource()->mutable_rules()->mutable_who()->add_companies("acme");
  const auto made = c.Create(request);
  REQUIRE(made.ok());
  const v1::Resource& mill = made.response.resource();
  CHECK(mill.capacity() == 1);
  CHECK(mill.etag() == "1");
  CHECK_FALSE(mill.rules().has_check_in_after());
  CHECK(mill.effective_rules().granularity().seconds() == 900);
  CHECK(mill.effective_rules().check_in_after().seconds() == 900);
  CHECK(mill.effective_rules().who().companies(0) == "acme");
  CHECK(made.response.position() > 0);
  // The same request again has the same answer and no second effect.
  const auto again = c.Create(request);
  REQUIRE(again.ok());
  CHECK(again.response.resource().SerializeAsString() == mill.SerializeAsString());
}

TEST_CASE("A field that cannot be names its path and its value") {
  Catalogue c;
  auto request = c.Mill();
  request.mutable_resource()->mutable_rules()->mutable_granularity()->set_seconds(420);
  const auto refused = c.Create(request);
  CHECK(refused.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(BadFieldsIn(refused.status) == std::vector<std::string>{"resource.rules.granularity"});
  CHECK(refused.status.error_message() ==
        "resource.rules.granularity: 7 min does not divide a day.");

  request = c.Mill();
  request.mutable_resource()->mutable_rules()->mutable_shortest()->set_seconds(7200);
  request.mutable_resource()->mutable_rules()->mutable_longest()->set_seconds(3600);
  CHECK(c.Create(request).status.error_message() ==
        "resource.rules.shortest: 2 h is more than 1 h.");
}

TEST_CASE("A handle is given once, also after what had it was deleted") {
  Catalogue c;
  REQUIRE(c.Create(c.Mill()).ok());
  const auto taken = c.Create(c.Mill());
  CHECK(taken.status.error_code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(taken.refusal().reasons(0).subject() == "mill-1");
  REQUIRE(c.Delete("mill-1").ok());
  CHECK(c.Create(c.Mill()).reason() == "HANDLE_TAKEN");
  CHECK(c.Delete("mill-1").status.error_code() == grpc::StatusCode::NOT_FOUND);
}

TEST_CASE("An update changes the fields of its mask and no other") {
  Catalogue c;
  auto create = c.Mill();
  create.mutable_resource()->mutable_rules()->mutable_lead()->set_seconds(60);
  create.mutable_resource()->mutable_rules()->mutable_gap()->set_seconds(120);
  REQUIRE(c.Create(create).ok());
  auto update = c.Update("mill-1");
  update.mutable_resource()->set_display_name("Not in the mask");
  update.mutable_resource()->mutable_rules()->mutable_gap()->set_seconds(300);
  update.mutable_update_mask()->add_paths("rules.gap");
  update.mutable_update_mask()->add_paths("rules.lead");
  const auto changed = c.Do(update);
  REQUIRE(changed.ok());
  CHECK(changed.response.resource().display_name() == "Mill");
  CHECK(changed.response.resource().rules().gap().seconds() == 300);
  CHECK_FALSE(changed.response.resource().rules().has_lead());
  CHECK(changed.response.resource().etag() == "2");
}

TEST_CASE("A mask that is empty, unknown or names the handle is refused") {
  Catalogue c;
  auto update = c.Update("laser-1");
  CHECK(BadFieldsIn(c.Do(update).status) == std::vector<std::string>{"update_mask"});
  for (const char* path : {"resource", "etag", "rules.none", "effective_rules.lead"}) {
    update = c.Update("laser-1");
    update.mutable_update_mask()->add_paths(path);
    CHECK(c.Do(update).reason() == "MALFORMED");
  }
}

TEST_CASE("A stale etag is refused and the fresh one is taken") {
  Catalogue c;
  auto update = c.Update("laser-1");
  update.mutable_resource()->set_display_name("Big laser");
  update.mutable_update_mask()->add_paths("display_name");
  update.mutable_resource()->set_etag("7");
  CHECK(c.Do(update).status.error_code() == grpc::StatusCode::ABORTED);
  update.set_request_id(c.lab.NewRequestId());
  update.mutable_resource()->set_etag("1");
  CHECK(c.Do(update).ok());
}

TEST_CASE("Of two who change a kind of certification, the second is told that it is another now") {
  Catalogue c;
  v1::CreateCertificationRequest create;
  create.set_request_id(c.lab.NewRequestId());
  create.mutable_certification()->set_certification("welding");
  const auto made = Ask(*c.stub, &Stub::CreateCertification, create, c.lab.manager());
  REQUIRE(made.ok());
  CHECK(made.response.certification().etag() == "1");
  v1::UpdateCertificationRequest update;
  *update.mutable_certification() = made.response.certification();
  update.mutable_update_mask()->add_paths("ask");
  const auto say = [&](const char* whom) {
    update.set_request_id(c.lab.NewRequestId());
    update.mutable_certification()->set_ask(whom);
    return Ask(*c.stub, &Stub::UpdateCertification, update, c.lab.manager());
  };
  const auto first = say("Nadia");
  REQUIRE(first.ok());
  CHECK(first.response.certification().etag() == "2");
  CHECK(say("Karim").reason() == "STALE");
  v1::DeleteCertificationRequest remove;
  remove.set_request_id(c.lab.NewRequestId());
  remove.set_certification("welding");
  remove.set_etag("1");
  CHECK(Ask(*c.stub, &Stub::DeleteCertification, remove, c.lab.manager()).reason() == "STALE");
  update.mutable_certification()->set_etag("2");
  REQUIRE(say("Karim").ok());
  remove.set_request_id(c.lab.NewRequestId());
  remove.set_etag("3");
  CHECK(Ask(*c.stub, &Stub::DeleteCertification, remove, c.lab.manager()).ok());
}

TEST_CASE("What is still needed is not deleted, and the refusal counts by how many") {
  Catalogue c;
  REQUIRE(Book(c.lab, c.lab.lea(), BookRequest(c.lab, "laser-1", 3600, 60)).ok());
  const auto resource = c.Delete("laser-1");
  CHECK(resource.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(resource.reason() == "IN_USE");
  CHECK(resource.refusal().reasons(0).used() == 1);
  v1::DeletePoolRequest pool;
  pool.set_request_id(c.lab.NewRequestId());
  pool.set_pool("lasers");
  CHECK(Ask(*c.stub, &Stub::DeletePool, pool, c.lab.manager()).refusal().reasons(0).used() == 2);
  v1::DeleteSiteRequest site;
  site.set_request_id(c.lab.NewRequestId());
  site.set_site("house");
  CHECK(Ask(*c.stub, &Stub::DeleteSite, site, c.lab.manager()).refusal().reasons(0).used() == 5);
}

TEST_CASE("A site in a zone that is new here brings the zone along") {
  Catalogue c;
  v1::CreateSiteRequest request;
  request.set_request_id(c.lab.NewRequestId());
  request.mutable_site()->set_site("annex");
  request.mutable_site()->set_zone("America/New_York");
  v1::OpenDays& week = *request.mutable_site()->mutable_hours()->add_week();
  week.add_days(v1::DAY_OF_WEEK_FRIDAY);
  week.add_ranges()->set_opens("18:00");
  week.mutable_ranges(0)->set_closes("02:00");
  const auto made = Ask(*c.stub, &Stub::CreateSite, request, c.lab.manager());
  REQUIRE(made.ok());
  CHECK(made.response.site().zone() == "America/New_York");
  CHECK(made.response.site().hours().week(0).ranges(0).closes() == "02:00");
  request.set_request_id(c.lab.NewRequestId());
  request.mutable_site()->set_site("moon");
  request.mutable_site()->set_zone("Moon/Tranquility");
  CHECK(BadFieldsIn(Ask(*c.stub, &Stub::CreateSite, request, c.lab.manager()).status) ==
        std::vector<std::string>{"site.zone"});
}

TEST_CASE("Lists are by handle, in pages bound to their filters") {
  Catalogue c;
  v1::ListResourcesRequest request;
  request.set_page_size(2);
  std::vector<std::string> handles;
  for (;;) {
    const auto page = Ask(*c.stub, &Stub::ListResources, request, c.lab.lea());
    REQUIRE(page.ok());
    for (const auto& resource : page.response.resources()) handles.push_back(resource.resource());
    if (page.response.next_page_token().empty()) break;
    request.set_page_token(page.response.next_page_token());
  }
  CHECK(handles == std::vector<std::string>{"laser-1", "laser-2", "press-1", "room-1", "screen-1"});
  request.clear_page_token();
  const auto first = Ask(*c.stub, &Stub::ListResources, request, c.lab.lea());
  request.mutable_resources()->set_pool("lasers");
  request.set_page_token(first.response.next_page_token());
  CHECK(Ask(*c.stub, &Stub::ListResources, request, c.lab.lea()).reason() == "MALFORMED");
  request.clear_page_token();
  CHECK(Ask(*c.stub, &Stub::ListResources, request, c.lab.lea()).response.resources_size() == 2);
}

TEST_CASE("A member defines nothing") {
  Catalogue c;
  CHECK(Ask(*c.stub, &Stub::CreateResource, c.Mill(), c.lab.lea()).status.error_code() ==
        grpc::StatusCode::PERMISSION_DENIED);
}

TEST_CASE(
    "The preview of an outage names its victims and where each would go, and changes nothing") {
  Catalogue c;
  auto movable = BookRequest(c.lab, "laser-1", 3600, 60);
  movable.mutable_spec()->set_may_move(true);
  REQUIRE(Book(c.lab, c.lab.lea(), movable).ok());
  auto fixed = BookRequest(c.lab, "laser-1", 10800, 60);
  fixed.mutable_spec()->set_may_move(false);
  REQUIRE(Book(c.lab, c.lab.zoe(), fixed).ok());
  v1::PreviewOutageRequest preview;
  *preview.mutable_declare() = c.OutageOf("laser-1", 1800, 8);
  const auto shown = Ask(*c.stub, &Stub::PreviewOutage, preview, c.lab.manager());
  REQUIRE(shown.ok());
  REQUIRE(shown.response.victims_size() == 2);
  CHECK(shown.response.victims(0).booking().member() == "lea");
  CHECK(shown.response.victims(0).fate() == v1::VICTIM_FATE_MOVED);
  CHECK(shown.response.victims(0).from() == "laser-1");
  CHECK(shown.response.victims(0).to() == "laser-2");
  CHECK(shown.response.victims(1).fate() == v1::VICTIM_FATE_DISPLACED);
  CHECK(shown.response.victims(1).booking().state() == v1::BOOKING_STATE_DISPLACED);
  CHECK(shown.response.victims(1).wish() == "w-1");
  v1::ListOutagesRequest list;
  CHECK(Ask(*c.stub, &Stub::ListOutages, list, c.lab.lea()).response.outages_size() == 0);

  v1::DeclareOutageRequest declare;
  declare.set_request_id(c.lab.NewRequestId());
  *declare.mutable_spec() = preview.declare();
  const auto declared = Ask(*c.stub, &Stub::DeclareOutage, declare, c.lab.manager());
  REQUIRE(declared.ok());
  CHECK(declared.response.outage().outage() == "o-1");
  CHECK(declared.response.outage().reason() == "New lens");
  REQUIRE(declared.response.victims_size() == 2);
  CHECK(declared.response.victims(0).to() == "laser-2");
  const auto listed = Ask(*c.stub, &Stub::ListOutages, list, c.lab.lea());
  REQUIRE(listed.response.outages_size() == 1);
  CHECK(listed.response.outages(0).resource() == "laser-1");
  CHECK(listed.response.outages(0).reason() == "New lens");
}

TEST_CASE("Lifting an outage gives the bookings back") {
  Catalogue c;
  REQUIRE(Book(c.lab, c.lab.zoe(), BookRequest(c.lab, "press-1", 10800, 60)).ok());
  v1::DeclareOutageRequest declare;
  declare.set_request_id(c.lab.NewRequestId());
  *declare.mutable_spec() = c.OutageOf("press-1", 7200, 8);
  REQUIRE(Ask(*c.stub, &Stub::DeclareOutage, declare, c.lab.manager()).response.victims_size() ==
          1);
  v1::LiftOutageRequest lift;
  lift.set_request_id(c.lab.NewRequestId());
  lift.set_outage("o-1");
  lift.set_etag("9");
  CHECK(Ask(*c.stub, &Stub::LiftOutage, lift, c.lab.manager()).reason() == "STALE");
  lift.set_request_id(c.lab.NewRequestId());
  lift.clear_etag();
  const auto lifted = Ask(*c.stub, &Stub::LiftOutage, lift, c.lab.manager());
  REQUIRE(lifted.ok());
  CHECK(lifted.response.outage().lifted());
  REQUIRE(lifted.response.victims_size() == 1);
  CHECK(lifted.response.victims(0).fate() == v1::VICTIM_FATE_RESTORED);
  CHECK(lifted.response.victims(0).to() == "press-1");
  CHECK(lifted.response.victims(0).from().empty());  // displaced, it was on none
}

TEST_CASE("A booking that comes back says from which equal it comes") {
  Catalogue c;
  REQUIRE(Book(c.lab, c.lab.zoe(), BookRequest(c.lab, "laser-1", 10800, 60)).ok());
  v1::DeclareOutageRequest declare;
  declare.set_request_id(c.lab.NewRequestId());
  *declare.mutable_spec() = c.OutageOf("laser-1", 7200, 8);
  const auto declared = Ask(*c.stub, &Stub::DeclareOutage, declare, c.lab.manager());
  REQUIRE(declared.response.victims_size() == 1);
  CHECK(declared.response.victims(0).fate() == v1::VICTIM_FATE_MOVED);
  CHECK(declared.response.victims(0).to() == "laser-2");
  v1::LiftOutageRequest lift;
  lift.set_request_id(c.lab.NewRequestId());
  lift.set_outage("o-1");
  const auto lifted = Ask(*c.stub, &Stub::LiftOutage, lift, c.lab.manager());
  REQUIRE(lifted.response.victims_size() == 1);
  CHECK(lifted.response.victims(0).fate() == v1::VICTIM_FATE_RESTORED);
  CHECK(lifted.response.victims(0).from() == "laser-2");
  CHECK(lifted.response.victims(0).to() == "laser-1");
}

TEST_CASE("A rule that names a member whose name was erased goes on naming them") {
  Catalogue c;
  auto request = c.Update("laser-1");
  request.mutable_resource()->mutable_rules()->mutable_who()->add_members("max");
  request.mutable_update_mask()->add_paths("rules");
  REQUIRE(c.Do(request).ok());
  c.lab.people().Forget(MemberId(2));
  v1::GetResourceRequest get;
  get.set_resource("laser-1");
  const auto shown = Ask(*c.stub, &Stub::GetResource, get, c.lab.manager());
  REQUIRE(shown.response.resource().rules().who().members_size() == 1);
  CHECK(shown.response.resource().rules().who().members(0) == "#2");
  // Changed elsewhere and sent back whole, the rule still keeps everybody else out.
  auto back = c.Update("laser-1");
  *back.mutable_resource()->mutable_rules() = shown.response.resource().rules();
  back.mutable_resource()->mutable_rules()->mutable_shortest()->set_seconds(600);
  back.mutable_update_mask()->add_paths("rules");
  REQUIRE(c.Do(back).ok());
  CHECK(Book(c.lab, c.lab.lea(), BookRequest(c.lab, "laser-1", 10800, 60)).reason() ==
        "NOT_ALLOWED");
  // A number stands for an erased member only.
  auto named = c.Update("laser-1");
  named.mutable_resource()->mutable_rules()->mutable_who()->add_members("#1");
  named.mutable_update_mask()->add_paths("rules");
  CHECK(c.Do(named).status.error_code() == grpc::StatusCode::NOT_FOUND);
}

TEST_CASE("Who may book is shown to a member with the number of those who are not told") {
  Catalogue c;
  auto request = c.Update("laser-1");
  request.mutable_resource()->mutable_rules()->mutable_who()->add_members("max");
  request.mutable_resource()->mutable_rules()->mutable_who()->add_members("zoe");
  request.mutable_update_mask()->add_paths("rules");
  REQUIRE(c.Do(request).ok());
  v1::GetResourceRequest get;
  get.set_resource("laser-1");
  const auto shown = Ask(*c.stub, &Stub::GetResource, get, c.lab.lea());
  const v1::WhoMayBook& who = shown.response.resource().rules().who();
  REQUIRE(who.members_size() == 1);
  CHECK(who.members(0) == "max");
  CHECK(who.others() == 1);
}

TEST_CASE("A fault is reported, seen without its reporter by another company, and resolved") {
  Catalogue c;
  v1::ReportFaultRequest report;
  report.set_request_id(c.lab.NewRequestId());
  report.set_resource("laser-1");
  CHECK(BadFieldsIn(Ask(*c.stub, &Stub::ReportFault, report, c.lab.lea()).status) ==
        std::vector<std::string>{"description"});
  report.set_description("The lens is cracked");
  const auto reported = Ask(*c.stub, &Stub::ReportFault, report, c.lab.lea());
  REQUIRE(reported.ok());
  CHECK(reported.response.fault().fault() == "f-1");
  CHECK(reported.response.fault().reported_by() == "lea");
  v1::ListFaultsRequest list;
  const auto outsider = Ask(*c.stub, &Stub::ListFaults, list, c.lab.zoe());
  REQUIRE(outsider.response.faults_size() == 1);
  CHECK(outsider.response.faults(0).reported_by().empty());
  CHECK(outsider.response.faults(0).description() == "The lens is cracked");
  v1::ResolveFaultRequest resolve;
  resolve.set_request_id(c.lab.NewRequestId());
  resolve.set_fault("f-1");
  REQUIRE(Ask(*c.stub, &Stub::ResolveFault, resolve, c.lab.manager()).response.fault().resolved());
  CHECK(Ask(*c.stub, &Stub::ListFaults, list, c.lab.manager()).response.faults_size() == 0);
}

}  // namespace
}  // namespace mutua::wire
