// The hub with calls and sockets that the test holds: who shares, who joins late, who is too slow,
// who leaves.
#include "engine/front/http/watch_hub.h"

#include <doctest/doctest.h>

#include <vector>

#include "mutua/v1/watch.pb.h"

namespace mutua::front::http {
namespace {

class HeldCall : public Call {
 public:
  void Next() override { ++asked; }
  void Cancel() override { cancelled = true; }
  int asked = 0;
  bool cancelled = false;
};

class HeldCalls : public Calling {
 public:
  std::shared_ptr<Call> Start(CallOrder, std::shared_ptr<CallListener> listener) override {
    if (closed) {
      listener->OnEnd({.code = Code::kUnavailable, .message = {}, .details = {}, .trailers = {}});
      return nullptr;
    }
    calls.push_back(std::make_shared<HeldCall>());
    listeners.push_back(std::move(listener));
    return calls.back();
  }
  bool closed = false;
  std::vector<std::shared_ptr<HeldCall>> calls;
  std::vector<std::shared_ptr<CallListener>> listeners;
};

class Kept : public Outlet {
 public:
  void Send(Reply) override { FAIL("a watch is a stream"); }
  void Begin(Reply) override { ++begun; }
  void Write(Bytes frame, bool last) override {
    frames.push_back(std::move(frame));
    ended = last;
  }
  // Of the frame with that number.
  v1::WatchResponse Message(size_t number) const {
    v1::WatchResponse response;
    REQUIRE(number < frames.size());
    REQUIRE(response.ParseFromString(frames[number]->substr(5)));
    return response;
  }
  int begun = 0;
  bool ended = false;
  std::vector<Bytes> frames;
};

CallOrder Order(const std::string& token, const v1::WatchRequest& request) {
  return {.path = "/mutua.v1.WatchService/Watch",
          .streams = true,
          .message = request.SerializeAsString(),
          .metadata = {{"authorization", token}},
          .timeout = std::nullopt};
}

v1::WatchRequest After(uint64_t position) {
  v1::WatchRequest request;
  request.set_after_position(position);
  return request;
}
v1::WatchRequest From(const std::string& token) {
  v1::WatchRequest request;
  request.set_resume_token(token);
  return request;
}

std::string MessageAt(uint64_t position, bool event) {
  v1::WatchResponse response;
  response.set_position(position);
  response.set_resume_token("at " + std::to_string(position));
  if (event) response.add_events()->set_kind(v1::EVENT_KIND_BOOKING);
  return response.SerializeAsString();
}

struct Hub {
  explicit Hub(size_t readers_most = 100)
      : hub(
            calls, [](std::string_view authorization) { return std::string(authorization); },
            readers_most) {}
  std::shared_ptr<Source> Join(const std::shared_ptr<Kept>& to,
                               const CallOrder& order = Order("lea", After(6))) {
    return hub.Join(order, "application/grpc-web+proto", to);
  }
  // Each call ends once, as gRPC's do.
  void End(size_t number, Code code) {
    const auto listener = std::move(calls.listeners[number]);
    if (listener != nullptr) {
      listener->OnEnd({.code = code, .message = {}, .details = {}, .trailers = {}});
    }
  }
  ~Hub() {
    for (size_t i = 0; i < calls.listeners.size(); ++i) End(i, Code::kCancelled);
  }
  HeldCalls calls;
  WatchHub hub;
};

TEST_CASE(
    "Who asks the same with the same rights shares one watch, and the very bytes of a frame") {
  Hub of;
  const auto first = std::make_shared<Kept>();
  const auto second = std::make_shared<Kept>();
  const auto one = of.Join(first);
  const auto two = of.Join(second);
  CHECK(of.calls.calls.size() == 1);
  CHECK(of.calls.calls[0]->asked == 1);
  of.calls.listeners[0]->OnMessage(MessageAt(7, true));
  REQUIRE(first->frames.size() == 1);
  REQUIRE(second->frames.size() == 1);
  CHECK(first->frames[0] == second->frames[0]);
  CHECK(first->begun == 1);
  CHECK(first->Message(0).position() == 7);
}

TEST_CASE("Another sign-in, filter or language is another watch") {
  Hub of;
  v1::WatchRequest request = After(6);
  request.mutable_filter()->set_company("acme");
  CallOrder french = Order("lea", After(6));
  french.metadata.push_back({"accept-language", "fr"});
  std::vector<std::shared_ptr<Source>> readers;
  for (const CallOrder& order :
       {Order("lea", After(6)), Order("zoe", After(6)), Order("lea", request), french}) {
    readers.push_back(of.Join(std::make_shared<Kept>(), order));
  }
  CHECK(of.calls.calls.size() == 4);
  CHECK(of.hub.watches() == 4);
}

TEST_CASE("P7 bounded: nobody has more pages that are told than are left for all others") {
  Hub of(/*readers_most=*/8);
  std::vector<std::shared_ptr<Source>> readers;
  for (int i = 0; i < 4; ++i) {
    readers.push_back(of.Join(std::make_shared<Kept>()));
    REQUIRE(readers.back() != nullptr);
  }
  const auto fifth = std::make_shared<Kept>();
  CHECK(of.Join(fifth) == nullptr);
  REQUIRE(fifth->ended);
  const std::string& said = *fifth->frames.back();
  CHECK(said.find("grpc-status: 8") != std::string::npos);
  CHECK(said.find("you have 4 of 8 watches open, and 4 are left") != std::string::npos);
  CallOrder french = Order("lea", After(6));
  french.metadata.push_back({"accept-language", "fr"});
  const auto sixth = std::make_shared<Kept>();
  CHECK(of.Join(sixth, french) == nullptr);
  CHECK(sixth->frames.back()->find("vous avez 4 suivis ouverts sur 8") != std::string::npos);
  CHECK(of.hub.refused() == 2);
  // Another caller has room, and so has this one when it has closed one or one has ended.
  CHECK(of.Join(std::make_shared<Kept>(), Order("zoe", After(6))) != nullptr);
  CHECK(of.Join(std::make_shared<Kept>()) == nullptr);
  readers[0]->Gone();
  readers[1]->Gone();
  readers[1]->Gone();
  CHECK(of.Join(std::make_shared<Kept>()) != nullptr);
  CHECK(of.Join(std::make_shared<Kept>()) != nullptr);
  CHECK(of.Join(std::make_shared<Kept>()) == nullptr);
  of.End(0, Code::kUnavailable);
  CHECK(of.Join(std::make_shared<Kept>()) != nullptr);
}

TEST_CASE("Only a watch without a deadline is the hub's") {
  CHECK(WatchHub::IsWatch(Order("lea", {})));
  CallOrder timed = Order("lea", {});
  timed.timeout = std::chrono::seconds(1);
  CHECK(!WatchHub::IsWatch(timed));
  CallOrder other = Order("lea", {});
  other.path = "/mutua.v1.OtherService/Watch";
  CHECK(!WatchHub::IsWatch(other));
}

TEST_CASE("Who comes later has what came behind the place that it names, and all from there") {
  Hub of;
  const auto first = std::make_shared<Kept>();
  const auto one = of.Join(first);
  for (const uint64_t position : {7U, 9U, 12U}) {
    of.calls.listeners[0]->OnMessage(MessageAt(position, true));
  }
  const auto behind_7 = std::make_shared<Kept>();
  const auto behind_10 = std::make_shared<Kept>();
  const auto token_9 = std::make_shared<Kept>();
  const auto from_6 = std::make_shared<Kept>();
  const auto up_to_date = std::make_shared<Kept>();
  std::vector<std::shared_ptr<Source>> readers = {
      of.Join(behind_7, Order("lea", After(7))), of.Join(behind_10, Order("lea", After(10))),
      of.Join(token_9, Order("lea", From("at 9"))), of.Join(from_6, Order("lea", After(6))),
      of.Join(up_to_date, Order("lea", After(12)))};
  CHECK(of.calls.calls.size() == 1);
  REQUIRE(behind_7->frames.size() == 2);
  CHECK(behind_7->Message(0).position() == 9);
  CHECK(behind_7->frames[1] == first->frames[2]);
  CHECK(behind_10->frames.size() == 1);
  CHECK(token_9->frames.size() == 1);
  CHECK(from_6->frames == first->frames);
  // It has all: it is told where the watch stands.
  REQUIRE(up_to_date->frames.size() == 1);
  CHECK(up_to_date->Message(0).position() == 12);
  CHECK(up_to_date->Message(0).resume_token() == "at 12");
  CHECK(up_to_date->Message(0).events().empty());
  of.calls.listeners[0]->OnMessage(MessageAt(13, true));
  for (const auto& reader : {first, behind_7, behind_10, token_9, from_6, up_to_date}) {
    CHECK(reader->frames.back() == first->frames.back());
  }
}

TEST_CASE(
    "A place that the kept messages do not tell of is a watch of its own; the newest is joined") {
  Hub of;
  const auto first = std::make_shared<Kept>();
  const auto one = of.Join(first);
  for (uint64_t position = 7; position <= 40; ++position) {
    of.calls.listeners[0]->OnMessage(MessageAt(position, true));
    one->Taken();
  }
  v1::WatchRequest now;
  now.set_now(true);
  CallOrder torn = Order("lea", {});
  torn.message = "\xFF";
  // From now on, of nothing, too old, of a token that is not known; ahead of what was heard.
  std::vector<std::shared_ptr<Source>> readers;
  for (const CallOrder& order : {Order("lea", now), Order("lea", {}), torn, Order("lea", After(6)),
                                 Order("lea", From("at 8")), Order("lea", After(41))}) {
    readers.push_back(of.Join(std::make_shared<Kept>(), order));
  }
  CHECK(of.calls.calls.size() == 7);
  CHECK(of.hub.watches() == 7);
  // The last is the one to join now, before and after its first message.
  readers.push_back(of.Join(std::make_shared<Kept>(), Order("lea", After(41))));
  of.calls.listeners[6]->OnMessage(MessageAt(41, false));
  readers.push_back(of.Join(std::make_shared<Kept>(), Order("lea", After(41))));
  CHECK(of.calls.calls.size() == 7);
}

TEST_CASE("A watch goes at the pace of the quickest of its readers") {
  Hub of;
  const auto one = of.Join(std::make_shared<Kept>());
  const auto two = of.Join(std::make_shared<Kept>());
  const HeldCall& call = *of.calls.calls[0];
  one->Taken();  // its head
  CHECK(call.asked == 1);
  of.calls.listeners[0]->OnMessage(MessageAt(7, true));
  CHECK(call.asked == 1);
  two->Taken();
  CHECK(call.asked == 2);
  one->Taken();
  CHECK(call.asked == 2);
}

TEST_CASE("A watch ends when the last reader has left, and another begins anew") {
  Hub of;
  const auto one = of.Join(std::make_shared<Kept>());
  const auto two = of.Join(std::make_shared<Kept>());
  one->Gone();
  CHECK(!of.calls.calls[0]->cancelled);
  two->Gone();
  CHECK(of.calls.calls[0]->cancelled);
  CHECK(of.hub.watches() == 0);
  const auto again = std::make_shared<Kept>();
  const auto three = of.Join(again);
  CHECK(of.calls.calls.size() == 2);
  // The end of the first is no business of the second.
  of.End(0, Code::kCancelled);
  CHECK(of.hub.watches() == 1);
  CHECK(!again->ended);
}

TEST_CASE("A reader that takes nothing is cut off, and the others are not held up") {
  Hub of;
  const auto slow = std::make_shared<Kept>();
  const auto quick = std::make_shared<Kept>();
  const auto one = of.Join(slow);
  const auto two = of.Join(quick);
  for (uint64_t position = 1; position <= 100; ++position) {
    of.calls.listeners[0]->OnMessage(MessageAt(position, true));
    two->Taken();
  }
  CHECK(quick->frames.size() == 100);
  CHECK(!quick->ended);
  CHECK(slow->ended);
  CHECK(slow->frames.size() < 100);
  CHECK(slow->frames.back()->find("grpc-status: 8\r\n") != std::string::npos);
  CHECK(!of.calls.calls[0]->cancelled);
  // Alone and slow, it ends the watch, too.
  two->Gone();
  CHECK(of.calls.calls[0]->cancelled);
}

TEST_CASE("When the watch ends all of its readers are told, and who comes when it is closed, too") {
  Hub of;
  const auto first = std::make_shared<Kept>();
  const auto one = of.Join(first);
  of.End(0, Code::kUnauthenticated);
  CHECK(first->ended);
  CHECK(first->frames.back()->find("grpc-status: 16\r\n") != std::string::npos);
  CHECK(of.hub.watches() == 0);
  one->Gone();
  of.calls.closed = true;
  const auto late = std::make_shared<Kept>();
  const auto two = of.Join(late);
  CHECK(late->ended);
  CHECK(of.hub.watches() == 0);
}

}  // namespace
}  // namespace mutua::front::http
