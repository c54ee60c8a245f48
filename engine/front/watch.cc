#include "engine/front/watch.h"

#include <google/protobuf/arena.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/rpc_service_method.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/support/proto_buffer_writer.h>
#include <grpcpp/support/server_callback.h>

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/core/party.h"
#include "engine/front/resume_token.h"
#include "engine/front/service.h"
#include "engine/front/watch_events.h"

namespace mutua::front {
namespace {

using Monotonic = std::chrono::steady_clock;

constexpr std::chrono::seconds kHeartbeat{15};
// Commits looked at for one watcher before the next has its turn.
constexpr size_t kCommitsAtOnce = 64;

grpc::Status HistoryChanged() {
  return StatusOf(grpc::StatusCode::FAILED_PRECONDITION, "HISTORY_CHANGED",
                  "the token is of another history: read anew, then watch from there");
}
grpc::Status HistoryExpired() {
  return StatusOf(grpc::StatusCode::OUT_OF_RANGE, "HISTORY_EXPIRED",
                  "not a position of the kept history: read anew, then watch from there");
}

}  // namespace

class WatchService::Hub {
 public:
  class Watcher;
  class TurnedAway;

  Hub(House& house, Limits limits) : house_(house), limits_(limits), places_(limits.watches_max) {
    subscription_ = house_.engine.feed().Subscribe([this](Position) { Wake(); });
    thread_ = std::thread([this] { Run(); });
  }
  ~Hub() { Stop(); }

  grpc::ServerWriteReactor<grpc::ByteBuffer>* Open(grpc::CallbackServerContext* context,
                                                   const grpc::ByteBuffer& in);
  size_t open() const {
    const std::lock_guard lock(mutex_);
    return watchers_.size();
  }
  WatchesRefused refused() const {
    const std::lock_guard lock(mutex_);
    return refused_;
  }
  void Wake() {
    {
      const std::lock_guard lock(mutex_);
      if (watchers_.empty()) return;
      woken_ = true;
    }
    more_.notify_one();
  }
  void Stop();

 private:
  void Run();
  // Serves each watcher that is ready, once; when the next heartbeat is due.
  Monotonic::time_point ServeAll(Monotonic::time_point now, bool stopping);
  // Why one more of that caller is not opened; else a place is taken for it.
  grpc::Status TakePlace(const Call& call);
  void Begin(Watcher* watcher, const grpc::ByteBuffer& in);
  grpc::Status SetStart(Watcher* watcher, const v1::WatchRequest& request);
  void Serve(Watcher* watcher, Monotonic::time_point now);
  // When a watcher whose message is on its way has had its time; does so when that is now.
  Monotonic::time_point Hurry(Watcher* watcher, Monotonic::time_point now) const;
  bool SendNext(Watcher* watcher);
  // Sees who watches as the state has them now. False: they are nobody any more, and were told so.
  bool See(Watcher* watcher);
  void LearnNames(const core::Caller& caller, const pipeline::Published& commit);
  void Send(Watcher* watcher, const v1::WatchResponse& response);

  House& house_;
  const Limits limits_;
  uint64_t subscription_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable more_;
  std::list<Watcher*> watchers_;
  size_t opening_ = 0;  // soon among them
  Places places_;       // of those and of them
  WatchesRefused refused_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

// Flags are set by gRPC's threads and read by the hub's, under the hub's mutex; all else is the
// hub's alone once the watcher is in its list.
class WatchService::Hub::Watcher : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  Watcher(Hub& hub, grpc::CallbackServerContext& context, Call call)
      : hub_(hub), context_(context), call_(std::move(call)) {}

  void OnWriteDone(bool ok) override { Set(ok ? &writing_ : &cancelled_, !ok); }
  void OnCancel() override { Set(&cancelled_, true); }
  void OnDone() override { Set(&done_, true); }

 private:
  friend class Hub;
  void Set(bool* flag, bool value) {
    {
      const std::lock_guard lock(hub_.mutex_);
      if (flag == &cancelled_) writing_ = false;
      *flag = value;
      hub_.woken_ = true;
    }
    hub_.more_.notify_one();
  }

