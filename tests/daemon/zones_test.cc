// The system's time zones change between two runs of mutuad: no booking moves by itself; those that
// were meant by the clock on the wall are named, and go where they were meant when somebody says
// so.
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>

#include "tests/daemon/daemon_client.h"
#include "tests/daemon/daemon_store.h"

namespace mutua::daemon {
namespace {

// Zones of the system's own: Europe/Paris, with the rules of some zone.
class Zones {
 public:
  explicit Zones(const std::string& rules) {
    std::filesystem::create_directories(folder_.Below("Europe"));
    Become(rules);
    setenv("TZDIR", folder_.path().c_str(), /*overwrite=*/1);
  }
  ~Zones() { unsetenv("TZDIR"); }
  void Become(const std::string& rules) {
    std::filesystem::copy_file("/usr/share/zoneinfo/" + rules, folder_.Below("Europe/Paris"),
                               std::filesystem::copy_options::overwrite_existing);
  }

 private:
  TemporaryFolder folder_;
};

// One who asks a daemon over gRPC.
struct Asking {
  Asking(int port, const std::string& bearer)
      : token(bearer),
        bookings(v1::BookingsService::NewStub(grpc::CreateChannel(
            "127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()))) {}

  template <class Response, class Method, class Request>
  Response Ask(Method method, const Request& request) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + token);
    Response response;
    const grpc::Status status = (*bookings.*method)(&context, request, &response);
    REQUIRE_MESSAGE(status.ok(), status.error_message());
    return response;
  }

  // At noon by the clock on the wall, in July after next: in summer time, where there is any.
  v1::Booking BookNoon() {
    v1::CreateBookingRequest request;
    request.set_request_id(NewRequestId());
    v1::BookingSpec& spec = *request.mutable_spec();
    spec.add_wants()->set_resource("machine-0");
    spec.mutable_time()->mutable_start()->mutable_civil()->set_local(Noon());
    spec.mutable_time()->mutable_length()->set_seconds(3600);
    spec.set_member("lea");
    return Ask<v1::CreateBookingResponse>(&v1::BookingsService::Stub::CreateBooking, request)
        .booking();
  }
  std::vector<v1::Booking> List(bool shifted_only) {
    v1::ListBookingsRequest request;
    request.set_page_size(100);
    request.set_shifted_only(shifted_only);
    const auto response =
        Ask<v1::ListBookingsResponse>(&v1::BookingsService::Stub::ListBookings, request);
    return {response.bookings().begin(), response.bookings().end()};
  }
  static std::string Noon() {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const int year = static_cast<int>(std::chrono::year_month_day(now).year()) + 2;
    return std::to_string(year) + "-07-01T12:00:00";
  }

  const std::string token;
  const std::unique_ptr<v1::BookingsService::Stub> bookings;
};

TEST_CASE(
    "P9 repeatable: other rules of a zone move no booking, and say which were meant otherwise") {
  Zones zones("Europe/Paris");
  const TemporaryFolder folder;
  const std::vector<std::string> arguments = ArgumentsFor(folder.Below("store"));
  std::string token;
  std::map<std::string, int64_t> starts;
  {
    DaemonProcess process(arguments);
    token = process.FirstToken();
    const int port = process.WaitUntilServing();
    DaemonClient client(port, token);
    REQUIRE(client.DefineLab(1).ok());
    std::string booking;
    for (int hour = 0; hour < 30; hour += 3) {
      REQUIRE(client.Book(NewRequestId(), {.machine = 0, .hour = hour}, &booking).ok());
    }
    Asking asking(port, token);
    asking.BookNoon();
    for (const v1::Booking& one : asking.List(/*shifted_only=*/false)) {
      starts[one.booking()] = one.interval().start().seconds();
    }
    CHECK(starts.size() == 11);
    process.Signal(SIGTERM);
    CHECK(process.WaitForExit() == 0);
    CHECK(process.log().find("event=zone_adopted") == std::string::npos);
  }
  // Summer time is abolished: what is meant by the clock on the wall is an hour later.
  zones.Become("Africa/Lagos");
  DaemonProcess process(arguments);
  Asking asking(process.WaitUntilServing(), token);
  CHECK(process.log().find("event=zone_adopted zone=Europe/Paris") != std::string::npos);
  const std::vector<v1::Booking> after = asking.List(/*shifted_only=*/false);
  CHECK(after.size() == starts.size());
  for (const v1::Booking& one : after) {
    CHECK(one.interval().start().seconds() == starts.at(one.booking()));
  }
  // In a summer those of the next days are among them.
  const auto is_noon = [](const v1::Booking& one) {
    return one.entered_local_start() == Asking::Noon();
  };
  const std::vector<v1::Booking> shifted = asking.List(/*shifted_only=*/true);
  const auto noon = std::find_if(shifted.begin(), shifted.end(), is_noon);
  REQUIRE(noon != shifted.end());
  v1::RealignBookingsRequest realign;
  realign.set_request_id(NewRequestId());
  realign.add_bookings(noon->booking());
  const auto done =
      asking.Ask<v1::RealignBookingsResponse>(&v1::BookingsService::Stub::RealignBookings, realign);
  REQUIRE(done.outcomes_size() == 1);
  CHECK(done.outcomes(0).done().interval().start().seconds() == starts.at(noon->booking()) + 3600);
  const std::vector<v1::Booking> left = asking.List(/*shifted_only=*/true);
  CHECK(std::none_of(left.begin(), left.end(), is_noon));
  process.Signal(SIGTERM);
  CHECK(process.WaitForExit() == 0);
}

}  // namespace
}  // namespace mutua::daemon
