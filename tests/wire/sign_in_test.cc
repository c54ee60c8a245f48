// Signing in with a password, as a page or a program does it: what a session may do, when it ends,
// what a stranger learns from trying, and what is left of a password afterwards.
#include <doctest/doctest.h>

#include <mutex>

#include "engine/store/side.h"
#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/audit.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/sign_in.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Signs = v1::SignInService::Stub;
using Directory = v1::DirectoryService::Stub;

constexpr int64_t kMinute = 60;
constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 24 * kHour;
const char* const kOwn = "correct horse battery";
const char* const kNext = "staple of the horses";

struct Gate {
  WireLab lab;
  std::unique_ptr<Signs> signs = v1::SignInService::NewStub(lab.channel());
  std::unique_ptr<Directory> directory = v1::DirectoryService::NewStub(lab.channel());
  std::mutex mutex;
  std::vector<front::SignInRefused> said;

  Gate() {
    lab.house().on_sign_in_refused = [this](const front::SignInRefused& refused) {
      const std::lock_guard lock(mutex);
      said.push_back(refused);
    };
  }
  Outcome<v1::SignInResponse> SignIn(const std::string& member, const std::string& password) {
    v1::SignInRequest request;
    request.set_member(member);
    request.set_password(password);
    request.set_name("phone");
    return Ask(*signs, &Signs::SignIn, request, "");
  }
  Outcome<v1::SetOneTimePasswordResponse> Give(const std::string& member,
                                               const std::string& token) {
    v1::SetOneTimePasswordRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_member(member);
    return Ask(*signs, &Signs::SetOneTimePassword, request, token);
  }
  Outcome<v1::ChangePasswordResponse> Change(const std::string& token, const std::string& from,
                                             const std::string& to) {
    v1::ChangePasswordRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_password(from);
    request.set_new_password(to);
    return Ask(*signs, &Signs::ChangePassword, request, token);
  }
  Outcome<v1::SignOutResponse> SignOut(const std::string& token, const std::string& which = "") {
    v1::SignOutRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_session(which);
    return Ask(*signs, &Signs::SignOut, request, token);
  }
  Outcome<v1::ListSessionsResponse> Sessions(const std::string& token) {
    return Ask(*signs, &Signs::ListSessions, v1::ListSessionsRequest(), token);
  }
  Outcome<v1::GetCallerResponse> Caller(const std::string& token) {
    return Ask(*directory, &Directory::GetCaller, v1::GetCallerRequest(), token);
  }
  // A member with a password of her own; the secret of the session that set it.
  std::string Own(const std::string& member = "lea") {
    const auto given = Give(member, lab.manager());
    REQUIRE(given.ok());
    const auto first = SignIn(member, given.response.password());
    REQUIRE(first.ok());
    const auto changed = Change(first.response.secret(), given.response.password(), kOwn);
    REQUIRE(changed.ok());
    return changed.response.secret();
  }
  std::string Session(const std::string& member = "lea") {
    const auto entered = SignIn(member, kOwn);
    REQUIRE(entered.ok());
    return entered.response.secret();
  }
  void SetRole(const std::string& member, v1::Role role) {
    v1::UpdateMemberRequest request;
    request.set_request_id(lab.NewRequestId());
    request.mutable_member()->set_member(member);
    request.mutable_member()->set_role(role);
    request.mutable_update_mask()->add_paths("role");
    REQUIRE(Ask(*directory, &Directory::UpdateMember, request, lab.manager()).ok());
  }
  void Advance(int64_t seconds) {
    REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + seconds)));
  }
};

