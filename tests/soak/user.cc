#include "tests/soak/user.h"

#include <doctest/doctest.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <chrono>
#include <utility>

#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/lab.grpc.pb.h"
#include "mutua/v1/watch.grpc.pb.h"
#include "tests/daemon/daemon_client.h"
#include "tests/support/request_id.h"

namespace mutua::soak {
namespace {

std::shared_ptr<grpc::Channel> ChannelTo(int port) {
  static std::atomic<int> number = 0;
  grpc::ChannelArguments arguments;
  // A connection of its own: a daemon that was killed must not be waited for.
  arguments.SetInt("a connection of its own", number++);
  return grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port),
                                   grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

User::User(int port, std::string token, int64_t now)
    : token_(std::move(token)),
      now_(now),
      channel_(ChannelTo(port)),
      bookings_(v1::BookingsService::NewStub(channel_)),
      admin_(v1::AdminService::NewStub(channel_)) {}

std::string User::NewRequestId() {
  static std::atomic<uint64_t> number = 1;
  return MakeRequestId(now_ * 1000, number++);
}

void User::Prepare(grpc::ClientContext* context) const {
  context->AddMetadata("authorization", "Bearer " + token_);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
}

void User::DefineLab(int machines) {
  v1::ApplyLabRequest request;
  request.set_request_id(NewRequestId());
  *request.mutable_lab() = daemon::AlwaysOpenLab(machines, {"lea", "zoe"});
  grpc::ClientContext context;
  Prepare(&context);
  v1::ApplyLabResponse response;
  const grpc::Status status =
      v1::LabService::NewStub(channel_)->ApplyLab(&context, request, &response);
  REQUIRE_MESSAGE(status.ok(), status.error_message());
}

void User::UseHour(int machine, int hour, Tally* tally) {
  const auto book = [&](const char* member, std::string* booking) {
    v1::CreateBookingRequest request;
    request.set_request_id(NewRequestId());
    v1::BookingSpec& spec = *request.mutable_spec();
    spec.add_wants()->set_resource("machine-" + std::to_string(machine));
    spec.mutable_time()->mutable_start()->mutable_instant()->set_seconds((now_ / 3600 + 2 + hour) *
                                                                         3600);
    spec.mutable_time()->mutable_length()->set_seconds(3600);
    spec.set_member(member);
    spec.set_title("used for long");
    grpc::ClientContext context;
    Prepare(&context);
    v1::CreateBookingResponse response;
    const grpc::Status status = bookings_->CreateBooking(&context, request, &response);
    *booking = response.booking().booking();
    return status.error_code();
  };
  std::string booking;
  std::string other;
  ++(book("lea", &booking) == grpc::StatusCode::OK ? tally->booked : tally->failed);
  if (hour % 7 == 0) {
    const bool refused = book("zoe", &other) == grpc::StatusCode::FAILED_PRECONDITION;
    ++(refused ? tally->refused : tally->failed);
  }
  if (hour % 3 == 0) {
    v1::CancelBookingRequest request;
    request.set_request_id(NewRequestId());
    request.set_booking(booking);
    grpc::ClientContext context;
    Prepare(&context);
    v1::CancelBookingResponse response;
    const bool done = bookings_->CancelBooking(&context, request, &response).ok();
    ++(done ? tally->cancelled : tally->failed);
  }
  if (hour % 10 == 0) {
    v1::ListBookingsRequest request;
    request.set_page_size(50);
    grpc::ClientContext context;
    Prepare(&context);
    v1::ListBookingsResponse response;
    const bool done = bookings_->ListBookings(&context, request, &response).ok();
    ++(done ? tally->listed : tally->failed);
  }
}

void User::Watch(grpc::ClientContext* context, Tally* tally) {
  Prepare(context);
  const auto stub = v1::WatchService::NewStub(channel_);
  const auto stream = stub->Watch(context, v1::WatchRequest());
  v1::WatchResponse response;
  while (stream->Read(&response)) ++tally->watched;
  stream->Finish();
}

void User::ComeAndGo(int number) {
  const auto directory = v1::DirectoryService::NewStub(channel_);
  const std::string handle = "guest-" + std::to_string(number);
  {
    v1::CreateMemberRequest request;
    request.set_request_id(NewRequestId());
    request.mutable_member()->set_member(handle);
    request.mutable_member()->set_display_name("Somebody");
    request.mutable_member()->set_company("acme");
    grpc::ClientContext context;
    Prepare(&context);
    v1::CreateMemberResponse response;
    const grpc::Status status = directory->CreateMember(&context, request, &response);
    REQUIRE_MESSAGE(status.ok(), status.error_message());
  }
  v1::EraseMemberRequest request;
  request.set_request_id(NewRequestId());
  request.set_member(handle);
  grpc::ClientContext context;
  Prepare(&context);
  v1::EraseMemberResponse response;
  const grpc::Status status = directory->EraseMember(&context, request, &response);
  REQUIRE_MESSAGE(status.ok(), status.error_message());
}

void User::AdvanceTo(int64_t now) {
  now_ = now;
  v1::AdvanceClockRequest request;
  request.mutable_to()->set_seconds(now);
  grpc::ClientContext context;
  Prepare(&context);
  v1::AdvanceClockResponse response;
  const grpc::Status status = admin_->AdvanceClock(&context, request, &response);
  REQUIRE_MESSAGE(status.ok(), status.error_message());
}

v1::GetDigestResponse User::Digest() {
  grpc::ClientContext context;
  Prepare(&context);
  v1::GetDigestResponse response;
  const grpc::Status status = admin_->GetDigest(&context, v1::GetDigestRequest(), &response);
  REQUIRE_MESSAGE(status.ok(), status.error_message());
  return response;
}

v1::CreateBackupResponse User::Backup(const std::string& name) {
  v1::CreateBackupRequest request;
  request.set_name(name);
  grpc::ClientContext context;
  Prepare(&context);
  v1::CreateBackupResponse response;
  const grpc::Status status = admin_->CreateBackup(&context, request, &response);
  REQUIRE_MESSAGE(status.ok(), status.error_message());
  return response;
}

}  // namespace mutua::soak
