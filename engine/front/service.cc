#include "engine/front/service.h"

#include <grpcpp/impl/codegen/rpc_service_method.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/codegen/service_type.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <memory>
#include <string>

#include "engine/base/address.h"
#include "engine/front/alternatives.h"
#include "engine/front/pins.h"
#include "engine/front/request_id.h"
#include "engine/front/unreadable.h"

namespace mutua::front {
namespace {

// A defect must be heard of: gRPC would swallow what is thrown, and answer "not implemented".
template <class Work>
void Guarded(const House& house, const char* what, Work work) {
  try {
    work();
  } catch (const std::exception& thrown) {
    house.on_defect(std::string(what) + ": " + thrown.what());
  } catch (...) {
    house.on_defect(std::string(what) + ": something was thrown");
  }
}

// The table says what the role may call; a token that only asks may call less of it.
bool MayCall(const core::State& state, const core::Caller& caller, access::Verb verb) {
  const model::Token* token = state.Find(caller.token);
  if (token != nullptr && token->read_only && !access::OnlyAsks(verb)) return false;
  return access::MayCall(caller.role, verb);
}

// Somebody else knows a one-time password: in a session of it the first thing is to change it.
bool MustChangePassword(const core::State& state, const core::Caller& caller, access::Verb verb) {
  const model::Token* token = state.Find(caller.token);
  const model::Member* member = state.Find(caller.member);
  if (token == nullptr || !token->session || member == nullptr) return false;
  return member->password == model::Password::kOneTime && verb != access::Verb::kChangePassword &&
         verb != access::Verb::kSignOut && verb != access::Verb::kGetCaller;
}

grpc::Status PasswordToChange(Language language) {
  return StatusOf(grpc::StatusCode::PERMISSION_DENIED, "PASSWORD_TO_CHANGE",
                  language == Language::kFrench
                      ? "ce mot de passe est provisoire : changez-le d'abord"
                      : "this password is for one time: change it first");
}

// Not on this thread: it writes a file. When the queue is full, the next time will do.
void KeepLastUse(House& house) {
  (void)house.slow.Post({}, [&house] {
    const absl::Status kept = house.authenticator.last_use().Keep();
    if (!kept.ok()) house.on_defect("keeping when tokens were used: " + kept.ToString());
  });
}

const char* MethodName(access::Verb verb) {
  return access::Rights()[static_cast<size_t>(verb)].method.data();
}

}  // namespace

// gRPC's side of it: methods by name, on bytes.
class Service::Rpc : public grpc::Service {
 public:
  using Handler = std::function<grpc::ServerUnaryReactor*(
      grpc::CallbackServerContext*, const grpc::ByteBuffer*, grpc::ByteBuffer*)>;
  void Add(std::string path, Handler handler) {
    // gRPC borrows the name, and owns the method and its handler.
    paths_.push_back(std::move(path));
    AddMethod(new grpc::internal::RpcServiceMethod(paths_.back().c_str(),
                                                   grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        static_cast<int>(paths_.size()) - 1,
        new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
            std::move(handler)));
  }

 private:
  std::deque<std::string> paths_;  // addresses do not move
};

// One call: inside the door until gRPC has done with it, which is when its answer has left.
class Service::Reactor : public grpc::ServerUnaryReactor {
 public:
  explicit Reactor(Door* door) : door_(door) {}
  void OnDone() override {
    if (door_ != nullptr) door_->Leave();
    delete this;
  }

