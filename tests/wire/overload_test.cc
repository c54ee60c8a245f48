// Promise P7, bounded, over the wire: a full queue says so at once and nothing of it is done; a
// caller whose deadline passed asks again and has one booking.
#include <doctest/doctest.h>

#include <grpcpp/completion_queue.h>
#include <grpcpp/support/async_unary_call.h>

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
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(2 * kLoaded));
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

TEST_CASE(
    "P7 bounded: who sends bookings without end has half of the queue, and others are taken") {
  Gate gate;
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(2 * kQueue));
  gate.Close();
  std::vector<std::thread> callers;
  const auto waits = [&](const std::string& token, int hour) {
    const size_t before = lab.engine().queue_depth();
    callers.emplace_back([&lab, &token, hour] {
      CHECK(Book(lab, token, BookRequest(lab, "room-1", hour * 3600, 60)).ok());
    });
    if (hour == 1) return gate.AwaitWriter();
    while (lab.engine().queue_depth() == before) std::this_thread::yield();
  };
  for (int hour = 1; hour <= 1 + kQueue; ++hour) waits(lab.lea(), hour);
  CHECK(Book(lab, lab.lea(), BookRequest(lab, "room-1", 40 * 3600, 60)).reason() == "QUEUE_FULL");
  waits(lab.zoe(), 20);
  waits(lab.max(), 21);
  gate.Open();
  for (std::thread& caller : callers) caller.join();
  CHECK(Bookings(lab) == 1 + kQueue + 2);
}

// Reads that wait for a position which never comes.
class WaitingReads {
 public:
  explicit WaitingReads(WireLab& lab) : lab_(lab) {}
  ~WaitingReads() {
    for (const auto& read : reads_) read->context.TryCancel();
    while (answered_ < reads_.size()) Next();
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }
  void Add(const std::string& token) {
    reads_.push_back(std::make_unique<Read>());
    Read& read = *reads_.back();
    Prepare(&read.context, token);
    v1::GetBookingRequest request;
    request.set_booking("b-1");
    request.set_min_position(1'000'000);
    read.call = lab_.bookings().AsyncGetBooking(&read.context, request, &queue_);
    read.call->Finish(&read.response, &read.status, &read);
  }
  // What the next that is answered is told.
  grpc::Status Next() {
    void* tag = nullptr;
    bool ok = false;
    REQUIRE(queue_.Next(&tag, &ok));
    ++answered_;
    return static_cast<Read*>(tag)->status;
  }

 private:
  struct Read {
    grpc::ClientContext context;
    v1::GetBookingResponse response;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<v1::GetBookingResponse>> call;
  };
  WireLab& lab_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Read>> reads_;
  size_t answered_ = 0;
};

TEST_CASE("P7 bounded: who waits for positions that never come leaves others room to wait") {
  constexpr size_t kOwn = front::ReadsWaiting::kMost / 2;
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", 3600, 60)).ok());
  WaitingReads reads(lab);
  for (size_t i = 0; i <= kOwn; ++i) reads.Add(lab.lea());
  // All wait but the one too many.
  const grpc::Status refused = reads.Next();
  CHECK(refused.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(ReasonIn(refused) == "QUEUE_FULL");
  v1::GetBookingRequest get;
  get.set_booking("b-1");
  get.set_min_position(lab.engine().replica().head().position.value() + 1);
  std::thread waits([&] {
    CHECK(Ask(lab.bookings(), &v1::BookingsService::Stub::GetBooking, get, lab.zoe()).ok());
  });
  REQUIRE(Book(lab, lab.max(), BookRequest(lab, "room-1", 2 * 3600, 60)).ok());
  waits.join();
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
