// Promise P7, bounded, over the wire: a full queue says so at once and nothing of it is done; a
// caller whose deadline passed asks again and has one booking.
#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/journal/memory_journal.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/wire/bad_requests.h"

namespace mutua::wire {
namespace {

// While the gate is closed, a commit that is being made durable waits, and the writer with it.
class Gate {
 public:
  void Close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  void Open() {
    std::lock_guard lock(mutex_);
    closed_ = false;
    changed_.notify_all();
  }
  // The commit that waits goes through, the next one waits again.
  void LetOneThrough() {
    std::lock_guard lock(mutex_);
    one_through_ = true;
    changed_.notify_all();
  }
  void Pass() {
    std::unique_lock lock(mutex_);
    waiting_ = closed_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !closed_ || one_through_; });
    one_through_ = false;
    waiting_ = false;
  }
  // Returns when the writer stands at the gate.
  void AwaitWriter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  bool waiting_ = false;
  bool one_through_ = false;
};

class GatedJournal : public journal::MemoryJournal {
 public:
  explicit GatedJournal(Gate& gate) : gate_(gate) {}
  absl::StatusOr<journal::Head> Append(const journal::Commit& commit) override {
    gate_.Pass();
    return MemoryJournal::Append(commit);
  }

 private:
  Gate& gate_;
};

constexpr int kQueue = 4;

// A commit holds one command, so that what is behind it stays in the queue.
pipeline::Engine::Options OneByOne(size_t queue_depth_max) {
  pipeline::Engine::Options options;
  options.queue_depth_max = queue_depth_max;
  options.group_max = 1;
  return options;
}

size_t Bookings(WireLab& lab) {
  return lab.engine().replica().Read(
      [](const core::State& state, const auto&) { return state.Count<model::Booking>(); });
}

TEST_CASE(
    "P7 bounded: a full queue refuses at once with when to try again, and drops nothing it took") {
  Gate gate;
  WireLab lab(std::make_unique<GatedJournal>(gate), OneByOne(kQueue));
  gate.Close();
  std::vector<std::thread> callers;
  std::atomic<int> accepted = 0;
  const auto call = [&](int hour) {
    callers.emplace_back([&lab, &accepted, hour] {
      if (Book(lab, lab.lea(), BookRequest(lab, "room-1", hour * 3600, 60)).ok()) ++accepted;
    });
  };
  call(1);
  gate.AwaitWriter();
  // The writer holds one; behind it the queue fills.
  for (int hour = 2; lab.engine().statistics().queue_depth < kQueue; ++hour) {
    const size_t before = lab.engine().statistics().queue_depth;
    call(hour);
    while (lab.engine().statistics().queue_depth == before) std::this_thread::yield();
  }
  const auto refused = Book(lab, lab.zoe(), BookRequest(lab, "screen-1", 3600, 60));
  CHECK(refused.status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  CHECK(refused.reason() == "QUEUE_FULL");
  google::rpc::Status whole;
  REQUIRE(whole.ParseFromString(refused.status.error_details()));
  google::rpc::RetryInfo retry;
  CHECK(std::any_of(whole.details().begin(), whole.details().end(),
                    [&](const google::protobuf::Any& any) { return any.UnpackTo(&retry); }));
  CHECK(retry.retry_delay().seconds() + retry.retry_delay().nanos() > 0);
  gate.Open();
  for (std::thread& caller : callers) caller.join();
  CHECK(accepted == 1 + kQueue);
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
