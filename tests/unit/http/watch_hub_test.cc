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

CallOrder Order(const std::string& token, const v1::WatchRequest& request = {}) {
  return {.path = "/mutua.v1.WatchService/Watch",
          .streams = true,
          .message = request.SerializeAsString(),
          .metadata = {{"authorization", token}},
          .timeout = std::nullopt};
}

std::string MessageAt(uint64_t position, bool event) {
  v1::WatchResponse response;
  response.set_position(position);
  response.set_resume_token("at " + std::to_string(position));
  if (event) response.add_events()->set_kind(v1::EVENT_KIND_BOOKING);
  return response.SerializeAsString();
}

struct Hub {
  std::shared_ptr<Source> Join(const std::shared_ptr<Kept>& to,
                               const CallOrder& order = Order("lea")) {
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
  WatchHub hub{calls};
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
  CHECK(of.calls.calls[0]->asked == 2);
  REQUIRE(first->frames.size() == 1);
  REQUIRE(second->frames.size() == 1);
  CHECK(first->frames[0] == second->frames[0]);
  CHECK(first->begun == 1);
  CHECK(first->Message(0).position() == 7);
}

TEST_CASE(
    "Another sign-in, filter or language is another watch; one with a past is not shared at all") {
  Hub of;
  v1::WatchRequest request;
  request.mutable_filter()->set_company("acme");
  CallOrder french = Order("lea");
  french.metadata.push_back({"accept-language", "fr"});
  std::vector<std::shared_ptr<Source>> readers;
  for (const CallOrder& order : {Order("lea"), Order("zoe"), Order("lea", request), french}) {
    readers.push_back(of.Join(std::make_shared<Kept>(), order));
  }
  CHECK(of.calls.calls.size() == 4);
  CHECK(of.hub.watches() == 4);

  CHECK(WatchHub::CanShare(Order("lea")));
  request.set_now(true);
  CHECK(WatchHub::CanShare(Order("lea", request)));
  request.set_after_position(0);
  CHECK(!WatchHub::CanShare(Order("lea", request)));
  request.set_resume_token("at 7");
  CHECK(!WatchHub::CanShare(Order("lea", request)));
  CallOrder timed = Order("lea");
  timed.timeout = std::chrono::seconds(1);
  CHECK(!WatchHub::CanShare(timed));
  CallOrder other = Order("lea");
  other.path = "/mutua.v1.OtherService/Watch";
  CHECK(!WatchHub::CanShare(other));
  CallOrder torn = Order("lea");
  torn.message = "\xFF";
  CHECK(!WatchHub::CanShare(torn));
}

TEST_CASE("Who joins late is told where the watch stands, without events, and has all from there") {
  Hub of;
  const auto first = std::make_shared<Kept>();
  const auto late = std::make_shared<Kept>();
  const auto one = of.Join(first);
  of.calls.listeners[0]->OnMessage(MessageAt(7, true));
  const auto two = of.Join(late);
  CHECK(late->Message(0).position() == 7);
  CHECK(late->Message(0).resume_token() == "at 7");
  CHECK(late->Message(0).events().empty());
  of.calls.listeners[0]->OnMessage(MessageAt(8, true));
  CHECK(late->Message(1).position() == 8);
  CHECK(first->frames.size() == 2);
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