 private:
  Door* const door_;  // null: it was not let in
};

Service::Service(House& house, Door& door)
    : house_(house), door_(door), rpc_(std::make_unique<Rpc>()) {}
Service::~Service() = default;
grpc::Service& Service::rpc() { return *rpc_; }

grpc::Status Admit(House& house, access::Verb verb, const grpc::CallbackServerContext& context,
                   Call* call) {
  call->language = LanguageOf(context);
  call->deadline = DeadlineOf(context);
  if (access::NeedsNoToken(verb)) {
    call->from = AddressOf(context);
    call->counted_for = HouseholdOf(call->from);
    return grpc::Status::OK;
  }
  const std::optional<SecretView> secret = BearerOf(context);
  if (!secret) {
    return StatusOf(grpc::StatusCode::UNAUTHENTICATED, "UNAUTHENTICATED",
                    "send metadata \"authorization: Bearer <token>\"");
  }
  Instant now;
  bool allowed = false;
  bool to_change = false;
  const absl::StatusOr<core::Caller> caller =
      house.engine.replica().Read([&](const core::State& state, const journal::Head&) {
        now = house.NowIn(state);
        auto known = house.authenticator.Identify(*secret, state, now);
        allowed = known.ok() && MayCall(state, *known, verb);
        to_change = known.ok() && MustChangePassword(state, *known, verb);
        return known;
      });
  if (!caller.ok()) return StatusOf(caller.status(), call->language);
  if (!allowed) {
    return StatusOf(RefusalOf(call->language, v1::RULE_NOT_PERMITTED));
  }
  if (to_change) return PasswordToChange(call->language);
  if (house.authenticator.KeepLastUse()) KeepLastUse(house);
  call->caller = *caller;
  call->counted_for = pipeline::CountedFor(*caller);
  if (caller->role == model::Role::kKiosk) {
    call->last_contact = house.authenticator.Heard(*caller, now);
  }
  if (call->deadline <= std::chrono::steady_clock::now()) {
    return StatusOf(RefusalOf(call->language, v1::RULE_DEADLINE_PASSED));
  }
  return grpc::Status::OK;
}

std::optional<Objection> ParseMessage(const grpc::ByteBuffer& in,
                                      google::protobuf::Message* message) {
  grpc::Slice slice;
  if (!in.TrySingleSlice(&slice).ok() && !in.DumpToSingleSlice(&slice).ok()) {
    return WhatIsUnreadable(*message->GetDescriptor(), {});
  }
  const std::string_view bytes(reinterpret_cast<const char*>(slice.begin()), slice.size());
  if (message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  return WhatIsUnreadable(*message->GetDescriptor(), bytes);
}

void WhenReached(ExchangePtr exchange, Position least, std::function<void(ExchangePtr)> then) {
  // A caller without a deadline does not wait for ever.
  constexpr std::chrono::seconds kPatience{60};
  House& house = exchange->house();
  if (least <= house.engine.replica().head().position) return then(std::move(exchange));
  const std::string who = exchange->call().counted_for;
  if (!house.reads_waiting.Enter(who)) {
    return exchange->Refuse(StatusOf(RefusalOf(exchange->call().language, v1::RULE_QUEUE_FULL)));
  }
  const pipeline::Deadline deadline =
      std::min(exchange->call().deadline, std::chrono::steady_clock::now() + kPatience);
  Exchange* const waiting = exchange.release();
  house.engine.replica().WhenAt(
      least, deadline, [&house, waiting, who, then = std::move(then)](bool reached) {
        house.reads_waiting.Leave(who);
        ExchangePtr back(waiting);
        if (reached) return Guarded(house, "answering", [&] { then(std::move(back)); });
        back->Refuse(StatusOf(grpc::StatusCode::UNAVAILABLE, "POSITION_NOT_REACHED",
                              "this daemon has not reached min_position"));
      });
}

bool PostAside(ExchangePtr exchange, Aside& aside, std::function<void(ExchangePtr)> work) {
  Exchange* const waiting = exchange.release();
  // A copy: the call may be over before Post returns.
  const std::string who = waiting->call().counted_for;
  if (aside.Post(who, [waiting, work = std::move(work)] { work(ExchangePtr(waiting)); })) {
    return true;
  }
  ExchangePtr back(waiting);
  back->Refuse(StatusOf(RefusalOf(back->call().language, v1::RULE_QUEUE_FULL)));
  return false;
}

void SubmitAll(ExchangePtr exchange, std::vector<pipeline::Request> requests,
               ConcludeAll conclude) {
  Exchange* const under_way = exchange.release();
  House& house = under_way->house();
  const absl::Status taken = house.engine.Submit(
      std::move(requests), under_way->call().deadline,
      [&house, under_way,
       conclude = std::move(conclude)](const std::vector<pipeline::Answer>& answers) {
        ExchangePtr back(under_way);
        for (const pipeline::Answer& answer : answers) {
          if (answer.status.ok()) continue;
          return back->Refuse(StatusOfAnswer(answer.status, back->call().language));
        }
        Guarded(house, "answering", [&] { conclude(std::move(back), answers); });
      });
  if (taken.ok()) return;
  ExchangePtr back(under_way);
  back->Refuse(StatusOf(taken, back->call().language));
}

grpc::Status ShuttingDown(Language language) {
  return StatusOf(absl::UnavailableError("the daemon is stopping: ask again, with the same "
                                         "request_id, once it serves again"),
                  language);
}

void Service::On(access::Verb verb, Prototypes types, std::function<void(ExchangePtr)> run) {
  methods_.push_back(std::make_unique<Method>(Method{verb, types, std::move(run)}));
  const Method& method = *methods_.back();
  const std::string path = "/mutua.v1." + std::string(MethodName(verb));
  rpc_->Add(path,
            [this, &method](grpc::CallbackServerContext* context, const grpc::ByteBuffer* in,
                            grpc::ByteBuffer* out) { return Handle(method, context, *in, out); });
}

grpc::ServerUnaryReactor* Service::Handle(const Method& method,
                                          grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer& in, grpc::ByteBuffer* out) {
  if (!door_.Enter()) {
    auto* turned_away = new Reactor(nullptr);
    turned_away->Finish(ShuttingDown(LanguageOf(*context)));
    return turned_away;
  }
  auto* reactor = new Reactor(&door_);
  auto exchange = std::make_unique<Exchange>(house_, context, reactor, out);
  Guarded(house_, MethodName(method.verb), [&] { Begin(method, in, std::move(exchange)); });
  return reactor;
}

void Service::Begin(const Method& method, const grpc::ByteBuffer& in, ExchangePtr exchange) {
  const grpc::Status admitted = Admit(house_, method.verb, *exchange->context_, &exchange->call_);
  if (!admitted.ok()) return exchange->Refuse(admitted);
  exchange->request_ = method.types.request->New(&exchange->arena_);
  exchange->response_ = method.types.response->New(&exchange->arena_);
  const std::optional<Objection> unreadable = ParseMessage(in, exchange->request_);
  if (unreadable) return exchange->Object(*unreadable);
  method.run(std::move(exchange));
}

// --- Commands ----------------------------------------------------------------------------------

void Service::OnCommand(access::Verb verb, Prototypes types, CommandHandler handler) {
  On(verb, types, [this, handler = std::move(handler)](ExchangePtr exchange) {
    // Said before anything is read of the state: saying so must cost little when much is asked.
    const absl::Status room =
        house_.engine.RoomFor(exchange->call().caller, exchange->call().deadline);
    if (!room.ok()) return exchange->Refuse(StatusOf(room, exchange->call().language));
    Submit(handler, std::move(exchange));
  });
}

void Service::Submit(const CommandHandler& handler, ExchangePtr exchange) {
  const Message& body = exchange->request();
  const std::optional<core::RequestId> request_id = ParseRequestId(handler.request_id(body));
  if (!request_id) {
    const bool missing = handler.request_id(body).empty();
    return exchange->Object(
        {.subject = "request_id", .flaw = missing ? Flaw::kMissing : Flaw::kBadForm, .at = {}});
  }
  std::vector<pipeline::Request> requests(1);
  core::Command& command = requests.front().command;
  command.caller = exchange->call().caller;
  command.request = *request_id;
  bool asks_pin = false;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        handler.translate(in, body, &requests.front());
        // Behind the translation: the first badge that is registered makes the key.
        command.digest = DigestOf(body, [this](std::string_view badge) {
          return house_.texts.SealBadge(badge, nullptr);
        });
        // What was accepted before has the same answer now, whatever became of what it names.
        const bool repeated = scene.state.Remembered(command.caller, command.request) != nullptr;
        asks_pin = handler.pin && in.ok() && !repeated && NeedsPin(scene.state, command);
        return repeated ? std::optional<Objection>() : in.objection();
      });
  if (objection) return exchange->Object(*objection);
  // A kiosk acts for the member whose badge it read: what it is answered is what that one may see.
  exchange->call_.caller = requests.front().command.caller;
  if (!asks_pin) return SubmitOne(handler, std::move(exchange), std::move(requests));
  const auto waiting = std::make_shared<std::vector<pipeline::Request>>(std::move(requests));
  const std::string& pin = handler.pin(body);
  WhenPinIsRight(std::move(exchange), pin, [this, &handler, waiting](ExchangePtr back) {
    SubmitOne(handler, std::move(back), std::move(*waiting));
  });
}

