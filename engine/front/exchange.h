// One unary call under way: its request, its caller, its answer. Made by a Service for each call,
// handed from thread to thread until it is finished, exactly once. One that is dropped unfinished
// answers INTERNAL: no call hangs because of a mistake of ours.
//
// Thread-bound to whoever holds it.
#pragma once

#include <google/protobuf/arena.h>
#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <vector>

#include "engine/base/secret.h"
#include "engine/front/house.h"
#include "engine/front/language.h"
#include "engine/front/reading.h"
#include "engine/front/refusals.h"
#include "engine/front/showing.h"

// gRPC's own headers take seconds to compile: a handler needs none of them.
namespace grpc {
class ByteBuffer;
class CallbackServerContext;
class ServerUnaryReactor;
}  // namespace grpc

namespace mutua::front {

// Who calls, and how long they wait.
struct Call {
  core::Caller caller;
  Language language = Language::kEnglish;
  pipeline::Deadline deadline = pipeline::kNoDeadline;
  Instant last_contact = kEarliest;  // of a kiosk (Scene)
  std::string from;                  // the address that calls, of a call without a token
  // For whom what it holds is counted (base/places.h): see CountedFor; of a call without a token
  // the household, empty for this machine, where a proxy stands for many.
  std::string counted_for;
};

// The token of an authorization header; none: it has none.
std::optional<SecretView> BearerIn(std::string_view header);
// For whom what a call that came over HTTP holds is counted, by its authorization header; empty: it
// is nobody's, and will be refused.
std::string CountedFor(House& house, std::string_view header);
// The bearer token of the call, its language and its deadline; none: no token was sent.
std::optional<SecretView> BearerOf(const grpc::CallbackServerContext& context);
Language LanguageOf(const grpc::CallbackServerContext& context);
// The address of whoever calls; of a call over HTTP the one that our HTTP port saw. Empty: of this
// machine, where a proxy stands for many.
std::string AddressOf(const grpc::CallbackServerContext& context);
pipeline::Deadline DeadlineOf(const grpc::CallbackServerContext& context);

class Exchange {
 public:
  Exchange(House& house, grpc::CallbackServerContext* context, grpc::ServerUnaryReactor* reactor,
           grpc::ByteBuffer* out);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  House& house() const { return house_; }
  const Call& call() const { return call_; }
  const google::protobuf::Message& request() const { return *request_; }
  google::protobuf::Message* response() const { return response_; }

  // Its caller does not wait any more: it has gone, its deadline has passed, or the server stops.
  bool Abandoned() const;

  // Both finish the call. A refusal that is INTERNAL, as of a file of the store that cannot be read,
  // is said in the log, too: whoever asked may be nobody who can help it.
  void Refuse(const grpc::Status& status);
  void Answer();

  // Calls see(scene, head) on the replica, and returns what it returns.
  template <class See>
  auto Look(See see) {
    return house_.engine.replica().Read([&](const core::State& state, const journal::Head& head) {
      const Scene scene{.state = state,
                        .people = house_.people,
                        .caller = call_.caller,
                        .language = call_.language,
                        .now = house_.NowIn(state),
                        .last_contact = call_.last_contact};
      return see(scene, head);
    });
  }

  // Calls fill(Showing&) on the replica, then reads the side texts that it wants; the position of
  // what was shown.
  template <class Fill>
  Position Show(Fill fill) {
    std::vector<WantedText> wanted;
    const Position shown = Look([&](const Scene& scene, const journal::Head& head) {
      Showing show(scene);
      fill(show);
      wanted = std::move(show.wanted());
      return head.position;
    });
    if (!wanted.empty()) house_.texts.Fill(wanted);
    return shown;
  }

  // A kiosk asks for the member whose badge it read: what is shown is what that one may see.
  void ActFor(MemberId member) { call_.caller.member = member; }

  // Of the commit or state that the answer shows.
  void SetPosition(Position position);
  // The refusal of the engine as an error, alternatives aside.
  void RefuseWith(const pipeline::Answer& answer, const core::Body* body,
                  std::vector<v1::Alternative> alternatives);
  void Object(const Objection& objection);

 private:
  friend class Service;

  House& house_;
  grpc::CallbackServerContext* context_;
  grpc::ServerUnaryReactor* reactor_;
  grpc::ByteBuffer* out_;
  Call call_;
  // Most requests and answers fit: no allocation for them.
  alignas(8) char first_block_[2048];
  google::protobuf::Arena arena_;
  google::protobuf::Message* request_ = nullptr;
  google::protobuf::Message* response_ = nullptr;
};

using ExchangePtr = std::unique_ptr<Exchange>;

// "r-5121-0".
std::string RefusalId(Position position, uint32_t number);

}  // namespace mutua::front
