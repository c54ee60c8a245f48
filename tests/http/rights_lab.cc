#include "tests/http/rights_lab.h"

#include <doctest/doctest.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/client_unary_call.h>

#include "engine/access/secret.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/feeds.pb.h"
#include "mutua/v1/quotas.pb.h"
#include "mutua/v1/rounds.pb.h"

namespace mutua::http_test {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr int64_t kHour = 3600;

const MethodDescriptor& MethodOf(const std::string& method) {
  std::string name = "mutua.v1." + method;
  name[name.find('/')] = '.';
  const MethodDescriptor* found = DescriptorPool::generated_pool()->FindMethodByName(name);
  REQUIRE(found != nullptr);
  return *found;
}

std::unique_ptr<Message> Empty(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

// As Connect calls the codes of gRPC.
std::string CodeName(grpc::StatusCode code) {
  static const std::vector<std::string> kNames = {"ok",
                                                  "canceled",
                                                  "unknown",
                                                  "invalid_argument",
                                                  "deadline_exceeded",
                                                  "not_found",
                                                  "already_exists",
                                                  "permission_denied",
                                                  "resource_exhausted",
                                                  "failed_precondition",
                                                  "aborted",
                                                  "out_of_range",
                                                  "unimplemented",
                                                  "internal",
                                                  "unavailable",
                                                  "data_loss",
                                                  "unauthenticated"};
  return kNames.at(static_cast<size_t>(code));
}

// The text between `before` and the next quotation mark; empty when it is not there.
std::string Quoted(const std::string& text, const std::string& before) {
  const size_t at = text.find(before);
  if (at == std::string::npos) return {};
  const size_t from = at + before.size();
  return text.substr(from, text.find('"', from) - from);
}

v1::BookingSpec SpecOf(const std::string& owner, const std::string& resource, int64_t start) {
  v1::BookingSpec spec;
  spec.add_wants()->set_resource(resource);
  spec.set_member(owner);
  spec.mutable_time()->mutable_start()->mutable_instant()->set_seconds(start);
  spec.mutable_time()->mutable_length()->set_seconds(kHour);
  return spec;
}

}  // namespace

std::unique_ptr<Message> RequestOf(const std::string& method) {
  return Empty(MethodOf(method).input_type());
}
std::unique_ptr<Message> ResponseOf(const std::string& method) {
  return Empty(MethodOf(method).output_type());
}

RightsLab::RightsLab() {
  tokens_ = {{"lea", lab().lea()}, {"max", lab().max()}, {"zoe", lab().zoe()}};
  AddCompanyManager();
  model::Site other;
  lab().engine().replica().Read(
      [&](const core::State& state, const auto&) { other = *state.Find(SiteId(1)); });
  other.id = SiteId();
  other.handle = "annex";
  lab().Define(core::DefineSite{.site = other});
  model::Resource hall{.handle = "hall", .name = "Hall"};
  lab().engine().replica().Read([&](const core::State& state, const auto&) {
    hall.site = SiteId(1);
    hall.pool =
        PoolId(static_cast<uint32_t>(*state.FindHandle(core::Subject::Kind::kPool, "rooms")));
  });
  hall.capacity = 1000;
  lab().Define(core::DefineResource{.resource = hall});
  for (const auto& [member, unused] : tokens_) {
    v1::RegisterBadgeRequest request;
    request.set_request_id(lab().NewRequestId());
    request.set_member(member);
    request.set_badge(BadgeOf(member));
    Prepare("DirectoryService/RegisterBadge", request);
  }
  DefineLimits();
  OpenRound();
  DefineColumns();
}

// Of acme: a member's token that stands for whom a lab manager made one.
void RightsLab::AddCompanyManager() {
  v1::CreateMemberRequest request;
  request.set_request_id(lab().NewRequestId());
  request.mutable_member()->set_member("ada");
  request.mutable_member()->set_display_name("Ada");
  request.mutable_member()->set_company("acme");
  request.mutable_member()->set_role(v1::ROLE_COMPANY_MANAGER);
  Prepare("DirectoryService/CreateMember", request);
  tokens_.emplace_back(
      "ada", AddToken({.role = model::Role::kMember, .member = lab().people().Find("ada")}));
}

// A quota and shares, so that there is something to be told of how one stands.
void RightsLab::DefineLimits() {
  v1::CreateQuotaRequest quota;
  quota.set_request_id(lab().NewRequestId());
  quota.mutable_quota()->set_quota("many-bookings");
  quota.mutable_quota()->set_each_member(true);
  quota.mutable_quota()->add_resources("hall");
  quota.mutable_quota()->set_window(v1::QUOTA_WINDOW_WEEK);
  quota.mutable_quota()->set_bookings(1'000'000);
  Prepare("QuotasService/CreateQuota", quota);
  v1::UpdatePoolRequest pool;
  pool.set_request_id(lab().NewRequestId());
  pool.mutable_pool()->set_pool("presses");
  for (const char* company : {"acme", "bolt"}) {
    v1::PoolShare& share = *pool.mutable_pool()->add_shares();
    share.set_company(company);
    share.set_base(1);
  }
  pool.mutable_update_mask()->add_paths("shares");
  Prepare("CatalogueService/UpdatePool", pool);
}

void RightsLab::OpenRound() {
  const int64_t start = wire::kNow + 300 * 24 * kHour;
  v1::OpenRoundRequest open;
  open.set_request_id(lab().NewRequestId());
  open.set_pool("presses");
  v1::AskedInterval& window = *open.add_windows();
  window.mutable_start()->mutable_instant()->set_seconds(start);
  window.mutable_length()->set_seconds(kHour);
  open.mutable_closes_at()->mutable_instant()->set_seconds(start - kHour);
  const auto opened = Prepare("RoundsService/OpenRound", open);
  round_ = static_cast<const v1::OpenRoundResponse&>(*opened).round().round();
}

std::string RightsLab::AddToken(model::Token token) {
  std::string secret = access::MakeSecret(token.role).Reveal();
  token.hash = access::HashSecret(secret);
  lab().Define(core::DefineToken{.token = token});
  return secret;
}

std::string RightsLab::TokenOf(const std::string& member) const {
  for (const auto& [handle, token] : tokens_) {
    if (handle == member) return token;
  }
  return {};
}

void RightsLab::DefineColumns() {
  const std::string here = AddToken({.role = model::Role::kKiosk, .site = SiteId(1)});
  const std::string reader = AddToken(
      {.role = model::Role::kMember, .member = lab().people().Find("lea"), .read_only = true});
  const std::string away = AddToken({.role = model::Role::kKiosk, .site = SiteId(2)});
  columns_ = {{"member.own", lab().lea(), "lea"},
              {"member.company", lab().max(), "lea"},
              {"member.other", lab().zoe(), "lea"},
              {"company-manager.own", TokenOf("ada"), "ada"},
              {"company-manager.company", TokenOf("ada"), "lea"},
              {"company-manager.other", TokenOf("ada"), "zoe"},
              {"lab-manager", lab().manager(), "lea"},
              {"service", lab().service(), "lea"},
              {"kiosk.own", here, "lea", "lea"},
              {"kiosk.company", here, "lea", "max"},
              {"kiosk.other", here, "lea", "zoe"},
              {"kiosk.no-badge", here, "lea"},
              {"kiosk.other-site", away, "lea", "lea"},
              {"read-only.own", reader, "lea"},
              {"nobody", "", "lea"}};
}

Got RightsLab::OverGrpc(const std::string& method, const Message& request,
                        const std::string& token) {
  grpc::ClientContext context;
  wire::Prepare(&context, token);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  const grpc::Slice bytes(request.SerializeAsString());
  const grpc::ByteBuffer sent(&bytes, 1);
  grpc::ByteBuffer received;
  const std::string path = "/mutua.v1." + method;
  const grpc::internal::RpcMethod rpc(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall(lab().channel().get(), rpc, &context, sent, &received);
  Got got{.code = CodeName(status.error_code()), .reason = wire::ReasonIn(status), .response = {}};
  if (!status.ok()) return got;
  grpc::Slice slice;
  REQUIRE(received.DumpToSingleSlice(&slice).ok());
  got.response = ResponseOf(method);
  REQUIRE(got.response->ParseFromArray(slice.begin(), static_cast<int>(slice.size())));
  return got;
}

Got RightsLab::OverHttp(const std::string& method, const Message& request,
                        const std::string& token) {
  std::string json;
  REQUIRE(google::protobuf::util::MessageToJsonString(request, &json).ok());
  client_.Send(Post("/mutua.v1." + method, (token.empty() ? "" : Bearer(token)) + kJson, json));
  const HttpAnswer answer = client_.Receive();
  if (answer.status != 200) {
    return {.code = Quoted(answer.body, R"("code":")"),
            .reason = Quoted(answer.body, R"("debug":{"reason":")"),
            .response = {}};
  }
  Got got{.code = "ok", .reason = {}, .response = ResponseOf(method)};
  REQUIRE(google::protobuf::util::JsonStringToMessage(answer.body, got.response.get()).ok());
  return got;
}

std::unique_ptr<Message> RightsLab::Prepare(const std::string& method, const Message& request) {
  Got got = OverGrpc(method, request, lab().manager());
  CAPTURE(method);
  CAPTURE(got.reason);
  REQUIRE(got.code == "ok");
  return std::move(got.response);
}

// --- Things ------------------------------------------------------------------------------------

namespace {

std::string Book(RightsLab& lab, const v1::BookingSpec& spec) {
  v1::CreateBookingRequest request;
  request.set_request_id(lab.lab().NewRequestId());
  *request.mutable_spec() = spec;
  const auto made = lab.Prepare("BookingsService/CreateBooking", request);
  return static_cast<const v1::CreateBookingResponse&>(*made).booking().booking();
}

std::string FileWish(RightsLab& lab, const std::string& owner, const std::string& resource,
                     int64_t start) {
  v1::FileWishRequest request;
  request.set_request_id(lab.lab().NewRequestId());
  request.mutable_spec()->add_wants()->set_resource(resource);
  request.mutable_spec()->set_member(owner);
  v1::AskedInterval& window = *request.add_windows();
  window.mutable_start()->mutable_instant()->set_seconds(start);
  window.mutable_length()->set_seconds(kHour);
  request.mutable_length()->set_seconds(kHour);
  request.set_mode(v1::WISH_MODE_OFFER);
  const auto made = lab.Prepare("WishesService/FileWish", request);
  return static_cast<const v1::FileWishResponse&>(*made).wish().wish();
}

}  // namespace

std::string RightsLab::Booking(const std::string& owner, const std::string& resource) {
  return Book(*this, SpecOf(owner, resource, resource == "hall" ? NextHour() : NextFreeHour()));
}

std::string RightsLab::Held(const std::string& owner) {
  v1::BookingSpec spec = SpecOf(owner, "hall", NextHour());
  spec.mutable_hold_until()->mutable_instant()->set_seconds(wire::kNow + kHour);
  return Book(*this, spec);
}

std::string RightsLab::Begun(const std::string& owner) {
  return Book(*this, SpecOf(owner, "hall", wire::kNow));
}

std::string RightsLab::CheckedIn(const std::string& owner) {
  v1::BookingSpec spec = SpecOf(owner, "hall", wire::kNow);
  spec.mutable_time()->clear_start();
  spec.set_walk_up(true);
  return Book(*this, spec);
}

std::string RightsLab::Series(const std::string& owner) {
  v1::CreateSeriesRequest request;
  request.set_request_id(lab().NewRequestId());
  request.mutable_spec()->add_wants()->set_resource("hall");
  request.mutable_spec()->set_member(owner);
  request.mutable_recurrence()->mutable_start()->set_local("2026-12-01T09:00");
  request.mutable_recurrence()->mutable_length()->set_seconds(kHour);
  request.mutable_recurrence()->set_rrule("FREQ=WEEKLY;COUNT=2");
  request.set_mode(v1::SERIES_MODE_ALL_OR_NOTHING);
  const auto made = Prepare("BookingsService/CreateSeries", request);
  return static_cast<const v1::CreateSeriesResponse&>(*made).series().series();
}

void RightsLab::ClearWishes(const std::string& owner) {
  v1::ListWishesRequest list;
  list.set_member(owner);
  const auto listed = Prepare("WishesService/ListWishes", list);
  for (const v1::Wish& wish : static_cast<const v1::ListWishesResponse&>(*listed).wishes()) {
    v1::WithdrawWishRequest withdraw;
    withdraw.set_request_id(lab().NewRequestId());
    withdraw.set_wish(wish.wish());
    Prepare("WishesService/WithdrawWish", withdraw);
  }
}

// Somebody of another company than both has the room.
std::string RightsLab::Wish(const std::string& owner) {
  ClearWishes(owner);
  Booking("zoe", "room-1");
  return FileWish(*this, owner, "room-1", LastHour());
}

void RightsLab::TwoWishes(const std::string& owner) {
  Wish(owner);
  Booking("zoe", "room-1");
  FileWish(*this, owner, "room-1", LastHour());
}

std::string RightsLab::Offered(const std::string& owner) {
  ClearWishes(owner);
  const std::string in_the_way = Booking("zoe", "room-1");
  const std::string wish = FileWish(*this, owner, "room-1", LastHour());
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab().NewRequestId());
  cancel.set_booking(in_the_way);
  Prepare("BookingsService/CancelBooking", cancel);
  return wish;
}

std::string RightsLab::Feed(const std::string& owner) {
  v1::CreateFeedRequest request;
  request.set_request_id(lab().NewRequestId());
  request.set_member(owner);
  const Got made = OverGrpc("FeedsService/CreateFeed", request, TokenOf(owner));
  REQUIRE(made.code == "ok");
  return static_cast<const v1::CreateFeedResponse&>(*made.response).feed().feed();
}

}  // namespace mutua::http_test
