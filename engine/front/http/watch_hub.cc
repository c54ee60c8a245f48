#include "engine/front/http/watch_hub.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "engine/front/http/grpc_web.h"
#include "engine/front/too_many_watches.h"
#include "mutua/v1/watch.pb.h"

namespace mutua::front::http {
namespace {

constexpr const char* kWatch = "/mutua.v1.WatchService/Watch";
// Frames that a reader may be behind. The frames are shared; what waits in a socket's buffer does
// not count.
constexpr size_t kBehindMost = 64;

// Messages that a watch keeps for those who come later.
constexpr size_t kKeptMost = 16;

// What two orders that are one watch have in common: all but where it begins. Lengths make it
// unambiguous.
std::string KeyOf(const CallOrder& order, v1::WatchRequest request) {
  std::string key;
  const auto add = [&](const std::string& part) {
    key += std::to_string(part.size()) + ":" + part;
  };
  request.clear_from();
  add(request.SerializeAsString());
  for (const Field& field : order.metadata) {
    add(field.name);
    add(field.value);
  }
  return key;
}

// Empty: there is no such field.
std::string_view ValueOf(const Fields& metadata, std::string_view name) {
  for (const Field& field : metadata) {
    if (field.name == name) return field.value;
  }
  return {};
}

// Where the watch stands after this message: the message without its events.
Bytes WithoutEvents(v1::WatchResponse message) {
  message.clear_events();
  return MakeBytes(MessageFrame(message.SerializeAsString()));
}

}  // namespace

// One stream of the gRPC server. All of it under the hub's mutex.
class WatchHub::Watch : public CallListener, public std::enable_shared_from_this<Watch> {
 public:
  Watch(WatchHub& hub, std::string key, v1::WatchRequest start)
      : hub_(hub), key_(std::move(key)), start_(std::move(start)) {}

  void OnHead() override {}
  void OnMessage(std::string message) override;
  void OnEnd(Outcome outcome) override;

  // The rest under the hub's mutex.
  // How many of the messages that are kept lie before where `from` begins; nullopt: they do not
  // tell what came since, or whether there is such a place.
  std::optional<size_t> PassedBy(const v1::WatchRequest& from) const;
  // Whether it asks for a position that this watch has not come to yet.
  bool IsAhead(const v1::WatchRequest& from) const;
  void Add(const std::shared_ptr<Reader>& reader, size_t passed);
  // The call, if it is to be cancelled: nobody reads any more.
  std::shared_ptr<Call> Remove(const Reader* reader);
  // The call, if it is to be asked for the next message.
  std::shared_ptr<Call> Proceed();

 private:
  friend class WatchHub;
  struct Said {
    uint64_t position = 0;
    std::string token;
    Bytes frame;
  };
  // Nobody joins it any more.
  void Forget();

  WatchHub& hub_;
  const std::string key_;
  const v1::WatchRequest start_;
  std::shared_ptr<Call> call_;  // until it has ended
  bool ended_ = false;
  bool asked_ = true;      // for the next message: for the first by whoever starts the call
  std::deque<Said> said_;  // the last messages
  bool whole_ = true;      // since the start
  Bytes stand_;            // behind the last of them
  std::vector<std::shared_ptr<Reader>> readers_;
};

// One socket.
class WatchHub::Reader : public Source {
 public:
  // A place among the readers was taken for it.
  Reader(WatchHub& hub, std::string who, std::shared_ptr<Watch> watch,
         std::shared_ptr<Outlet> outlet)
      : hub_(hub), who_(std::move(who)), watch_(std::move(watch)), outlet_(std::move(outlet)) {}

  void Taken() override {
    std::shared_ptr<Call> call;
    {
      const std::lock_guard lock(hub_.mutex_);
      behind_ = 0;
      call = watch_->Proceed();
    }
    if (call != nullptr) call->Next();
  }
  void Gone() override {
    std::shared_ptr<Call> call;
    {
      const std::lock_guard lock(hub_.mutex_);
      call = watch_->Remove(this);
      GiveUpPlace();
    }
    if (call != nullptr) call->Cancel();
  }

  // Once it has ended or gone. Precondition: the hub's mutex is held.
  void GiveUpPlace() {
    if (std::exchange(placed_, false)) hub_.readers_.Leave(who_);
  }
  // False: it was cut off. Precondition: the hub's mutex is held.
  bool Give(const Bytes& frame) {
    if (++behind_ <= kBehindMost) {
      outlet_->Write(frame, /*last=*/false);
      return true;
    }
    GiveUpPlace();
    End(Failed(Code::kResourceExhausted, "WATCHER_TOO_SLOW",
               "this reader was too slow: resume with the last token"));
    return false;
  }
  void End(const Outcome& outcome) {
    outlet_->Write(MakeBytes(TrailerFrame(outcome)), /*last=*/true);
  }

