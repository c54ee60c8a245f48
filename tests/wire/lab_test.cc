// The lab as a file: compared, applied in one commit or not at all, exported and applied again.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/lab.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::LabService::Stub;

struct LabFile {
  WireLab lab;
  std::unique_ptr<Stub> stub = v1::LabService::NewStub(lab.channel());

  v1::Lab Export() {
    const auto exported = Ask(*stub, &Stub::ExportLab, v1::ExportLabRequest(), lab.service());
    REQUIRE(exported.ok());
    return exported.response.lab();
  }
  v1::ApplyLabRequest Of(const v1::Lab& file) {
    v1::ApplyLabRequest request;
    request.set_request_id(lab.NewRequestId());
    *request.mutable_lab() = file;
    return request;
  }
  Outcome<v1::ApplyLabResponse> Apply(const v1::ApplyLabRequest& request) {
    return Ask(*stub, &Stub::ApplyLab, request, lab.manager());
  }
};

// A workshop that is not there yet: everything refers to something else of the file.
v1::Lab Workshop() {
  v1::Lab file;
  v1::Site& site = *file.add_sites();
  site.set_site("barn");
  site.set_display_name("Barn");
  site.set_zone("Asia/Tokyo");
  v1::OpenDays& week = *site.mutable_hours()->add_week();
  week.add_days(v1::DAY_OF_WEEK_MONDAY);
  week.add_days(v1::DAY_OF_WEEK_TUESDAY);
  v1::OpenRange& range = *week.add_ranges();
  range.set_opens("08:00");
  range.set_closes("24:00");
  v1::OpenRange& late = *week.add_ranges();
  late.set_opens("22:00");
  late.set_closes("02:00");
  v1::DayException& closed = *site.mutable_hours()->add_exceptions();
  closed.set_first_day("2026-12-24");
  closed.set_last_day("2027-01-03");
  file.add_certifications()->set_certification("milling");
  v1::Pool& pool = *file.add_pools();
  pool.set_pool("mills");
  pool.set_stand_in(true);
  v1::Rules& rules = *pool.mutable_rules();
  rules.mutable_certifications()->add_all_of("milling");
  rules.mutable_who()->add_companies("cobalt");
  rules.mutable_who()->add_members("nora");
  rules.mutable_setup()->set_seconds(600);
  rules.set_cents_per_hour(1250);
  rules.set_tariff(3);
  v1::OpenDays& peak = *rules.mutable_peak_hours()->add_peak();
  peak.add_days(v1::DAY_OF_WEEK_FRIDAY);
  peak.add_ranges()->set_opens("17:00");
  peak.mutable_ranges(0)->set_closes("21:00");
  v1::OpenDays& night = *rules.mutable_peak_hours()->add_off_peak();
  night.add_days(v1::DAY_OF_WEEK_SUNDAY);
  night.add_ranges()->set_opens("22:00");
  night.mutable_ranges(0)->set_closes("06:00");
  v1::Resource& mill = *file.add_resources();
  mill.set_resource("mill-1");
  mill.set_kind(v1::RESOURCE_KIND_MACHINE);
  mill.set_pool("mills");
  mill.set_site("barn");
  mill.mutable_rules()->mutable_granularity()->set_seconds(900);
  mill.mutable_rules()->mutable_hours();
  v1::Company& company = *file.add_companies();
  company.set_company("cobalt");
  company.set_kind(v1::COMPANY_KIND_INDEPENDENT);
  v1::Member& member = *file.add_members();
  member.set_member("nora");
  member.set_display_name("Nora");
  member.set_company("cobalt");
  member.mutable_quiet_hours()->set_from("22:30");
  member.mutable_quiet_hours()->set_until("07:00");
  v1::HeldCertification& held = *member.add_certifications();
  held.set_certification("milling");
  held.mutable_valid_from()->set_seconds(kNow);
  return file;
}

