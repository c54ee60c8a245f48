// Whom the warden asks about, and whom it hangs up on.
#include "engine/front/warden.h"

#include <doctest/doctest.h>

#include <optional>

namespace mutua::front {
namespace {

using Names = std::vector<std::string>;

class FakePort : public Port {
 public:
  struct Connection {
    Traffic traffic;
    Calls calls;
  };
  std::map<std::string, Traffic> Look() override {
    std::map<std::string, Traffic> seen;
    for (const auto& [peer, one] : connections) seen[peer] = one.traffic;
    return seen;
  }
  std::map<std::string, Calls> Ask(const Names& peers) override {
    asked = peers;
    std::map<std::string, Calls> calls;
    for (const std::string& peer : peers) {
      if (peer != untold) calls[peer] = connections.at(peer).calls;
    }
    return calls;
  }
  void Hold(const Names& peers) override { held.insert(held.end(), peers.begin(), peers.end()); }
  void HangUpOn(const Names& peers) override {
    for (const std::string& peer : peers) connections.erase(peer);
    cut.insert(cut.end(), peers.begin(), peers.end());
  }

  std::map<std::string, Connection> connections;
  std::string untold;  // gRPC does not know it any more
  Names asked;
  Names held;
  Names cut;
};

class Watch {
 public:
  static constexpr std::chrono::seconds kBetweenLooks{2};
  static constexpr Warden::Limits kLimits;

  Watch()
      : warden_(std::unique_ptr<Port>(new Lent(port)), kLimits,
                [this](const HungUpOn& one) { said.push_back(one); }) {}

  void Look(std::chrono::milliseconds after = kBetweenLooks) {
    port.asked.clear();
    now_ += after;
    warden_.Look(now_);
  }
  void Stop() { warden_.Stop(); }
  Warden::Counts counts() const { return warden_.counts(); }

  FakePort port;
  std::vector<HungUpOn> said;

 private:
  // The warden has its port for itself; this one stays the test's.
  struct Lent : Port {
    explicit Lent(FakePort& of) : port(of) {}
    std::map<std::string, Traffic> Look() override { return port.Look(); }
    std::map<std::string, Calls> Ask(const Names& peers) override { return port.Ask(peers); }
    void Hold(const Names& peers) override { port.Hold(peers); }
    void HangUpOn(const Names& peers) override { port.HangUpOn(peers); }
    FakePort& port;
  };

  Warden warden_;
  Conduct::Monotonic::time_point now_;
};

TEST_CASE("Who sends little is not asked about; who sends much is, until it is less") {
  Watch watch;
  watch.port.connections["quiet"] = {.traffic = {.taken = 500}, .calls = {.begun = 3}};
  watch.port.connections["busy"] = {.traffic = {.taken = 900'000}, .calls = {.begun = 3}};
  watch.Look();
  CHECK(watch.port.asked == Names{"busy"});
  watch.Look();
  CHECK(watch.port.asked.empty());
  watch.port.connections["busy"].traffic.taken += 900'000;
  watch.Look();
  CHECK(watch.port.asked == Names{"busy"});
}

TEST_CASE("Offenders are held, each kind said once, and counted; others are not") {
  Watch watch;
  constexpr uint64_t kMiB = 1 << 20;
  watch.port.connections["honest"] = {};
  watch.port.connections["endless-1"] = {.traffic = {}, .calls = {.begun = 1}};
  watch.port.connections["endless-2"] = {.traffic = {}, .calls = {.begun = 1}};
  watch.port.connections["resets"] = {};
  watch.port.connections["unknown"] = {};
  watch.port.untold = "unknown";
  for (int look = 0; look < 3; ++look) {
    CHECK(watch.said.empty());
    for (auto& [peer, one] : watch.port.connections) {
      one.traffic.taken += kMiB / 2 * 3;
      if (peer == "resets") one.calls.begun = one.calls.given_up += look < 2 ? 100 : 9000;
      if (peer == "honest") one.calls.answered = one.calls.messages = one.calls.begun += 9000;
    }
    watch.Look();
  }
  CHECK(watch.port.held == Names{"endless-1", "endless-2", "resets"});
  REQUIRE(watch.said.size() == 2);
  CHECK(watch.said[0].offence == Offence::kEndlessRequest);
  CHECK(watch.said[0].connections == 2);
  CHECK(watch.said[0].peer == "endless-1");
  CHECK(watch.said[1].offence == Offence::kCallsGivenUp);
  CHECK(watch.said[1].connections == 1);
  CHECK(watch.counts() == Warden::Counts{2, 1});
  watch.Look();
  CHECK(watch.said.size() == 2);
}

TEST_CASE("Who is held is asked about no more, and hung up on some seconds later") {
  Watch watch;
  watch.port.connections["endless"] = {.traffic = {.taken = 100}, .calls = {.begun = 1}};
  while (watch.port.held.empty()) {
    watch.port.connections["endless"].traffic.taken += 9'000'000;
    watch.Look();
  }
  CHECK(watch.port.held == Names{"endless"});
  const auto looks = Watch::kLimits.held / Watch::kBetweenLooks;
  for (int look = 1; look < looks; ++look) {
    watch.port.connections["endless"].traffic.taken += 9'000'000;
    watch.Look();
    CHECK(watch.port.asked.empty());
    CHECK(watch.port.cut.empty());
  }
  watch.Look();
  watch.Look();
  CHECK(watch.port.cut == Names{"endless"});
  CHECK(watch.port.held.size() == 1);
  CHECK(watch.counts() == Warden::Counts{1, 0});
}

TEST_CASE("What happens within two seconds is said at once") {
  Watch watch;
  for (int i = 0; i < 5; ++i) {
    const std::string peer = "endless-" + std::to_string(i);
    watch.port.connections[peer] = {.traffic = {.taken = 9'000'000, .said = 10}, .calls = {}};
  }
  size_t connections = 0;
  for (int look = 0; look < 5; ++look) {
    watch.port.connections["endless-" + std::to_string(look)].traffic.taken += 9'000'000;
    watch.Look(std::chrono::milliseconds(100));
  }
  REQUIRE(watch.said.size() == 1);
  watch.Look();
  REQUIRE(watch.said.size() == 2);
  for (const HungUpOn& one : watch.said) connections += one.connections;
  CHECK(connections == watch.port.held.size());
}

TEST_CASE("Who is held when the warden ends is hung up on") {
  Watch watch;
  watch.port.connections["endless"] = {.traffic = {.taken = 100}, .calls = {.begun = 1}};
  while (watch.port.held.empty()) {
    watch.port.connections["endless"].traffic.taken += 9'000'000;
    watch.Look();
  }
  watch.Stop();
  CHECK(watch.port.cut == Names{"endless"});
}

TEST_CASE("Who has gone is forgotten") {
  Watch watch;
  const auto resets = [](uint64_t looks) {
    return FakePort::Connection{.traffic = {.taken = 100'000 * looks},
                                .calls = {.begun = 9000 * looks, .given_up = 9000 * looks}};
  };
  watch.port.connections["resets"] = resets(1);
  watch.Look();
  watch.port.connections.clear();
  watch.Look();
  watch.port.connections["resets"] = resets(2);
  watch.Look();
  CHECK(watch.said.empty());
}

}  // namespace
}  // namespace mutua::front
