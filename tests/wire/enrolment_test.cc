// How a screen at the entrance gets a key of its own: a code, typed once, within 15 minutes; and
// what it is shown of people.
#include <doctest/doctest.h>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/kiosks.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Kiosks = v1::KiosksService::Stub;
using Admin = v1::AdminService::Stub;

constexpr int64_t kMinute = 60;

struct Door {
  WireLab lab;
  std::unique_ptr<Kiosks> kiosks = v1::KiosksService::NewStub(lab.channel());
  std::unique_ptr<Admin> admin = v1::AdminService::NewStub(lab.channel());

  std::string Code(const std::string& manager, const std::string& site = "house") {
    v1::CreateEnrolmentCodeRequest request;
    request.set_site(site);
    request.set_name("by the stairs");
    const auto made = Ask(*kiosks, &Kiosks::CreateEnrolmentCode, request, manager);
    REQUIRE(made.ok());
    CHECK(made.response.expires_at().seconds() == lab.now() + 15 * kMinute);
    return made.response.code();
  }
  std::string Code() { return Code(lab.manager()); }

  Outcome<v1::EnrolResponse> Enrol(const std::string& code, const std::string& request_id) {
    v1::EnrolRequest request;
    request.set_request_id(request_id);
    request.set_code(code);
    return Ask(*kiosks, &Kiosks::Enrol, request, /*token=*/"");
  }
  Outcome<v1::EnrolResponse> Enrol(const std::string& code) {
    return Enrol(code, lab.NewRequestId());
  }
  // One that was not given.
  static std::string Wrong(std::string code) {
    code.back() = code.back() == '0' ? '1' : '0';
    return code;
  }

  Outcome<v1::GetCallerResponse> WhoIs(const std::string& secret) {
    const auto directory = v1::DirectoryService::NewStub(lab.channel());
    return Ask(*directory, &v1::DirectoryService::Stub::GetCaller, v1::GetCallerRequest(), secret);
  }
  void Revoke(const std::string& token) {
    v1::RevokeTokenRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_token(token);
    REQUIRE(Ask(*admin, &Admin::RevokeToken, request, lab.manager()).ok());
  }
  size_t KioskTokens() {
    size_t count = 0;
    const auto all = Ask(*admin, &Admin::ListTokens, v1::ListTokensRequest(), lab.manager());
    for (const v1::Token& token : all.response.tokens()) count += token.role() == v1::ROLE_KIOSK;
    return count;
  }
  void Advance(int64_t seconds) {
    REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + seconds)));
  }
};

TEST_CASE("A code makes a kiosk's own key, without a sign-in; the key says where it stands") {
  Door door;
  const std::string code = door.Code();
  CHECK(code.size() == 8);
  CHECK(code.find_first_not_of("0123456789") == std::string::npos);
  const auto enrolled = door.Enrol(code.substr(0, 4) + " " + code.substr(4));
  REQUIRE(enrolled.ok());
  CHECK(enrolled.response.token().role() == v1::ROLE_KIOSK);
  CHECK(enrolled.response.token().site() == "house");
  CHECK(enrolled.response.token().name() == "by the stairs");
  CHECK(enrolled.response.secret().starts_with("mutua_k_"));
  const auto who = door.WhoIs(enrolled.response.secret());
  REQUIRE(who.ok());
  CHECK(who.response.role() == v1::ROLE_KIOSK);
  CHECK(who.response.site() == "house");
  // Revocable like any token.
  door.Revoke(enrolled.response.token().token());
  CHECK(door.WhoIs(enrolled.response.secret()).status.error_code() ==
        grpc::StatusCode::UNAUTHENTICATED);
}