TEST_CASE("A lab file is applied in one commit, and applied again it changes nothing") {
  LabFile f;
  const auto applied = f.Apply(f.Of(Workshop()));
  REQUIRE(applied.ok());
  REQUIRE(applied.response.changes_size() == 6);
  for (const v1::LabChange& change : applied.response.changes()) {
    CHECK(change.action() == v1::LAB_ACTION_CREATE);
  }
  CHECK(applied.response.changes(0).handle() == "barn");
  CHECK(applied.response.position() == f.lab.engine().replica().head().position.value());
  const auto again = f.Apply(f.Of(Workshop()));
  REQUIRE(again.ok());
  CHECK(again.response.changes_size() == 0);
  CHECK(again.response.position() == applied.response.position());
}

TEST_CASE("What was exported applies without a difference, pruned or not") {
  LabFile f;
  REQUIRE(f.Apply(f.Of(Workshop())).ok());
  const v1::Lab exported = f.Export();
  CHECK(exported.resources_size() == 6);
  REQUIRE(exported.members_size() == 4);
  CHECK(exported.members(2).quiet_hours().from() == "22:30");
  auto request = f.Of(exported);
  request.set_prune(true);
  const auto applied = f.Apply(request);
  REQUIRE(applied.ok());
  INFO(applied.response.ShortDebugString());
  CHECK(applied.response.changes_size() == 0);
  CHECK(f.Export().SerializeAsString() == exported.SerializeAsString());
}

TEST_CASE("A file that says nothing of a member's quiet hours leaves them alone") {
  LabFile f;
  REQUIRE(f.Apply(f.Of(Workshop())).ok());
  v1::Lab file = Workshop();
  file.mutable_members(0)->clear_quiet_hours();
  file.mutable_members(0)->set_display_name("Nora K");
  REQUIRE(f.Apply(f.Of(file)).ok());
  CHECK(f.Export().members(2).display_name() == "Nora K");
  CHECK(f.Export().members(2).quiet_hours().until() == "07:00");
  file.mutable_members(0)->mutable_quiet_hours()->set_from("00:00");
  file.mutable_members(0)->mutable_quiet_hours()->set_until("06:00");
  REQUIRE(f.Apply(f.Of(file)).ok());
  CHECK(f.Export().members(2).quiet_hours().until() == "06:00");
}

TEST_CASE("The exported lab makes an equal lab of an empty one") {
  LabFile from;
  REQUIRE(from.Apply(from.Of(Workshop())).ok());
  const v1::Lab exported = from.Export();
  LabFile to;
  auto request = to.Of(exported);
  request.set_prune(true);
  REQUIRE(to.Apply(request).ok());
  CHECK(to.Export().SerializeAsString() == exported.SerializeAsString());
}

TEST_CASE("An export is of one position, whatever is applied meanwhile") {
  LabFile f;
  const v1::Lab before = f.Export();
  std::atomic<bool> done = false;
  std::thread applying([&] {
    for (int i = 1; i <= 100; ++i) {
      v1::Lab file;
      *file.add_pools() = before.pools(0);
      *file.add_resources() = before.resources(0);
      *file.add_sites() = before.sites(0);
      const std::string name = "Number " + std::to_string(i);
      file.mutable_pools(0)->set_display_name(name);
      file.mutable_resources(0)->set_display_name(name);
      file.mutable_sites(0)->set_display_name(name);
      f.Apply(f.Of(file));
    }
    done = true;
  });
  int torn = 0;
  int named = 0;
  while (!done) {
    const v1::Lab lab = f.Export();
    const std::string& name = lab.pools(0).display_name();
    if (!name.starts_with("Number")) continue;
    ++named;
    torn += lab.resources(0).display_name() != name || lab.sites(0).display_name() != name;
  }
  applying.join();
  CHECK(named > 0);
  CHECK(torn == 0);
  CHECK(f.Export().sites(0).display_name() == "Number 100");
}