TEST_CASE("A manager gives a password, the member signs in with it and must change it first") {
  Gate gate;
  const auto given = gate.Give("lea", gate.lab.manager());
  REQUIRE(given.ok());
  const std::string once = given.response.password();
  const auto first = gate.SignIn("lea", once);
  REQUIRE(first.ok());
  CHECK(first.response.member().member() == "lea");
  CHECK(first.response.member().password() == v1::PASSWORD_KIND_ONE_TIME);
  CHECK(first.response.session().session());
  CHECK(first.response.session().name() == "phone");
  CHECK(first.response.session().expires_at().seconds() == kNow + 30 * kDay);
  CHECK(first.response.idle_until().seconds() == kNow + 7 * kDay);
  const std::string secret = first.response.secret();
  CHECK(gate.Caller(secret).response.member().member() == "lea");
  const auto too_early = Book(gate.lab, secret, BookRequest(gate.lab, "room-1", kHour, 60));
  CHECK(too_early.reason() == "PASSWORD_TO_CHANGE");
  CHECK(too_early.status.error_code() == grpc::StatusCode::PERMISSION_DENIED);
  CHECK(gate.Sessions(secret).reason() == "PASSWORD_TO_CHANGE");
  for (const char* weak : {"", "short", "aaaaaaaaaaaaaaaa", "Password2026!", once.c_str()}) {
    CHECK(BadFieldsIn(gate.Change(secret, once, weak).status) ==
          std::vector<std::string>{"new_password"});
  }
  const auto guessed = gate.Change(secret, once, "Password2026!");
  CHECK(guessed.status.error_message().find("is easily guessed") != std::string::npos);
  const auto changed = gate.Change(secret, once, kOwn);
  REQUIRE(changed.ok());
  CHECK(gate.Caller(secret).status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
  const std::string next = changed.response.secret();
  CHECK(gate.Caller(next).response.member().password() == v1::PASSWORD_KIND_OWN);
  CHECK(Book(gate.lab, next, BookRequest(gate.lab, "room-1", kHour, 60)).ok());
  CHECK(gate.SignIn("lea", once).reason() == "SIGN_IN_REFUSED");
  CHECK(gate.SignIn("lea", kOwn).ok());
}

TEST_CASE("A one-time password is none any more after four days") {
  Gate gate;
  const auto given = gate.Give("lea", gate.lab.manager());
  gate.Advance(4 * kDay - 1);
  CHECK(gate.SignIn("lea", given.response.password()).ok());
  gate.Advance(1);
  CHECK(gate.SignIn("lea", given.response.password()).reason() == "SIGN_IN_REFUSED");
}

TEST_CASE(
    "Whether a handle is unknown, has no password or another one is answered word for word alike") {
  Gate gate;
  gate.Own("lea");
  const auto wrong = gate.SignIn("lea", "wrong horse battery");
  CHECK(wrong.reason() == "SIGN_IN_REFUSED");
  CHECK(wrong.status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
  for (const char* other : {"max", "nobody", "Lea", "lea ", "no handle at all"}) {
    const auto refused = gate.SignIn(other, kOwn);
    CAPTURE(other);
    CHECK(refused.status.error_code() == wrong.status.error_code());
    CHECK(refused.status.error_message() == wrong.status.error_message());
    CHECK(refused.status.error_details() == wrong.status.error_details());
  }
  // Each was checked with a hash and said once; what may have been a password typed as a handle is
  // not in it.
  const std::lock_guard lock(gate.mutex);
  REQUIRE(gate.said.size() == 6);
  CHECK(gate.said[0].member == "lea");
  CHECK(gate.said[1].member == "max");
  CHECK(gate.said[5].member.empty());
}

TEST_CASE("Five wrong passwords lock a handle for 15 minutes, the right one too, known or not") {
  Gate gate;
  gate.Own("lea");
  for (const char* handle : {"lea", "nobody"}) {
    CAPTURE(handle);
    for (int i = 0; i < 5; ++i) {
      CHECK(gate.SignIn(handle, "wrong horse battery").reason() == "SIGN_IN_REFUSED");
    }
    const auto locked = gate.SignIn(handle, kOwn);
    CHECK(locked.reason() == "TOO_MANY_TRIES");
    CHECK(locked.refusal().reasons(0).at().seconds() == kNow + 15 * kMinute);
  }
  {
    const std::lock_guard lock(gate.mutex);
    REQUIRE(gate.said.size() == 10);
    CHECK(gate.said[4].locked);
    CHECK_FALSE(gate.said[3].locked);
  }
  gate.Advance(15 * kMinute);
  CHECK(gate.SignIn("lea", kOwn).ok());
}

TEST_CASE("Who has many addresses of one household has no more wrong passwords for it") {
  Gate gate;
  gate.Own("lea");
  const auto over_http = v1::SignInService::NewStub(gate.lab.server().InProcess());
  const auto sign_in = [&](const std::string& password, const std::string& from) {
    v1::SignInRequest request;
    request.set_member("lea");
    request.set_password(password);
    grpc::ClientContext context;
    Prepare(&context, "");
    context.AddMetadata("mutua-from", from);
    v1::SignInResponse response;
    return ReasonIn(over_http->SignIn(&context, request, &response));
  };
  for (int i = 1; i <= 5; ++i) {
    const std::string from = "2001:db8:0:1::" + std::to_string(i);
    CHECK(sign_in("wrong horse battery", from) == "SIGN_IN_REFUSED");
  }
  CHECK(sign_in(kOwn, "2001:db8:0:1:ffff::6") == "TOO_MANY_TRIES");
  CHECK(sign_in(kOwn, "2001:db8:0:2::1").empty());
  CHECK(sign_in(kOwn, "192.0.2.7").empty());
  const std::lock_guard lock(gate.mutex);
  CHECK(gate.said.back().address == "2001:db8:0:1::5");
}

TEST_CASE("A stolen session cannot try out the password: it is locked as a sign-in is") {
  Gate gate;
  const std::string secret = gate.Own("lea");
  for (int i = 0; i < 5; ++i) {
    CHECK(gate.Change(secret, "wrong horse battery", kNext).reason() == "SIGN_IN_REFUSED");
  }
  CHECK(gate.Change(secret, kOwn, kNext).reason() == "TOO_MANY_TRIES");
}

TEST_CASE(
    "A session ends when it is not used, a member's after a week, a manager's after two hours") {
  Gate gate;
  gate.Own("lea");
  const std::string used = gate.Session();
  const std::string unused = gate.Session();
  gate.Advance(4 * kDay);
  CHECK(gate.Caller(used).ok());
  gate.Advance(3 * kDay);
  CHECK(gate.Caller(used).ok());
  CHECK(gate.Caller(unused).status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
  gate.SetRole("lea", v1::ROLE_COMPANY_MANAGER);
  const std::string manages = gate.Session();
  CHECK(gate.Caller(manages).response.role() == v1::ROLE_COMPANY_MANAGER);
  gate.Advance(2 * kHour);
  CHECK(gate.Caller(manages).status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
}

TEST_CASE("A session ends after its whole time however much it is used") {
  Gate gate;
  gate.Own("lea");
  const std::string secret = gate.Session();
  for (int day = 1; day < 30; ++day) {
    gate.Advance(kDay);
    REQUIRE(gate.Caller(secret).ok());
  }
  gate.Advance(kDay);
  CHECK(gate.Caller(secret).status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
}

TEST_CASE(
    "Another password ends all sessions but gives this one a new secret; so does another role") {
  Gate gate;
  const std::string first = gate.Own("lea");
  const std::string second = gate.Session();
  const std::string token = gate.lab.lea();
  const auto changed = gate.Change(first, kOwn, kNext);
  REQUIRE(changed.ok());
  CHECK_FALSE(gate.Caller(first).ok());
  CHECK_FALSE(gate.Caller(second).ok());
  CHECK(gate.Caller(changed.response.secret()).ok());
  CHECK(gate.Caller(token).ok());  // of a program: it has its own life
  gate.SetRole("lea", v1::ROLE_MANAGER);
  CHECK_FALSE(gate.Caller(changed.response.secret()).ok());
  const auto manager = gate.SignIn("lea", kNext);
  REQUIRE(manager.ok());
  CHECK(gate.Caller(manager.response.secret()).response.role() == v1::ROLE_MANAGER);
  CHECK(gate.Caller(token).response.role() == v1::ROLE_MEMBER);
  gate.SetRole("lea", v1::ROLE_MEMBER);
  CHECK_FALSE(gate.Caller(manager.response.secret()).ok());
}

TEST_CASE("Of a call with a token no session is made when the password is changed") {
  Gate gate;
  const std::string session = gate.Own("lea");
  const auto changed = gate.Change(gate.lab.lea(), kOwn, kNext);
  REQUIRE(changed.ok());
  CHECK(changed.response.secret().empty());
  CHECK_FALSE(gate.Caller(session).ok());
}

TEST_CASE("One signs out here or elsewhere, of one's own sessions only") {
  Gate gate;
  gate.Own("lea");
  gate.Own("max");
  const std::string here = gate.Session("lea");
  const std::string there = gate.Session("lea");
  const std::string of_max = gate.Session("max");
  const auto listed = gate.Sessions(here);
  REQUIRE(listed.response.sessions_size() == 3);
  CHECK(listed.response.sessions(2).name() == "phone");
  const auto elsewhere = gate.Sessions(of_max);
  const std::string id_of_max = elsewhere.response.sessions(1).token();
  CHECK(gate.SignOut(here, id_of_max).reason() == "UNKNOWN");
  CHECK(gate.SignOut(here, "t-1").reason() == "UNKNOWN");
  CHECK(gate.Caller(of_max).ok());
  REQUIRE(gate.SignOut(here, listed.response.sessions(2).token()).ok());
  CHECK_FALSE(gate.Caller(there).ok());
  REQUIRE(gate.SignOut(here).ok());
  CHECK_FALSE(gate.Caller(here).ok());
  CHECK(gate.SignOut(gate.lab.lea()).reason() == "UNKNOWN");  // a token is no session
}

TEST_CASE("A manager takes a password away, and with it whoever is signed in") {
  Gate gate;
  const std::string session = gate.Own("lea");
  v1::RemovePasswordRequest request;
  request.set_request_id(gate.lab.NewRequestId());
  request.set_member("lea");
  CHECK(Ask(*gate.signs, &Signs::RemovePassword, request, session).reason() == "NOT_PERMITTED");
  REQUIRE(Ask(*gate.signs, &Signs::RemovePassword, request, gate.lab.manager()).ok());
  CHECK_FALSE(gate.Caller(session).ok());
  CHECK(gate.SignIn("lea", kOwn).reason() == "SIGN_IN_REFUSED");
  request.set_request_id(gate.lab.NewRequestId());
  CHECK(Ask(*gate.signs, &Signs::RemovePassword, request, gate.lab.manager()).reason() ==
        "NOTHING_TO_DO");
}

TEST_CASE(
    "A read-only token asks and changes nothing, and a company manager acts for the company") {
  Gate gate;
  v1::CreateTokenRequest request;
  request.set_request_id(gate.lab.NewRequestId());
  request.set_role(v1::ROLE_MEMBER);
  request.set_member("lea");
  request.set_read_only(true);
  request.set_name("wall screen");
  const auto admin = v1::AdminService::NewStub(gate.lab.channel());
  const auto made = Ask(*admin, &v1::AdminService::Stub::CreateToken, request, gate.lab.manager());
  REQUIRE(made.ok());
  CHECK(made.response.token().read_only());
  const std::string reads = made.response.secret();
  CHECK(gate.Caller(reads).ok());
  CHECK(Book(gate.lab, reads, BookRequest(gate.lab, "room-1", kHour, 60)).reason() ==
        "NOT_PERMITTED");
  const auto leas = Book(gate.lab, gate.lab.lea(), BookRequest(gate.lab, "room-1", kHour, 60));
  const auto zoes = Book(gate.lab, gate.lab.zoe(), BookRequest(gate.lab, "laser-1", kHour, 60));
  gate.Own("max");
  gate.SetRole("max", v1::ROLE_COMPANY_MANAGER);
  const std::string manages = gate.Session("max");
  const auto cancel = [&](const std::string& booking) {
    v1::CancelBookingRequest cancelled;
    cancelled.set_request_id(gate.lab.NewRequestId());
    cancelled.set_booking(booking);
    return Ask(gate.lab.bookings(), &v1::BookingsService::Stub::CancelBooking, cancelled, manages);
  };
  CHECK(cancel(zoes.response.booking().booking()).status.error_code() != grpc::StatusCode::OK);
  CHECK(cancel(leas.response.booking().booking()).ok());
}

TEST_CASE("Nothing in the journal says what a password was, and an erasure takes its hash along") {
  Gate gate;
  gate.Own("lea");
  const auto once = gate.Give("max", gate.lab.manager());
  std::string bytes;
  REQUIRE(gate.lab.journal()
              .Read(Position(1),
                    [&](const journal::StoredCommit& commit) {
                      bytes.append(commit.events.begin(), commit.events.end());
                      return true;
                    })
              .ok());
  CHECK(bytes.find(kOwn) == std::string::npos);
  CHECK(bytes.find(once.response.password()) == std::string::npos);
  const auto kept = [&](const char* handle) {
    const MemberId member = gate.lab.people().Find(handle);
    const auto side = gate.lab.journal().ReadSide(store::SideKey(
        store::SideFamily::kPassword, {core::Subject::Kind::kMember, member.value()}));
    return side.ok() && side->has_value();
  };
  CHECK(kept("max"));
  v1::EraseMemberRequest request;
  request.set_request_id(gate.lab.NewRequestId());
  request.set_member("max");
  const MemberId max = gate.lab.people().Find("max");
  REQUIRE(Ask(*gate.directory, &Directory::EraseMember, request, gate.lab.manager()).ok());
  const auto side = gate.lab.journal().ReadSide(
      store::SideKey(store::SideFamily::kPassword, {core::Subject::Kind::kMember, max.value()}));
  REQUIRE(side.ok());
  CHECK_FALSE(side->has_value());
}

}  // namespace
}  // namespace mutua::wire