void Service::SubmitOne(const CommandHandler& handler, ExchangePtr exchange,
                        std::vector<pipeline::Request> requests) {
  Exchange* const under_way = exchange.release();
  const absl::Status taken = house_.engine.Submit(
      std::move(requests), under_way->call().deadline,
      [this, &handler, under_way](const std::vector<pipeline::Answer>& answers) {
        ExchangePtr back(under_way);
        Guarded(house_, "answering", [&] { Conclude(handler, std::move(back), answers.front()); });
      });
  if (taken.ok()) return;
  ExchangePtr back(under_way);
  back->Refuse(StatusOf(taken, back->call().language));
}

namespace {

// Answers that can carry them have a field of that name.
void ShowWarnings(const Scene& scene, const std::vector<core::Reason>& warnings,
                  google::protobuf::Message* response) {
  if (warnings.empty()) return;
  const auto* field = response->GetDescriptor()->FindFieldByName("warnings");
  if (field == nullptr) return;
  const v1::Refusal said = RefusalOf(scene, warnings, nullptr);
  for (const v1::Reason& warning : said.reasons()) {
    response->GetReflection()->AddMessage(response, field)->CopyFrom(warning);
  }
}

}  // namespace

// On the publisher's thread: nothing here may block.
void Service::Conclude(const CommandHandler& handler, ExchangePtr exchange,
                       const pipeline::Answer& answer) {
  if (!answer.status.ok()) {
    return exchange->Refuse(StatusOfAnswer(answer.status, exchange->call().language));
  }
  if (!answer.decision.accepted()) {
    return RefuseCommand(std::move(exchange), answer,
                         [&handler](Reading& in, const Message& request, pipeline::Request* out) {
                           handler.translate(in, request, out);
                         });
  }
  exchange->Show([&](Showing& show) {
    handler.show(show, answer, exchange->request(), exchange->response());
    ShowWarnings(show.scene(), answer.decision.warnings, exchange->response());
  });
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

// --- Questions ---------------------------------------------------------------------------------

void Service::OnQuestion(access::Verb verb, Prototypes types, QuestionHandler handler) {
  On(verb, types, [this, handler = std::move(handler)](ExchangePtr exchange) {
    const Position least = handler.min_position(exchange->request());
    WhenReached(std::move(exchange), least,
                [this, &handler](ExchangePtr back) { Ask(handler, std::move(back)); });
  });
}

void Service::Ask(const QuestionHandler& handler, ExchangePtr exchange) {
  std::optional<Objection> objection;
  const Position shown = exchange->Show([&](Showing& out) {
    Reading in(out.scene());
    handler.answer(in, out, exchange->request(), exchange->response());
    objection = in.objection();
  });
  if (objection) return exchange->Object(*objection);
  exchange->SetPosition(shown);
  exchange->Answer();
}

}  // namespace mutua::front
