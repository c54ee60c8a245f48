// The rules and figures of the fairness bench on cases small enough to work out by hand, and
// Mutua's own on a short run of the demand that the bench makes.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "bench/fairness/bound.h"
#include "bench/fairness/misreport.h"
#include "bench/fairness/mutua.h"

namespace mutua::bench::fairness {
namespace {

Demand Of(int64_t capacity, std::vector<Units> steps) {
  Demand demand;
  demand.capacity = capacity;
  demand.shares.assign(steps.front().size(), 1);
  demand.steps = std::move(steps);
  return demand;
}

int64_t Sum(const Units& units) { return std::accumulate(units.begin(), units.end(), int64_t{0}); }

TEST_CASE("water rises alike for all who still ask, in proportion to shares") {
  CHECK(WaterFill(10, {1, 1, 1}, {2, 9, 9}) == Units{2, 4, 4});
  CHECK(WaterFill(10, {1, 1, 1}, {1, 2, 3}) == Units{1, 2, 3});
  CHECK(WaterFill(9, {2, 1, 0}, {9, 9, 9}) == Units{6, 3, 0});
}

TEST_CASE("static shares leave idle what their holder does not ask for") {
  const Demand demand = Of(6, {{6, 0, 1}, {0, 3, 2}});
  CHECK(StaticShares(demand) == Given{{2, 0, 1}, {0, 2, 2}});
}

TEST_CASE("who had least comes first, over the steps") {
  CHECK(LeastFirst(Of(2, {{2, 0}, {2, 2}, {2, 2}})) == Given{{2, 0}, {0, 2}, {1, 1}});
}

TEST_CASE("figures of a case worked out by hand") {
  const Demand demand = Of(4, {{4, 4}, {0, 2}});
  const Figures figures = Measure(demand, {{3, 1}, {0, 2}});
  CHECK(figures.use == doctest::Approx(0.75));
  CHECK(figures.loss == doctest::Approx(0.0));
  CHECK(figures.min_max == doctest::Approx(1.0));
  CHECK(figures.jain == doctest::Approx(1.0));
  // The second could have used 3 + 0 of the first's, and had 3; the first 1 + 0 of the second's.
  CHECK(figures.envy == doctest::Approx(0.0));
  const Figures uneven = Measure(demand, {{4, 0}, {0, 1}});
  CHECK(uneven.min_max == doctest::Approx(0.25));
  CHECK(uneven.jain == doctest::Approx(25.0 / 34));
  CHECK(uneven.envy == doctest::Approx(3.0));
  CHECK(uneven.run == 1);
}

TEST_CASE(
    "the made demand is for the capacity on average, the same for every company, and bursty") {
  DemandShape shape;
  shape.companies = 20;
  shape.steps = 200;
  const Demand demand = MakeDemand(shape);
  Units asked(20, 0);
  int64_t most = 0;
  for (const Units& step : demand.steps) {
    for (size_t i = 0; i < step.size(); ++i) asked[i] += step[i];
    most = std::max(most, Sum(step));
  }
  CHECK(asked == Units(20, 200 * 10));
  CHECK(most > demand.capacity * 5 / 4);
  const Figures parts = Measure(demand, StaticShares(demand));
  const Figures all = Measure(demand, MaxMin(demand));
  CHECK(parts.min_max < 0.3);
  CHECK(all.loss == doctest::Approx(0));
  CHECK(parts.loss > 0.1);
}

// As many steps and companies as fit into a test.
Demand ShortRun() {
  DemandShape shape;
  shape.companies = 8;
  shape.steps = 60;
  return MakeDemand(shape);
}

TEST_CASE("fair share leaves nothing idle that is waited for, and is fairer than first come") {
  const Demand demand = ShortRun();
  Opening opening;
  opening.grain = 5;
  const Given fair = Mutua(demand, opening);
  opening.policy = model::Policy::kFirstCome;
  const Given first = Mutua(demand, opening);
  for (size_t step = 0; step < demand.steps.size(); ++step) {
    CHECK(Sum(fair[step]) <= demand.capacity);
    for (size_t i = 0; i < demand.companies(); ++i) CHECK(fair[step][i] <= demand.steps[step][i]);
  }
  const Figures ours = Measure(demand, fair);
  const Figures theirs = Measure(demand, first);
  CHECK(ours.loss < 0.02);
  CHECK(ours.jain > theirs.jain);
  // The same in every run.
  CHECK(Mutua(demand, opening) == first);
}

// Stays of one room by the day, from kMonday on, the fifth of January 2026.
struct AskedByHand {
  Stays stays;