  Hub& hub_;
  grpc::CallbackServerContext& context_;  // until it is finished
  bool writing_ = false;
  bool cancelled_ = false;
  bool done_ = false;

  bool finished_ = false;
  bool hurried_ = false;
  Call call_;
  WatchFilter filter_;
  Position position_;
  journal::Digest digest_{};
  Monotonic::duration heartbeat_ = kHeartbeat;
  Monotonic::time_point sent_;
  grpc::ByteBuffer buffer_;  // of the write that is under way
};

// A watch that is not opened: nobody serves it.
class WatchService::Hub::TurnedAway : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  explicit TurnedAway(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchService::Hub::Open(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer& in) {
  Call call;
  const grpc::Status admitted = Admit(house_, access::Verb::kWatch, *context, &call);
  if (!admitted.ok()) return new TurnedAway(admitted);
  const grpc::Status placed = TakePlace(call);
  if (!placed.ok()) return new TurnedAway(placed);
  auto* watcher = new Watcher(*this, *context, std::move(call));  // deleted by Run, after OnDone
  Begin(watcher, in);
  {
    const std::lock_guard lock(mutex_);
    --opening_;
    watchers_.push_back(watcher);
    woken_ = true;
  }
  more_.notify_one();
  return watcher;
}

grpc::Status WatchService::Hub::TakePlace(const Call& call) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return ShuttingDown(call.language);
  if (places_.Take(call.counted_for)) {
    ++opening_;
    return grpc::Status::OK;
  }
  ++(places_.left() == 0 ? refused_.all : refused_.own);
  return StatusOf(grpc::StatusCode::RESOURCE_EXHAUSTED, kTooManyWatches,
                  TooManyWatches(call.language, places_, call.counted_for));
}

void WatchService::Hub::Begin(Watcher* watcher, const grpc::ByteBuffer& in) {
  const auto refuse = [watcher](const grpc::Status& status) {
    watcher->finished_ = true;
    watcher->Finish(status);
  };
  v1::WatchRequest request;
  std::optional<Objection> objection = ParseMessage(in, &request);
  const Language language = watcher->call_.language;
  house_.engine.replica().Read([&](const core::State& state, const journal::Head&) {
    if (objection) return;
    const Scene scene{.state = state,
                      .people = house_.people,
                      .caller = watcher->call_.caller,
                      .language = language,
                      .now = house_.NowIn(state)};
    Reading read(scene);
    watcher->filter_ = ReadWatchFilter(read, request.filter());
    if (request.has_heartbeat()) {
      const Duration heartbeat = read.Length(request.heartbeat(), Path("heartbeat"));
      if (heartbeat > Duration::Minutes(5)) {
        read.Malformed(Path("heartbeat"), Flaw::kOutOfRange, 300);
      }
      watcher->heartbeat_ = std::chrono::seconds(heartbeat.seconds());
    }
    objection = read.objection();
  });
  if (objection) return refuse(StatusOf(RefusalOf(language, *objection, nullptr)));
  const grpc::Status begun = SetStart(watcher, request);
  if (!begun.ok()) return refuse(begun);
  watcher->StartSendInitialMetadata();
  watcher->sent_ = Monotonic::time_point::min();  // says at once that it is there
}

grpc::Status WatchService::Hub::SetStart(Watcher* watcher, const v1::WatchRequest& request) {
  const journal::Head head = house_.engine.replica().head();
  ResumePoint point{.store = house_.engine.journal().store_id(), .head = head};
  if (request.from_case() == v1::WatchRequest::kResumeToken) {
    const std::optional<ResumePoint> token = ParseResumeToken(request.resume_token());
    if (!token || token->store != point.store) return HistoryChanged();
    point = *token;
  } else if (request.from_case() == v1::WatchRequest::kAfterPosition) {
    point.head = {.position = Position(request.after_position()), .digest = {}};
  }
  watcher->position_ = point.head.position;
  watcher->digest_ = point.head.digest;
  if (point.head.position == head.position && point.head.digest == head.digest) {
    return grpc::Status::OK;
  }
  if (point.head.position > head.position) return HistoryExpired();
  const Position before(point.head.position.value() == 0 ? 0 : point.head.position.value() - 1);
  const auto there = house_.engine.feed().After(before, 1);
  if (!there.ok() || (there->empty() && head.position.IsSet())) return HistoryExpired();
  if (point.head.position.IsSet()) {
    const journal::Head& known = there->front()->head;
    const bool named = request.from_case() == v1::WatchRequest::kResumeToken;
    if (named && known.digest != point.head.digest) return HistoryChanged();
    watcher->digest_ = known.digest;
  }
  return grpc::Status::OK;
}

void WatchService::Hub::Stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ && !thread_.joinable()) return;
    stopping_ = true;
  }
  if (subscription_ != 0) {
    house_.engine.feed().Unsubscribe(subscription_);
    subscription_ = 0;
  }
  more_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void WatchService::Hub::Run() {
  Monotonic::time_point due = Monotonic::now() + kHeartbeat;
  for (;;) {
    bool stopping = false;
    {
      std::unique_lock lock(mutex_);
      // What is finished is waited for until gRPC has let go of it.
      more_.wait_until(lock, due, [&] { return woken_ || stopping_; });
      woken_ = false;
      stopping = stopping_;
      if (stopping && watchers_.empty() && opening_ == 0) return;
    }
    due = ServeAll(Monotonic::now(), stopping);
    if (stopping) due = Monotonic::now() + std::chrono::milliseconds(20);
    std::unique_lock lock(mutex_);
    if (stopping) more_.wait_until(lock, due, [&] { return woken_; });
  }
}

