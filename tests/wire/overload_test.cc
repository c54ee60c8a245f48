// Promise P7, bounded, over the wire: a full queue says so at once and nothing of it is done; a
// caller whose deadline passed asks again and has one booking.
#include <doctest/doctest.h>

#include <thread>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/wire/bad_requests.h"
#include "tests/wire/held_calls.h"

namespace mutua::wire {
namespace {

constexpr int kQueue = 4;

size_t Bookings(WireLab& lab) {
  return lab.engine().replica().Read(
      [](const core::State& state, const auto&) { return state.Count<model::Booking>(); });
}

TEST_CASE(
    "P7 bounded: a full queue refuses at once with when to try again, and drops nothing it took") {
  Gate gate;
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(kQueue));
  HeldCalls held(lab, gate);
  held.Add();
  while (held.Waiting() < kQueue) held.Add();
  const auto refused = Book(lab, lab.zoe(), BookRequest(lab, "screen-1", 3600, 60));
  CHECK(refused.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(refused.reason() == "QUEUE_FULL");
  google::rpc::Status whole;
  REQUIRE(whole.ParseFromString(refused.status.error_details()));
  google::rpc::RetryInfo retry;
  CHECK(std::any_of(whole.details().begin(), whole.details().end(),
                    [&](const google::protobuf::Any& any) { return any.UnpackTo(&retry); }));
  CHECK(retry.retry_delay().seconds() + retry.retry_delay().nanos() > 0);
  held.LetGo();
  CHECK(held.accepted() == 1 + kQueue);
  CHECK(Bookings(lab) == 1 + kQueue);
  CHECK(lab.engine().statistics().turned_away == 1);
  // The house has room again.
  CHECK(Book(lab, lab.zoe(), BookRequest(lab, "screen-1", 3600, 60)).ok());
}

TEST_CASE("P7 bounded: under load a refusal says its reasons and goes without alternatives") {
  constexpr size_t kLoaded = 12;
  Gate gate;
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(kLoaded + 1));
  const auto taken = BookRequest(lab, "laser-1", 24 * 3600, 60);
  REQUIRE(Book(lab, lab.lea(), taken).ok());
  gate.Close();
  Outcome<v1::CreateBookingResponse> loaded;
  std::thread refused(
      [&] { loaded = Book(lab, lab.zoe(), BookRequest(lab, "laser-1", 24 * 3600, 60)); });
  gate.AwaitWriter();
  std::vector<std::thread> callers;
  for (size_t hour = 2; lab.engine().queue_depth() < kLoaded; ++hour) {
    const size_t before = lab.engine().queue_depth();
    callers.emplace_back([&lab, hour] {
      CHECK(Book(lab, lab.lea(), BookRequest(lab, "room-1", static_cast<int64_t>(hour) * 3600, 60))
                .ok());
    });
    while (lab.engine().queue_depth() == before) std::this_thread::yield();
  }
  gate.LetOneThrough();
  refused.join();
  REQUIRE(loaded.refusal().reasons_size() == 1);
  CHECK(loaded.refusal().reasons(0).rule() == v1::RULE_OVERLAP);
  CHECK(loaded.refusal().alternatives_size() == 0);
  gate.Open();
  for (std::thread& caller : callers) caller.join();
  const auto calm = Book(lab, lab.zoe(), BookRequest(lab, "laser-1", 24 * 3600, 60));
  CHECK(calm.refusal().alternatives_size() > 0);
}

TEST_CASE("P4 once: who was not answered before the deadline asks again and has one booking") {
  Gate gate;
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(kQueue));
  gate.Close();
  std::thread first(
      [&] { CHECK(Book(lab, lab.zoe(), BookRequest(lab, "screen-1", 3600, 60)).ok()); });
  gate.AwaitWriter();
  const auto request = BookRequest(lab, "room-1", 3600, 60);
  grpc::ClientContext context;
  Prepare(&context, lab.lea());
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(20));
  v1::CreateBookingResponse late;
  CHECK(lab.bookings().CreateBooking(&context, request, &late).error_code() ==
        grpc::StatusCode::DEADLINE_EXCEEDED);
  gate.Open();
  first.join();
  const auto again = Book(lab, lab.lea(), request);
  REQUIRE(again.ok());
  CHECK(again.response.booking().state() == v1::BOOKING_STATE_CONFIRMED);
  CHECK(Bookings(lab) == 2);
}

}  // namespace
}  // namespace mutua::wire
