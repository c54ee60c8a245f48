#include "bench/load/clients.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "bench/load/requests.h"
#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/bookings.grpc.pb.h"

namespace mutua::load {
namespace {

using std::chrono::steady_clock;

// What the clients share: how many calls are left, and who is still busy.
class Course {
 public:
  Course(uint64_t calls, size_t clients) : calls_(calls), busy_(clients) {}

  // The number of the next call; nothing when all are made.
  std::optional<uint64_t> Next() {
    const uint64_t number = next_++;
    return number < calls_ ? std::optional(number) : std::nullopt;
  }
  void Done() {
    std::lock_guard lock(mutex_);
    if (--busy_ == 0) finished_.notify_all();
  }
  void Await() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] { return busy_ == 0; });
  }

 private:
  const uint64_t calls_;
  std::atomic<uint64_t> next_ = 0;
  std::mutex mutex_;
  std::condition_variable finished_;
  size_t busy_;
};

std::shared_ptr<grpc::Channel> OwnConnection(const std::string& target) {
  grpc::ChannelArguments arguments;
  // Without it, channels with one target share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

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
  Client(const Options& options, uint64_t number)
      : options_(options),
        maker_(options, number),
        channel_(OwnConnection(options.target)),
        bookings_(v1::BookingsService::NewStub(channel_)),
        availability_(v1::AvailabilityService::NewStub(channel_)) {}
  virtual ~Client() = default;

  bool Connect() {
    return channel_->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10));
  }
  virtual void Ask(Course& course) = 0;
  const Tally& tally() const { return tally_; }

 protected:
  const Options options_;
  RequestMaker maker_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::BookingsService::Stub> bookings_;
  std::unique_ptr<v1::AvailabilityService::Stub> availability_;
  Tally tally_;
};

namespace {

// A client of one kind of call. `Kind` says how a request is made and sent.
template <class Kind>
class ClientOf final : public Client {
 public:
  using Client::Client;

  void Ask(Course& course) override {
    const std::optional<uint64_t> number = course.Next();
    if (!number) return course.Done();
    request_ = Kind::Make(maker_, options_, *number);
    context_.emplace();
    context_->AddMetadata("authorization", "Bearer " + options_.token);
    start_ = steady_clock::now();
    Kind::Send(*bookings_, *availability_, &*context_, &request_, &response_,
               [this, &course](const grpc::Status& status) {
                 Count(status);
                 Ask(course);
               });
  }

 private:
  void Count(const grpc::Status& status) {
    const auto took = steady_clock::now() - start_;
    tally_.latency.Record(
        static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
    ++tally_.calls;
    tally_.items += ItemsIn(request_);
    tally_.request_bytes += request_.ByteSizeLong();
    if (status.ok()) {
      tally_.response_bytes += response_.ByteSizeLong();
      tally_.refused += RefusedIn(response_);
    } else if (status.error_code() == grpc::StatusCode::FAILED_PRECONDITION) {
      tally_.response_bytes += status.error_details().size();
      ++tally_.refused;
    } else {
      ++tally_.failed;
      tally_.error = status.error_message();
    }
  }

  typename Kind::Request request_;
  typename Kind::Response response_;
  std::optional<grpc::ClientContext> context_;
  steady_clock::time_point start_;
};

struct Book {
  using Request = v1::CreateBookingRequest;
  using Response = v1::CreateBookingResponse;
  static Request Make(RequestMaker& maker, const Options&, uint64_t) { return maker.Booking(); }
  static void Send(v1::BookingsService::Stub& bookings, v1::AvailabilityService::Stub&,
                   grpc::ClientContext* context, const Request* request, Response* response,
                   std::function<void(grpc::Status)> done) {
    bookings.async()->CreateBooking(context, request, response, std::move(done));
  }
};

struct Free {
  using Request = v1::FindFreeTimeRequest;
  using Response = v1::FindFreeTimeResponse;
  static Request Make(RequestMaker& maker, const Options&, uint64_t) { return maker.FreeTime(); }
  static void Send(v1::BookingsService::Stub&, v1::AvailabilityService::Stub& availability,
                   grpc::ClientContext* context, const Request* request, Response* response,
                   std::function<void(grpc::Status)> done) {
    availability.async()->FindFreeTime(context, request, response, std::move(done));
  }
};

struct Batch {
  using Request = v1::BatchBookRequest;
  using Response = v1::BatchBookResponse;
  static Request Make(RequestMaker& maker, const Options& options, uint64_t number) {
    return options.scenario == "fill" ? maker.Cells(number * options.items) : maker.Batch();
  }
  static void Send(v1::BookingsService::Stub& bookings, v1::AvailabilityService::Stub&,
                   grpc::ClientContext* context, const Request* request, Response* response,
                   std::function<void(grpc::Status)> done) {
    bookings.async()->BatchBook(context, request, response, std::move(done));
  }
};

std::unique_ptr<Client> MakeClient(const Options& options, uint64_t number) {
  if (options.scenario == "book") return std::make_unique<ClientOf<Book>>(options, number);
  if (options.scenario == "free") return std::make_unique<ClientOf<Free>>(options, number);
  return std::make_unique<ClientOf<Batch>>(options, number);
}

}  // namespace

Loop::Loop(const Options& options) : options_(options) {
  for (size_t i = 0; i < options.clients; ++i) clients_.push_back(MakeClient(options, i));
  for (const auto& client : clients_) client->Connect();
}

Loop::~Loop() = default;

double Loop::Run() {
  Course course(CallsOf(options_), clients_.size());
  const auto start = steady_clock::now();
  for (const auto& client : clients_) client->Ask(course);
  course.Await();
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

Tally Loop::tally() const {
  Tally all;
  for (const auto& client : clients_) all.Add(client->tally());
  return all;
}

}  // namespace mutua::load
