// The channel between the HTTP port and gRPC's may be closed, as gRPC does under load: it is made
// anew, and nobody but who was on it notices.
#include <doctest/doctest.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <future>

#include "engine/front/http/call.h"
#include "tests/wire/wire_lab.h"

namespace mutua::http_test {
namespace {

using namespace front::http;

class Told : public CallListener {
 public:
  void OnHead() override {}
  void OnMessage(std::string) override {}
  void OnEnd(Outcome outcome) override { end_.set_value(std::move(outcome)); }
  Outcome AwaitEnd() { return end_.get_future().get(); }

 private:
  std::promise<Outcome> end_;
};

Code Ask(wire::WireLab& lab, Caller& caller) {
  const auto told = std::make_shared<Told>();
  CallOrder order;
  order.path = "/mutua.v1.BookingsService/GetBooking";
  order.metadata.push_back({"authorization", "Bearer " + lab.lea()});
  const auto call = caller.Start(std::move(order), told);
  call->Next();
  return told->AwaitEnd().code;
}

TEST_CASE("A channel to gRPC that is closed is made anew for the next call") {
  wire::WireLab lab;
  int made = 0;
  Caller caller([&] {
    // The first two, for calls and for streams, lead nowhere.
    if (++made > 2) return lab.server().InProcess();
    return grpc::CreateChannel("unix:/nothing/listens/here", grpc::InsecureChannelCredentials());
  });
  CHECK(Ask(lab, caller) == Code::kUnavailable);
  // From now on our own services answer: there is no such booking.
  for (int n = 0; n < 3; ++n) CHECK(Ask(lab, caller) == Code::kInvalidArgument);
  CHECK(made == 3);
  caller.Close();
  lab.server().Stop();
}

}  // namespace
}  // namespace mutua::http_test