TEST_CASE("A code is good once; the try that took it has the same answer again") {
  Door door;
  const std::string code = door.Code();
  const std::string id = door.lab.NewRequestId();
  const size_t before = door.KioskTokens();
  const auto first = door.Enrol(code, id);
  const auto again = door.Enrol(code, id);
  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(again.response.secret() == first.response.secret());
  CHECK(again.response.token().token() == first.response.token().token());
  CHECK(door.KioskTokens() == before + 1);
  const auto another = door.Enrol(code);
  CHECK(another.reason() == "CODE_REFUSED");
  CHECK(another.status.error_code() == grpc::StatusCode::PERMISSION_DENIED);
  CHECK(door.KioskTokens() == before + 1);
}

TEST_CASE(
    "A kiosk that is not enrolled knows no clock: when its request says it was made is all one") {
  Door door;
  CHECK(door.Enrol(door.Code(), "00000000-0000-7000-8000-000000000001").ok());
  CHECK(door.Enrol(door.Code(), "05000000-0000-7000-8000-000000000002").ok());
}

TEST_CASE("A code is good for 15 minutes of the daemon's clock, and not a second more") {
  Door door;
  const std::string early = door.Code();
  const std::string late = door.Code();
  door.Advance(15 * kMinute - 1);
  CHECK(door.Enrol(early).ok());
  door.Advance(1);
  CHECK(door.Enrol(late).reason() == "CODE_REFUSED");
}

