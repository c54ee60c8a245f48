// Sixteen clients book, cancel, ask again and read at random on one engine; what they were told is
// checked as a history (promises P2, P4, P5, P6).
#include <atomic>
#include <future>
#include <random>
#include <thread>

#include "tests/history/history.h"
#include "tests/unit/pipeline/running.h"

namespace mutua::history {
namespace {

using pipeline::testing::Running;

constexpr int kClients = 16;
constexpr uint64_t kOperationsEach = 250;
constexpr uint64_t kPlaces = 12;

class Client {
 public:
  Client(Running& lab, std::atomic<uint64_t>& counter, unsigned number)
      : lab_(lab), counter_(counter), number_(number), random_(number) {}

  void Run() {
    while (operations.size() < kOperationsEach) {
      const unsigned dice = random_() % 10;
      if (dice < 3) {
        Read();
      } else if (dice < 5 && !mine_.empty()) {
        Cancel();
      } else {
        Book();
      }
    }
  }

  std::vector<Operation> operations;

 private:
  static Interval Place(uint64_t place) {
    const auto hour = static_cast<int64_t>(place) + 10;
    return core::testing::Lab::Hours(hour, hour + 1);
  }
  pipeline::Answer Decide(core::Body body, core::RequestId request) {
    std::vector<pipeline::Request> requests(1);
    requests[0].command = pipeline::testing::By(core::testing::Lab::As(lab_.ada), std::move(body));
    requests[0].command.request = request;
    return lab_.engine->Decide(std::move(requests)).front();
  }

  void Book() {
    const uint64_t number = (uint64_t{number_} << 32) + ++requests_;
    core::RequestId request;
    // The clock's time in milliseconds, the version 7, and what tells requests apart (RFC 9562).
    const auto milliseconds = static_cast<uint64_t>(core::testing::kMonday.unix_seconds()) * 1000;
    for (unsigned i = 0; i < 6; ++i) {
      request.bytes[i] = static_cast<uint8_t>(milliseconds >> (40 - 8 * i));
    }
    request.bytes[6] = 0x70;
    for (unsigned i = 0; i < 8; ++i) {
      request.bytes[8 + i] = static_cast<uint8_t>(number >> (56 - 8 * i));
    }
    Operation operation{.place = random_() % kPlaces, .request = number};
    // Some ask again although they were answered.
    for (int times = random_() % 5 == 0 ? 2 : 1; times > 0; --times) {
      operation.asked = ++counter_;
      const pipeline::Answer answer =
          Decide(core::testing::Lab::On(lab_.laser, Place(operation.place)), request);
      operation.answered = ++counter_;
      CHECK(answer.status.ok());
      operation.position = answer.position.value();
      operation.kind =
          answer.decision.accepted() ? Operation::Kind::kBook : Operation::Kind::kRefused;
      operation.booking = answer.decision.subject.id;
      if (operation.kind == Operation::Kind::kRefused) operation.booking = 0;
      operations.push_back(operation);
      seen_ = std::max(seen_, operation.position);
      if (operation.kind == Operation::Kind::kRefused) return;
    }
    mine_.emplace_back(operation.place, operation.booking);
  }

  void Cancel() {
    const auto [place, booking] = mine_.back();
    mine_.pop_back();
    Operation operation{.kind = Operation::Kind::kCancel, .place = place, .booking = booking};
    operation.asked = ++counter_;
    const pipeline::Answer answer = Decide(core::Cancel{BookingId(booking)}, {});
    operation.answered = ++counter_;
    CHECK(answer.status.ok());
    CHECK(answer.decision.accepted());
    operation.position = answer.position.value();
    operations.push_back(operation);
    seen_ = std::max(seen_, operation.position);
  }

  // At the position of the last own answer, at least.
  void Read() {
    Operation operation{
        .kind = Operation::Kind::kRead, .at_least = seen_, .place = random_() % kPlaces};
    operation.asked = ++counter_;
    std::promise<bool> reached;
    lab_.engine->replica().WhenAt(Position(seen_), pipeline::kNoDeadline,
                                  [&](bool there) { reached.set_value(there); });
    CHECK(reached.get_future().get());
    lab_.engine->replica().Read([&](const core::State& state, const journal::Head& head) {
      operation.position = head.position.value();
      state.CalendarOf(lab_.laser)
          .ForEachOverlap(Place(operation.place), [&](const model::Calendar::Entry& entry) {
            operation.booking = entry.booking.value();
            return true;
          });
    });
    operation.answered = ++counter_;
    operations.push_back(operation);
  }

  Running& lab_;
  std::atomic<uint64_t>& counter_;
  const unsigned number_;
  std::minstd_rand random_;
  uint64_t requests_ = 0;
  uint64_t seen_ = 0;
  std::vector<std::pair<uint64_t, uint64_t>> mine_;  // places with their bookings
};

TEST_CASE("P2 P4 P5 P6: what sixteen clients of one engine were told is one history") {
  Running lab;
  std::atomic<uint64_t> counter = 0;
  std::vector<std::unique_ptr<Client>> clients;
  std::vector<std::thread> threads;
  for (unsigned i = 1; i <= kClients; ++i) {
    clients.push_back(std::make_unique<Client>(lab, counter, i));
    threads.emplace_back([client = clients.back().get()] { client->Run(); });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<Operation> operations;
  for (const auto& client : clients) {
    operations.insert(operations.end(), client->operations.begin(), client->operations.end());
  }
  const auto count = [&](Operation::Kind kind) {
    return std::count_if(operations.begin(), operations.end(),
                         [&](const Operation& operation) { return operation.kind == kind; });
  };
  CHECK(count(Operation::Kind::kBook) > 50);
  CHECK(count(Operation::Kind::kRefused) > 50);
  CHECK(count(Operation::Kind::kCancel) > 50);
  CHECK(count(Operation::Kind::kRead) > 50);
  for (const Breach& breach : Check(operations)) {
    const Operation& operation = operations[breach.operation];
    FAIL_CHECK(NameOf(breach.kind) << ": place " << operation.place << " booking "
                                   << operation.booking << " position " << operation.position);
  }
}

}  // namespace
}  // namespace mutua::history
