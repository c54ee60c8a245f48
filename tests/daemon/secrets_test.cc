// Promise P11: what signs somebody in is told to whom it is for, once. No line of the daemon's log
// has it, at its most talkative and under load, no file of the store, and neither the audit nor the
// export of whoever it signs in.
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/audit.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/feeds.grpc.pb.h"
#include "mutua/v1/kiosks.grpc.pb.h"
#include "mutua/v1/sign_in.grpc.pb.h"
#include "tests/daemon/loaded.h"

namespace mutua::daemon {
namespace {

// Calls a method of a service as the bearer of a token; what it answers.
template <class Stub, class Request, class Response>
grpc::Status Call(Stub& stub,
                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                  const Request& request, const std::string& token, Response* response) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + token);
  return (stub.*method)(&context, request, response);
}

// Everything secret that can be made, each used rightly and wrongly.
class Secrets {
 public:
  Secrets(int port, std::string manager)
      : channel_(grpc::CreateChannel("127.0.0.1:" + std::to_string(port),
                                     grpc::InsecureChannelCredentials())),
        manager_(std::move(manager)) {}

  std::map<std::string, std::string> Use() {
    all_["manager's token"] = manager_;
    UseMember();
    UsePassword();
    UseKiosk();
    UseFeed();
    return all_;
  }

  // What managers are told afterwards of what was done, and of her whose secrets these are.
  std::string Told() {
    const auto audits = v1::AuditService::NewStub(channel_);
    v1::ListAuditRequest list;
    list.set_member("lea");
    list.set_page_size(1000);
    v1::ListAuditResponse listed;
    REQUIRE(Call(*audits, &v1::AuditService::Stub::ListAudit, list, manager_, &listed).ok());
    CHECK(listed.entries_size() >= 8);
    v1::ExportMemberRequest about;
    about.set_member("lea");
    v1::ExportMemberResponse exported;
    REQUIRE(Call(*audits, &v1::AuditService::Stub::ExportMember, about, manager_, &exported).ok());
    const v1::ListTokensRequest tokens;
    v1::ListTokensResponse named;
    REQUIRE(Call(*admin_, &v1::AdminService::Stub::ListTokens, tokens, manager_, &named).ok());
    return listed.SerializeAsString() + exported.SerializeAsString() + named.SerializeAsString();
  }

 private:
  void UseMember() {
    v1::CreateTokenRequest token;
    token.set_request_id(NewRequestId());
    token.set_role(v1::ROLE_MEMBER);
    token.set_member("lea");
    v1::CreateTokenResponse made;
    using Admin = v1::AdminService::Stub;
    REQUIRE(Call(*admin_, &Admin::CreateToken, token, manager_, &made).ok());
    lea_ = all_["member's token"] = made.secret();
    v1::SetPinRequest pin;
    pin.set_request_id(NewRequestId());
    pin.set_pin(all_["PIN"] = "90817263");
    v1::SetPinResponse set;
    REQUIRE(Call(*kiosks_, &v1::KiosksService::Stub::SetPin, pin, lea_, &set).ok());
    v1::RegisterBadgeRequest badge;
    badge.set_request_id(NewRequestId());
    badge.set_member("lea");
    badge.set_badge(all_["badge"] = "04B7D19C55E2F8");
    v1::RegisterBadgeResponse registered;
    using Directory = v1::DirectoryService::Stub;
    REQUIRE(Call(*directory_, &Directory::RegisterBadge, badge, manager_, &registered).ok());
    // One that is mistyped, and one that is nobody's.
    std::string mistyped = lea_;
    std::swap(mistyped[20], mistyped[30]);
    v1::GetCallerResponse caller;
    for (const std::string& wrong : {mistyped, std::string("mutua_m_nobodysatall")}) {
      const v1::GetCallerRequest request;
      CHECK(Call(*directory_, &Directory::GetCaller, request, wrong, &caller).error_code() ==
            grpc::StatusCode::UNAUTHENTICATED);
    }
    all_["mistyped token"] = mistyped;
  }

  void UsePassword() {
    using Signs = v1::SignInService::Stub;
    const auto signs = v1::SignInService::NewStub(channel_);
    v1::SetOneTimePasswordRequest give;
    give.set_request_id(NewRequestId());
    give.set_member("lea");
    v1::SetOneTimePasswordResponse given;
    REQUIRE(Call(*signs, &Signs::SetOneTimePassword, give, manager_, &given).ok());
    all_["one-time password"] = given.password();
    v1::SignInRequest enter;
    enter.set_member("lea");
    enter.set_password(all_["wrong password"] = "tulips from Amsterdam");
    v1::SignInResponse entered;
    CHECK(Call(*signs, &Signs::SignIn, enter, "", &entered).error_code() ==
          grpc::StatusCode::UNAUTHENTICATED);
    // As people do: the password where the handle belongs.
    enter.set_member(given.password());
    CHECK_FALSE(Call(*signs, &Signs::SignIn, enter, "", &entered).ok());
    enter.set_member("lea");
    enter.set_password(given.password());
    REQUIRE(Call(*signs, &Signs::SignIn, enter, "", &entered).ok());
    all_["session"] = entered.secret();
    v1::ChangePasswordRequest change;
    change.set_request_id(NewRequestId());
    change.set_password(given.password());
    change.set_new_password(all_["password"] = "correct horse battery");
    v1::ChangePasswordResponse changed;
    REQUIRE(Call(*signs, &Signs::ChangePassword, change, entered.secret(), &changed).ok());
    all_["next session"] = changed.secret();
  }

