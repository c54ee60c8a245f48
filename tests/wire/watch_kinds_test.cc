// What a watch tells of besides bookings: who sees which kind, and what a filter by resource lets
// pass.
#include <doctest/doctest.h>

#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/watching.h"

namespace mutua::wire {
namespace {

constexpr int64_t kHour = 3600;
using Catalogue = v1::CatalogueService::Stub;
using Directory = v1::DirectoryService::Stub;
using Wishes = v1::WishesService::Stub;

struct Telling {
  WireLab lab;
  std::unique_ptr<Catalogue> catalogue = v1::CatalogueService::NewStub(lab.channel());
  std::unique_ptr<Directory> directory = v1::DirectoryService::NewStub(lab.channel());
  std::unique_ptr<Wishes> wishes = v1::WishesService::NewStub(lab.channel());

  void Rename(const std::string& resource, const std::string& name) {
    v1::UpdateResourceRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_resource()->set_resource(resource);
    request.mutable_resource()->set_display_name(name);
    request.mutable_update_mask()->add_paths("display_name");
    REQUIRE(Ask(*catalogue, &Catalogue::UpdateResource, request, lab.manager()).ok());
  }
  void Declare(const std::string& resource, int64_t from) {
    v1::DeclareOutageRequest request;
    request.set_request_id(lab.NewRequestId());
    if (resource == "house") {
      request.mutable_spec()->set_site(resource);
    } else {
      request.mutable_spec()->set_resource(resource);
    }
    request.mutable_spec()->set_reason("New lens");
    v1::AskedInterval& time = *request.mutable_spec()->mutable_time();
    time.mutable_start()->mutable_instant()->set_seconds(kNow + from);
    time.mutable_length()->set_seconds(kHour);
    REQUIRE(Ask(*catalogue, &Catalogue::DeclareOutage, request, lab.manager()).ok());
  }
  void Wish(const std::string& resource, const std::string& pool) {
    v1::FileWishRequest request;
    request.set_request_id(lab.NewRequestId());
    v1::Want& want = *request.mutable_spec()->add_wants();
    if (!resource.empty()) want.set_resource(resource);
    if (!pool.empty()) want.set_pool(pool);
    v1::AskedInterval& window = *request.add_windows();
    window.mutable_start()->mutable_instant()->set_seconds(kNow + 50 * kHour);
    window.mutable_length()->set_seconds(kHour);
    request.mutable_length()->set_seconds(kHour);
    request.set_mode(v1::WISH_MODE_OFFER);
    REQUIRE(Ask(*wishes, &Wishes::FileWish, request, lab.lea()).ok());
  }
  void Series(const std::string& resource) {
    v1::CreateSeriesRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_spec()->add_wants()->set_resource(resource);
    request.mutable_recurrence()->mutable_start()->set_local("2026-11-27T10:00");
    request.mutable_recurrence()->mutable_length()->set_seconds(kHour);
    request.mutable_recurrence()->set_rrule("FREQ=DAILY;COUNT=2");
    REQUIRE(Ask(lab.bookings(), &v1::BookingsService::Stub::CreateSeries, request, lab.lea()).ok());
  }
  void AddMember(const std::string& handle) {
    v1::CreateMemberRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_member()->set_member(handle);
    request.mutable_member()->set_display_name("Ida Falk");
    request.mutable_member()->set_company("acme");
    REQUIRE(Ask(*directory, &Directory::CreateMember, request, lab.manager()).ok());
  }
  std::string Report(const std::string& resource) {
    v1::ReportFaultRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_resource(resource);
    request.set_description("It smells");
    const auto reported = Ask(*catalogue, &Catalogue::ReportFault, request, lab.lea());
    REQUIRE(reported.ok());
    return reported.response.fault().fault();
  }
};

TEST_CASE("Everybody is told of the lab's things, its outages and its faults") {
  Telling t;
  Watching watching(t.lab, t.lab.zoe(), After(HeadOf(t.lab)));
  t.Rename("laser-1", "Big laser");
  const v1::WatchResponse renamed = watching.Next();
  REQUIRE(renamed.events_size() == 1);
  CHECK(renamed.events(0).kind() == v1::EVENT_KIND_RESOURCE);
  CHECK(renamed.events(0).resource().display_name() == "Big laser");

  REQUIRE(Book(t.lab, t.lab.lea(), BookRequest(t.lab, "room-1", 2 * kHour, 30)).ok());
  watching.Next();
  t.Declare("room-1", 2 * kHour);
  const v1::WatchResponse declared = watching.Next();
  int outages = 0;
  for (const v1::Event& event : declared.events()) {
    if (event.kind() != v1::EVENT_KIND_OUTAGE) continue;
    ++outages;
    CHECK(event.cause() == v1::EVENT_CAUSE_CREATED);
    CHECK(event.outage().outage() == "o-1");
    CHECK(event.outage().reason() == "New lens");
  }
  CHECK(outages == 1);
  CHECK(declared.events_size() > 1);

  v1::LiftOutageRequest lift;
  lift.set_request_id(t.lab.NewRequestId());
  lift.set_outage("o-1");
  REQUIRE(Ask(*t.catalogue, &Catalogue::LiftOutage, lift, t.lab.manager()).ok());
  v1::Event ended;
  const v1::WatchResponse lifted = watching.Next();
  for (const v1::Event& event : lifted.events()) {
    if (event.kind() == v1::EVENT_KIND_OUTAGE) ended = event;
  }
  CHECK(ended.cause() == v1::EVENT_CAUSE_ENDED);

  const std::string fault = t.Report("laser-1");
  const v1::WatchResponse reported = watching.Next();
  REQUIRE(reported.events_size() == 1);
  CHECK(reported.events(0).kind() == v1::EVENT_KIND_FAULT);
  CHECK(reported.events(0).cause() == v1::EVENT_CAUSE_CREATED);
  CHECK(reported.events(0).fault().description() == "It smells");
  CHECK(reported.events(0).fault().reported_by().empty());
  v1::ResolveFaultRequest resolve;
  resolve.set_request_id(t.lab.NewRequestId());
  resolve.set_fault(fault);
  REQUIRE(Ask(*t.catalogue, &Catalogue::ResolveFault, resolve, t.lab.manager()).ok());
  CHECK(watching.Next().events(0).cause() == v1::EVENT_CAUSE_ENDED);
}

TEST_CASE("Of people only managers and services are told, by name") {
  Telling t;
  Watching manager(t.lab, t.lab.manager(), After(HeadOf(t.lab)));
  Watching service(t.lab, t.lab.service(), After(HeadOf(t.lab)));
  Watching member(t.lab, t.lab.lea(), After(HeadOf(t.lab)));
  Watching kiosk(t.lab, t.lab.kiosk(), After(HeadOf(t.lab)));
  t.AddMember("ida");
  t.Rename("laser-1", "Big laser");
  for (Watching* one : {&manager, &service}) {
    const v1::WatchResponse told = one->Next();
    REQUIRE(told.events_size() == 1);
    CHECK(told.events(0).kind() == v1::EVENT_KIND_MEMBER);
    CHECK(told.events(0).cause() == v1::EVENT_CAUSE_CREATED);
    CHECK(told.events(0).member().member() == "ida");
    CHECK(told.events(0).member().display_name() == "Ida Falk");
  }
  for (Watching* one : {&member, &kiosk}) {
    CHECK(one->Next().events(0).kind() == v1::EVENT_KIND_RESOURCE);
  }
}

TEST_CASE("A filter by resource lets pass what touches it, of every kind, and nothing else") {
  Telling t;
  v1::WatchRequest request = After(HeadOf(t.lab));
  request.mutable_filter()->mutable_resources()->add_resources("laser-2");
  Watching watching(t.lab, t.lab.lea(), request);
  // In pairs: what does not touch it, then what does.
  t.Wish("room-1", "");
  t.Wish("", "lasers");
  t.Series("room-1");
  t.Series("laser-2");
  t.Declare("laser-1", 20 * kHour);
  t.Declare("house", 30 * kHour);
  t.Report("laser-1");
  t.Report("laser-2");
  t.AddMember("ida");
  t.Rename("laser-1", "One");
  t.Rename("laser-2", "Two");
  // The offer that met the wish holds laser-1: the wish alone is about laser-2.
  const v1::WatchResponse wish = watching.Next();
  CHECK(wish.events(0).kind() == v1::EVENT_KIND_WISH);
  CHECK(wish.events(0).wish().spec().wants(0).pool() == "lasers");
  const v1::WatchResponse series = watching.Next();
  CHECK(series.events(series.events_size() - 1).has_series() != series.events(0).has_series());
  const v1::WatchResponse outage = watching.Next();
  CHECK(outage.events(0).outage().site() == "house");
  CHECK(watching.Next().events(0).fault().resource() == "laser-2");
  CHECK(watching.Next().events(0).resource().display_name() == "Two");
}

TEST_CASE("A filter by kind and one by person leave out what they do not name") {
  Telling t;
  v1::WatchRequest kinds = After(HeadOf(t.lab));
  kinds.mutable_filter()->add_kinds(v1::EVENT_KIND_FAULT);
  Watching faults(t.lab, t.lab.lea(), kinds);
  v1::WatchRequest person = After(HeadOf(t.lab));
  person.mutable_filter()->set_member("lea");
  Watching own(t.lab, t.lab.lea(), person);
  t.Rename("laser-1", "One");
  REQUIRE(Book(t.lab, t.lab.max(), BookRequest(t.lab, "room-1", kHour, 60)).ok());
  t.Report("laser-1");
  REQUIRE(Book(t.lab, t.lab.lea(), BookRequest(t.lab, "room-1", 3 * kHour, 60)).ok());
  CHECK(faults.Next().events(0).kind() == v1::EVENT_KIND_FAULT);
  CHECK(own.Next().events(0).booking().member() == "lea");
}

}  // namespace
}  // namespace mutua::wire
