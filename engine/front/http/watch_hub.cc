#include "engine/front/http/watch_hub.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/front/http/grpc_web.h"
#include "mutua/v1/watch.pb.h"

namespace mutua::front::http {
namespace {

constexpr const char* kWatch = "/mutua.v1.WatchService/Watch";
// Frames that a reader may be behind. The frames are shared; what waits in a socket's buffer does
// not count.
constexpr size_t kBehindMost = 64;

// Lengths make it unambiguous.
std::string KeyOf(const CallOrder& order) {
  std::string key;
  const auto add = [&](const std::string& part) {
    key += std::to_string(part.size()) + ":" + part;
  };
  add(order.message);
  for (const Field& field : order.metadata) {
    add(field.name);
    add(field.value);
  }
  return key;
}

// Where the watch stands after this message: the message without its events.
Bytes WithoutEvents(const std::string& message) {
  v1::WatchResponse response;
  response.ParseFromString(message);
  response.clear_events();
  return MakeBytes(MessageFrame(response.SerializeAsString()));
}

}  // namespace

// One stream of the gRPC server. All of it under the hub's mutex.
class WatchHub::Watch : public CallListener, public std::enable_shared_from_this<Watch> {
 public:
  Watch(WatchHub& hub, std::string key) : hub_(hub), key_(std::move(key)) {}

  void OnHead() override {}
  void OnMessage(std::string message) override;
  void OnEnd(Outcome outcome) override;

  // Precondition: the hub's mutex is held.
  void Add(const std::shared_ptr<Reader>& reader);
  // The call, if it is to be cancelled: nobody reads any more.
  std::shared_ptr<Call> Remove(const Reader* reader);

 private:
  friend class WatchHub;
  // Nobody joins it any more.
  void Forget();

  WatchHub& hub_;
  const std::string key_;
  std::shared_ptr<Call> call_;  // until it has ended
  bool ended_ = false;
  std::string last_;  // message; empty: none has come
  std::vector<std::shared_ptr<Reader>> readers_;
};

// One socket.
class WatchHub::Reader : public Source {
 public:
  Reader(WatchHub& hub, std::shared_ptr<Watch> watch, std::shared_ptr<Outlet> outlet)
      : hub_(hub), watch_(std::move(watch)), outlet_(std::move(outlet)) {}

  void Taken() override {
    const std::lock_guard lock(hub_.mutex_);
    behind_ = 0;
  }
  void Gone() override {
    std::shared_ptr<Call> call;
    {
      const std::lock_guard lock(hub_.mutex_);
      call = watch_->Remove(this);
    }
    if (call != nullptr) call->Cancel();
  }

  // False: it was cut off. Precondition: the hub's mutex is held.
  bool Give(const Bytes& frame) {
    if (++behind_ <= kBehindMost) {
      outlet_->Write(frame, /*last=*/false);
      return true;
    }
    End(Failed(Code::kResourceExhausted, "WATCHER_TOO_SLOW",
               "this reader was too slow: resume with the last token"));
    return false;
  }
  void End(const Outcome& outcome) {
    outlet_->Write(MakeBytes(TrailerFrame(outcome)), /*last=*/true);
  }

 private:
  WatchHub& hub_;
  const std::shared_ptr<Watch> watch_;
  const std::shared_ptr<Outlet> outlet_;
  size_t behind_ = 0;
};

void WatchHub::Watch::OnMessage(std::string message) {
  const Bytes frame = MakeBytes(MessageFrame(message));
  std::shared_ptr<Call> call;
  bool nobody = false;
  {
    const std::lock_guard lock(hub_.mutex_);
    last_ = std::move(message);
    std::erase_if(readers_,
                  [&](const std::shared_ptr<Reader>& reader) { return !reader->Give(frame); });
    nobody = readers_.empty();
    if (nobody) Forget();
    call = call_;
  }
  if (call == nullptr) return;
  nobody ? call->Cancel() : call->Next();
}

void WatchHub::Watch::OnEnd(Outcome outcome) {
  std::vector<std::shared_ptr<Reader>> readers;
  {
    const std::lock_guard lock(hub_.mutex_);
    ended_ = true;
    call_ = nullptr;
    readers = std::move(readers_);
    Forget();
    --hub_.running_;
    hub_.ended_.notify_all();
  }
  for (const std::shared_ptr<Reader>& reader : readers) reader->End(outcome);
}

void WatchHub::Watch::Add(const std::shared_ptr<Reader>& reader) {
  if (!last_.empty()) reader->Give(WithoutEvents(last_));
  readers_.push_back(reader);
}

std::shared_ptr<Call> WatchHub::Watch::Remove(const Reader* reader) {
  std::erase_if(readers_, [&](const std::shared_ptr<Reader>& one) { return one.get() == reader; });
  if (!readers_.empty()) return nullptr;
  Forget();
  return call_;
}

void WatchHub::Watch::Forget() {
  const auto found = hub_.watches_.find(key_);
  if (found != hub_.watches_.end() && found->second.get() == this) hub_.watches_.erase(found);
}

WatchHub::~WatchHub() {
  std::vector<std::shared_ptr<Call>> calls;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, watch] : watches_) calls.push_back(watch->call_);
  }
  for (const std::shared_ptr<Call>& call : calls) {
    if (call != nullptr) call->Cancel();
  }
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [&] { return running_ == 0; });
}

bool WatchHub::CanShare(const CallOrder& order) {
  if (order.path != kWatch || order.timeout) return false;
  v1::WatchRequest request;
  if (!request.ParseFromString(order.message)) return false;
  return request.from_case() == v1::WatchRequest::kNow ||
         request.from_case() == v1::WatchRequest::FROM_NOT_SET;
}

std::shared_ptr<Source> WatchHub::Join(CallOrder order, const std::string& type,
                                       std::shared_ptr<Outlet> outlet) {
  const std::string key = KeyOf(order);
  std::shared_ptr<Watch> watch;
  std::shared_ptr<Reader> reader;
  bool is_new = false;
  outlet->Begin(GrpcWebHead(type));
  {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<Watch>& there = watches_[key];
    is_new = there == nullptr;
    if (is_new) {
      there = std::make_shared<Watch>(*this, key);
      ++running_;
    }
    watch = there;
    reader = std::make_shared<Reader>(*this, watch, std::move(outlet));
    watch->Add(reader);
  }
  if (!is_new) return reader;
  // Without the mutex: it may end at once. Nobody can leave meanwhile: that is told on this thread.
  std::shared_ptr<Call> call = calling_.Start(std::move(order), watch);
  {
    const std::lock_guard lock(mutex_);
    if (!watch->ended_) watch->call_ = call;
  }
  if (call != nullptr) call->Next();
  return reader;
}

size_t WatchHub::watches() const {
  const std::lock_guard lock(mutex_);
  return watches_.size();
}

}  // namespace mutua::front::http
