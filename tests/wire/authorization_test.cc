// Who may call what: every RPC of the contract has a row, and every cell of the table is tried on a
// running server.
#include <doctest/doctest.h>
#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/client_unary_call.h>

#include <set>

#include "engine/access/authorization.h"
#include "mutua/v1/admin.pb.h"
#include "mutua/v1/audit.pb.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/feeds.pb.h"
#include "mutua/v1/imports.pb.h"
#include "mutua/v1/kiosks.pb.h"
#include "mutua/v1/lab.pb.h"
#include "mutua/v1/quotas.pb.h"
#include "mutua/v1/rehearsals.pb.h"
#include "mutua/v1/rounds.pb.h"
#include "mutua/v1/shares.pb.h"
#include "mutua/v1/sign_in.pb.h"
#include "mutua/v1/statements.pb.h"
#include "mutua/v1/watch.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using google::protobuf::FileDescriptor;

std::vector<const FileDescriptor*> Contract() {
  return {v1::CreateBookingRequest::descriptor()->file(),
          v1::FindFreeTimeRequest::descriptor()->file(),
          v1::FileWishRequest::descriptor()->file(),
          v1::WatchRequest::descriptor()->file(),
          v1::CreateSiteRequest::descriptor()->file(),
          v1::CreateCompanyRequest::descriptor()->file(),
          v1::CreateQuotaRequest::descriptor()->file(),
          v1::GetShareStandingRequest::descriptor()->file(),
          v1::ApplyLabRequest::descriptor()->file(),
          v1::CreateTokenRequest::descriptor()->file(),
          v1::CreateFeedRequest::descriptor()->file(),
          v1::PreviewImportRequest::descriptor()->file(),
          v1::EnrolRequest::descriptor()->file(),
          v1::GetStatementRequest::descriptor()->file(),
          v1::RehearseLabRequest::descriptor()->file(),
          v1::SignInRequest::descriptor()->file(),
          v1::ListAuditRequest::descriptor()->file(),
          v1::OpenRoundRequest::descriptor()->file()};
}

TEST_CASE("Every RPC of the contract has exactly one row in the table, in the contract's order") {
  std::vector<std::string> methods;
  for (const FileDescriptor* file : Contract()) {
    REQUIRE(file->service_count() == 1);
    for (int i = 0; i < file->service(0)->method_count(); ++i) {
      methods.push_back(file->service(0)->name() + "/" + file->service(0)->method(i)->name());
    }
  }
  std::vector<std::string> rows;
  for (const access::Right& right : access::Rights()) rows.emplace_back(right.method);
  CHECK(methods == rows);
  CHECK(std::set<std::string>(rows.begin(), rows.end()).size() == rows.size());
}

// Calls a method with an empty request; what it says.
grpc::Status Call(WireLab& lab, const std::string& method, const std::string& token) {
  grpc::ClientContext context;
  Prepare(&context, token);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  const grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);  // one without a slice is no message at all
  grpc::ByteBuffer response;
  const std::string path = "/mutua.v1." + method;
  const grpc::internal::RpcMethod rpc(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  return grpc::internal::BlockingUnaryCall(lab.channel().get(), rpc, &context, request, &response);
}

TEST_CASE("Each role is let in where the table says so, and nowhere else") {
  WireLab lab;
  const std::vector<std::pair<model::Role, std::string>> callers = {
      {model::Role::kMember, lab.lea()},
      {model::Role::kManager, lab.manager()},
      {model::Role::kKiosk, lab.kiosk()},
      {model::Role::kService, lab.service()}};
  for (const access::Right& right : access::Rights()) {
    if (right.verb == access::Verb::kWatch)
      continue;  // a stream: everybody may, and it does not end
    CAPTURE(std::string(right.method));
    for (const auto& [role, token] : callers) {
      CAPTURE(static_cast<int>(role));
      const grpc::Status status = Call(lab, std::string(right.method), token);
      CHECK(status.error_code() != grpc::StatusCode::UNIMPLEMENTED);
      CHECK(status.error_code() != grpc::StatusCode::INTERNAL);
      const bool refused = status.error_code() == grpc::StatusCode::PERMISSION_DENIED;
      CHECK(refused == !access::MayCall(role, right.verb));
    }
  }
}

TEST_CASE("Without a token, or with one that is none, nobody is let in but to be enrolled") {
  WireLab lab;
  for (const access::Right& right : access::Rights()) {
    if (right.verb == access::Verb::kWatch) continue;
    CAPTURE(std::string(right.method));
    CHECK(access::NeedsNoToken(right.verb) ==
          (right.verb == access::Verb::kEnrol || right.verb == access::Verb::kSignIn));
    for (const char* token : {"", "mutua_g_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "nonsense"}) {
      const auto code = Call(lab, std::string(right.method), token).error_code();
      CHECK((code == grpc::StatusCode::UNAUTHENTICATED) == !access::NeedsNoToken(right.verb));
      CHECK(code != grpc::StatusCode::OK);
    }
  }
}

TEST_CASE("A token that was revoked, or has expired, lets nobody in from then on") {
  WireLab lab;
  CHECK(Call(lab, "BookingsService/ListBookings", lab.lea()).ok());
  model::Token lea;
  lab.engine().replica().Read([&](const core::State& state, const auto&) {
    state.ForEach<model::Token>([&](const model::Token& token) {
      if (token.role == model::Role::kMember && !lea.id.IsSet()) lea = token;
    });
  });
  model::Token expiring = lea;
  expiring.expires = Instant::FromUnix(kNow + 60);
  lab.Define(core::DefineToken{.token = expiring});
  CHECK(Call(lab, "BookingsService/ListBookings", lab.lea()).ok());
  REQUIRE(lab.clock().Feed(Instant::FromUnix(kNow + 60)));
  CHECK(Call(lab, "BookingsService/ListBookings", lab.lea()).error_code() ==
        grpc::StatusCode::UNAUTHENTICATED);
  lea.revoked = true;
  lab.Define(core::DefineToken{.token = lea});
  CHECK(Call(lab, "BookingsService/ListBookings", lab.lea()).error_code() ==
        grpc::StatusCode::UNAUTHENTICATED);
}

}  // namespace
}  // namespace mutua::wire