 private:
  WatchHub& hub_;
  const std::string who_;
  const std::shared_ptr<Watch> watch_;
  const std::shared_ptr<Outlet> outlet_;
  size_t behind_ = 0;
  bool placed_ = true;
};

void WatchHub::Watch::OnMessage(std::string message) {
  v1::WatchResponse said;
  said.ParseFromString(message);
  const Bytes frame = MakeBytes(MessageFrame(message));
  const Bytes stand = WithoutEvents(said);
  std::shared_ptr<Call> unwanted;
  {
    const std::lock_guard lock(hub_.mutex_);
    asked_ = false;
    stand_ = stand;
    said_.push_back({said.position(), std::move(*said.mutable_resume_token()), frame});
    if (said_.size() > kKeptMost) {
      said_.pop_front();
      whole_ = false;
    }
    std::erase_if(readers_,
                  [&](const std::shared_ptr<Reader>& reader) { return !reader->Give(frame); });
    if (readers_.empty()) {
      Forget();
      unwanted = call_;
    }
  }
  if (unwanted != nullptr) unwanted->Cancel();
}

void WatchHub::Watch::OnEnd(Outcome outcome) {
  std::vector<std::shared_ptr<Reader>> readers;
  {
    const std::lock_guard lock(hub_.mutex_);
    ended_ = true;
    call_ = nullptr;
    readers = std::move(readers_);
    for (const std::shared_ptr<Reader>& reader : readers) reader->GiveUpPlace();
    Forget();
    hub_.running_.erase(shared_from_this());
    hub_.ended_.notify_all();
  }
  for (const std::shared_ptr<Reader>& reader : readers) reader->End(outcome);
}

std::optional<size_t> WatchHub::Watch::PassedBy(const v1::WatchRequest& from) const {
  if (from.from_case() == v1::WatchRequest::kResumeToken) {
    if (whole_ && from.resume_token() == start_.resume_token()) return 0;
    for (size_t i = 0; i < said_.size(); ++i) {
      if (said_[i].token == from.resume_token()) return i + 1;
    }
  }
  if (from.from_case() == v1::WatchRequest::kAfterPosition) {
    const uint64_t after = from.after_position();
    if (whole_ && start_.from_case() == from.from_case() && after == start_.after_position()) {
      return 0;
    }
    if (said_.empty() || after < said_.front().position || IsAhead(from)) return std::nullopt;
    const auto behind = std::find_if(said_.begin(), said_.end(),
                                     [after](const Said& one) { return one.position > after; });
    return static_cast<size_t>(behind - said_.begin());
  }
  return std::nullopt;
}

bool WatchHub::Watch::IsAhead(const v1::WatchRequest& from) const {
  return from.after_position() > (said_.empty() ? start_.after_position() : said_.back().position);
}

void WatchHub::Watch::Add(const std::shared_ptr<Reader>& reader, size_t passed) {
  readers_.push_back(reader);
  if (passed == said_.size()) {
    if (stand_ != nullptr) reader->Give(stand_);
    return;
  }
  for (; passed < said_.size(); ++passed) reader->Give(said_[passed].frame);
}

std::shared_ptr<Call> WatchHub::Watch::Proceed() {
  if (asked_ || ended_ || call_ == nullptr) return nullptr;
  asked_ = true;
  return call_;
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
    for (const std::shared_ptr<Watch>& watch : running_) calls.push_back(watch->call_);
  }
  for (const std::shared_ptr<Call>& call : calls) {
    if (call != nullptr) call->Cancel();
  }
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [&] { return running_.empty(); });
}

bool WatchHub::IsWatch(const CallOrder& order) { return order.path == kWatch && !order.timeout; }

std::shared_ptr<Source> WatchHub::Join(CallOrder order, const std::string& type,
                                       std::shared_ptr<Outlet> outlet) {
  v1::WatchRequest request;
  const bool read = request.ParseFromString(order.message);  // else the service refuses it
  std::string key = read ? KeyOf(order, request) : "";
  std::shared_ptr<Watch> watch;
  std::shared_ptr<Reader> reader;
  const std::string who = counted_for_(ValueOf(order.metadata, "authorization"));
  outlet->Begin(GrpcWebHead(type));
  {
    const std::lock_guard lock(mutex_);
    if (!readers_.Take(who)) {
      ++refused_;
      const Outcome refused = Failed(
          Code::kResourceExhausted, kTooManyWatches,
          TooManyWatches(LanguageOf(ValueOf(order.metadata, "accept-language")), readers_, who));
      outlet->Write(MakeBytes(TrailerFrame(refused)), /*last=*/true);
      return nullptr;
    }
    const auto found = watches_.find(key);
    const Watch* there = found == watches_.end() ? nullptr : found->second.get();
    const std::optional<size_t> passed = there == nullptr ? std::nullopt : there->PassedBy(request);
    if (passed) {
      reader = std::make_shared<Reader>(*this, who, found->second, std::move(outlet));
      found->second->Add(reader, *passed);
      return reader;
    }
    const bool joined_next = read && (there == nullptr || there->IsAhead(request));
    watch = std::make_shared<Watch>(*this, key, std::move(request));
    running_.insert(watch);
    // Who comes later begins later still.
    if (joined_next) watches_[std::move(key)] = watch;
    reader = std::make_shared<Reader>(*this, who, watch, std::move(outlet));
    watch->Add(reader, 0);
  }
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
  return static_cast<size_t>(
      std::count_if(running_.begin(), running_.end(),
                    [](const std::shared_ptr<Watch>& watch) { return !watch->readers_.empty(); }));
}

}  // namespace mutua::front::http