Monotonic::time_point WatchService::Hub::ServeAll(Monotonic::time_point now, bool stopping) {
  Monotonic::time_point due = now + kHeartbeat;
  std::vector<Watcher*> ready;
  std::vector<Watcher*> writing;
  {
    const std::lock_guard lock(mutex_);
    for (auto it = watchers_.begin(); it != watchers_.end();) {
      Watcher* const watcher = *it;
      if (watcher->done_) {
        places_.Leave(watcher->call_.counted_for);
        delete watcher;
        it = watchers_.erase(it);
        continue;
      }
      ++it;
      if (watcher->finished_) continue;
      if (watcher->writing_) {
        writing.push_back(watcher);
        continue;
      }
      if (watcher->cancelled_ || stopping) {
        watcher->finished_ = true;
        watcher->Finish(stopping ? StatusOf(grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN",
                                            "the daemon stops: resume with the last token")
                                 : grpc::Status::CANCELLED);
        continue;
      }
      ready.push_back(watcher);
    }
  }
  for (Watcher* watcher : ready) {
    Serve(watcher, now);
    // One whose message is on its way wakes this thread, or is hurried.
    if (!watcher->finished_) {
      due = std::min(
          due, watcher->sent_ + std::min<Monotonic::duration>(watcher->heartbeat_, limits_.taken));
    }
  }
  for (Watcher* watcher : writing) due = std::min(due, Hurry(watcher, now));
  return due;
}

Monotonic::time_point WatchService::Hub::Hurry(Watcher* watcher, Monotonic::time_point now) const {
  if (watcher->hurried_) return Monotonic::time_point::max();
  const Monotonic::time_point due = watcher->sent_ + limits_.taken;
  if (now < due) return due;
  watcher->hurried_ = true;
  watcher->context_.TryCancel();  // its write fails, and the next turn finishes it
  return Monotonic::time_point::max();
}

void WatchService::Hub::Serve(Watcher* watcher, Monotonic::time_point now) {
  if (SendNext(watcher)) return;
  if (watcher->sent_ != Monotonic::time_point::min() &&
      now - watcher->sent_ < watcher->heartbeat_) {
    return;
  }
  if (!See(watcher)) return;
  v1::WatchResponse heartbeat;
  Put(house_.engine.Now(), heartbeat.mutable_at());
  Send(watcher, heartbeat);
}

bool WatchService::Hub::See(Watcher* watcher) {
  const auto caller = house_.engine.replica().Read([&](const core::State& state,
                                                       const journal::Head&) {
    return house_.authenticator.CallerOf(state, watcher->call_.caller.token, house_.NowIn(state));
  });
  if (caller) {
    watcher->call_.caller = *caller;
    return true;
  }
  watcher->finished_ = true;
  watcher->Finish(StatusOf(grpc::StatusCode::UNAUTHENTICATED, "UNAUTHENTICATED",
                           "the token was revoked or has expired"));
  return false;
}

