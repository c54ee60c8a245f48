// Two labs with one random day, of which one has many times the shares of the other.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "engine/core/decide.h"
#include "tests/sim/commands.h"
#include "tests/sim/paris.h"
#include "tests/sim/workload.h"

namespace mutua::sim {
namespace {

// A lab's day without an auditor.
struct Day {
  Workload workload;
  core::State state;
  std::vector<core::Event> events;  // of the last step
  Instant at = kStart;

  Day(uint64_t seed, uint32_t scale) : workload(seed, Paris(), kStart, scale) {
    for (const core::Command& command : workload.Lab()) {
      REQUIRE(core::Decide(state, command, at, &events).accepted());
    }
  }
  void Step() {
    events.clear();
    at = at + workload.Pause();
    while (!core::Tick(state, at, 64, &events)) {
    }
    core::Decide(state, workload.Next(state, at), at, &events);
    for (core::Event& event : events) {
      if (auto* defined = std::get_if<core::PoolDefined>(&event)) defined->pool.sharing.shares = {};
      if (auto* changed = std::get_if<core::WishChanged>(&event); changed && changed->outranked) {
        changed->outranked->share = changed->outranked->share_of_first = 0;
      }
      if (auto* opened = std::get_if<core::RoundOpened>(&event)) {
        for (auto& turn : opened->round.turns) turn.share = 0;
      }
      if (auto* decided = std::get_if<core::RoundDecided>(&event)) {
        for (auto& turn : decided->turns) turn.share = 0;
      }
    }
  }
};

TEST_CASE("I7: shares that are all multiplied by one number change no decision") {
  const Seeds seeds(25 * kCommandsASeed);  // fewer than with the auditors: each is two labs
  size_t frozen = 0;
  for (int64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    INFO("MUTUA_SEED=" << seed);
    Day one(static_cast<uint64_t>(seed), 1);
    // A pool has kShareMost of a company at most: some fifty times as many as this.
    Day many(static_cast<uint64_t>(seed), static_cast<uint32_t>(2 + seed * 37 % 20'000));
    for (int64_t number = 1; number <= kCommandsASeed; ++number) {
      INFO("command " << number);
      one.Step();
      many.Step();
      REQUIRE(one.events.size() == many.events.size());
      // A printed event would say little.
      REQUIRE((one.events == many.events));
      frozen += static_cast<size_t>(
          std::count_if(one.events.begin(), one.events.end(), [](const core::Event& event) {
            return std::holds_alternative<core::GuaranteesFrozen>(event);
          }));
    }
  }
  CHECK(frozen > 0);
}

}  // namespace
}  // namespace mutua::sim