  AskedByHand() {
    stays.companies = 2;
    stays.capacity = 1;
  }
  void Ask(size_t company, int64_t day, Duration length) {
    const Instant start = kMonday + Duration::Days(day);
    stays.asked.push_back({company, 1, Interval(start, start + length), Duration(), false});
  }
  void AskAndGiveUp(size_t company, int64_t day, Duration length, Duration before) {
    Ask(company, day, length);
    stays.asked.back().given_up = true;
    const Instant start = stays.asked.back().interval.start();
    stays.acts.push_back({start - before, Act::What::kCancel, stays.asked.size() - 1});
  }
  // Half of the room is guaranteed, and half of that to each: 7.75 days of a long month.
  Bound Limits() const { return BoundOf(stays, {1, 1}, Duration::Days(30)); }
};

TEST_CASE("what is kept of a month is at most what guarantee and credits pay for") {
  AskedByHand asked;
  for (int64_t i = 0; i < 60; ++i) asked.Ask(0, i % 20, Duration::Days(2));
  asked.Ask(1, 0, Duration::Days(2));
  // The guarantee and the floor: 15.5 days.
  CHECK(asked.Limits().asked == 60);
  CHECK(asked.Limits().accepted == 7);
  CHECK(asked.Limits().least == doctest::Approx(7.0 / 60));
  CHECK(asked.Limits().units == doctest::Approx(15.5 + 2).epsilon(0.001));
  CHECK(asked.Limits().run == 0);
  // What is short, or was given up later than the open window comes, may all have been accepted.
  for (int64_t i = 0; i < 5; ++i) asked.AskAndGiveUp(0, i, Duration::Days(2), Duration::Days(1));
  for (int64_t i = 0; i < 5; ++i) asked.Ask(0, i, Duration::Hours(20));
  CHECK(asked.Limits().accepted == 17);
  // By March the commons have paid out twice: one more guarantee, and two of credits, 23.25 days.
  for (int64_t i = 0; i < 60; ++i) asked.Ask(0, 60 + i % 20, Duration::Days(2));
  CHECK(asked.Limits().accepted == 29);
}

TEST_CASE(
    "what is longer than the guarantee and given up in the own window is refused for certain") {
  AskedByHand asked;
  for (int64_t i = 0; i < 4; ++i) {
    asked.AskAndGiveUp(0, 60 + i, Duration::Days(8), Duration::Days(31));
  }
  CHECK(asked.Limits().run == 4);
  CHECK(asked.Limits().units == 0);
  // In the open window credits might have paid for it, and a week is within the guarantee.
  asked.AskAndGiveUp(0, 60, Duration::Days(8), Duration::Days(30));
  asked.AskAndGiveUp(0, 60, Duration::Days(7), Duration::Days(31));
  CHECK(asked.Limits().run == 4);
  CHECK(asked.Limits().units == doctest::Approx(15));
  // Whenever it is given up, five guarantees, 38.75 days, pay for no more of a month.
  AskedByHand larger;
  larger.Ask(0, 60, Duration::Days(20));
  CHECK(larger.Limits().run == 0);
  larger.stays.asked.back().units = 2;
  CHECK(larger.Limits().run == 1);
}

// Two companies, of which one has a twentieth of the house and asks for as much as the other.
Stays MadeStays(uint64_t seed) {
  Dice dice(seed);
  Stays stays;
  stays.companies = 2;
  stays.capacity = 3;
  for (size_t i = 0; i < 120; ++i) {
    const Instant start = kMonday + Duration::Days(dice.Below(80)) + Duration::Hours(15);
    const Duration length = Duration::Days(1 + dice.Below(8)) - Duration::Hours(4);
    const Duration ahead = Duration::Days(dice.Below(40)) + Duration::Hours(9);
    const Instant at = std::max(kMonday, start - ahead);
    const bool given_up = dice.Below(3) == 0;
    stays.asked.push_back({i % 2, 1, Interval(start, start + length), Duration(), given_up});
    stays.acts.push_back({at, Act::What::kBook, i});
    if (!given_up) continue;
    const Duration until = Duration::Hours(dice.Below((start - at).seconds() / 3600));
    stays.acts.push_back({start - until, Act::What::kCancel, i});
  }
  std::sort(stays.acts.begin(), stays.acts.end(), [](const Act& a, const Act& b) {
    return std::tie(a.at, a.stay, a.what) < std::tie(b.at, b.stay, b.what);
  });
  return stays;
}

TEST_CASE("no play of fair share exceeds the bound, and first come does") {
  int64_t beyond = 0;
  int64_t certain = 0;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const Stays stays = MadeStays(seed);
    LabSettings lab;
    lab.period = model::SharePeriod::kMonth;
    lab.horizon = Duration::Days(120);
    lab.shares = {19, 1};
    lab.capacity = {stays.capacity};
    lab.members_each = 4;
    lab.begins = kMonday - Duration::Hours(1);
    const Bound bound = BoundOf(stays, lab.shares, lab.windows.own);
    const StayFigures fair = Count(stays, Play(stays, lab));
    CHECK(fair.least <= bound.least);
    CHECK(fair.run >= bound.run);
    CHECK(static_cast<double>(fair.units) <= bound.units);
    certain += bound.run;
    lab.policy = model::Policy::kFirstCome;
    beyond += Count(stays, Play(stays, lab)).least > bound.least ? 1 : 0;
  }
  CHECK(beyond > 0);
  CHECK(certain > 0);
}

TEST_CASE("no small false report pays under max-min within a step") {
  SmallCase small;
  small.steps = 1;
  small.most = 3;
  const Misreport found = TryMisreports(small, MaxMin);
  CHECK(found.tried == 16 * 4 * 3);
  CHECK(found.gaining == 0);
  // The count can find one: who asks for more is given more in proportion.
  const auto proportional = [](const Demand& demand) {
    Given given;
    for (const Units& asked : demand.steps) {
      given.push_back(Sum(asked) <= demand.capacity ? asked : ByShares(demand.capacity, asked));
    }
    return given;
  };
  CHECK(TryMisreports(small, proportional).gaining > 0);
}

}  // namespace
}  // namespace mutua::bench::fairness
