#include "engine/front/http/call.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/client_callback.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/front/http/base64.h"

namespace mutua::front::http {
namespace {

using grpc::ByteBuffer;

std::string BytesIn(const ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return {};
  std::string bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

// gRPC's own names begin with "grpc-"; the status' details are taken from the status.
Fields TrailersOf(const grpc::ClientContext& context) {
  Fields trailers;
  for (const auto& [name, value] : context.GetServerTrailingMetadata()) {
    if (name.starts_with("grpc-")) continue;
    const std::string bytes(value.data(), value.size());
    trailers.push_back(
        {{name.data(), name.size()}, name.ends_with("-bin") ? Base64(bytes) : bytes});
  }
  return trailers;
}

// How many calls there are, and whether more may come.
class Calls {
 public:
  // False: none any more.
  bool Begin() {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    ++running_;
    return true;
  }
  void End() {
    const std::lock_guard lock(mutex_);
    --running_;
    ended_.notify_all();
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  bool closed() {
    const std::lock_guard lock(mutex_);
    return closed_;
  }
  void Count(Code code) {
    const auto at = static_cast<size_t>(code);
    ++by_code_[at < kCodes ? at : static_cast<size_t>(Code::kUnknown)];
  }
  CallsByCode by_code() const {
    CallsByCode counts{};
    for (size_t i = 0; i < kCodes; ++i) counts[i] = by_code_[i];
    return counts;
  }
  void AwaitEnd() {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return running_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  size_t running_ = 0;
  bool closed_ = false;
  std::array<std::atomic<uint64_t>, kCodes> by_code_{};
};

Outcome ShuttingDown() {
  return Failed(Code::kUnavailable, "SHUTTING_DOWN",
                "the daemon is stopping: ask again, with the same request_id");
}

// A channel to the server, made anew when it was closed. Thread-safe.
class Line {
 public:
  explicit Line(const Caller::Connect& connect)
      : connect_(connect), stub_(std::make_shared<grpc::GenericStub>(connect())) {}

  // On the thread of whoever calls, never on gRPC's: there, a channel that ended would abort.
  std::shared_ptr<grpc::GenericStub> Stub() {
    const std::lock_guard lock(mutex_);
    std::erase_if(retired_, [](const auto& stub) { return stub.use_count() == 1; });
    if (broken_ && !closed_) {
      retired_.push_back(std::exchange(stub_, std::make_shared<grpc::GenericStub>(connect_())));
      broken_ = false;
    }
    return stub_;
  }
  void Broke(const grpc::GenericStub* stub) {
    const std::lock_guard lock(mutex_);
    if (stub == stub_.get()) broken_ = true;
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }

 private:
  const Caller::Connect& connect_;
  std::mutex mutex_;
  std::shared_ptr<grpc::GenericStub> stub_;
  std::vector<std::shared_ptr<grpc::GenericStub>> retired_;
  bool broken_ = false;
  bool closed_ = false;
};

class RunningCall final : public Call, public grpc::ClientBidiReactor<ByteBuffer, ByteBuffer> {
 public:
  // Has begun in `calls`.
  RunningCall(Calls& calls, Line& line, CallOrder order, std::shared_ptr<CallListener> listener)
      : counted_{calls}, line_(line), stub_(line.Stub()), listener_(std::move(listener)) {
    for (const Field& field : order.metadata) context_.AddMetadata(field.name, field.value);
    if (order.timeout) {
      context_.set_deadline(std::chrono::system_clock::now() + *order.timeout);
    }
    const grpc::Slice slice(order.message);
    out_ = ByteBuffer(&slice, 1);
    path_ = std::move(order.path);
  }

  void Start(std::shared_ptr<RunningCall> self) {
    self_ = std::move(self);
    stub_->PrepareBidiStreamingCall(&context_, path_, grpc::StubOptions(), this);
    // Reads begin outside of gRPC's callbacks: without a hold it would take the call for done.
    AddHold();
    StartWriteLast(&out_, grpc::WriteOptions());
    StartCall();
  }

  void Next() override {
    {
      const std::lock_guard lock(mutex_);
      if (reading_ || released_) return;
      reading_ = true;
    }
    StartRead(&in_);
  }

  void Cancel() override {
    bool release = false;
    {
      const std::lock_guard lock(mutex_);
      cancelled_ = true;
      release = !reading_ && !std::exchange(released_, true);
    }
    context_.TryCancel();
    if (release) RemoveHold();
  }

  void OnReadInitialMetadataDone(bool ok) override {
    if (ok) listener_->OnHead();
  }

  void OnReadDone(bool ok) override {
    bool release = false;
    {
      const std::lock_guard lock(mutex_);
      reading_ = false;
      release = (!ok || cancelled_) && !std::exchange(released_, true);
    }
    // Once the hold is gone OnDone may come, and the listener with it.
    if (release) return RemoveHold();
    if (ok) listener_->OnMessage(BytesIn(in_));
  }

  void OnDone(const grpc::Status& status) override {
    Outcome outcome{.code = static_cast<Code>(status.error_code()),
                    .message = status.error_message(),
                    .details = status.error_details(),
                    .trailers = TrailersOf(context_)};
    {
      const std::lock_guard lock(mutex_);
      // So gRPC tells a call that came when its server had just begun to stop.
      const bool lost = outcome.code == Code::kCancelled && !cancelled_;
      if (lost && counted_.calls.closed()) outcome = ShuttingDown();
    }
    // What our services answer has details.
    if (outcome.code == Code::kUnavailable && outcome.details.empty()) line_.Broke(stub_.get());
    counted_.calls.Count(outcome.code);
    const std::shared_ptr<CallListener> listener = std::move(listener_);
    const std::shared_ptr<RunningCall> alive = std::move(self_);
    listener->OnEnd(std::move(outcome));
  }

 private:
  // The first member, gone last: the context holds the channel.
  struct Counted {
    Calls& calls;
    ~Counted() { calls.End(); }
  };
  const Counted counted_;
  Line& line_;
  const std::shared_ptr<grpc::GenericStub> stub_;
  grpc::ClientContext context_;
  std::string path_;
  ByteBuffer out_;
  ByteBuffer in_;
  std::shared_ptr<CallListener> listener_;  // until OnDone
  std::shared_ptr<RunningCall> self_;       // until OnDone

  std::mutex mutex_;
  bool reading_ = false;
  bool cancelled_ = false;
  bool released_ = false;  // the hold: no read begins any more
};

}  // namespace

struct Caller::Parts {
  explicit Parts(Connect how) : connect(std::move(how)), calls(connect), streams(connect) {}
  const Connect connect;
  Line calls;
  Line streams;
  Calls running;
};

Caller::Caller(Connect connect) : parts_(std::make_unique<Parts>(std::move(connect))) {}
Caller::~Caller() {
  Close();
  parts_->running.AwaitEnd();
}

CallsByCode Caller::ended() const { return parts_->running.by_code(); }
void Caller::Close() {
  parts_->running.Close();
  parts_->calls.Close();
  parts_->streams.Close();
}

std::shared_ptr<Call> Caller::Start(CallOrder order, std::shared_ptr<CallListener> listener) {
  if (!parts_->running.Begin()) {
    parts_->running.Count(Code::kUnavailable);
    listener->OnEnd(ShuttingDown());
    return nullptr;
  }
  Line& line = order.streams ? parts_->streams : parts_->calls;
  auto call =
      std::make_shared<RunningCall>(parts_->running, line, std::move(order), std::move(listener));
  call->Start(call);
  return call;
}

}  // namespace mutua::front::http
