// A rehearsal of a day that is told step by step: in the same lab it comes to what happened.
#include "engine/query/rehearsal.h"

#include <memory>
#include <utility>
#include <vector>

#include "tests/sim/requests.h"
#include "tests/unit/core/wish_lab.h"

namespace mutua::query {
namespace {

using core::testing::Lab;
using core::testing::Offered;
using core::testing::WishOn;

// What is asked is a commit, and what nobody asked for is one, as in a daemon's history.
struct Day : Lab {
  core::Decision Ask(MemberId member, core::Body body) {
    std::vector<core::Event> commit;
    core::Command command{As(member), sim::RequestAt(at, ++number), {}, std::move(body)};
    const core::Decision decision = core::Decide(state, command, at, &commit);
    commits.emplace_back(at, std::move(commit));
    return decision;
  }
  void Pass(Duration time) {
    at = at + time;
    std::vector<core::Event> commit;
    while (!core::Tick(state, at, kTimersAtOnce, &commit)) {
    }
    commits.emplace_back(at, std::move(commit));
  }
  Rehearsal Rehearse() const {
    Rehearsal rehearsal(std::make_unique<core::State>(*begun), {}, state.counters());
    for (const auto& [when, events] : commits) rehearsal.Take(when, events);
    return rehearsal;
  }

  std::unique_ptr<core::State> begun = std::make_unique<core::State>(state);
  std::vector<std::pair<Instant, std::vector<core::Event>>> commits;
  uint32_t number = 0;
};

TEST_CASE("a second offer, made when nobody asked for anything, is another one than the first") {
  Day day;
  const auto book = [&](int64_t from, int64_t to) {
    const core::Decision decision = day.Ask(day.ada, Lab::On(day.laser, Lab::Hours(from, to)));
    REQUIRE(decision.accepted());
    return BookingId(decision.subject.id);
  };
  const BookingId first = book(10, 11);
  const BookingId second = book(11, 12);
  const core::Decision filed =
      day.Ask(day.bea, Offered(WishOn(day.laser, Lab::Hours(10, 12), Duration::Hours(1))));
  REQUIRE(filed.accepted());
  const WishId wish(filed.subject.id);
  REQUIRE(day.Ask(day.ada, core::Cancel{first}).accepted());
  const BookingId offered = core::testing::At(day, wish).booking;
  REQUIRE(offered.IsSet());
  REQUIRE(day.Ask(day.ada, core::Cancel{second}).accepted());
  day.Pass(Duration::Hours(3));  // the first one is let pass
  const BookingId again = core::testing::At(day, wish).booking;
  REQUIRE(again != offered);
  REQUIRE(day.Ask(day.bea, core::Confirm{again}).accepted());

  const Rehearsal rehearsal = day.Rehearse();
  CHECK(rehearsal.rules().empty());
  REQUIRE(rehearsal.state().Find(again) != nullptr);
  CHECK(rehearsal.state().Find(again)->state == model::BookingState::kConfirmed);
}

}  // namespace
}  // namespace mutua::query
