// The directory over the wire: companies, members and their names, certifications held, badges.
#include <doctest/doctest.h>

#include <thread>

#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::DirectoryService::Stub;

struct Directory {
  WireLab lab;
  std::unique_ptr<Stub> stub = v1::DirectoryService::NewStub(lab.channel());

  v1::CreateMemberRequest Ines() {
    v1::CreateMemberRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_member()->set_member("ines");
    request.mutable_member()->set_display_name("Inès Durand");
    request.mutable_member()->set_company("acme");
    request.mutable_member()->set_language("fr");
    return request;
  }
  Outcome<v1::CreateMemberResponse> Create(const v1::CreateMemberRequest& request) {
    return Ask(*stub, &Stub::CreateMember, request, lab.manager());
  }
  v1::Member Get(const std::string& member, const std::string& token) {
    v1::GetMemberRequest request;
    request.set_member(member);
    return Ask(*stub, &Stub::GetMember, request, token).response.member();
  }
  // Whether these bytes are anywhere in the history or beside it.
  bool IsKept(const std::string& text) const {
    bool found = false;
    CHECK(lab.journal()
              .Read(Position(1),
                    [&](const journal::StoredCommit& commit) {
                      found |= commit.events.find(text) != std::string_view::npos;
                      return true;
                    })
              .ok());
    CHECK(lab.journal()
              .ForEachSide("",
                           [&](std::string_view, std::string_view value) {
                             found |= value.find(text) != std::string_view::npos;
                             return absl::OkStatus();
                           })
              .ok());
    return found;
  }
};

TEST_CASE("A member is made with names that the history never holds") {
  Directory d;
  const auto made = d.Create(d.Ines());
  REQUIRE(made.ok());
  CHECK(made.response.member().display_name() == "Inès Durand");
  CHECK(made.response.member().language() == "fr");
  CHECK(d.Get("ines", d.lab.lea()).display_name() == "Inès Durand");
  CHECK_FALSE(d.IsKept("Durand"));
  // Another company sees the handle and the company.
  const v1::Member seen = d.Get("ines", d.lab.zoe());
  CHECK(seen.member() == "ines");
  CHECK(seen.company() == "acme");
  CHECK(seen.display_name().empty());
  CHECK(seen.etag().empty());
}

