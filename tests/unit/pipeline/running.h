// A running engine on a journal without a disk, with one laser and two members: for tests of the
// pipeline.
#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

#include "engine/journal/memory_journal.h"
#include "engine/pipeline/engine.h"
#include "engine/store/digest.h"
#include "engine/store/events.h"
#include "tests/unit/core/lab.h"

namespace mutua::pipeline::testing {

using core::testing::kMonday;
using core::testing::Lab;

class ManualClock : public Clock {
 public:
  Instant Now() const override { return Instant::FromUnix(seconds_); }
  void Set(Instant at) { seconds_ = at.unix_seconds(); }

 private:
  std::atomic<int64_t> seconds_ = kMonday.unix_seconds();
};

inline core::Command By(const core::Caller& caller, core::Body body) {
  core::Command command;
  command.caller = caller;
  command.body = std::move(body);
  return command;
}

struct Running {
  ManualClock clock;
  std::unique_ptr<journal::MemoryJournal> journal;
  std::atomic<int> failures = 0;
  Duration keep_history;
  std::unique_ptr<Engine> engine;
  core::Caller manager;
  ResourceId laser;
  MemberId ada, bea;

  Running() : Running(std::make_unique<journal::MemoryJournal>()) {}
  explicit Running(std::unique_ptr<journal::MemoryJournal> journal_in)
      : journal(std::move(journal_in)) {
    manager.role = model::Role::kManager;
    Start();
    const auto zone = ZoneId(Define(core::DefineZone{}));
    const auto site =
        SiteId(Define(core::DefineSite{{SiteId(), "lab", "Lab", zone, model::AlwaysOpen()}}));
    const auto pool = PoolId(Define(core::DefinePool{{PoolId(), "lasers", "Lasers"}}));
    laser = ResourceId(Define(core::DefineResource{
        {.site = site, .pool = pool, .handle = "laser", .name = "Laser"}}));
    const auto acme = CompanyId(Define(core::DefineCompany{{CompanyId(), "acme", "Acme"}}));
    ada = MemberId(Define(core::DefineMember{{MemberId(), acme, {}}}));
    bea = MemberId(Define(core::DefineMember{{MemberId(), acme, {}}}));
  }

  void Start() {
    Engine::Options options;
    options.keep_history = keep_history;
    options.on_failure = [this](const absl::Status&) { ++failures; };
    auto started = Engine::Start(*journal, clock, options);
    REQUIRE(started.ok());
    engine = *std::move(started);
  }

  uint32_t Define(core::Body body) {
    return static_cast<uint32_t>(Do(manager, std::move(body)).decision.subject.id);
  }

  Answer Do(const core::Caller& caller, core::Body body) {
    std::vector<Request> requests(1);
    requests[0].command = By(caller, std::move(body));
    return engine->Decide(std::move(requests)).front();
  }

  Answer Book(MemberId member, Interval interval) {
    return Do(Lab::As(member), Lab::On(laser, interval));
  }

  size_t Bookings() const {
    return engine->replica().Read(
        [](const core::State& state, const auto&) { return state.Count<model::Booking>(); });
  }
  store::StateDigest Digest() const {
    return engine->replica().Read(
        [](const core::State& state, const auto&) { return store::DigestOf(state); });
  }
};

// The state at `position` by the history alone.
inline store::StateDigest DigestAt(const journal::Journal& journal, Position position) {
  core::State state;
  REQUIRE(journal
              .Read(Position(1),
                    [&](const journal::StoredCommit& commit) {
                      const auto events = store::DecodeEvents(commit.at, commit.events);
                      REQUIRE(events.ok());
                      for (const core::Event& event : *events) state.Apply(event);
                      state.AdvanceTo(commit.at);
                      return commit.position < position;
                    })
              .ok());
  return store::DigestOf(state);
}

}  // namespace mutua::pipeline::testing
