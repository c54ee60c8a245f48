// Who is hung up on at gRPC's port, and that nobody honest is, however odd.
#include "engine/front/conduct.h"

#include <doctest/doctest.h>

namespace mutua::front {
namespace {

constexpr uint64_t kMiB = 1 << 20;

// A connection that is looked at every two seconds.
struct Watched {
  // So much more of everything; what it is hung up on for, then.
  std::optional<Offence> After(const Traffic& bytes, const Calls& more) {
    traffic.taken += bytes.taken;
    traffic.said += bytes.said;
    calls.begun += more.begun;
    calls.answered += more.answered;
    calls.given_up += more.given_up;
    calls.messages += more.messages;
    now += std::chrono::seconds(2);
    return conduct.Judge(traffic, calls, now, limits);
  }

  Conduct::Limits limits;
  Conduct conduct;
  Traffic traffic;
  Calls calls;
  Conduct::Monotonic::time_point now;
};

TEST_CASE("A head that never ends is more than its call can hold") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 3 * kMiB}, {.begun = 1}));
  CHECK_FALSE(one.After({.taken = 2 * kMiB}, {}));
  CHECK(one.After({.taken = kMiB}, {}) == Offence::kEndlessRequest);
}

// On a port in the clear, where what is said to whoever comes is known.
Watched Opened() {
  Watched one;
  one.limits.opening_bytes = 42;
  one.traffic.said = 42;
  return one;
}

TEST_CASE("Who was told nothing yet can send heads and a window of messages, and no more") {
  Watched one = Opened();
  CHECK_FALSE(one.After({.taken = 100 << 10}, {.begun = 1}));
  CHECK(one.After({.taken = 50 << 10}, {}) == Offence::kEndlessRequest);
  Watched at_once = Opened();
  CHECK(at_once.After({.taken = kMiB}, {.begun = 1}) == Offence::kEndlessRequest);
  Watched silent = Opened();
  silent.traffic.said = 0;
  CHECK(silent.After({.taken = kMiB}, {}) == Offence::kEndlessRequest);
}

TEST_CASE("A large message of which more was asked for, and a thousand heads at once, are honest") {
  Watched large = Opened();
  CHECK_FALSE(large.After({.taken = 60 << 10}, {.begun = 1}));
  CHECK_FALSE(large.After({.taken = kMiB, .said = 13}, {}));
  Watched many = Opened();
  CHECK_FALSE(many.After({.taken = 1024 * 4000}, {.begun = 1024}));
  Watched unknown;
  CHECK_FALSE(unknown.After({.taken = kMiB}, {.begun = 1}));
}

TEST_CASE("A watch beside it, and what that is told, does not save an endless head") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 1000, .said = 1000}, {.begun = 1, .messages = 1}));
  CHECK_FALSE(one.After({.taken = 3 * kMiB, .said = 2000}, {.begun = 1}));
  // Its own message might be on its way yet, as far as can be counted.
  CHECK_FALSE(one.After({.taken = 3 * kMiB, .said = 2000}, {}));
  CHECK(one.After({.taken = 3 * kMiB, .said = 2000}, {}) == Offence::kEndlessRequest);
}

TEST_CASE("A slow head that never ends is hung up on, too, when it has come to as much") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 1000}, {.begun = 1}));
  for (int look = 0; look < 40; ++look) CHECK_FALSE(one.After({.taken = kMiB / 16}, {}));
  CHECK_FALSE(one.After({.taken = kMiB / 16}, {}));
  CHECK(one.After({.taken = kMiB / 16}, {}) == Offence::kEndlessRequest);
}

TEST_CASE("Bytes that belong to no call are an offence") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 100}, {}));
  CHECK(one.After({.taken = 100'000}, {}) == Offence::kEndlessRequest);
}

TEST_CASE("The largest messages, a thousand side by side and none of them whole, are honest") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 1024 * 100}, {.begun = 1024}));
  for (int look = 0; look < 100; ++look) {
    CHECK_FALSE(one.After({.taken = 20 * kMiB, .said = 1000}, {}));
  }
  CHECK_FALSE(one.After({.taken = 48 * kMiB}, {.messages = 1024}));
  CHECK_FALSE(one.After({.taken = 100, .said = 100'000}, {.answered = 1024}));
}

TEST_CASE("Half of a message that is given up at last was honest") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 1000}, {.begun = 8}));
  CHECK_FALSE(one.After({.taken = 15 * kMiB}, {.given_up = 8}));
}