TEST_CASE("A dry run says field by field what would change, and changes nothing") {
  LabFile f;
  v1::Lab file = f.Export();
  for (v1::Resource& resource : *file.mutable_resources()) {
    if (resource.resource() != "laser-1") continue;
    resource.set_display_name("Big laser");
    resource.mutable_rules()->mutable_granularity()->set_seconds(900);
  }
  auto request = f.Of(file);
  request.set_dry_run(true);
  request.clear_request_id();
  const auto head = f.lab.engine().replica().head().position;
  const auto compared = f.Apply(request);
  REQUIRE(compared.ok());
  REQUIRE(compared.response.changes_size() == 1);
  const v1::LabChange& change = compared.response.changes(0);
  CHECK(change.action() == v1::LAB_ACTION_UPDATE);
  CHECK(change.type() == "resource");
  CHECK(change.handle() == "laser-1");
  REQUIRE(change.fields_size() == 2);
  CHECK(change.fields(0).path() == "display_name");
  CHECK(change.fields(0).before() == "laser-1");
  CHECK(change.fields(0).after() == "Big laser");
  CHECK(change.fields(1).path() == "rules.granularity");
  CHECK(change.fields(1).before().empty());
  CHECK(change.fields(1).after() == "900s");
  CHECK(f.lab.engine().replica().head().position == head);
}