  void UseKiosk() {
    using Kiosks = v1::KiosksService::Stub;
    v1::CreateEnrolmentCodeRequest ask;
    ask.set_site("barn");
    v1::CreateEnrolmentCodeResponse code;
    REQUIRE(Call(*kiosks_, &Kiosks::CreateEnrolmentCode, ask, manager_, &code).ok());
    all_["code"] = code.code();
    v1::EnrolRequest enrol;
    enrol.set_request_id(NewRequestId());
    enrol.set_code(code.code());
    v1::EnrolResponse enrolled;
    REQUIRE(Call(*kiosks_, &Kiosks::Enrol, enrol, "", &enrolled).ok());
    const std::string kiosk = all_["kiosk's key"] = enrolled.secret();
    v1::CreateBookingRequest book;
    book.set_request_id(NewRequestId());
    book.mutable_spec()->set_badge(all_["badge"]);
    // Before the places of the load, which begin with another day.
    const int64_t hour = std::time(nullptr) / 3600 + 2;
    book.mutable_spec()->mutable_time()->mutable_start()->mutable_instant()->set_seconds(hour *
                                                                                         3600);
    book.mutable_spec()->add_wants()->set_resource("machine-0");
    book.mutable_spec()->mutable_time()->mutable_length()->set_seconds(1800);
    book.set_pin(all_["PIN"]);
    v1::CreateBookingResponse booked;
    const auto bookings = v1::BookingsService::NewStub(channel_);
    const grpc::Status status =
        Call(*bookings, &v1::BookingsService::Stub::CreateBooking, book, kiosk, &booked);
    CHECK_MESSAGE(status.ok(), status.error_message());
  }

  void UseFeed() {
    v1::CreateFeedRequest feed;
    feed.set_request_id(NewRequestId());
    feed.set_member("lea");
    v1::CreateFeedResponse made;
    const auto feeds = v1::FeedsService::NewStub(channel_);
    REQUIRE(Call(*feeds, &v1::FeedsService::Stub::CreateFeed, feed, lea_, &made).ok());
    const std::string& path = made.path();
    const size_t from = path.find("mutua_");
    REQUIRE(from != std::string::npos);
    all_["feed's token"] = path.substr(from, path.find('.') - from);
  }

  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::AdminService::Stub> admin_ = v1::AdminService::NewStub(channel_);
  std::unique_ptr<v1::KiosksService::Stub> kiosks_ = v1::KiosksService::NewStub(channel_);
  std::unique_ptr<v1::DirectoryService::Stub> directory_ = v1::DirectoryService::NewStub(channel_);
  const std::string manager_;
  std::string lea_;
  std::map<std::string, std::string> all_;
};

// Reads the log of a daemon until it has stopped.
class Reader {
 public:
  explicit Reader(DaemonProcess& process)
      : process_(process), thread_([&] { process.WaitUntilLogged("event=stopped"); }) {}
  ~Reader() { Stop(); }
  void Stop() {
    if (!thread_.joinable()) return;
    process_.Signal(SIGTERM);
    thread_.join();
  }

 private:
  DaemonProcess& process_;
  std::thread thread_;
};

TEST_CASE(
    "No secret that was used is in the log of a loaded daemon, its audit or a file of its store") {
  Loaded loaded({"--log-level=debug"});
  const std::string& serving = loaded.process->log();
  const char* const label = "grpc_port=";
  REQUIRE(serving.find(label) != std::string::npos);
  const int port = std::atoi(serving.c_str() + serving.find(label) + std::string(label).size());
  // What it says is read all the while: a full pipe would hold it up.
  Reader reader(*loaded.process);
  Secrets used(port, loaded.token);
  const auto secrets = used.Use();
  CHECK(secrets.size() == 13);
  loaded.load.WaitFor(loaded.load.acknowledged().size() + 20 * kClients);
  const std::string told = used.Told();
  CHECK(told.find("lea") != std::string::npos);
  reader.Stop();
  REQUIRE(loaded.process->WaitForExit() == 0);
  const std::string& log = loaded.process->log();
  CHECK(log.find("event=serving") != std::string::npos);
  CHECK(log.find("event=sign_in_refused member=lea from=this_machine locked=false") !=
        std::string::npos);
  CHECK(log.find("event=sign_in_refused member=unknown") != std::string::npos);
  for (const auto& [what, secret] : secrets) {
    CAPTURE(what);
    REQUIRE(secret.size() >= 8);
    CHECK(log.find(secret) == std::string::npos);
    CHECK(told.find(secret) == std::string::npos);
  }
  size_t named = 0;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(loaded.folder.Below("store"))) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    named += bytes.find("machine-0") != std::string::npos ? 1 : 0;
    for (const auto& [what, secret] : secrets) {
      CAPTURE(what);
      CAPTURE(file.path().string());
      CHECK(bytes.find(secret) == std::string::npos);
    }
  }
  // What is no secret is found in the same way.
  CHECK(named > 0);
}

}  // namespace
}  // namespace mutua::daemon
