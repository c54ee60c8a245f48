// The least that a gRPC server can do: answers CreateBooking and FindFreeTime with a message of a
// given size that was made beforehand, without reading the request. What remains is gRPC's own
// cost, beside which bench/ sets Mutua's. Callback API on bytes, as mutuad's services are.
//
// usage: echo_server ADDRESS BOOKING_BYTES FREE_BYTES; prints "serving", ends on SIGTERM.
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/synchronization/mutex.h"
#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/bookings.grpc.pb.h"

namespace mutua::load {
namespace {

grpc::ServerUnaryReactor* Reply(grpc::CallbackServerContext* context, const grpc::ByteBuffer& reply,
                                grpc::ByteBuffer* out) {
  *out = reply;
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

using Bookings =
    v1::BookingsService::WithRawCallbackMethod_CreateBooking<v1::BookingsService::Service>;
class BookingsEcho final : public Bookings {
 public:
  explicit BookingsEcho(grpc::ByteBuffer reply) : reply_(std::move(reply)) {}
  grpc::ServerUnaryReactor* CreateBooking(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer*, grpc::ByteBuffer* out) override {
    return Reply(context, reply_, out);
  }

 private:
  const grpc::ByteBuffer reply_;
};

using Availability =
    v1::AvailabilityService::WithRawCallbackMethod_FindFreeTime<v1::AvailabilityService::Service>;
class AvailabilityEcho final : public Availability {
 public:
  explicit AvailabilityEcho(grpc::ByteBuffer reply) : reply_(std::move(reply)) {}
  grpc::ServerUnaryReactor* FindFreeTime(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer*, grpc::ByteBuffer* out) override {
    return Reply(context, reply_, out);
  }

 private:
  const grpc::ByteBuffer reply_;
};

grpc::ByteBuffer BookingReply(size_t size) {
  v1::CreateBookingResponse response;
  std::string& text = *response.mutable_booking()->mutable_title();
  while (response.ByteSizeLong() < size) text.push_back('x');
  grpc::Slice slice(response.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ByteBuffer FreeReply(size_t size) {
  v1::FindFreeTimeResponse response;
  std::string& text = *response.mutable_next_page_token();
  while (response.ByteSizeLong() < size) text.push_back('x');
  grpc::Slice slice(response.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

int Serve(const std::string& address, size_t booking_bytes, size_t free_bytes) {
  // As mutuad does.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Blocked before gRPC makes its threads: this thread alone waits for it.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  BookingsEcho bookings(BookingReply(booking_bytes));
  AvailabilityEcho availability(FreeReply(free_bytes));
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
  builder.RegisterService(&bookings);
  builder.RegisterService(&availability);
  const auto server = builder.BuildAndStart();
  if (server == nullptr) {
    std::fprintf(stderr, "echo_server: cannot listen on %s\n", address.c_str());
    return 1;
  }
  std::printf("serving\n");
  std::fflush(stdout);
  int signal = 0;
  sigwait(&stop, &signal);
  server->Shutdown();
  return 0;
}

}  // namespace
}  // namespace mutua::load

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: echo_server ADDRESS BOOKING_BYTES FREE_BYTES\n");
    return 2;
  }
  return mutua::load::Serve(argv[1], std::strtoul(argv[2], nullptr, 10),
                            std::strtoul(argv[3], nullptr, 10));
}