TEST_CASE("A refused lab changes nothing, and names the field and its value") {
  LabFile f;
  v1::Lab file = f.Export();
  *file.add_companies() = Workshop().companies(0);
  file.mutable_resources(3)->mutable_rules()->mutable_granularity()->set_seconds(420);
  const v1::Lab before = f.Export();
  const auto refused = f.Apply(f.Of(file));
  CHECK(refused.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
  CHECK(BadFieldsIn(refused.status) == std::vector<std::string>{"resources[3].rules.granularity"});
  CHECK(refused.status.error_message() ==
        "resources[3].rules.granularity: 7 min does not divide a day.");
  CHECK(f.Export().SerializeAsString() == before.SerializeAsString());
}

TEST_CASE("What a lab cannot delete is named, and nothing of it is applied") {
  LabFile f;
  REQUIRE(Book(f.lab, f.lab.lea(), BookRequest(f.lab, "laser-1", 3600, 60)).ok());
  v1::Lab file = f.Export();
  const v1::Lab before = file;
  file.mutable_resources()->DeleteSubrange(0, 1);  // laser-1
  *file.add_companies() = Workshop().companies(0);
  auto request = f.Of(file);
  request.set_prune(true);
  const auto refused = f.Apply(request);
  CHECK(refused.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  REQUIRE(refused.refusal().reasons_size() == 1);
  CHECK(refused.refusal().reasons(0).rule() == v1::RULE_IN_USE);
  CHECK(refused.refusal().reasons(0).subject() == "resource laser-1");
  CHECK(f.Export().SerializeAsString() == before.SerializeAsString());
  // The dry run says so, too.
  request.set_dry_run(true);
  CHECK(f.Apply(request).reason() == "IN_USE");
}

TEST_CASE("A dry run is judged on what is booked, and refused as the lab would be") {
  LabFile f;
  auto booking = BookRequest(f.lab, "screen-1", 3600, 60);
  booking.mutable_spec()->mutable_wants(0)->set_units(3);
  REQUIRE(Book(f.lab, f.lab.lea(), booking).ok());
  auto request = f.Of(f.Export());
  request.set_dry_run(true);
  for (v1::Resource& resource : *request.mutable_lab()->mutable_resources()) {
    if (resource.resource() == "screen-1") resource.set_capacity(2);
  }
  CHECK(f.Apply(request).reason() == "IN_USE");
  // Growing harms nobody.
  for (v1::Resource& resource : *request.mutable_lab()->mutable_resources()) {
    if (resource.resource() == "screen-1") resource.set_capacity(4);
  }
  const auto grows = f.Apply(request);
  REQUIRE(grows.ok());
  CHECK(grows.response.changes_size() == 1);
}

TEST_CASE("What a lab deletes is gone in an order that nothing needs any more") {
  LabFile f;
  const v1::Lab before = f.Export();
  REQUIRE(f.Apply(f.Of(Workshop())).ok());
  auto request = f.Of(before);
  request.set_prune(true);
  const auto pruned = f.Apply(request);
  REQUIRE(pruned.ok());
  CHECK(pruned.response.changes_size() == 6);
  CHECK(pruned.response.changes(0).action() == v1::LAB_ACTION_DELETE);
  CHECK(f.Export().SerializeAsString() == before.SerializeAsString());
}

TEST_CASE("A lab that was judged on an older catalogue is refused") {
  LabFile f;
  auto dry = f.Of(Workshop());
  dry.set_dry_run(true);
  const uint64_t judged = f.Apply(dry).response.position();
  // A booking is no change of the catalogue.
  REQUIRE(Book(f.lab, f.lab.lea(), BookRequest(f.lab, "laser-1", 3600, 60)).ok());
  f.lab.Define(core::DefinePool{.pool = {.handle = "saws"}});
  auto request = f.Of(Workshop());
  request.set_if_position(judged);
  CHECK(f.Apply(request).reason() == "STALE");
  request.set_request_id(f.lab.NewRequestId());
  request.set_if_position(f.lab.engine().replica().head().position.value());
  CHECK(f.Apply(request).ok());
}

TEST_CASE("The same request again has one effect, and another body under its id is refused") {
  LabFile f;
  const auto request = f.Of(Workshop());
  const auto first = f.Apply(request);
  REQUIRE(first.ok());
  const auto head = f.lab.engine().replica().head().position;
  CHECK_FALSE(first.response.repeated());
  const auto again = f.Apply(request);
  REQUIRE(again.ok());
  CHECK(again.response.repeated());
  CHECK(again.response.changes_size() == 0);
  CHECK(f.lab.engine().replica().head().position == head);
  auto other = request;
  other.mutable_lab()->mutable_sites(0)->set_display_name("Another barn");
  CHECK(f.Apply(other).reason() == "REQUEST_REUSED");
}

TEST_CASE("A handle that neither the lab nor the file has is named") {
  LabFile f;
  v1::Lab file = Workshop();
  file.mutable_resources(0)->set_pool("lathes");
  const auto refused = f.Apply(f.Of(file));
  CHECK(refused.status.error_code() == grpc::StatusCode::NOT_FOUND);
  CHECK(refused.refusal().reasons(0).subject() == "lathes");
}

TEST_CASE("A directory of more than one slice is listed whole, by handle, page by page") {
  LabFile f;
  v1::Lab file;
  constexpr int kMembers = 2100;  // a slice is 2,000
  for (int i = 0; i < kMembers; ++i) {
    v1::Member& member = *file.add_members();
    member.set_member("m-" + std::to_string((i * 7919) % 100'000));  // in no order
    member.set_company(i % 3 == 0 ? "acme" : "bolt");
  }
  REQUIRE(f.Apply(f.Of(file)).ok());
  auto directory = v1::DirectoryService::NewStub(f.lab.channel());
  v1::ListMembersRequest list;
  list.set_page_size(1000);
  std::vector<std::string> listed;
  do {
    const auto page =
        Ask(*directory, &v1::DirectoryService::Stub::ListMembers, list, f.lab.manager());
    REQUIRE(page.ok());
    for (const v1::Member& member : page.response.members()) listed.push_back(member.member());
    list.set_page_token(page.response.next_page_token());
  } while (!list.page_token().empty());
  CHECK(listed.size() == kMembers + 3);
  CHECK(std::is_sorted(listed.begin(), listed.end()));
  // A member is told of the own company's.
  list.set_page_size(1);
  const auto own = Ask(*directory, &v1::DirectoryService::Stub::ListMembers, list, f.lab.lea());
  REQUIRE(own.response.members_size() == 1);
  CHECK(own.response.members(0).company() == "acme");
}

TEST_CASE("New members of a lab have their names, and can be told to come in") {
  LabFile f;
  REQUIRE(f.Apply(f.Of(Workshop())).ok());
  auto directory = v1::DirectoryService::NewStub(f.lab.channel());
  v1::GetMemberRequest get;
  get.set_member("nora");
  const auto nora = Ask(*directory, &v1::DirectoryService::Stub::GetMember, get, f.lab.manager());
  REQUIRE(nora.ok());
  CHECK(nora.response.member().display_name() == "Nora");
  CHECK(nora.response.member().certifications(0).certification() == "milling");
}

}  // namespace
}  // namespace mutua::wire
