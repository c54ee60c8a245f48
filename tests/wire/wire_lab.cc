#include "tests/wire/wire_lab.h"

#include <doctest/doctest.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "engine/front/zones/zone_loader.h"
#include "engine/journal/memory_journal.h"
#include "engine/journal/open.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace mutua::wire {
namespace {

template <class Detail>
std::optional<Detail> DetailIn(const grpc::Status& status) {
  google::rpc::Status whole;
  if (!whole.ParseFromString(status.error_details())) return std::nullopt;
  for (const google::protobuf::Any& any : whole.details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

std::unique_ptr<journal::Journal> OpenJournal(const std::string& folder) {
  if (folder.empty()) return std::make_unique<journal::MemoryJournal>();
  auto opened = journal::OpenRocksJournal(folder, {.disk_reserve_bytes = 0});
  REQUIRE(opened.ok());
  return *std::move(opened);
}

model::Resource ResourceOf(const char* handle, SiteId site, PoolId pool, uint32_t capacity) {
  model::Resource resource;
  resource.handle = handle;
  resource.name = handle;
  resource.site = site;
  resource.pool = pool;
  resource.capacity = capacity;
  return resource;
}

}  // namespace

WireLab::WireLab(const std::string& folder) : WireLab(OpenJournal(folder), {}) {}

WireLab::WireLab(std::unique_ptr<journal::Journal> journal, pipeline::Engine::Options options)
    : inside_(std::move(journal), Instant::FromUnix(kNow), std::move(options)) {
  DefineLab();
  inside_.Serve();
  channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(server().port()),
                                 grpc::InsecureChannelCredentials());
  bookings_ = v1::BookingsService::NewStub(channel_);
}

MemberId WireLab::AddMember(CompanyId company, const std::string& handle) {
  pipeline::Request request;
  core::DefineMember define;
  define.member.company = company;
  const front::Texts::NewMember made = inside_.texts().AddMember(
      {.handle = handle, .display_name = handle, .language = "en"}, &request, &define.text);
  request.command.body = std::move(define);
  const MemberId member(static_cast<uint32_t>(inside_.Define(std::move(request))));
  inside_.texts().Keep(member, made);
  return member;
}

void WireLab::DefineLab() {
  auto paris = front::LoadZone("Europe/Paris");
  REQUIRE(paris.ok());
  const ZoneId zone(
      static_cast<uint32_t>(Define(core::DefineZone{.zone = {.table = *std::move(paris)}})));
  model::Site house{.handle = "house", .name = "House", .zone = zone};
  house.opening = model::AlwaysOpen();
  const SiteId site(static_cast<uint32_t>(Define(core::DefineSite{.site = house})));
  const auto pool = [&](model::Pool made) {
    return PoolId(static_cast<uint32_t>(Define(core::DefinePool{.pool = std::move(made)})));
  };
  model::Pool lasers{.handle = "lasers", .name = "Lasers", .stand_in = true};
  lasers.rules.check_in_after = Duration::Minutes(15);
  const PoolId laser_pool = pool(lasers);
  const PoolId room_pool = pool({.handle = "rooms", .name = "Rooms"});
  model::Pool presses{.handle = "presses", .name = "Presses"};
  presses.rules.needs_approval = true;
  const PoolId press_pool = pool(presses);
  Define(core::DefineResource{.resource = ResourceOf("laser-1", site, laser_pool, 1)});
  Define(core::DefineResource{.resource = ResourceOf("laser-2", site, laser_pool, 1)});
  Define(core::DefineResource{.resource = ResourceOf("room-1", site, room_pool, 1)});
  Define(core::DefineResource{.resource = ResourceOf("screen-1", site, room_pool, 3)});
  Define(core::DefineResource{.resource = ResourceOf("press-1", site, press_pool, 1)});
  const auto company = [&](const char* handle) {
    model::Company made{.handle = handle, .name = handle};
    return CompanyId(static_cast<uint32_t>(Define(core::DefineCompany{.company = made})));
  };
  const CompanyId acme = company("acme");
  const CompanyId bolt = company("bolt");
  const MemberId lea = AddMember(acme, "lea");
  const MemberId max = AddMember(acme, "max");
  const MemberId zoe = AddMember(bolt, "zoe");
  tokens_.push_back(AddToken(model::Role::kManager, {}));
  tokens_.push_back(AddToken(model::Role::kMember, lea));
  tokens_.push_back(AddToken(model::Role::kMember, max));
  tokens_.push_back(AddToken(model::Role::kMember, zoe));
  tokens_.push_back(AddToken(model::Role::kService, {}));
  tokens_.push_back(AddToken(model::Role::kKiosk, {}));
}

v1::Refusal RefusalIn(const grpc::Status& status) {
  return DetailIn<v1::Refusal>(status).value_or(v1::Refusal());
}

std::string ReasonIn(const grpc::Status& status) {
  return DetailIn<google::rpc::ErrorInfo>(status).value_or(google::rpc::ErrorInfo()).reason();
}

std::vector<std::string> BadFieldsIn(const grpc::Status& status) {
  std::vector<std::string> fields;
  const auto bad = DetailIn<google::rpc::BadRequest>(status);
  if (!bad) return fields;
  for (const auto& violation : bad->field_violations()) fields.push_back(violation.field());
  return fields;
}

void Prepare(grpc::ClientContext* context, const std::string& token, const std::string& language) {
  if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
  context->AddMetadata("accept-language", language);
}

v1::CreateBookingRequest BookRequest(WireLab& lab, const std::string& resource, int64_t start,
                                     int64_t minutes) {
  v1::CreateBookingRequest request;
  request.set_request_id(lab.NewRequestId());
  request.mutable_spec()->add_wants()->set_resource(resource);
  v1::AskedInterval& time = *request.mutable_spec()->mutable_time();
  time.mutable_start()->mutable_instant()->set_seconds(kNow + start);
  time.mutable_length()->set_seconds(minutes * 60);
  return request;
}

Outcome<v1::CreateBookingResponse> Book(WireLab& lab, const std::string& token,
                                        const v1::CreateBookingRequest& request) {
  return Ask(lab.bookings(), &v1::BookingsService::Stub::CreateBooking, request, token);
}

}  // namespace mutua::wire