TEST_CASE(
    "After ten wrong codes none is tried, the right one neither, for 15 minutes or until another "
    "is asked for") {
  Door door;
  const std::string code = door.Code();
  for (int i = 0; i < 10; ++i) CHECK(door.Enrol(Door::Wrong(code)).reason() == "CODE_REFUSED");
  const auto locked = door.Enrol(code);
  CHECK(locked.reason() == "TOO_MANY_TRIES");
  CHECK(locked.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(locked.refusal().reasons(0).at().seconds() == kNow + 15 * kMinute);
  const std::string another = door.Code();
  CHECK(door.Enrol(code).ok());
  for (int i = 0; i < 10; ++i) CHECK(door.Enrol(Door::Wrong(another)).reason() == "CODE_REFUSED");
  CHECK(door.Enrol(another).reason() == "TOO_MANY_TRIES");
  door.Advance(15 * kMinute);
  CHECK(door.Enrol(Door::Wrong(another)).reason() == "CODE_REFUSED");
}

TEST_CASE("A code is no more good than the sign-in of the manager who asked for it") {
  Door door;
  v1::CreateTokenRequest make;
  make.set_request_id(door.lab.NewRequestId());
  make.set_role(v1::ROLE_MANAGER);
  const auto manager = Ask(*door.admin, &Admin::CreateToken, make, door.lab.manager());
  REQUIRE(manager.ok());
  const std::string code = door.Code(manager.response.secret());
  door.Revoke(manager.response.token().token());
  CHECK(door.Enrol(code).reason() == "CODE_REFUSED");
}

TEST_CASE("A code of a manager who has left since is no good, whatever it was asked for with") {
  Door door;
  const auto directory = v1::DirectoryService::NewStub(door.lab.channel());
  v1::CreateTokenRequest make;
  make.set_request_id(door.lab.NewRequestId());
  make.set_role(v1::ROLE_MANAGER);
  make.set_member("max");
  const auto manager = Ask(*door.admin, &Admin::CreateToken, make, door.lab.manager());
  REQUIRE(manager.ok());
  const std::string code = door.Code(manager.response.secret());
  v1::DeleteMemberRequest leave;
  leave.set_request_id(door.lab.NewRequestId());
  leave.set_member("max");
  const auto left =
      Ask(*directory, &v1::DirectoryService::Stub::DeleteMember, leave, door.lab.manager());
  REQUIRE(left.ok());
  CHECK(door.Enrol(code).reason() == "CODE_REFUSED");
}

TEST_CASE("What is no code, of no site, or asked for by others than managers is refused by name") {
  Door door;
  for (const char* code : {"", "1234567", "123456789", "1234567x"}) {
    CHECK(BadFieldsIn(door.Enrol(code).status) == std::vector<std::string>{"code"});
  }
  CHECK(BadFieldsIn(door.Enrol("12345678", "").status) == std::vector<std::string>{"request_id"});
  v1::CreateEnrolmentCodeRequest request;
  const auto ask = [&](const std::string& token) {
    return Ask(*door.kiosks, &Kiosks::CreateEnrolmentCode, request, token);
  };
  CHECK(BadFieldsIn(ask(door.lab.manager()).status) == std::vector<std::string>{"site"});
  request.set_site("nowhere");
  CHECK(ask(door.lab.manager()).reason() == "UNKNOWN");
  request.set_site("house");
  request.set_name(std::string(101, 'x'));
  CHECK(BadFieldsIn(ask(door.lab.manager()).status) == std::vector<std::string>{"name"});
  request.set_name("");
  CHECK(ask(door.lab.lea()).reason() == "NOT_PERMITTED");
  CHECK(ask(door.lab.service()).reason() == "NOT_PERMITTED");
  CHECK(ask("").status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
}

TEST_CASE("So many codes may be open, and no more") {
  Door door;
  for (int i = 0; i < 100; ++i) door.Code();
  v1::CreateEnrolmentCodeRequest request;
  request.set_site("house");
  const auto full = Ask(*door.kiosks, &Kiosks::CreateEnrolmentCode, request, door.lab.manager());
  CHECK(full.reason() == "QUEUE_FULL");
  door.Advance(15 * kMinute);
  door.Code();
}

TEST_CASE("A kiosk's key is made for a code alone") {
  Door door;
  v1::CreateTokenRequest make;
  make.set_request_id(door.lab.NewRequestId());
  make.set_role(v1::ROLE_KIOSK);
  CHECK(BadFieldsIn(Ask(*door.admin, &Admin::CreateToken, make, door.lab.manager()).status) ==
        std::vector<std::string>{"role"});
}

TEST_CASE(
    "Who it is for is initials to a kiosk where the site says so, and nothing to anybody else") {
  Door door;
  REQUIRE(Book(door.lab, door.lab.lea(), BookRequest(door.lab, "laser-1", 600, 60)).ok());
  const auto seen = [&](const std::string& token) {
    const auto all = Ask(door.lab.bookings(), &v1::BookingsService::Stub::ListBookings,
                         v1::ListBookingsRequest(), token);
    REQUIRE(all.ok());
    REQUIRE(all.response.bookings_size() == 1);
    return all.response.bookings(0);
  };
  CHECK(seen(door.lab.kiosk()).initials().empty());
  const auto catalogue = v1::CatalogueService::NewStub(door.lab.channel());
  v1::UpdateSiteRequest update;
  update.set_request_id(door.lab.NewRequestId());
  update.mutable_site()->set_site("house");
  update.mutable_site()->set_kiosk_people(v1::KIOSK_PEOPLE_INITIALS);
  update.mutable_update_mask()->add_paths("kiosk_people");
  const auto updated =
      Ask(*catalogue, &v1::CatalogueService::Stub::UpdateSite, update, door.lab.manager());
  REQUIRE(updated.ok());
  CHECK(updated.response.site().kiosk_people() == v1::KIOSK_PEOPLE_INITIALS);
  const v1::Booking at_kiosk = seen(door.lab.kiosk());
  CHECK(at_kiosk.initials() == "L.");
  CHECK(at_kiosk.redacted());
  CHECK(at_kiosk.member().empty());
  CHECK(seen(door.lab.zoe()).initials().empty());
  CHECK(seen(door.lab.manager()).initials().empty());
  update.set_request_id(door.lab.NewRequestId());
  update.mutable_site()->clear_kiosk_people();
  REQUIRE(
      Ask(*catalogue, &v1::CatalogueService::Stub::UpdateSite, update, door.lab.manager()).ok());
  CHECK(seen(door.lab.kiosk()).initials().empty());
}

}  // namespace
}  // namespace mutua::wire
