// Work that waits beside: whose turn it is, and who has too much waiting.
#include "engine/front/aside.h"

#include <doctest/doctest.h>

#include <future>
#include <string>
#include <vector>

namespace mutua::front {
namespace {

// An Aside whose thread is held at a first piece of work, so that all others wait.
struct Held {
  explicit Held(size_t places) : aside(places) {
    std::promise<void> begun;
    REQUIRE(aside.Post({}, [&] {
      begun.set_value();
      gate.get_future().wait();
    }));
    begun.get_future().wait();
  }
  bool Post(const std::string& who, const std::string& name) {
    return aside.Post(who, [this, name] { done += name; });
  }
  // What was done, in order.
  std::string LetGo() {
    gate.set_value();
    aside.Stop();
    return done;
  }

  std::promise<void> gate;
  std::string done;  // by the thread of `aside`; read once that has ended
  Aside aside;
};

TEST_CASE("P7 bounded: whoever asks in a loop waits behind itself, and others have their turn") {
  Held held(/*places=*/8);
  for (const char* name : {"a", "b", "c", "d"}) CHECK(held.Post("lea", name));
  CHECK_FALSE(held.Post("lea", "e"));
  CHECK(held.Post("zoe", "1"));
  CHECK(held.Post("zoe", "2"));
  CHECK(held.Post({}, "-"));
  CHECK(held.LetGo() == "a1-b2cd");
}

TEST_CASE("A queue that is full takes nothing, and no more once it has stopped") {
  Held held(/*places=*/2);
  CHECK(held.Post("lea", "a"));
  CHECK(held.Post("zoe", "1"));
  CHECK_FALSE(held.Post("max", "x"));
  CHECK_FALSE(held.Post({}, "-"));
  CHECK(held.LetGo() == "a1");
  CHECK_FALSE(held.Post("max", "x"));
}

}  // namespace
}  // namespace mutua::front