TEST_CASE("Who sends batch after batch as fast as the wire takes them is honest") {
  Watched one;
  for (int look = 0; look < 100; ++look) {
    CHECK_FALSE(one.After({.taken = 2000 * kMiB, .said = 1000},
                          {.begun = 1000, .answered = 1000, .messages = 1000}));
  }
}

TEST_CASE("A watch of a month that acknowledges all it is told is honest") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 1000, .said = 1000}, {.begun = 1, .messages = 1}));
  // A frame of 60 bytes is acknowledged by two updates of windows and an answer to a ping.
  for (int look = 0; look < 1'300'000; ++look) {
    if (one.After({.taken = 10 * (13 + 13 + 17), .said = 10 * (60 + 17)}, {})) {
      FAIL("hung up on at look " << look);
    }
  }
}

TEST_CASE("Calls that are given up by the thousand, for nothing, are an offence") {
  const Calls resets = {.begun = 3100, .answered = 10, .given_up = 3090};
  Watched one;
  CHECK_FALSE(one.After({.taken = 100'000}, resets));
  CHECK(one.After({.taken = 100'000}, resets) == Offence::kCallsGivenUp);
}

TEST_CASE("A storm of which gRPC has seen little yet is one") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 100'000}, {.begun = 3000, .given_up = 2000}));
  CHECK_FALSE(one.After({.taken = 100'000}, {}));
  CHECK(one.After({.taken = 300'000}, {.begun = 9000, .given_up = 100}) == Offence::kCallsGivenUp);
}

TEST_CASE("A thousand callers behind one proxy who wait a second each for a disk that hangs") {
  const Calls waited = {.begun = 2048, .given_up = 2048, .messages = 2048};
  Watched one;
  // As many as may be, at once, before they wait.
  CHECK_FALSE(one.After({.taken = 100'000}, {.begun = 1, .answered = 1}));
  CHECK_FALSE(one.After({.taken = 300'000}, {.begun = 1024}));
  for (int look = 0; look < 100; ++look) CHECK_FALSE(one.After({.taken = 300'000}, waited));
}

TEST_CASE("Most calls are answered, however many of the rest are given up") {
  const Calls most = {.begun = 20'000, .answered = 10'100, .given_up = 9'900};
  Watched one;
  for (int look = 0; look < 100; ++look) CHECK_FALSE(one.After({.taken = 300'000}, most));
}

TEST_CASE("Many given up at once, now and then, are no storm") {
  Watched one;
  for (int i = 0; i < 10; ++i) {
    CHECK_FALSE(one.After({.taken = 300'000}, {.begun = 3000, .given_up = 3000}));
    CHECK_FALSE(one.After({.taken = 300'000}, {.begun = 100, .answered = 100}));
  }
}

TEST_CASE("Who comes from the place of somebody who has gone has done nothing yet") {
  Watched one;
  CHECK_FALSE(one.After({.taken = 100'000}, {.begun = 9000, .given_up = 9000}));
  one.traffic = {.taken = 50'000};
  one.calls = {};
  CHECK_FALSE(one.After({}, {.begun = 100, .answered = 90, .messages = 100}));
  CHECK_FALSE(one.After({.taken = 100'000}, {.begun = 3000, .given_up = 3000}));
}

TEST_CASE("Calls are asked for when much has come since, not before") {
  Watched one;
  CHECK_FALSE(one.conduct.IsDue({.taken = one.limits.asked_after - 1}, one.limits));
  CHECK(one.conduct.IsDue({.taken = one.limits.asked_after}, one.limits));
  CHECK_FALSE(one.After({.taken = 100'000}, {.begun = 1}));
  CHECK_FALSE(one.conduct.IsDue(one.traffic, one.limits));
  // What waits unread is counted a moment after what came: that may look like less than before.
  CHECK_FALSE(one.conduct.IsDue({.taken = one.traffic.taken - 1}, one.limits));
  CHECK_FALSE(one.After({.taken = uint64_t{0} - 500}, {}));
}

}  // namespace
}  // namespace mutua::front
