#include "bench/load/clients.h"

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "bench/load/connection.h"
#include "bench/load/requests.h"

namespace mutua::load {
namespace {

using std::chrono::steady_clock;

// What the clients share: how many calls are left, and who is still busy.
class Course {
 public:
  Course(boost::asio::io_context& io, uint64_t calls, size_t clients)
      : io_(io), calls_(calls), busy_(clients) {}

  // The number of the next call; nothing when all are made.
  std::optional<uint64_t> Next() {
    const uint64_t number = next_++;
    return number < calls_ ? std::optional(number) : std::nullopt;
  }
  // The last one ends the loop, which would go on listening.
  void Done() {
    if (--busy_ == 0) io_.stop();
  }

 private:
  boost::asio::io_context& io_;
  const uint64_t calls_;
  uint64_t next_ = 0;
  size_t busy_;
};

uint64_t RefusedIn(const v1::CreateBookingResponse&) { return 0; }
uint64_t RefusedIn(const v1::FindFreeTimeResponse&) { return 0; }
uint64_t RefusedIn(const v1::BatchBookResponse& response) {
  uint64_t refused = 0;
  for (const v1::BatchOutcome& outcome : response.outcomes()) refused += outcome.has_refusal();
  return refused;
}

uint64_t ItemsIn(const v1::CreateBookingRequest&) { return 1; }
uint64_t ItemsIn(const v1::FindFreeTimeRequest&) { return 1; }
uint64_t ItemsIn(const v1::BatchBookRequest& request) {
  return static_cast<uint64_t>(request.items_size());
}

uint64_t CallsOf(const Options& options) {
  if (options.scenario != "fill") return options.calls;
  return (options.cells * options.resources + options.items - 1) / options.items;
}

}  // namespace

void Tally::Add(const Tally& other) {
  calls += other.calls;
  items += other.items;
  refused += other.refused;
  failed += other.failed;
  request_bytes += other.request_bytes;
  response_bytes += other.response_bytes;
  if (error.empty()) error = other.error;
  latency.Add(other.latency);
}

// One connection with one call outstanding.
class Client {
 public:
  Client(boost::asio::io_context& io, const Options& options, uint64_t number)
      : options_(options),
        maker_(options, number),
        connection_(io, options.target, options.token) {}
  virtual ~Client() = default;

  bool Connect() { return connection_.Connect(); }
  virtual void Ask(Course& course) = 0;
  const Tally& tally() const { return tally_; }

 protected:
  const Options options_;
  RequestMaker maker_;
  Connection connection_;
  Tally tally_;
};

namespace {

constexpr int kOk = 0;
constexpr int kFailedPrecondition = 9;  // refused by a rule

// A client of one kind of call. `Kind` says how a request is made and where it goes.
template <class Kind>
class ClientOf final : public Client {
 public:
  using Client::Client;

  void Ask(Course& course) override {
    const std::optional<uint64_t> number = course.Next();
    if (!number) return course.Done();
    const typename Kind::Request request = Kind::Make(maker_, options_, *number);
    items_ = ItemsIn(request);
    request.SerializeToString(&bytes_);
    start_ = steady_clock::now();
    connection_.Call(Kind::kMethod, bytes_, [this, &course](const Reply& reply) {
      Count(reply);
      Ask(course);
    });
  }

 private:
  void Count(const Reply& reply) {
    const auto took = steady_clock::now() - start_;
    tally_.latency.Record(
        static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
    ++tally_.calls;
    tally_.items += items_;
    tally_.request_bytes += bytes_.size();
    if (reply.status == kOk) {
      tally_.response_bytes += reply.message.size();
      typename Kind::Response response;
      // Read as a client would: an answer that nobody can read is no answer.
      if (!response.ParseFromString(reply.message)) return Fail("the answer cannot be read");
      tally_.refused += RefusedIn(response);
    } else if (reply.status == kFailedPrecondition) {
      tally_.response_bytes += reply.detail_bytes;
      ++tally_.refused;
    } else {
      Fail(reply.text);
    }
  }
  void Fail(std::string error) {
    ++tally_.failed;
    tally_.error = std::move(error);
  }

  std::string bytes_;
  uint64_t items_ = 0;
  steady_clock::time_point start_;
};

struct Book {
  static constexpr char kMethod[] = "/mutua.v1.BookingsService/CreateBooking";
  using Request = v1::CreateBookingRequest;
  using Response = v1::CreateBookingResponse;
  static Request Make(RequestMaker& maker, const Options&, uint64_t) { return maker.Booking(); }
};

struct Free {
  static constexpr char kMethod[] = "/mutua.v1.AvailabilityService/FindFreeTime";
  using Request = v1::FindFreeTimeRequest;
  using Response = v1::FindFreeTimeResponse;
  static Request Make(RequestMaker& maker, const Options&, uint64_t) { return maker.FreeTime(); }
};

struct Batch {
  static constexpr char kMethod[] = "/mutua.v1.BookingsService/BatchBook";
  using Request = v1::BatchBookRequest;
  using Response = v1::BatchBookResponse;
  static Request Make(RequestMaker& maker, const Options& options, uint64_t number) {
    return options.scenario == "fill" ? maker.Cells(number * options.items) : maker.Batch();
  }
};

std::unique_ptr<Client> MakeClient(boost::asio::io_context& io, const Options& options,
                                   uint64_t number) {
  if (options.scenario == "book") return std::make_unique<ClientOf<Book>>(io, options, number);
  if (options.scenario == "free") return std::make_unique<ClientOf<Free>>(io, options, number);
  return std::make_unique<ClientOf<Batch>>(io, options, number);
}

}  // namespace

struct Loop::Parts {
  boost::asio::io_context io{1};
  std::vector<std::unique_ptr<Client>> clients;
};

Loop::Loop(const Options& options) : options_(options), parts_(std::make_unique<Parts>()) {
  for (size_t i = 0; i < options.clients; ++i) {
    parts_->clients.push_back(MakeClient(parts_->io, options, i));
  }
}

Loop::~Loop() = default;

std::optional<double> Loop::Run() {
  for (const auto& client : parts_->clients) {
    if (!client->Connect()) return std::nullopt;
  }
  Course course(parts_->io, CallsOf(options_), parts_->clients.size());
  const auto start = steady_clock::now();
  for (const auto& client : parts_->clients) client->Ask(course);
  parts_->io.run();
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

Tally Loop::tally() const {
  Tally all;
  for (const auto& client : parts_->clients) all.Add(client->tally());
  return all;
}

}  // namespace mutua::load
