// What a server does with calls once it was told to stop: those that are there are answered, those
// that come are told so.
#include <doctest/doctest.h>

#include <thread>

#include "mutua/v1/directory.grpc.pb.h"
#include "tests/wire/held_calls.h"
#include "tests/wire/watching.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

constexpr int kHeld = 3;

TEST_CASE("A stopping server answers what is queued, and tells who comes that it is stopping") {
  Gate gate;
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(8));
  const auto directory = v1::DirectoryService::NewStub(lab.channel());
  const auto who_am_i = [&] {
    return Ask(*directory, &v1::DirectoryService::Stub::GetCaller, v1::GetCallerRequest(),
               lab.lea());
  };
  HeldCalls held(lab, gate);
  for (int i = 0; i < kHeld; ++i) held.Add();

  std::thread stopping([&] { lab.server().Stop(std::chrono::minutes(1)); });
  auto refused = who_am_i();
  while (refused.ok()) refused = who_am_i();
  CHECK(refused.status.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(refused.reason() == "SHUTTING_DOWN");
  const auto booking = Book(lab, lab.zoe(), BookRequest(lab, "screen-1", 3600, 60));
  CHECK(booking.status.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(booking.reason() == "SHUTTING_DOWN");
  CHECK(booking.status.error_message().find("is stopping") != std::string::npos);
  const grpc::Status watch = Watching(lab, lab.zoe(), v1::WatchRequest()).Finish();
  CHECK(watch.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(ReasonIn(watch) == "SHUTTING_DOWN");
  CHECK(held.accepted() == 0);

  held.LetGo();
  stopping.join();
  CHECK(held.accepted() == kHeld);
  // Nobody is there any more: gRPC's own words, and the same code.
  CHECK(who_am_i().status.error_code() == grpc::StatusCode::UNAVAILABLE);
  CHECK(lab.engine().replica().Read([](const core::State& state, const auto&) {
    return state.Count<model::Booking>();
  }) == kHeld);
}

}  // namespace
}  // namespace mutua::wire
