// Lists of badges, tokens, faults and outages: pages put together are the whole list, in the order
// that the contract says.
#include <doctest/doctest.h>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Admin = v1::AdminService::Stub;
using Catalogue = v1::CatalogueService::Stub;
using Directory = v1::DirectoryService::Stub;

// The ids of all pages of `size`, by `id_of(response, i)`; no page is longer.
template <class Stub, class Request, class Response, class Ids>
std::vector<std::string> AllPages(
    Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
    Request request, const std::string& token, uint32_t size, Ids ids_of) {
  std::vector<std::string> ids;
  request.set_page_size(size);
  for (;;) {
    const auto page = Ask(stub, method, request, token);
    REQUIRE_MESSAGE(page.ok(), page.status.error_message());
    const std::vector<std::string> some = ids_of(page.response);
    CHECK(some.size() <= size);
    ids.insert(ids.end(), some.begin(), some.end());
    if (page.response.next_page_token().empty()) return ids;
    CHECK(some.size() == size);
    request.set_page_token(page.response.next_page_token());
  }
}

const auto kFaultIds = [](const v1::ListFaultsResponse& page) {
  std::vector<std::string> ids;
  for (const v1::Fault& fault : page.faults()) ids.push_back(fault.fault());
  return ids;
};
const auto kOutageIds = [](const v1::ListOutagesResponse& page) {
  std::vector<std::string> ids;
  for (const v1::Outage& outage : page.outages()) ids.push_back(outage.outage());
  return ids;
};

TEST_CASE("Badges and tokens are listed by id, in pages of any size") {
  WireLab lab;
  for (uint8_t n = 1; n <= 7; ++n) {
    model::Badge badge{.member = MemberId(n % 2 == 0 ? 1 : 2)};
    badge.seal[0] = n;
    lab.Define(core::DefineBadge{.badge = badge});
  }
  const auto directory = v1::DirectoryService::NewStub(lab.channel());
  const auto badge_ids = [](const v1::ListBadgesResponse& page) {
    std::vector<std::string> ids;
    for (const v1::Badge& badge : page.badges()) ids.push_back(badge.id());
    return ids;
  };
  const auto admin = v1::AdminService::NewStub(lab.channel());
  const auto token_ids = [](const v1::ListTokensResponse& page) {
    std::vector<std::string> ids;
    for (const v1::Token& token : page.tokens()) ids.push_back(token.token());
    return ids;
  };
  using Ids = std::vector<std::string>;
  for (const uint32_t size : {1U, 2U, 3U, 7U, 100U}) {
    CAPTURE(size);
    CHECK(AllPages(*directory, &Directory::ListBadges, v1::ListBadgesRequest(), lab.manager(), size,
                   badge_ids) == Ids{"k-1", "k-2", "k-3", "k-4", "k-5", "k-6", "k-7"});
    v1::ListBadgesRequest of_lea;
    of_lea.set_member("lea");
    CHECK(AllPages(*directory, &Directory::ListBadges, of_lea, lab.manager(), size, badge_ids) ==
          Ids{"k-2", "k-4", "k-6"});
    CHECK(AllPages(*directory, &Directory::ListBadges, v1::ListBadgesRequest(), lab.lea(), size,
                   badge_ids) == Ids{"k-2", "k-4", "k-6"});
    CHECK(AllPages(*admin, &Admin::ListTokens, v1::ListTokensRequest(), lab.manager(), size,
                   token_ids) == Ids{"t-1", "t-2", "t-3", "t-4", "t-5", "t-6"});
  }
}

TEST_CASE("Faults are listed newest first, in pages of any size") {
  WireLab lab;
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  for (uint32_t n = 1; n <= 7; ++n) {
    v1::ReportFaultRequest report;
    report.set_request_id(lab.NewRequestId());
    report.set_resource(n % 2 == 0 ? "laser-1" : "room-1");
    report.set_description("It smells");
    REQUIRE(Ask(*catalogue, &Catalogue::ReportFault, report, lab.lea()).ok());
  }
  v1::ResolveFaultRequest resolve;
  resolve.set_request_id(lab.NewRequestId());
  resolve.set_fault("f-6");
  REQUIRE(Ask(*catalogue, &Catalogue::ResolveFault, resolve, lab.manager()).ok());
  using Ids = std::vector<std::string>;
  for (const uint32_t size : {1U, 2U, 3U, 6U, 100U}) {
    CAPTURE(size);
    CHECK(AllPages(*catalogue, &Catalogue::ListFaults, v1::ListFaultsRequest(), lab.lea(), size,
                   kFaultIds) == Ids{"f-7", "f-5", "f-4", "f-3", "f-2", "f-1"});
    v1::ListFaultsRequest of_laser;
    of_laser.set_include_resolved(true);
    of_laser.mutable_resources()->add_resources("laser-1");
    CHECK(AllPages(*catalogue, &Catalogue::ListFaults, of_laser, lab.lea(), size, kFaultIds) ==
          Ids{"f-6", "f-4", "f-2"});
  }
}

TEST_CASE("Outages are listed by when they begin, in pages of any size") {
  WireLab lab;
  const auto catalogue = v1::CatalogueService::NewStub(lab.channel());
  // o-1 begins last; o-4 and o-5 begin together.
  for (const int64_t hour : {9, 5, 7, 3, 3, 1}) {
    v1::DeclareOutageRequest declare;
    declare.set_request_id(lab.NewRequestId());
    v1::OutageSpec& outage = *declare.mutable_spec();
    outage.set_resource(hour == 3 ? "laser-1" : "room-1");
    outage.mutable_time()->mutable_start()->mutable_instant()->set_seconds(kNow + hour * 3600);
    outage.mutable_time()->mutable_length()->set_seconds(1800);
    outage.set_kind(v1::OUTAGE_KIND_MAINTENANCE);
    REQUIRE(Ask(*catalogue, &Catalogue::DeclareOutage, declare, lab.manager()).ok());
  }
  v1::LiftOutageRequest lift;
  lift.set_request_id(lab.NewRequestId());
  lift.set_outage("o-2");
  REQUIRE(Ask(*catalogue, &Catalogue::LiftOutage, lift, lab.manager()).ok());
  using Ids = std::vector<std::string>;
  for (const uint32_t size : {1U, 2U, 5U, 100U}) {
    CAPTURE(size);
    CHECK(AllPages(*catalogue, &Catalogue::ListOutages, v1::ListOutagesRequest(), lab.lea(), size,
                   kOutageIds) == Ids{"o-6", "o-4", "o-5", "o-3", "o-1"});
    v1::ListOutagesRequest of_laser;
    of_laser.mutable_resources()->add_resources("laser-1");
    CHECK(AllPages(*catalogue, &Catalogue::ListOutages, of_laser, lab.lea(), size, kOutageIds) ==
          Ids{"o-4", "o-5"});
  }
}

}  // namespace
}  // namespace mutua::wire
