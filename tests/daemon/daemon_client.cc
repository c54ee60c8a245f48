#include "tests/daemon/daemon_client.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <chrono>
#include <utility>

#include "mutua/v1/lab.grpc.pb.h"
#include "tests/support/request_id.h"

namespace mutua::daemon {
namespace {

using std::chrono::system_clock;

// Fixed for the whole process: a retry after midnight asks for the same hour.
int64_t FirstHour() {
  static const int64_t kFirst = (system_clock::to_time_t(system_clock::now()) / 86400 + 2) * 86400;
  return kFirst;
}

void Prepare(grpc::ClientContext* context, const std::string& token) {
  context->AddMetadata("authorization", "Bearer " + token);
  // Long for a loaded machine; a daemon that is gone answers at once.
  context->set_deadline(system_clock::now() + std::chrono::seconds(60));
}

Place PlaceOf(const v1::Booking& booking) {
  const std::string& resource = booking.parts(0).resource();
  const int64_t start = booking.interval().start().seconds();
  return {.machine = std::atoi(resource.c_str() + resource.find('-') + 1),
          .hour = static_cast<int>((start - FirstHour()) / 3600)};
}

}  // namespace

std::string NewRequestId() {
  static std::atomic<uint64_t> number = 1;
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch());
  return MakeRequestId(now.count(), number++);
}

DaemonClient::DaemonClient(int port, std::string token) : token_(std::move(token)) {
  grpc::ChannelArguments arguments;
  // A connection of its own: one that another daemon's death has broken must not be reused.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  channel_ = grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port),
                                       grpc::InsecureChannelCredentials(), arguments);
  bookings_ = v1::BookingsService::NewStub(channel_);
}

v1::Lab AlwaysOpenLab(int machines, std::initializer_list<const char*> members) {
  v1::Lab lab;
  lab.add_sites()->set_site("barn");
  lab.mutable_sites(0)->set_zone("Europe/Paris");
  v1::OpenDays& week = *lab.mutable_sites(0)->mutable_hours()->add_week();
  for (int day = v1::DAY_OF_WEEK_MONDAY; day <= v1::DAY_OF_WEEK_SUNDAY; ++day) {
    week.add_days(static_cast<v1::DayOfWeek>(day));
  }
  week.add_ranges()->set_opens("00:00");
  week.mutable_ranges(0)->set_closes("24:00");
  lab.add_pools()->set_pool("machines");
  lab.mutable_pools(0)->mutable_rules()->mutable_horizon()->set_seconds(3000 * 86400);
  for (int machine = 0; machine < machines; ++machine) {
    v1::Resource& resource = *lab.add_resources();
    resource.set_resource("machine-" + std::to_string(machine));
    resource.set_kind(v1::RESOURCE_KIND_MACHINE);
    resource.set_pool("machines");
    resource.set_site("barn");
  }
  lab.add_companies()->set_company("acme");
  lab.mutable_companies(0)->set_kind(v1::COMPANY_KIND_EMPLOYER);
  for (const char* name : members) {
    v1::Member& member = *lab.add_members();
    member.set_member(name);
    member.set_company("acme");
  }
  return lab;
}

grpc::Status DaemonClient::DefineLab(int machines) {
  v1::ApplyLabRequest request;
  request.set_request_id(NewRequestId());
  *request.mutable_lab() = AlwaysOpenLab(machines, {"lea"});
  grpc::ClientContext context;
  Prepare(&context, token_);
  v1::ApplyLabResponse response;
  return v1::LabService::NewStub(channel_)->ApplyLab(&context, request, &response);
}

grpc::Status DaemonClient::Book(const std::string& request_id, Place place, std::string* booking) {
  v1::CreateBookingRequest request;
  request.set_request_id(request_id);
  v1::BookingSpec& spec = *request.mutable_spec();
  spec.add_wants()->set_resource("machine-" + std::to_string(place.machine));
  spec.mutable_time()->mutable_start()->mutable_instant()->set_seconds(FirstHour() +
                                                                       3600 * place.hour);
  spec.mutable_time()->mutable_length()->set_seconds(3600);
  spec.set_member("lea");
  spec.set_title("under load");
  grpc::ClientContext context;
  Prepare(&context, token_);
  v1::CreateBookingResponse response;
  const grpc::Status status = bookings_->CreateBooking(&context, request, &response);
  *booking = response.booking().booking();
  return status;
}

grpc::Status DaemonClient::List(std::vector<std::pair<Place, std::string>>* bookings) {
  v1::ListBookingsRequest request;
  request.set_page_size(1000);
  while (true) {
    grpc::ClientContext context;
    Prepare(&context, token_);
    v1::ListBookingsResponse response;
    const grpc::Status status = bookings_->ListBookings(&context, request, &response);
    if (!status.ok()) return status;
    for (const v1::Booking& booking : response.bookings()) {
      bookings->emplace_back(PlaceOf(booking), booking.booking());
    }
    if (response.next_page_token().empty()) return status;
    request.set_page_token(response.next_page_token());
  }
}

}  // namespace mutua::daemon