TEST_CASE("Of two that ask for one handle at the same time one gets it") {
  Directory d;
  std::atomic<int> made = 0;
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  std::vector<v1::CreateMemberRequest> requests;
  for (int i = 0; i < 8; ++i) requests.push_back(d.Ines());
  for (const v1::CreateMemberRequest& request : requests) {
    threads.emplace_back([&] {
      const auto outcome = d.Create(request);
      made += outcome.ok();
      taken += outcome.reason() == "HANDLE_TAKEN";
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(made == 1);
  CHECK(taken == 7);
}

TEST_CASE("A member's name changes, the company does only by MoveMember") {
  Directory d;
  v1::UpdateMemberRequest update;
  update.set_request_id(d.lab.NewRequestId());
  update.mutable_member()->set_member("lea");
  update.mutable_member()->set_display_name("Léa Martin");
  update.mutable_member()->set_company("bolt");
  update.mutable_update_mask()->add_paths("display_name");
  const auto renamed = Ask(*d.stub, &Stub::UpdateMember, update, d.lab.manager());
  REQUIRE(renamed.ok());
  CHECK(renamed.response.member().display_name() == "Léa Martin");
  CHECK(renamed.response.member().company() == "acme");
  CHECK(renamed.response.member().etag() == "2");
  update.set_request_id(d.lab.NewRequestId());
  update.mutable_update_mask()->add_paths("company");
  CHECK(Ask(*d.stub, &Stub::UpdateMember, update, d.lab.manager()).reason() == "STATE_FORBIDS");
  v1::MoveMemberRequest move;
  move.set_request_id(d.lab.NewRequestId());
  move.set_member("lea");
  move.set_to_company("bolt");
  move.set_etag("1");
  CHECK(Ask(*d.stub, &Stub::MoveMember, move, d.lab.manager()).reason() == "STALE");
  move.set_request_id(d.lab.NewRequestId());
  move.set_etag("2");
  CHECK(Ask(*d.stub, &Stub::MoveMember, move, d.lab.manager()).response.member().company() ==
        "bolt");
}

TEST_CASE("A certification is granted, replaced and revoked from a moment on") {
  Directory d;
  auto catalogue = v1::CatalogueService::NewStub(d.lab.channel());
  v1::CreateCertificationRequest kind;
  kind.set_request_id(d.lab.NewRequestId());
  kind.mutable_certification()->set_certification("welding");
  REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::CreateCertification, kind, d.lab.manager())
              .ok());
  v1::GrantCertificationRequest grant;
  grant.set_request_id(d.lab.NewRequestId());
  grant.set_member("lea");
  grant.set_certification("welding");
  grant.mutable_valid_until()->mutable_civil()->set_local("2027-01-01T00:00");
  const auto granted = Ask(*d.stub, &Stub::GrantCertification, grant, d.lab.manager());
  REQUIRE(granted.ok());
  REQUIRE(granted.response.member().certifications_size() == 1);
  CHECK(granted.response.member().certifications(0).valid_from().seconds() == kNow);
  CHECK(granted.response.member().certifications(0).valid_until().seconds() == 1'798'758'000);
  v1::RevokeCertificationRequest revoke;
  revoke.set_request_id(d.lab.NewRequestId());
  revoke.set_member("lea");
  revoke.set_certification("welding");
  revoke.mutable_as_of()->mutable_instant()->set_seconds(kNow + 60);
  const auto revoked = Ask(*d.stub, &Stub::RevokeCertification, revoke, d.lab.manager());
  REQUIRE(revoked.ok());
  CHECK(revoked.response.member().certifications(0).valid_until().seconds() == kNow + 60);
  revoke.set_request_id(d.lab.NewRequestId());
  CHECK(Ask(*d.stub, &Stub::RevokeCertification, revoke, d.lab.manager()).reason() ==
        "NOTHING_TO_DO");
}

v1::SetQuietHoursRequest Quiet(Directory& d, const char* from, const char* until) {
  v1::SetQuietHoursRequest request;
  request.set_request_id(d.lab.NewRequestId());
  request.mutable_quiet_hours()->set_from(from);
  request.mutable_quiet_hours()->set_until(until);
  return request;
}

TEST_CASE("Quiet hours are one's own to set, or a manager's, and nobody else is told them") {
  Directory d;
  const auto own = Ask(*d.stub, &Stub::SetQuietHours, Quiet(d, "22:00", "07:00"), d.lab.lea());
  REQUIRE(own.ok());
  CHECK(own.response.member().member() == "lea");
  CHECK(own.response.member().quiet_hours().from() == "22:00");
  CHECK(d.Get("lea", d.lab.lea()).quiet_hours().until() == "07:00");
  CHECK(d.Get("lea", d.lab.manager()).quiet_hours().until() == "07:00");
  CHECK_FALSE(d.Get("lea", d.lab.max()).has_quiet_hours());
  CHECK_FALSE(d.Get("lea", d.lab.zoe()).has_quiet_hours());
  v1::SetQuietHoursRequest others = Quiet(d, "09:00", "17:00");
  others.set_member("lea");
  CHECK(Ask(*d.stub, &Stub::SetQuietHours, others, d.lab.max()).reason() == "NOT_PERMITTED");
  CHECK(Ask(*d.stub, &Stub::SetQuietHours, others, d.lab.zoe()).reason() == "NOT_PERMITTED");
  CHECK(Ask(*d.stub, &Stub::SetQuietHours, others, d.lab.manager()).ok());
  CHECK(d.Get("lea", d.lab.lea()).quiet_hours().from() == "09:00");
  // A manager's token stands for nobody, and has to name somebody.
  CHECK(Ask(*d.stub, &Stub::SetQuietHours, Quiet(d, "22:00", "07:00"), d.lab.manager()).reason() ==
        "MALFORMED");
  v1::SetQuietHoursRequest none;
  none.set_request_id(d.lab.NewRequestId());
  REQUIRE(Ask(*d.stub, &Stub::SetQuietHours, none, d.lab.lea()).ok());
  CHECK_FALSE(d.Get("lea", d.lab.lea()).has_quiet_hours());
}

TEST_CASE(
    "A manager changes quiet hours with the rest of a member, which keeps what is not named") {
  Directory d;
  v1::UpdateMemberRequest update;
  update.set_request_id(d.lab.NewRequestId());
  update.mutable_member()->set_member("lea");
  update.mutable_member()->mutable_quiet_hours()->set_from("00:00");
  update.mutable_member()->mutable_quiet_hours()->set_until("06:30");
  update.mutable_update_mask()->add_paths("quiet_hours");
  REQUIRE(Ask(*d.stub, &Stub::UpdateMember, update, d.lab.manager()).ok());
  update.set_request_id(d.lab.NewRequestId());
  update.mutable_member()->set_display_name("Léa Martin");
  update.mutable_member()->clear_quiet_hours();
  update.mutable_update_mask()->set_paths(0, "display_name");
  const auto renamed = Ask(*d.stub, &Stub::UpdateMember, update, d.lab.manager());
  REQUIRE(renamed.ok());
  CHECK(renamed.response.member().quiet_hours().from() == "00:00");
  CHECK(renamed.response.member().quiet_hours().until() == "06:30");
}

TEST_CASE("Quiet hours that are none, or leave too little of the day, are refused by name") {
  struct Row {
    const char* from;
    const char* until;
    const char* field;  // empty: accepted
  };
  const Row rows[] = {
      {"22:00", "07:00", ""},
      {"12:00", "13:30", ""},
      {"00:00", "16:00", ""},
      {"08:00", "00:00", ""},
      {"00:00", "16:01", "quiet_hours"},
      {"07:00", "06:59", "quiet_hours"},
      {"22:00", "22:00", "quiet_hours"},
      {"", "07:00", "quiet_hours.from"},
      {"22:00", "", "quiet_hours.until"},
      {"22", "07:00", "quiet_hours.from"},
      {"24:00", "07:00", "quiet_hours.from"},
      {"22:00", "24:00", "quiet_hours.until"},
      {"22:00", "07:60", "quiet_hours.until"},
      {"22:00", "7:00 ", "quiet_hours.until"},
  };
  Directory d;
  for (const Row& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.until);
    const auto set = Ask(*d.stub, &Stub::SetQuietHours, Quiet(d, row.from, row.until), d.lab.lea());
    CHECK(set.ok() == (row.field[0] == '\0'));
    if (set.ok()) continue;
    CHECK(set.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT);
    CHECK(set.reason() == "MALFORMED");
    CHECK(BadFieldsIn(set.status) == std::vector<std::string>{row.field});
  }
  CHECK(d.Get("lea", d.lab.lea()).quiet_hours().until() == "00:00");
}

TEST_CASE("A badge is one member's, is listed without its number, and its number is kept nowhere") {
  Directory d;
  v1::RegisterBadgeRequest badge;
  badge.set_request_id(d.lab.NewRequestId());
  badge.set_member("lea");
  badge.set_badge("04A1B2C3D4");
  const auto registered = Ask(*d.stub, &Stub::RegisterBadge, badge, d.lab.manager());
  REQUIRE(registered.ok());
  CHECK(registered.response.badge().id() == "k-1");
  CHECK_FALSE(d.IsKept("04A1B2C3D4"));
  badge.set_request_id(d.lab.NewRequestId());
  badge.set_member("max");
  CHECK(Ask(*d.stub, &Stub::RegisterBadge, badge, d.lab.manager()).reason() == "HANDLE_TAKEN");

  v1::ListBadgesRequest list;
  CHECK(Ask(*d.stub, &Stub::ListBadges, list, d.lab.lea()).response.badges_size() == 1);
  CHECK(Ask(*d.stub, &Stub::ListBadges, list, d.lab.max()).response.badges_size() == 0);

  // A kiosk reports for the member whose badge it reads.
  auto catalogue = v1::CatalogueService::NewStub(d.lab.channel());
  v1::ReportFaultRequest report;
  report.set_request_id(d.lab.NewRequestId());
  report.set_resource("laser-1");
  report.set_description("Smoke");
  report.set_badge("04A1B2C3D4");
  REQUIRE(Ask(*catalogue, &v1::CatalogueService::Stub::ReportFault, report, d.lab.kiosk()).ok());
  v1::ListFaultsRequest faults;
  CHECK(Ask(*catalogue, &v1::CatalogueService::Stub::ListFaults, faults, d.lab.manager())
            .response.faults(0)
            .reported_by() == "lea");

  v1::RevokeBadgeRequest revoke;
  revoke.set_request_id(d.lab.NewRequestId());
  revoke.set_id("k-1");
  REQUIRE(Ask(*d.stub, &Stub::RevokeBadge, revoke, d.lab.manager()).ok());
  report.set_request_id(d.lab.NewRequestId());
  const auto unknown =
      Ask(*catalogue, &v1::CatalogueService::Stub::ReportFault, report, d.lab.kiosk());
  CHECK(unknown.status.error_code() == grpc::StatusCode::NOT_FOUND);
  CHECK(unknown.status.error_message().find("04A1") == std::string::npos);
}

TEST_CASE("A company with members is not deleted; one without is, and its handle stays taken") {
  Directory d;
  v1::DeleteCompanyRequest request;
  request.set_request_id(d.lab.NewRequestId());
  request.set_company("bolt");
  CHECK(Ask(*d.stub, &Stub::DeleteCompany, request, d.lab.manager()).reason() == "IN_USE");
  v1::DeleteMemberRequest member;
  member.set_request_id(d.lab.NewRequestId());
  member.set_member("zoe");
  REQUIRE(Ask(*d.stub, &Stub::DeleteMember, member, d.lab.manager()).ok());
  request.set_request_id(d.lab.NewRequestId());
  REQUIRE(Ask(*d.stub, &Stub::DeleteCompany, request, d.lab.manager()).ok());
  // Who is deleted is no longer let in.
  v1::GetCallerRequest who;
  CHECK(Ask(*d.stub, &Stub::GetCaller, who, d.lab.zoe()).status.error_code() ==
        grpc::StatusCode::UNAUTHENTICATED);
}

TEST_CASE("A member lists the own company's members and sees the handles of other companies") {
  Directory d;
  v1::ListMembersRequest members;
  const auto own = Ask(*d.stub, &Stub::ListMembers, members, d.lab.lea());
  REQUIRE(own.response.members_size() == 2);
  CHECK(own.response.members(0).member() == "lea");
  CHECK(own.response.members(1).member() == "max");
  v1::ListCompaniesRequest companies;
  const auto seen = Ask(*d.stub, &Stub::ListCompanies, companies, d.lab.lea());
  REQUIRE(seen.response.companies_size() == 2);
  CHECK(seen.response.companies(0).display_name() == "acme");
  CHECK(seen.response.companies(1).company() == "bolt");
  CHECK(seen.response.companies(1).display_name().empty());
  CHECK(Ask(*d.stub, &Stub::ListMembers, members, d.lab.kiosk()).status.error_code() ==
        grpc::StatusCode::PERMISSION_DENIED);
}

TEST_CASE("The caller learns role, member and token") {
  Directory d;
  v1::GetCallerRequest request;
  const auto lea = Ask(*d.stub, &Stub::GetCaller, request, d.lab.lea());
  REQUIRE(lea.ok());
  CHECK(lea.response.role() == v1::ROLE_MEMBER);
  CHECK(lea.response.member().member() == "lea");
  CHECK(lea.response.token() == "t-2");
  CHECK(lea.response.now().seconds() == kNow);
  CHECK_FALSE(Ask(*d.stub, &Stub::GetCaller, request, d.lab.kiosk()).response.has_member());
}

}  // namespace
}  // namespace mutua::wire