// Names lie beside the records: a new member's may not be known to this process yet.
void WatchService::Hub::LearnNames(const core::Caller& caller, const pipeline::Published& commit) {
  if (!core::Manages(caller)) return;
  for (const core::Event& event : commit.events) {
    const auto* defined = std::get_if<core::MemberDefined>(&event);
    if (defined == nullptr) continue;
    if (!house_.people.HandleOf(defined->member.id).empty()) continue;
    const absl::Status learnt = house_.texts.Learn(defined->member.id);
    if (!learnt.ok()) house_.on_defect("the names of a member: " + learnt.ToString());
  }
}

// The next commit that passes the filter; false when there is none yet.
bool WatchService::Hub::SendNext(Watcher* watcher) {
  if (watcher->position_ >= house_.engine.replica().head().position) return false;
  if (!See(watcher)) return true;
  const auto commits = house_.engine.feed().After(watcher->position_, kCommitsAtOnce);
  if (!commits.ok()) {
    watcher->finished_ = true;
    watcher->Finish(StatusOf(grpc::StatusCode::RESOURCE_EXHAUSTED, "WATCHER_TOO_SLOW",
                             "the history was dropped behind this watch: read anew"));
    return true;
  }
  for (const pipeline::PublishedCommit& commit : *commits) {
    LearnNames(watcher->call_.caller, *commit);
    google::protobuf::Arena arena;
    auto* response = google::protobuf::Arena::CreateMessage<v1::WatchResponse>(&arena);
    std::vector<WantedText> wanted;
    house_.engine.replica().Read([&](const core::State& state, const journal::Head&) {
      const Scene scene{.state = state,
                        .people = house_.people,
                        .caller = watcher->call_.caller,
                        .language = watcher->call_.language,
                        .now = commit->at};
      Showing show(scene);
      ShowEvents(house_, show, watcher->filter_, commit->events, response->mutable_events());
      wanted = std::move(show.wanted());
    });
    watcher->position_ = commit->head.position;
    watcher->digest_ = commit->head.digest;
    if (response->events().empty()) continue;
    house_.texts.Fill(wanted);
    Put(commit->at, response->mutable_at());
    Send(watcher, *response);
    return true;
  }
  // More may be behind these: the next turn looks.
  if (!commits->empty()) Wake();
  return false;
}

void WatchService::Hub::Send(Watcher* watcher, const v1::WatchResponse& response) {
  v1::WatchResponse whole = response;
  whole.set_position(watcher->position_.value());
  whole.set_resume_token(
      MakeResumeToken({.store = house_.engine.journal().store_id(),
                       .head = {.position = watcher->position_, .digest = watcher->digest_}}));
  bool own_buffer = false;
  watcher->buffer_.Clear();
  const grpc::Status written =
      grpc::GenericSerialize<grpc::ProtoBufferWriter, google::protobuf::Message>(
          whole, &watcher->buffer_, &own_buffer);
  MUTUA_CHECK(written.ok());
  watcher->sent_ = Monotonic::now();
  {
    const std::lock_guard lock(mutex_);
    watcher->writing_ = true;
  }
  watcher->StartWrite(&watcher->buffer_);
}

WatchService::WatchService(House& house, Limits limits)
    : path_("/mutua.v1." +
            std::string(access::Rights()[static_cast<size_t>(access::Verb::kWatch)].method)),
      hub_(std::make_unique<Hub>(house, limits)) {
  AddMethod(new grpc::internal::RpcServiceMethod(
      path_.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING, nullptr));
  MarkMethodRawCallback(
      0, new grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
             [this](grpc::CallbackServerContext* context, const grpc::ByteBuffer* in) {
               return hub_->Open(context, *in);
             }));
}

WatchService::~WatchService() = default;
size_t WatchService::open() const { return hub_->open(); }
WatchesRefused WatchService::refused() const { return hub_->refused(); }
void WatchService::Stop() { hub_->Stop(); }

}  // namespace mutua::front
