// The frame of every unary RPC: from bytes to a decision or an answer, and back. A handler says
// only how its request is read and how its answer is shown; identification, authorization, limits,
// deadlines, request_id, refusals, positions and defects are dealt with here, once.
//
// A service of the contract is made so:
//
//   auto service = std::make_unique<Service>(house, door);
//   service->Command<v1::CancelBookingRequest, v1::CancelBookingResponse>(
//       access::Verb::kCancelBooking,
//       [](Reading& in, const auto& request, pipeline::Request* out) {
//         out->command.body = core::Cancel{.booking = in.Booking(request.booking(),
//         Path("booking"))};
//       },
//       [](Showing& show, const pipeline::Answer& answer, const auto& request, auto* response)
//       {...});
//   builder.RegisterService(&service->rpc());
//
// The path of each method is that of its verb (access/authorization.h), so one Service object may
// hold any of them. Thread-safe once registered.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "engine/access/authorization.h"
#include "engine/front/door.h"
#include "engine/front/exchange.h"

namespace grpc {
class Service;
}

namespace mutua::front {

class Service {
 public:
  using Message = google::protobuf::Message;

  // Borrows both.
  Service(House& house, Door& door);
  ~Service();

  // A mutation that is one command. `translate(Reading&, const Request&, pipeline::Request*)` fills
  // in the command's body and side texts (caller, request_id and digest are seen to); it may be
  // called again to learn what was refused. `show(Showing&, const pipeline::Answer&, const
  // Request&, Response*)` is called when it was accepted and the replica holds its effect. Both run
  // under the replica's shared lock: they must be short.
  template <class Request, class Response, class Translate, class Show>
  void Command(access::Verb verb, Translate translate, Show show) {
    CommandHandler handler;
    handler.translate = [translate](Reading& in, const Message& request, pipeline::Request* out) {
      translate(in, static_cast<const Request&>(request), out);
    };
    handler.show = [show](Showing& out, const pipeline::Answer& answer, const Message& request,
                          Message* response) {
      show(out, answer, static_cast<const Request&>(request), static_cast<Response*>(response));
    };
    handler.request_id = [](const Message& request) -> const std::string& {
      return static_cast<const Request&>(request).request_id();
    };
    // A kiosk's, whose member's PIN the site may ask for.
    if constexpr (requires(const Request& r) { r.pin(); }) {
      handler.pin = [](const Message& request) -> const std::string& {
        return static_cast<const Request&>(request).pin();
      };
    }
    OnCommand(verb, Types<Request, Response>(), std::move(handler));
  }

  // A read. `answer(Reading&, Showing&, const Request&, Response*)` runs under the replica's shared
  // lock, when the replica has reached min_position; what the Reading objects to is the error.
  template <class Request, class Response, class AnswerIt>
  void Question(access::Verb verb, AnswerIt answer) {
    QuestionHandler handler;
    handler.answer = [answer](Reading& in, Showing& out, const Message& request,
                              Message* response) {
      answer(in, out, static_cast<const Request&>(request), static_cast<Response*>(response));
    };
    handler.min_position = [](const Message& request) {
      if constexpr (requires(const Request& r) { r.min_position(); }) {
        return Position(static_cast<const Request&>(request).min_position());
      } else {
        return Position();
      }
    };
    OnQuestion(verb, Types<Request, Response>(), std::move(handler));
  }

  // Anything else: several commands, long reads. `run(ExchangePtr)` must finish the exchange, on
  // whatever thread; it runs on gRPC's own, so long work is posted to house.slow. The caller is
  // identified and may call the verb.
  template <class Request, class Response>
  void Free(access::Verb verb, std::function<void(ExchangePtr)> run) {
    On(verb, Types<Request, Response>(), std::move(run));
  }

  House& house() const { return house_; }
  // What a gRPC server registers.
  grpc::Service& rpc();

 private:
  struct Prototypes {
    const Message* request;
    const Message* response;
  };
  struct CommandHandler {
    std::function<void(Reading&, const Message&, pipeline::Request*)> translate;
    std::function<void(Showing&, const pipeline::Answer&, const Message&, Message*)> show;
    std::function<const std::string&(const Message&)> request_id;
    std::function<const std::string&(const Message&)> pin;  // none: no PIN is ever asked for
  };
  struct QuestionHandler {
    std::function<void(Reading&, Showing&, const Message&, Message*)> answer;
    std::function<Position(const Message&)> min_position;
  };
  struct Method {
    access::Verb verb;
    Prototypes types;
    std::function<void(ExchangePtr)> run;
  };

  template <class Request, class Response>
  static Prototypes Types() {
    return {&Request::default_instance(), &Response::default_instance()};
  }

  void On(access::Verb verb, Prototypes types, std::function<void(ExchangePtr)> run);
  void OnCommand(access::Verb verb, Prototypes types, CommandHandler handler);
  void OnQuestion(access::Verb verb, Prototypes types, QuestionHandler handler);

  grpc::ServerUnaryReactor* Handle(const Method& method, grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer& in, grpc::ByteBuffer* out);
  void Begin(const Method& method, const grpc::ByteBuffer& in, ExchangePtr exchange);
  void Submit(const CommandHandler& handler, ExchangePtr exchange);
  void SubmitOne(const CommandHandler& handler, ExchangePtr exchange,
                 std::vector<pipeline::Request> requests);
  void Conclude(const CommandHandler& handler, ExchangePtr exchange,
                const pipeline::Answer& answer);
  void Ask(const QuestionHandler& handler, ExchangePtr exchange);

  class Reactor;
  class Rpc;

  House& house_;
  Door& door_;
  std::unique_ptr<Rpc> rpc_;
  std::vector<std::unique_ptr<Method>> methods_;
};

// Calls `then` once the replica has reached `least`: at once, or on another thread; else fails the
// call with UNAVAILABLE.
void WhenReached(ExchangePtr exchange, Position least, std::function<void(ExchangePtr)> then);

// Goes on with `work` on the thread of `aside`; when that is full, the call is refused as
// QUEUE_FULL and the answer is false.
bool PostAside(ExchangePtr exchange, Aside& aside, std::function<void(ExchangePtr)> work);

// Submits the requests as one call and goes on with `conclude` when all are durable, on the
// publisher's thread: nothing there may block. What is not known to be decided makes the whole call
// fail: asked again with the same ids, the rest is answered from memory.
using ConcludeAll = std::function<void(ExchangePtr, const std::vector<pipeline::Answer>&)>;
void SubmitAll(ExchangePtr exchange, std::vector<pipeline::Request> requests, ConcludeAll conclude);

// To a call that comes while the daemon stops.
grpc::Status ShuttingDown(Language language);

// Identifies the caller and asks the table; the status of the first that says no.
grpc::Status Admit(House& house, access::Verb verb, const grpc::CallbackServerContext& context,
                   Call* call);

// Reads the bytes as `message`; an objection that names the field whose bytes are not UTF-8, or
// says that nothing can be read.
std::optional<Objection> ParseMessage(const grpc::ByteBuffer& in,
                                      google::protobuf::Message* message);

}  // namespace mutua::front
